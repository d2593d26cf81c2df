"""What sentences teach: needs and roles told by a story, beside other answers, and what says nothing of any."""

import pytest

from bot.understanding.interpreter import Typed
from tests.unit.interpreters.test_encoder import told, typed

NEEDS = [
    ("en", "hardly any bookings for our climbing hall this month", "leads"),
    ("en", "joinery in Kent, three lads, people ask for quotes and we forget them", "sales"),
    ("en", "our tenants keep calling about the same broken lift", "service"),
    ("fr", "notre gîte reste vide en hiver", "leads"),
    ("fr", "on oublie de rappeler les gens qui demandent un devis", "sales"),
    ("fr", "les usagers demandent de l'aide jour et nuit", "service"),
    ("es", "mi academia de baile está sin alumnos", "leads"),
    ("es", "mandamos presupuestos y luego nadie los persigue", "sales"),
    ("es", "nuestros inquilinos se quejan de averías y nadie les ayuda", "service"),
    ("sv", "ingen bokar våra kajakturer", "leads"),
    ("sv", "vi skickar offerter men glömmer höra av oss sen", "sales"),
    ("sv", "kunderna får vänta i dagar på hjälp med maskinen", "service"),
]


@pytest.mark.parametrize(("locale", "text", "need"), NEEDS)
def test_a_need_told_as_a_story_is_the_option_that_it_is_like(locale: str, text: str, need: str) -> None:
    assert {each.field: each.value for each in told(text, "need", locale).answers}["need"] == need


ROLES = [
    ("en", "my cousin is the boss, i wash the cars", "employee"),
    ("fr", "mon oncle est le patron, moi je lave les voitures", "employee"),
    ("es", "mi tía es la dueña, yo reparto los pedidos", "employee"),
    ("sv", "min farbror är chefen, jag står i disken och kör ut varor", "employee"),
]


@pytest.mark.parametrize(("locale", "text", "role"), ROLES)
def test_what_they_do_themselves_counts_beside_what_others_are(locale: str, text: str, role: str) -> None:
    assert [(each.field, each.value) for each in told(text, "role", locale).answers] == [("role", role)]


BESIDES = [
    ("en", "we are 14 people, half of the people who ask for a quote never hear back", "sales"),
    ("fr", "on est 14, on ne rappelle jamais ceux qui demandent un devis", "sales"),
    ("es", "somos 14, las consultas de la web se quedan una semana sin respuesta", "sales"),
    ("sv", "vi är 14 personer, vi glömmer ringa upp folk som vill ha offert", "sales"),
]


@pytest.mark.parametrize(("locale", "text", "need"), BESIDES)
def test_a_need_beside_other_answers_is_found_in_what_these_have_left(locale: str, text: str, need: str) -> None:
    answers = {each.field: each.value for each in told(text, "company_size", locale).answers}
    assert answers == {"company_size": 14, "need": need}


SINGLE_WORDS = [
    ("en", "need", "customers", "leads"),
    ("en", "need", "we miss all those calls", "sales"),
    ("sv", "need", "vi missar jättemånga, alltså alla samtal", "sales"),
    ("sv", "timeline", "just nu tittar vi bara", "exploring"),
]


@pytest.mark.parametrize(("locale", "asked", "text", "option"), SINGLE_WORDS)
def test_a_word_that_is_no_phrase_of_ours_is_the_option_that_it_is_like_and_read_back(
    locale: str, asked: str, text: str, option: str
) -> None:
    (answer,) = told(text, asked, locale).answers
    assert (answer.value, answer.sure) == (option, False)


ONE_CLEAREST = [
    ("en", "need", "the phone never stops and we don't pick up", "sales"),
    ("fr", "need", "le tel sonne tt le tps et on decroche pas", "sales"),
    ("es", "role", "mi mujer es la dueña y yo ayudo", "employee"),
    ("sv", "role", "frun äger, jag hjälper till", "employee"),
]


@pytest.mark.parametrize(("locale", "asked", "text", "option"), ONE_CLEAREST)
def test_where_parts_tell_two_options_and_all_of_it_one_that_is_meant(
    locale: str, asked: str, text: str, option: str
) -> None:
    assert [each.value for each in told(text, asked, locale).answers] == [option]


NAMED = [
    ("en", "running shoes for the mountains, under 150 please", "trail"),
    ("en", "jogging shoes but only for the gym, 100 at most", "gym"),
    ("fr", "des chaussures de running pour les sentiers, 120 euros maxi", "trail"),
    ("es", "zapatillas de correr para la montaña, máximo 120 euros", "trail"),
    ("sv", "löparskor till terrängen, max 1500 kr", "trail"),
    ("sv", "löparskor för löpband på gymmet, max 900 kr", "gym"),
]


@pytest.mark.parametrize(("locale", "text", "use"), NAMED)
def test_who_names_an_option_means_it_however_much_the_sentence_sounds_of_another(
    locale: str, text: str, use: str
) -> None:
    assert {each.field: each.value for each in told(text, "use", locale, "b2c").answers}["use"] == use


def test_a_need_that_was_told_before_is_not_changed_by_what_is_said_besides() -> None:
    given = typed("we are 14 people, half of the people who ask for a quote never hear back", "company_size")
    before = Typed(
        given.text, given.audience, given.locale, given.questions, given.asked, given.found, {"need": "leads"}
    )
    assert "need" not in [question.field for question in before.untold]


PHRASES = [
    ("en", "leads land in a folder and sales never calls them", "sales"),
    ("fr", "le service client est sous l'eau", "service"),
    ("es", "clientes enfadados porque nadie les ayuda", "service"),
    ("sv", "säljarna lägger tid på fel kunder", "sales"),
]


@pytest.mark.parametrize(("locale", "text", "need"), PHRASES)
def test_a_sentence_tells_the_need_whatever_phrase_for_another_stands_in_it(locale: str, text: str, need: str) -> None:
    assert [(each.field, each.value) for each in told(text, "need", locale).answers] == [("need", need)]


OWN = [
    ("en", "I run a yoga studio, 4 of us"),
    ("fr", "je tiens une boulangerie, on est 4"),
    ("es", "tengo una peluquería, somos 4"),
    ("sv", "jag har en blomsteraffär, vi är 4"),
]


@pytest.mark.parametrize(("locale", "text"), OWN)
def test_whose_business_it_is_is_heard_beside_other_answers(locale: str, text: str) -> None:
    answers = {each.field: each.value for each in told(text, "company_size", locale).answers}
    assert answers == {"company_size": 4, "role": "founder"}


OTHERS = [
    ("en", "my friend runs a yoga studio, 4 of us"),
    ("en", "a small business, 4 of us"),
    ("fr", "une petite boulangerie, on est 4"),
    ("es", "una pequeña peluquería, somos 4"),
    ("sv", "en liten blomsteraffär, vi är 4"),
]


@pytest.mark.parametrize(("locale", "text"), OTHERS)
def test_a_business_that_is_nobodys_gives_no_role(locale: str, text: str) -> None:
    assert "role" not in [each.field for each in told(text, "company_size", locale).answers]


NO_NEEDS = [
    ("en", "whoa"),
    ("en", "what a day"),
    ("fr", "oh punaise"),
    ("fr", "quelle journée"),
    ("es", "madre del amor"),
    ("es", "vaya día"),
    ("sv", "jösses"),
    ("sv", "vilken dag"),
]


@pytest.mark.parametrize(("locale", "text"), NO_NEEDS)
def test_an_exclamation_is_no_need_in_their_own_words(locale: str, text: str) -> None:
    assert told(text, "need", locale).answers == ()


FOR_WHOM = [
    ("en", "it's for me"),
    ("en", "they're for my dad"),
    ("en", "present for my girlfriend"),
    ("fr", "c'est pour moi"),
    ("fr", "elles sont pour mon fils"),
    ("es", "son para mi"),
    ("es", "para mi marido"),
    ("es", "para mi sobrino"),
    ("sv", "de är till mig"),
    ("sv", "till min bror"),
]


@pytest.mark.parametrize(("locale", "text"), FOR_WHOM)
def test_for_whom_the_pair_is_tells_no_style_and_no_wish(locale: str, text: str) -> None:
    found = told(text, "style", locale, "b2c")
    assert (found.answers, found.intent) == ((), None)


IN_LEADS = [
    ("en", "drowning in leads"),
    ("en", "too many leads, we can't call them all"),
    ("fr", "trop de leads"),
    ("fr", "on se noie dans les leads"),
    ("es", "nos ahogamos en leads"),
    ("es", "vamos hasta arriba de leads"),
    ("sv", "vi drunknar i leads"),
    ("sv", "alldeles för många leads"),
]


@pytest.mark.parametrize(("locale", "text"), IN_LEADS)
def test_whoever_has_too_many_leads_needs_no_more_of_them(locale: str, text: str) -> None:
    assert {each.field: each.value for each in told(text, "need", locale).answers} == {"need": "sales"}


NOT_ONES_OWN = [
    ("en", "style", "b2c", "my husband hates the neon ones"),
    ("fr", "style", "b2c", "mon mari déteste le fluo"),
    ("es", "style", "b2c", "mi marido odia los colores chillones"),
    ("sv", "style", "b2c", "min man hatar neon"),
]


@pytest.mark.parametrize(("locale", "asked", "audience", "text"), NOT_ONES_OWN)
def test_an_option_that_stands_in_a_sentence_which_tells_none_is_not_taken(
    locale: str, asked: str, audience: str, text: str
) -> None:
    assert asked not in {each.field for each in told(text, asked, locale, audience).answers}


HELD_SOMEWHERE = [
    ("en", "partner at a law office", "founder"),
    ("en", "deputy head of a school", "director"),
    ("es", "soy la jefa de compras", "director"),
    ("en", "head of sales for the whole group", "director"),
]


@pytest.mark.parametrize(("locale", "text", "role"), HELD_SOMEWHERE)
def test_a_title_and_where_it_is_held_is_ones_own(locale: str, text: str, role: str) -> None:
    assert [(each.field, each.value) for each in told(text, "role", locale).answers] == [("role", role)]


RUN_BESIDES = [
    ("en", "run a small bakery, 5 of us", "founder"),
    ("fr", "je tiens une boulangerie, on est 5", "founder"),
    ("es", "tengo una panadería, somos 5", "founder"),
    ("sv", "kör en liten pizzeria, vi är 5", "founder"),
]


@pytest.mark.parametrize(("locale", "text", "role"), RUN_BESIDES)
def test_what_somebody_runs_is_told_beside_other_answers_also_without_an_i(locale: str, text: str, role: str) -> None:
    answers = {each.field: each.value for each in told(text, "company_size", locale).answers}
    assert answers == {"company_size": 5, "role": role}
