"""Wishes are told by examples; to refuse and to stop are found wherever and however they are typed."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.examples import spoken, ways
from bot.understanding.interpretation import Interpretation
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.meaning import understand
from bot.understanding.wishes import FINAL, Intent
from tests.builders import shipped

LANGUAGES = tuple(TABLES)
B2B = shipped().audiences["b2b"]
FIELDS = tuple(question.field for question in B2B.script.questions)
REFUSING = (Intent.STOP, Intent.REFUSE_CONSENT)
ONLY_FOR_INTERPRETERS = {"aside", "complaint", "insult", "none"}
FRAMES = {
    "en": ("sorry, {}", "{}. we are 40 people", "i'm the director, {}", "ok so {}", "hello {} thanks", "no!! {}"),
    "fr": ("désolé, {}", "{}. nous sommes 40", "je suis le directeur, {}", "alors {} svp", "non ! {}"),
    "es": ("perdona, {}", "{}. somos 40", "soy el director, {}", "pues {} por favor", "¡no! {}"),
    "sv": ("förlåt, {}", "{}. vi är 40", "jag är chefen, {}", "alltså {} tack", "nej! {}"),
}


def read(text: str, locale: str, asked: str | None = "need") -> Interpretation:
    vocabulary = B2B.vocabularies[locale]
    return understand(text, questions=B2B.script.questions, vocabulary=vocabulary, open_field=asked)


def told(locale: str, *names: str, fewest: int = 1) -> list[tuple[str, str]]:
    """Return each wish's sentences of enough words, with its name."""
    sentences = ((name, spoken(example)) for name in names for example in TABLES[locale].wishes[name])
    return [(name, text) for name, text in sentences if len(text.split()) >= fewest]


def misspelt(text: str) -> Iterator[str]:
    """Return the text with two neighbouring letters of one long word swapped."""
    words = text.split()
    for at, word in enumerate(words):
        if len(word) > 6 and word.isalpha() and word[3] != word[4]:
            yield " ".join([*words[:at], word[:3] + word[4] + word[3] + word[5:], *words[at + 1 :]])


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_example_stands_for_two_wishes(locale: str) -> None:
    named = [
        (words, name)
        for name, examples in TABLES[locale].wishes.items()
        if name not in ONLY_FOR_INTERPRETERS
        for example in examples
        for words in ways(example)
    ]
    meanings = dict(reversed(named))
    assert [(words, name) for words, name in named if meanings[words] != name] == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_language_tells_every_wish(locale: str) -> None:
    assert set(TABLES[locale].wishes) == {*Intent, *ONLY_FOR_INTERPRETERS, "no_budget"}
    assert all(len(ways_) >= 10 for ways_ in (told(locale, name) for name in REFUSING))


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_refusal_is_an_answer_to_any_question(locale: str) -> None:
    for name, text in told(locale, *FINAL):
        for asked in (None, *FIELDS):
            found = read(text, locale, asked)
            assert (found.intent, found.answers) == (name, ()), (asked, text)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_refusal_is_found_beside_whatever_else_is_said(locale: str) -> None:
    for frame, (name, text) in itertools.product(FRAMES[locale], told(locale, *REFUSING, fewest=3)):
        found = read(frame.format(text), locale)
        assert (found.intent, found.answers) == (name, ()), frame.format(text)


@pytest.mark.parametrize("phone", LANGUAGES)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_refusal_is_found_in_another_language_than_the_phone_s(locale: str, phone: str) -> None:
    for name, text in told(locale, *REFUSING, fewest=3):
        assert read(text, phone).intent == name, text


@pytest.mark.parametrize("locale", LANGUAGES)
def test_wishes_survive_a_slip_of_the_finger(locale: str) -> None:
    for name, text in told(locale, *REFUSING, "forget", "human", "callback", "bot"):
        for slipped in misspelt(text):
            assert read(slipped, locale, None).intent == name, slipped


@given(st.sampled_from(LANGUAGES).flatmap(lambda one: st.tuples(st.just(one), st.sampled_from(told(one, "insult")))))
def test_an_insult_is_no_wish(said: tuple[str, tuple[str, str]]) -> None:
    locale, (_, text) = said
    assert read(text, locale).intent is None


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_resembles_a_wish_is_none(locale: str) -> None:
    for _, text in told(locale, "none"):
        assert read(text, locale).intent is None, text


STILL_ANSWERS = [
    ("en", "our reps stop calling leads after two days"),
    ("en", "our customers do not agree with our prices"),
    ("en", "leads are not contacted again by sales"),
    ("en", "we don't store leads anywhere, that is the problem"),
    ("en", "we are not human enough in support"),
    ("en", "i no longer want to do it all by hand"),
    ("en", "i don't want this to be complicated"),
    ("en", "no more emails lost between two desks"),
    ("en", "not agreed yet"),
    ("fr", "je ne veux plus avoir à relancer chaque prospect"),
    ("fr", "plus de messages de nos clients"),
    ("es", "ya no quiero que los clientes esperen"),
    ("es", "no más correos perdidos entre equipos"),
    ("es", "no pueden usar el sistema desde casa"),
    ("sv", "jag vill inte längre sitta med kalkylblad"),
    ("sv", "jag vill inte ha fler system än nödvändigt"),
    ("fr", "nos clients ne rappellent plus"),
    ("fr", "nos commerciaux n'enregistrent pas leurs appels"),
    ("es", "los clientes no nos llaman más"),
    ("es", "nuestro equipo no guarda los contactos"),
    ("sv", "våra säljare slutar ringa efter två försök"),
    ("sv", "kunderna hör inte av sig igen"),
]


@pytest.mark.parametrize(("locale", "text"), STILL_ANSWERS)
def test_what_others_refuse_is_no_refusal(locale: str, text: str) -> None:
    assert read(text, locale).intent is None
