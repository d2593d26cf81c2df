"""What the bot says next: the road from the greeting to the closing, and what is offered afterwards."""

import pytest

from bot.conversation.engine import nudge_at
from bot.conversation.replies import Reply
from bot.conversation.state import Line, State
from bot.messages import Act, Commanded, Tap
from tests.builders import MONDAY, shipped
from tests.talks import Answered, Talk

DIRECTOR = (("need", "sales"), ("company_size", "large"), ("role", "director"), ("timeline", "quarter"))
PIA = (("use", "road"), ("style", "bold"), ("timing", "now"))


def _said(audience: str, taps: tuple[tuple[str, str], ...]) -> tuple[Talk, Answered]:
    talk = Talk()
    answered = talk.start(audience)
    for field, option in taps:
        answered = talk.tap(field, option)
    return talk, answered


def _hot_director() -> Talk:
    """Return a talk whose closing was said and whose lead got hot by what they opened from the menu."""
    talk, _ = _said("b2b", DIRECTOR)
    for name in ("pricing", "demo"):
        talk.press(Tap(Act.CONTENT, (name,)))
    assert talk.standing.tier == "hot"
    return talk


def _last(answered: Answered) -> Reply:
    return answered.replies[-1]


def _labels(reply: Reply) -> list[str]:
    return [choice.key for choice in reply.options]


def test_the_first_message_greets_asks_for_whom_it_is_and_says_what_agreeing_means() -> None:
    assert Talk().start().keys == ["greeting", "questions.audience.ask", "consent"]


def test_consent_is_given_by_the_first_answer_and_not_asked_for_again() -> None:
    talk = Talk()
    talk.start()
    assert not talk.state.consented
    first = talk.tap("audience", "b2b")
    assert talk.state.consented
    assert "consent" not in first.keys


def test_a_director_is_asked_four_questions_and_not_for_a_budget() -> None:
    talk, last = _said("b2b", DIRECTOR)
    assert talk.state.asked == ("audience", "need", "company_size", "role", "timeline", "company")
    assert last.keys[2:] == ["closing.lukewarm", "questions.company.ask"]


def test_a_tap_edits_its_message_to_show_the_choice_and_takes_the_buttons_away() -> None:
    talk = Talk()
    talk.start("b2c")
    shown, asked = talk.tap("use", "trail").replies
    assert shown.replaces is not None
    assert shown.lines[-1] == Line("chosen", (("use", "trail"),))
    assert not shown.options
    assert not shown.rows
    assert asked.replaces is None


def test_the_settled_message_keeps_what_stood_above_its_question() -> None:
    talk = Talk()
    talk.start()
    assert talk.tap("audience", "b2c").replies[0].lines[0] == Line("greeting")


def test_the_last_question_says_that_it_is_the_last() -> None:
    _, last = _said("b2c", PIA[:2])
    assert _last(last).lines[0] == Line("last_one")


def test_the_closing_depends_on_the_tier_and_offers_what_there_is_to_see_and_a_person() -> None:
    talk, last = _said("b2c", PIA)
    closing = last.replies[1]
    assert closing.lines == (Line("closing.lukewarm", PIA),)
    assert _labels(closing) == [f"contents.{content.name}.button" for content in talk.script.contents]  # type: ignore[union-attr]
    assert closing.rows[0][0].tap == Tap(Act.HUMAN)


@pytest.mark.parametrize("said", ["ada@acme.com", "skip"])
def test_the_last_thing_said_after_the_closing_is_answered_too(said: str) -> None:
    talk, _ = _said("b2c", PIA)
    assert talk.state.open == "email"
    assert talk.say(said).replies


def test_what_may_be_left_with_us_is_offered_once_one_by_one() -> None:
    talk, _ = _said("b2b", DIRECTOR)
    assert talk.state.open == "company"
    talk.say("Acme")
    assert talk.state.open == "email"
    talk.press(Tap(Act.SKIP, ("email",)))
    assert talk.state.open is None
    assert talk.start().keys == ["welcome_back", "menu.ask"]


def test_the_phone_comes_last_by_button_and_only_when_the_lead_is_hot() -> None:
    talk = _hot_director()
    talk.say("Acme")
    asked = _last(talk.say("ada@acme.com"))
    assert asked.lines[-1] == Line("questions.phone.ask")
    assert asked.wants_contact


def test_a_shared_phone_is_thanked_for_and_its_button_taken_away() -> None:
    talk = _hot_director()
    talk.say("Acme")
    talk.say("ada@acme.com")
    thanks = talk.share("+442079460958")
    assert talk.facts["phone"] == "+442079460958"
    assert thanks.keys == ["contact.thanks"]
    assert thanks.replies[0].hides_contact


def test_a_phone_that_was_not_given_is_not_thanked_for() -> None:
    talk = _hot_director()
    talk.say("Acme")
    talk.say("ada@acme.com")
    skipped = talk.say("skip")
    assert "contact.thanks" not in skipped.keys
    assert any(reply.hides_contact for reply in skipped.replies)


def test_somebody_elses_contact_is_not_taken() -> None:
    talk = _hot_director()
    assert talk.share("+442079460958", own=False).keys[0] == "contact.not_yours"
    assert "phone" not in talk.facts


def test_a_contact_shared_while_something_else_is_asked_leaves_that_question_open() -> None:
    talk = Talk()
    talk.start("b2b")
    assert "questions.phone.ask" not in talk.share("+442079460958", own=False).keys
    assert talk.state.open == "need"


def test_something_else_is_an_answer_at_once_and_its_words_follow() -> None:
    talk = Talk()
    talk.start("b2b")
    waiting = talk.tap("need", "other")
    assert talk.facts["need"] == "other"
    assert waiting.keys[-1] == "own_words"
    talk.say("we sell boats and nobody answers the phone")
    assert talk.facts["need"] == "we sell boats and nobody answers the phone"
    assert talk.state.open == "company_size"


def test_the_words_behind_something_else_may_be_passed_over() -> None:
    talk = Talk()
    talk.start("b2b")
    talk.tap("need", "other")
    assert talk.say("skip").keys == ["questions.company_size.ask"]
    assert talk.facts["need"] == "other"


@pytest.mark.parametrize("message", ["we are 200 people", "/start"])
def test_whoever_answers_something_else_than_the_words_asked_for_gets_the_next_question_with_its_buttons(
    message: str,
) -> None:
    talk = Talk()
    talk.start("b2b")
    talk.tap("need", "other")
    answered = talk.hear(Commanded("start", "", 1)) if message == "/start" else talk.say(message)
    assert _last(answered).lines[-1] == Line(f"questions.{talk.state.open}.ask")
    assert _last(answered).options


def test_what_is_said_before_we_know_for_whom_is_taken_once_we_do() -> None:
    talk = Talk()
    assert talk.say("CTO at Acme, 200 people").keys == ["greeting", "questions.audience.ask", "consent"]
    known = talk.tap("audience", "b2b")
    assert talk.facts == {"audience": "b2b", "role": "director", "company": "Acme", "company_size": 200}
    assert "got_it" in known.keys
    assert talk.state.open == "need"


def test_what_is_said_together_with_for_whom_is_taken_too() -> None:
    """One message may answer several questions: all are taken."""
    talk = Talk()
    talk.start()
    talk.say("CTO at Acme, 200 people, for my company")
    assert talk.facts == {"audience": "b2b", "role": "director", "company": "Acme", "company_size": 200}


def test_one_message_may_answer_several_questions_and_is_read_back() -> None:
    talk = Talk()
    talk.start("b2b")
    answered = talk.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    told = (("need", "sales"), ("role", "director"), ("company", "Acme"), ("company_size", 200))
    assert _last(answered).lines == (Line("got_it", told), Line("questions.timeline.ask"))


def test_a_plain_answer_is_not_read_back() -> None:
    talk = Talk()
    talk.start("b2b")
    assert talk.say("better sales follow-up").keys == ["questions.company_size.ask"]


def test_a_correction_of_the_audience_starts_the_other_questions() -> None:
    talk, _ = _said("b2b", DIRECTOR)
    corrected = talk.tap("audience", "b2c")
    assert corrected.keys[-1] == "questions.use.ask"
    assert not talk.state.closed
    assert talk.facts["role"] == "director"


def test_a_correction_counts_as_one_and_not_as_a_new_answer() -> None:
    talk, _ = _said("b2b", DIRECTOR)
    corrected = talk.tap("role", "manager")
    assert [done.name for done in corrected.heard.signals] == ["chat.corrected"]
    assert talk.facts["role"] == "manager"


@pytest.mark.parametrize("audience", ["b2b", "b2c"])
def test_a_nudge_is_due_after_the_silence_that_the_script_names(audience: str) -> None:
    talk = Talk()
    talk.start(audience)
    assert talk.state.last_at is not None
    script = shipped().audiences[audience].script
    assert nudge_at(talk.state, script) == talk.state.last_at + script.nudge_after


@pytest.mark.parametrize(
    "state",
    [
        State("en", open=None, last_at=MONDAY),
        State("en", open="need", closed=True, last_at=MONDAY),
        State("en", open="need", stopped=True, last_at=MONDAY),
        State("en", open="need", nudged=True, last_at=MONDAY),
        State("en", open="need", rep="Bo", last_at=MONDAY),
        State("en", open="company", last_at=MONDAY),
        State("en", open="audience", last_at=MONDAY),
        State("en", open="need"),
    ],
    ids=["nothing asked", "closed", "stopped", "nudged before", "claimed", "after", "audience", "never wrote"],
)
def test_nobody_is_nudged_who_is_through_or_has_stopped_or_has_a_person(state: State) -> None:
    assert nudge_at(state, shipped().audiences["b2b"].script) is None
