"""A wish is told from what people answer and from what they ask, by the examples of all three."""

import numpy as np
import pytest

from bot.interpreters import vectors
from bot.interpreters.known_texts import wishes_and_answers
from bot.interpreters.vectors import key_of
from bot.understanding.wishes import Intent
from tests.builders import shipped
from tests.unit.interpreters.test_encoder import told


def test_what_was_learnt_of_wishes_is_what_ships() -> None:
    named = wishes_and_answers(shipped())
    with np.load(vectors.KNOWN) as kept:
        assert kept["wish_keys"].tolist() == [key_of(text) for text in named.texts]
        assert tuple(kept["wish_names"].tolist()) == named.names


WISHES = [
    ("en", "timeline", "need to talk it over with my sister first", Intent.SKIP),
    ("en", "role", "please get rid of every trace of me", Intent.FORGET),
    ("fr", "timeline", "il faut que ma soeur soit d'accord d'abord", Intent.SKIP),
    ("es", "timeline", "primero lo hablo con mis socios", Intent.SKIP),
    ("sv", "timeline", "det får jag ta med min kompanjon först", Intent.SKIP),
]


@pytest.mark.parametrize(("locale", "asked", "text", "intent"), WISHES)
def test_a_wish_is_heard_where_what_is_asked_has_options(locale: str, asked: str, text: str, intent: Intent) -> None:
    found = told(text, asked, locale)
    assert (found.intent, found.answers) == (intent, ())


NONE = [
    ("en", "need", "clients tell us to stop calling and we never learn why"),
    ("en", "need", "people ask for a human and nobody is there"),
    ("fr", "need", "les gens veulent parler à quelqu'un et tombent sur le répondeur"),
    ("es", "need", "la gente pide que la llamemos y no lo hacemos"),
    ("sv", "need", "folk ber oss ringa upp och vi glömmer"),
]


@pytest.mark.parametrize(("locale", "asked", "text"), NONE)
def test_a_story_with_the_words_of_a_wish_is_none(locale: str, asked: str, text: str) -> None:
    assert told(text, asked, locale).intent is None


ANSWERS = [
    ("en", "need", "half a day goes on chasing paperwork"),
    ("fr", "need", "on passe des heures sur la paie"),
    ("es", "need", "se nos va el día en papeleo"),
    ("sv", "need", "halva dagen går åt till pappersarbete"),
]


@pytest.mark.parametrize(("locale", "asked", "text"), ANSWERS)
def test_an_answer_that_does_not_read_like_a_question_asks_nothing(locale: str, asked: str, text: str) -> None:
    found = told(text, asked, locale)
    assert (found.question, found.topics, found.intent) == (False, (), None)
