"""Whose a role is: one's own, somebody else's, or nobody's."""

import pytest

from bot.understanding.meaning import understand
from tests.unit.understanding.vocabularies import B2B, answers, vocabulary

OWN = [
    ("en", "ceo", "founder"),
    ("en", "I'm the owner of a bakery", "founder"),
    ("en", "well basically I'm kind of the sales director", "director"),
    ("en", "CEO and founder", "founder"),
    ("en", "founder and I run it alone", "founder"),
    ("en", "sales and marketing director", "director"),
    ("en", "I work as a sales rep", "employee"),
    ("en", "sales rep to the director", "employee"),
    ("en", "my role is director", "director"),
    ("en", "hi, Ada here, sales director", "director"),
    ("en", "intern", "student"),
    ("en", "dental office manager", "manager"),
    ("en", "I'm a student", "student"),
    ("en", "the director, that's me", "director"),
    ("fr", "je suis la directrice commerciale", "director"),
    ("fr", "le patron c'est moi", "founder"),
    ("fr", "en tant que gérante", "founder"),
    ("fr", "stagiaire en marketing", "student"),
    ("es", "soy la directora", "director"),
    ("es", "el director soy yo", "director"),
    ("es", "trabajo de técnico", "employee"),
    ("sv", "jag är vd", "founder"),
    ("sv", "vd", "founder"),
    ("sv", "jag jobbar som säljare", "employee"),
]


@pytest.mark.parametrize(("locale", "text", "role"), OWN)
def test_a_role_that_somebody_says_of_themselves_is_theirs(locale: str, text: str, role: str) -> None:
    assert answers(text, locale, asked="role").get("role") == role


OF_OTHERS = [
    ("en", "the founder hired me"),
    ("en", "I answer to the director"),
    ("en", "I sit next to the CEO"),
    ("en", "I'm the founder's nephew"),
    ("en", "I'm engaged to the owner"),
    ("en", "the CEO and I"),
    ("en", "me and the founder"),
    ("en", "ex-director"),
    ("sv", "f.d. vd"),
    ("en", "director, now retired"),
    ("en", "was a manager once"),
    ("en", "we coach directors"),
    ("en", "our interns"),
    ("en", "one of our managers told me"),
    ("en", "he is the owner"),
    ("en", "is the director in?"),
    ("en", "do you have a student discount?"),
    ("en", "owner's manual"),
    ("en", "call the owner"),
    ("en", "I support the director"),
    ("en", "my sister, the manager's wife"),
    ("en", "company founded 1987"),
    ("fr", "le gérant m'envoie"),
    ("fr", "la soeur du patron"),
    ("fr", "mon chef c'est la directrice"),
    ("fr", "ancienne directrice"),
    ("fr", "nous recrutons des stagiaires"),
    ("fr", "voyez avec mon responsable"),
    ("es", "el hermano del dueño"),
    ("es", "mi jefa es la fundadora"),
    ("es", "la directora me dijo que mirara"),
    ("es", "exdirector, ya jubilado"),
    ("es", "trabajo para el gerente"),
    ("sv", "grundarens son"),
    ("sv", "min chef är vd"),
    ("sv", "vd:ns assistent frågade"),
    ("sv", "tidigare direktör"),
    ("sv", "prata med min chef"),
    ("sv", "chefen undrade"),
]


@pytest.mark.parametrize("asked", ["role", "company_size", None])
@pytest.mark.parametrize(("locale", "text"), OF_OTHERS)
def test_somebody_elses_role_or_one_that_is_over_is_no_answer(locale: str, text: str, asked: str | None) -> None:
    assert "role" not in answers(text, locale, asked=asked)


CLOSING = tuple(
    type(q)(q.field, q.kind, options=q.options, closing=frozenset({"student"})) if q.field == "role" else q for q in B2B
)


@pytest.mark.parametrize("asked", ["role", "company_size", "need", None])
@pytest.mark.parametrize(
    "text", ["8 including two interns", "we are 40 and an intern", "student housing", "interns", "no students here"]
)
def test_an_option_that_makes_a_lead_unfit_is_never_taken_in_passing(text: str, asked: str | None) -> None:
    if (asked, text) == ("role", "interns"):
        return
    understood = understand(text, questions=CLOSING, vocabulary=vocabulary("en"), open_field=asked)
    assert "role" not in {answer.field for answer in understood.answers}


def test_an_option_that_makes_a_lead_unfit_is_taken_when_it_is_plainly_said() -> None:
    for asked, text in (
        ("role", "student"),
        ("role", "just an intern"),
        ("need", "I'm a student"),
        (None, "im an intern"),
    ):
        understood = understand(text, questions=CLOSING, vocabulary=vocabulary("en"), open_field=asked)
        assert ("role", "student") in {(answer.field, answer.value) for answer in understood.answers}


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "director of customer support"), ("fr", "directeur du service client")]
)
def test_what_a_role_is_about_is_no_need(locale: str, text: str) -> None:
    assert answers(text, locale, asked="role") == {"role": "director"}


DENIED = [
    ("en", "need", "anything but customer service"),
    ("en", "need", "not customer service"),
    ("en", "role", "director I am not"),
    ("fr", "need", "tout sauf le service client"),
    ("fr", "need", "pas le service client"),
    ("sv", "role", "säljare är jag inte"),
    ("sv", "role", "inte säljare"),
]


@pytest.mark.parametrize(("locale", "asked", "text"), DENIED)
def test_an_option_that_is_denied_is_not_taken(locale: str, asked: str, text: str) -> None:
    options = {q.field: q.options for q in B2B}[asked]
    assert answers(text, locale, asked=asked).get(asked) not in options
