"""What is said to words that nobody understood, and what is kept of them."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from bot.conversation.replies import Missed
from bot.conversation.state import AUDIENCE, Line
from bot.messages import Act, Edited, Said, SendText, Tap
from bot.usecases.phrasing import Phrasing
from tests.builders import shipped
from tests.talks import Answered, Talk

LOCALES = ("en", "fr", "es", "sv")
GIBBERISH = ("asdfghjkl", "hjkl", "zxcvbnm", "qwrtp", "brrrk")
ASKING_US = {
    "en": "does it come with a trampoline?",
    "fr": "est-ce qu’il y a un trampoline avec ?",
    "es": "¿viene con un trampolín?",
    "sv": "följer det med en studsmatta?",
}


def _b2b(locale: str = "en", *, closed: bool = False) -> Talk:
    talk = Talk(locale=locale)
    talk.start("b2b")
    if closed:
        talk.finish()
        while talk.state.open:
            talk.press(Tap(Act.SKIP, (talk.state.open,)))
    return talk


def _said(talk: Talk, answered: Answered) -> str:
    message = talk.words(answered.replies[0])
    assert isinstance(message, SendText)
    return message.html


def _miss(answered: Answered) -> str:
    return next(key for key in answered.keys if key.startswith("not_understood.") or key == "passed_on")


def _person_is_one_tap_away(answered: Answered) -> bool:
    taps = [choice.tap for reply in answered.replies for row in reply.rows for choice in row]
    return Tap(Act.HUMAN) in taps


@pytest.mark.parametrize("locale", LOCALES)
def test_a_miss_names_the_question_that_it_found_no_answer_to(locale: str) -> None:
    talk = _b2b(locale)
    for option in ("leads", "large"):
        field = talk.state.open
        assert field is not None
        label = shipped().audiences["b2b"].texts[locale].static(f"questions.{field}.label")
        for text in GIBBERISH[:2]:
            assert label in _said(talk, talk.say(text)).split("\n\n")[0]
        talk.tap(field, option)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_question_is_named_too_and_no_sentence_comes_twice_running(locale: str) -> None:
    talk = Talk(locale=locale)
    talk.start()
    label = shipped().chat[locale].static("questions.audience.label")
    said = [_said(talk, talk.say(text)).split("\n\n")[0] for text in GIBBERISH]
    assert all(label in each for each in said)
    assert all(now != before for before, now in pairwise(said))
    assert talk.state.open == AUDIENCE


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("closed", [False, True])
def test_what_we_have_no_answer_to_is_said_in_other_words_each_time_and_costs_no_question(
    locale: str, *, closed: bool
) -> None:
    talk = _b2b(locale, closed=closed)
    waits = talk.state.open
    answered = [talk.say(ASKING_US[locale]) for _ in range(5)]
    said = [_said(talk, each) for each in answered]
    assert all(now != before for before, now in pairwise(said))
    assert all(_miss(each).startswith("not_understood.question") for each in answered)
    assert all(_person_is_one_tap_away(each) for each in answered)
    assert talk.state.open == waits


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_after_the_closing_is_never_answered_in_the_same_words_twice_running(locale: str) -> None:
    talk = _b2b(locale, closed=True)
    said = [_said(talk, talk.say(text)) for text in GIBBERISH]
    assert all(now != before for before, now in pairwise(said))


def test_what_sales_gets_is_not_acknowledged_in_the_same_words_twice_running() -> None:
    talk = _b2b(closed=True)
    talk.press(Tap(Act.HUMAN))
    talk.state = replace(talk.state, handoff=1)
    keys = [talk.say(text).keys for text in GIBBERISH[:3]]
    assert keys == [["passed_on"], ["passed_on_again"], ["passed_on"]]


def test_other_words_come_also_where_questions_and_nonsense_alternate() -> None:
    talk = _b2b()
    texts = (GIBBERISH[0], ASKING_US["en"], GIBBERISH[1], ASKING_US["en"], ASKING_US["en"])
    keys = [_miss(talk.say(text)) for text in texts]
    assert all(now != before for before, now in pairwise(keys))


def test_from_the_second_miss_on_a_person_is_one_tap_away_until_the_question_is_answered() -> None:
    talk = _b2b()
    assert not _person_is_one_tap_away(talk.say(GIBBERISH[0]))
    assert _person_is_one_tap_away(talk.say(GIBBERISH[1]))
    assert not _person_is_one_tap_away(talk.tap("need", "leads"))


def test_at_the_first_question_a_person_is_one_tap_away_from_the_second_miss_on() -> None:
    talk = Talk()
    talk.start()
    near = [_person_is_one_tap_away(talk.say(text)) for text in GIBBERISH]
    assert near == [False, True, True, True, True]


def test_what_was_said_at_the_first_question_is_still_taken_afterwards() -> None:
    talk = Talk()
    talk.start()
    talk.say("we are 40 people")
    talk.say("and we lose leads")
    talk.tap(AUDIENCE, "b2b")
    assert talk.facts["company_size"] == 40


def test_words_behind_something_else_are_asked_for_as_words() -> None:
    talk = _b2b()
    talk.tap("need", "other")
    assert _miss(talk.say("...")) == "not_understood.text"


@pytest.mark.parametrize("locale", LOCALES)
def test_an_edit_that_is_not_understood_says_what_stays_and_never_in_the_same_words_twice_running(locale: str) -> None:
    talk = _b2b(locale)
    talk.tap("need", "leads")
    talk.hear(Said("200", 77))
    size = talk.facts["company_size"]
    label = shipped().audiences["b2b"].texts[locale].static("questions.company_size.label")
    edited = [talk.hear(Edited(text, 77)) for text in GIBBERISH[:3]]
    said = [_said(talk, each) for each in edited]
    assert all(label in each and "200" in each for each in said)
    assert said[0] != said[1] != said[2]
    assert all(_person_is_one_tap_away(each) for each in edited)
    assert talk.facts["company_size"] == size


def test_what_was_missed_is_told_with_the_question_it_was_typed_for() -> None:
    talk = _b2b()
    assert talk.say(GIBBERISH[0]).heard.missed == Missed("need")
    assert talk.say(ASKING_US["en"]).heard.missed == Missed("need", is_question=True)
    assert talk.tap("need", "leads").heard.missed is None
    talk.hear(Said("200 people", 77))
    assert talk.hear(Edited(GIBBERISH[0], 77)).heard.missed == Missed("company_size")


@pytest.mark.parametrize(
    "text", ["no", "skip", "why?", "back", "hello", "thanks", "stop", "I want to talk to a person"]
)
def test_a_wish_is_understood_also_where_nothing_comes_of_it(text: str) -> None:
    assert _b2b(closed=True).say(text).heard.missed is None


@pytest.mark.parametrize("locale", LOCALES)
def test_a_line_that_an_earlier_version_put_above_a_question_still_reads(locale: str) -> None:
    playbooks = shipped()
    phrasing = Phrasing(playbooks.audiences["b2b"].texts[locale], playbooks.audiences["b2b"].script, playbooks.business)
    assert "…" in phrasing.line(Line("not_understood.choice"))


def test_when_the_last_question_is_passed_over_there_is_somewhere_to_go() -> None:
    talk = _b2b()
    talk.finish()
    while talk.state.open:
        moved = [talk.say(text) for text in ("...", "—", "…")][-1]
    assert moved.keys == ["moving_on", "menu.afterwards"]
    assert _person_is_one_tap_away(moved)
