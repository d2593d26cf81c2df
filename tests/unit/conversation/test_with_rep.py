"""While a rep has the conversation the bot takes what is told, answers what only it can, and says nothing else."""

import pytest
from msgspec.structs import replace

from bot.conversation.replies import Effect
from bot.conversation.with_rep import given_back, taken_over
from bot.messages import Act, Commanded, Edited, Said, SharedContact, Tap, Tapped
from tests.talks import Answered, Talk


def _with_bo(**known: object) -> Talk:
    """Return a talk in the middle of its questions, which Bo has and who has been told so."""
    talk = Talk()
    talk.tap("audience", "b2b")
    talk.tap("need", "sales")
    talk.state = taken_over(replace(talk.state, handoff=7), "Bo")
    talk.state = replace(talk.state, **{"told_rep": True, **known})
    return talk


def _is_silent(answered: Answered) -> bool:
    return not [reply for reply in answered.replies if reply.replaces is None]


@pytest.mark.parametrize(
    "words",
    [
        "tomorrow at ten would be fine",
        "what does it cost?",  # an answer stands in faq.yaml
        "do you ship to the moon?",  # none does
        "200 people",
        "thanks!",
        "hello",
        "help me with the contract please",
        "why?",
        "skip",
        "asdf jkl",
        "this is annoying",
    ],
)
def test_words_go_to_the_rep_and_nothing_is_said(words: str) -> None:
    answered = _with_bo().say(words)
    assert _is_silent(answered)
    assert Effect.PASS_ON in answered.effects


def test_what_is_told_meanwhile_is_taken() -> None:
    talk = _with_bo()
    talk.say("we are 200 people, I am the director")
    assert (talk.facts["company_size"], talk.facts["role"]) == (200, "director")
    talk.hear(SharedContact("+46701234567", own=True, message_id=3))
    assert talk.facts["phone"] == "+46701234567"


def test_it_is_said_once_to_whom_their_words_go() -> None:
    talk = _with_bo(told_rep=False)
    assert [talk.say(words).keys for words in ("good morning", "are you there", "hm")] == [["passed_on_to"], [], []]


@pytest.mark.parametrize(
    "tap",
    [
        Tap(Act.ANSWER, ("role", "director")),
        Tap(Act.ANSWER, ("need", "other")),  # which asks for their own words
        Tap(Act.SKIP, ("role",)),
        Tap(Act.BACK, ("role",)),
        Tap(Act.NEITHER, ("need",)),
        Tap(Act.ANSWER, ("gone", "long ago")),
        None,
    ],
)
def test_old_buttons_take_their_answer_and_ask_nothing(tap: Tap | None) -> None:
    talk = _with_bo()
    answered = talk.hear(Tapped(tap, "tap", None))
    assert _is_silent(answered)
    assert not any(key.endswith(".ask") or key == "own_words" for key in answered.keys)
    assert not talk.state.own_words


@pytest.mark.parametrize(
    ("command", "key"),
    [
        ("privacy", "privacy"),
        ("human", "human.claimed"),
        ("language", "language.ask"),
        ("stop", "stopped"),
        ("forget", "forget.ask"),
        ("help", "help"),
        ("start", "human.claimed"),
        ("back", "human.claimed"),
    ],
)
def test_commands_are_answered_and_nothing_is_asked_behind_them(command: str, key: str) -> None:
    assert _with_bo().hear(Commanded(command, "", 1)).keys == [key]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("stop writing to me", "stopped"),
        ("delete my data", "forget.ask"),
        ("are you a bot?", "topics.bot.say"),
        ("parlez-vous français ? en français s'il vous plaît", "language.changed"),
    ],
)
def test_what_only_the_bot_can_do_is_done_when_it_is_said(words: str, key: str) -> None:
    assert _with_bo().say(words).keys == [key]


def test_a_changed_message_corrects_the_answer_in_silence_and_goes_to_the_rep() -> None:
    talk = _with_bo()
    talk.hear(Said("we are 200 people", 4))
    answered = talk.hear(Edited("we are 300 people", 4))
    assert _is_silent(answered)
    assert talk.facts["company_size"] == 300
    assert answered.effects == {Effect.PASS_ON}


@pytest.mark.parametrize(
    ("words", "is_passed_on"), [("are you a bot?", True), ("a human please", True), ("stop", False)]
)
def test_the_rep_reads_what_the_bot_answers_but_what_is_about_their_data(words: str, is_passed_on: bool) -> None:
    assert (Effect.PASS_ON in _with_bo().say(words).effects) is is_passed_on


def test_given_back_the_conversation_has_no_open_question() -> None:
    talk = _with_bo(own_words=True, misses=2)
    talk.state = given_back(talk.state)
    assert (talk.state.rep, talk.state.open, talk.state.own_words, talk.state.misses) == ("", None, False, 0)
    answered = talk.say("so what happens now")
    assert not any(key.startswith("questions.") for key in answered.keys)
