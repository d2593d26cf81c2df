"""What is no answer though it holds words of one: what is over, denied, of others, about us, or not meant for us."""

import pytest

from bot.understanding.interpretation import Interpretation
from bot.understanding.meaning import understand
from bot.understanding.wishes import Intent
from tests.builders import MONDAY, shipped


def hear(text: str, locale: str, asked: str | None, *, audience: str = "b2b") -> Interpretation:
    book = shipped().audiences[audience]
    return understand(
        text, questions=book.script.questions, vocabulary=book.vocabularies[locale], open_field=asked, now=MONDAY
    )


def facts(heard: Interpretation) -> dict[str, object]:
    return {answer.field: answer.value for answer in heard.answers}


NOT_MEANT_FOR_US = [
    *(("en", text) for text in ("sorry wrong number", "brb", "hahaha", "xd", "oh great, yet another bot")),
    *(("en", text) for text in ("I already explained it all to your support", "you useless robot")),
    *(("fr", text) for text in ("mauvais numéro", "mdrr", "ptdrrr", "encore un chatbot super", "t'es débile")),
    *(("fr", text) for text in ("ça fait 2 semaines que j'attends", "j'ai tout raconté à vos collègues")),
    *(("es", text) for text in ("número equivocado", "jejeje", "otro bot, qué bien", "eres un idiota")),
    *(("sv", text) for text in ("fel nummer", "hahaha", "ännu en chattbot", "ni är värdelösa")),
]


@pytest.mark.parametrize(("locale", "text"), NOT_MEANT_FOR_US)
def test_what_is_not_meant_for_us_or_tells_of_anger_is_no_need_in_their_own_words(locale: str, text: str) -> None:
    heard = hear(text, locale, "need")
    assert (facts(heard), heard.topics, heard.intent) == ({}, (), None)


OVER = [
    ("en", "timeline", "we signed with the others on 3 may"),
    ("en", "timeline", "your colleagues answered after 4 weeks"),
    ("en", "timeline", "the licence expired in june"),
    ("fr", "timeline", "on a signé ailleurs en mai"),
    ("fr", "timeline", "vous avez répondu au bout de 3 mois"),
    ("es", "timeline", "tardaron tres semanas en responder"),
    ("es", "timeline", "compramos el otro en marzo"),
    ("sv", "timeline", "det tog 4 månader förra gången"),
    ("sv", "timeline", "vi köpte det andra i april"),
    ("en", "timeline", "it stopped working in may"),
    ("en", "timeline", "we spoke in september"),
    ("fr", "timeline", "on s'est vus en juin, et depuis rien"),
    ("fr", "timeline", "vous m'avez appelée en mars"),
    ("es", "timeline", "me dijisteis lo mismo en mayo"),
    ("es", "timeline", "se rompió en agosto"),
    ("sv", "timeline", "ni lovade det i maj"),
    ("sv", "timeline", "det har varit så sen i mars"),
]


@pytest.mark.parametrize(("locale", "asked", "text"), OVER)
def test_a_time_of_what_has_happened_is_not_when_they_want_to_start(locale: str, asked: str, text: str) -> None:
    assert "timeline" not in facts(hear(text, locale, asked))


def test_a_time_beside_what_has_happened_counts_where_they_say_what_they_want() -> None:
    for locale, text in (
        ("en", "the old one broke so we need it in january"),
        ("fr", "on a décidé de commencer en mars"),
        ("fr", "on a prévu ça pour mars"),
        ("es", "se rompió, queremos empezar en enero"),
        ("sv", "vi har planerat till mars"),
    ):
        assert "timeline" in facts(hear(text, locale, "timeline")), text


GUESSES = [
    ("en", "how long does the setup take, about 3 weeks?"),
    ("fr", "combien de temps pour la mise en place, genre 2 mois ?"),
    ("es", "cuánto se tarda en ponerlo en marcha, unas 2 semanas?"),
    ("sv", "hur lång tid tar det att komma igång, typ 3 veckor?"),
]


@pytest.mark.parametrize(("locale", "text"), GUESSES)
def test_a_time_that_guesses_at_what_is_asked_is_theirs_to_hear_not_to_say(locale: str, text: str) -> None:
    heard = hear(text, locale, "timeline")
    assert heard.question
    assert "timeline" not in facts(heard)


ABOUT_US = [
    ("en", "have you got many customers in retail"),
    ("en", "do you use hubspot for leads"),
    ("fr", "avez vous beaucoup de clients dans le bâtiment ?"),
    ("es", "tienen clientes en México?"),
    ("sv", "hur många kunder har ni"),
    ("es", "vendéis leads?"),
    ("fr", "vous vendez des leads ?"),
]


@pytest.mark.parametrize(("locale", "text"), ABOUT_US)
def test_what_is_asked_about_us_names_no_option_of_theirs(locale: str, text: str) -> None:
    for asked in ("need", "company_size", None):
        heard = hear(text, locale, asked)
        assert heard.question
        assert facts(heard) == {}


def test_an_option_in_a_question_about_what_they_want_still_counts() -> None:
    assert facts(hear("can you help us get more customers?", "en", "need")) == {"need": "leads"}


OF_OTHERS = [
    ("en", "company", "not at Contoso"),
    ("en", "role", "my brother is a director at volvo"),
    ("fr", "company", "pas chez Peugeot"),
    ("es", "role", "mi cuñado es director en Iberdrola"),
    ("es", "timeline", "tardaron dos meses en llamarnos"),
    ("sv", "role", "brorsan är chef på ikea"),
    ("en", "company", "ask my colleague at Siemens"),
    ("es", "company", "la empresa de mi primo"),
    ("en", "company", "the usual"),
    ("es", "company", "la de siempre"),
]


@pytest.mark.parametrize(("locale", "asked", "text"), OF_OTHERS)
def test_a_company_that_is_denied_or_of_others_is_not_theirs(locale: str, asked: str, text: str) -> None:
    assert "company" not in facts(hear(text, locale, asked))


def test_laughter_is_no_part_of_a_name() -> None:
    assert facts(hear("cto at blue sky haha", "en", "role"))["company"] == "blue sky"


def test_those_of_one_role_are_not_how_many_they_are_unless_that_is_asked() -> None:
    assert facts(hear("tenemos tres becarios", "es", "role")) == {}
    assert facts(hear("tenemos dos aprendices", "es", "timeline")) == {}
    assert facts(hear("tenemos 12 empleados", "es", "role")) == {"company_size": 12}
    assert facts(hear("tenemos tres becarios", "es", "company_size")) == {"company_size": 3}


def test_oneself_is_one_person_only_as_the_whole_answer_in_swedish() -> None:
    assert facts(hear("själv", "sv", "company_size")) == {"company_size": 1}
    assert facts(hear("själv är jag snickare", "sv", "timeline")) == {}


DISLIKED = [("en", "i hate red"), ("fr", "marre du rouge"), ("es", "cualquiera menos rojo"), ("sv", "hatar rött")]


@pytest.mark.parametrize(("locale", "text"), DISLIKED)
def test_what_they_do_not_like_is_no_answer(locale: str, text: str) -> None:
    assert facts(hear(text, locale, "style", audience="b2c")) == {}


def test_what_is_done_too_fast_is_not_wanted_now() -> None:
    for locale, text in (("en", "he grows too fast"), ("fr", "ça s'use trop vite"), ("es", "crece demasiado rápido")):
        assert facts(hear(text, locale, "timing", audience="b2c")) == {}, text


def test_an_option_that_is_also_a_wish_answers_the_question_that_names_it() -> None:
    heard = hear("atención al cliente, no llegamos a contestar", "es", "need")
    assert (facts(heard), heard.intent) == ({"need": "service"}, None)
    assert hear("no damos abasto, pásame con una persona", "es", "need").intent is Intent.HUMAN


def test_a_bit_of_everything_denies_nothing_that_follows_as_what_they_mainly_are() -> None:
    for text in ("everything but mainly sales manager", "a bit of everything but officially office manager"):
        assert facts(hear(text, "en", "role")) == {"role": "manager"}, text
    assert facts(hear("everything but sales manager", "en", "role")) == {}


def test_the_title_of_who_sells_says_nothing_of_what_the_company_earns() -> None:
    heard = hear("soy la directora de ventas de una empresa de 90 empleados", "es", "need")
    assert facts(heard) == {"role": "director", "company_size": 90}


def test_whoever_is_named_with_a_number_of_people_is_among_them() -> None:
    for locale, text in (
        ("fr", "on est 8 avec la secrétaire"),
        ("es", "somos 8 con el jefe"),
        ("sv", "vi är 8 med chefen"),
    ):
        assert facts(hear(text, locale, "company_size")) == {"company_size": 8}, text
