"""Firms that people say they run, or are, whoever they have there, and when they begin; nothing of it is a need."""

from datetime import UTC, datetime

import pytest

from bot import playbooks, rendering
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.interpreter import Typed
from bot.understanding.meaning import understand


@pytest.fixture(scope="module")
def shipped() -> Playbooks:
    return playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)


def typed(shipped: Playbooks, text: str, locale: str, asked: str | None) -> Typed:
    book = shipped.audiences["b2b"]
    questions = book.script.questions
    found = understand(text, questions=questions, vocabulary=book.vocabularies[locale], open_field=asked)
    return Typed(text, "b2b", locale, questions, asked, found)


def told(shipped: Playbooks, text: str, locale: str, asked: str | None) -> dict[str, object]:
    return {answer.field: answer.value for answer in typed(shipped, text, locale, asked).found.answers}


STAFFED = [
    ("en", "i run a haulage firm with 35 drivers", 35, "founder"),
    ("en", "we are a small clinic with 4 nurses", 4, None),
    ("en", "run my own bakery with 5 bakers", 5, "founder"),
    ("en", "a salon with 6 stylists", 6, None),
    ("en", "salon with about 6 stylists", 6, None),
    ("fr", "je gère une société de transport avec 35 chauffeurs", 35, "founder"),
    ("fr", "on est un cabinet avec 4 infirmiers", 4, None),
    ("fr", "je tiens un salon de coiffure avec 3 coiffeuses", 3, "founder"),
    ("es", "llevo una empresa de transportes con 35 conductores", 35, "founder"),
    ("es", "somos un taller con 6 mecánicos", 6, None),
    ("es", "dirijo una clínica con 4 dentistas", 4, "founder"),
    ("sv", "driver ett åkeri med 35 chaufförer", 35, "founder"),
    ("sv", "vi är en frisörsalong med 6 frisörer", 6, None),
    ("sv", "jag äger en byggfirma med 12 snickare", 12, "founder"),
]


@pytest.mark.parametrize(("locale", "text", "size", "role"), STAFFED)
def test_those_of_a_trade_whom_a_firm_has_are_its_people_and_who_runs_it_owns_it(
    shipped: Playbooks, locale: str, text: str, size: int, role: str | None
) -> None:
    given = told(shipped, text, locale, None)
    assert given == {"company_size": size} | ({"role": role} if role else {})


@pytest.mark.parametrize(("locale", "text", "size", "role"), STAFFED)
def test_what_firm_they_are_is_no_need_of_theirs(
    shipped: Playbooks, locale: str, text: str, size: int, role: str | None
) -> None:
    given = typed(shipped, text, locale, "need")
    need = next(question for question in given.questions if question.field == "need")
    assert "need" not in {answer.field for answer in given.found.answers}
    assert given.left(need) == ()


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "we work with 35 drivers"),
        ("en", "our customers are firms with 2 directors"),
        ("fr", "on cherche un cabinet avec 2 associés"),
        ("es", "trabajamos con 35 conductores"),
        ("sv", "vi jobbar med 35 chaufförer"),
    ],
)
def test_of_others_nobody_is_counted(shipped: Playbooks, locale: str, text: str) -> None:
    assert "company_size" not in told(shipped, text, locale, "need")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "i run a team of 5"),
        ("en", "i run the office"),
        ("en", "I'm at a bakery with 9 people"),
        ("fr", "je gère une équipe de 5"),
        ("sv", "jag driver ett team"),
    ],
)
def test_who_runs_a_team_is_not_taken_for_the_owner(shipped: Playbooks, locale: str, text: str) -> None:
    given = told(shipped, text, locale, None)
    assert given.get("role") in (None, "manager") or text == "i run the office"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "accountant with 3 staff"),
        ("en", "bookkeeper with 2 employees"),
        ("en", "designer with a staff of 4"),
        ("es", "contable con 3 empleados"),
        ("sv", "redovisningskonsult med 3 anställda"),
    ],
)
def test_who_has_staff_is_not_taken_for_one_of_a_team(shipped: Playbooks, locale: str, text: str) -> None:
    assert told(shipped, text, locale, "role").get("role") is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "self employed"),
        ("en", "freelance"),
        ("fr", "je suis à mon compte"),
        ("fr", "en libéral"),
        ("es", "freelance"),
        ("es", "soy autónoma"),
        ("sv", "jag är egenföretagare"),
    ],
)
def test_who_is_self_employed_has_not_said_that_nobody_works_for_them(
    shipped: Playbooks, locale: str, text: str
) -> None:
    assert told(shipped, text, locale, "role") == {"role": "founder"}


@pytest.mark.parametrize(
    ("locale", "text", "is_said"),
    [
        ("en", "when we've moved to the new place in may", True),
        ("en", "once the new shop is open", True),
        ("fr", "quand on aura déménagé en mai", True),
        ("es", "cuando nos mudemos al local nuevo", True),
        ("sv", "när vi flyttat in i nya lokalen i maj", True),
        ("en", "our calendar is half empty", False),
        ("sv", "kalendern gapar tom", False),
    ],
)
def test_when_something_is_to_be_is_no_need(shipped: Playbooks, locale: str, text: str, is_said: bool) -> None:
    given = typed(shipped, text, locale, "timeline")
    need = next(question for question in given.questions if question.field == "need")
    assert (given.left(need) == ()) == is_said


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "founder & sales director"),
        ("en", "co-owner and head of marketing"),
        ("fr", "fondateur et directeur commercial"),
        ("es", "fundador y director comercial"),
        ("sv", "grundare och sedan år försäljningschef"),
    ],
)
def test_a_title_that_opens_a_message_needs_no_second_opinion(shipped: Playbooks, locale: str, text: str) -> None:
    given = typed(shipped, text, locale, "role")
    assert "role" not in [question.field for question in given.loosely_told]
    assert given.is_answered


@pytest.mark.parametrize(
    ("locale", "text", "option"),
    [
        ("en", "right now i couldn't tell you", None),
        ("en", "no idea right now", None),
        ("en", "can't say right now", None),
        ("fr", "là tout de suite je saurais pas dire", None),
        ("es", "ahora mismo no sabría decirte", None),
        ("sv", "just nu vet jag inte", None),
        ("en", "right now yes", "now"),
        ("fr", "tout de suite", "now"),
        ("es", "ahora mismo sí", "now"),
    ],
)
def test_who_cannot_tell_now_does_not_begin_now(shipped: Playbooks, locale: str, text: str, option: str | None) -> None:
    assert told(shipped, text, locale, "timeline").get("timeline") == option


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "in spring, 200 a month"),
        ("fr", "au printemps, 200 par mois"),
        ("es", "en primavera, 200 al mes"),
        ("sv", "i vår, 200 i månaden"),
    ],
)
def test_an_amount_by_its_period_stands_beside_a_time(shipped: Playbooks, locale: str, text: str) -> None:
    book = shipped.audiences["b2b"]
    now = datetime(2026, 11, 30, tzinfo=UTC)
    heard = understand(
        text,
        questions=book.script.questions,
        vocabulary=book.vocabularies[locale],
        open_field="timeline",
        now=now,
    )
    assert {answer.field for answer in heard.answers} == {"timeline", "budget"}
