"""What commands, the small buttons, edited messages and messages that are no text mean."""

from dataclasses import replace

import pytest

from bot.conversation import chat_commands, newsletter
from bot.conversation.replies import Effect
from bot.conversation.state import Line
from bot.messages import Act, Commanded, Edited, Said, SentOther, Tap, Tapped
from tests.builders import shipped, shipped_house
from tests.talks import Answered, Talk


def _b2b() -> Talk:
    talk = Talk()
    talk.start("b2b")
    return talk


def _command(talk: Talk, name: str) -> Answered:
    return talk.hear(Commanded(name, "", 1))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("menu", "menu.ask"),
        ("help", "help"),
        ("nonsense", "help"),
        ("privacy", "privacy"),
        ("language", "language.ask"),
        ("forget", "forget.ask"),
        ("stop", "stopped"),
        ("human", "human.asked"),
    ],
)
def test_each_command_has_its_answer_and_leaves_the_question_open(name: str, key: str) -> None:
    talk = _b2b()
    assert _command(talk, name).keys == [key]
    assert talk.state.open == "need"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("I want to talk to a person", "human.asked"),
        ("stop", "stopped"),
        ("delete my data", "forget.ask"),
        ("what do you do with my data?", "privacy"),
        ("help", "help"),
        ("thank you", "thanks"),
        ("why do you ask?", "questions.need.why"),
    ],
)
def test_a_wish_in_words_is_the_command_that_it_means(said: str, key: str) -> None:
    assert _b2b().say(said).keys[0] == key


@pytest.mark.parametrize("name", ["back", "menu", "edit", "help", "stop", "human", "mydata", "privacy", "language"])
def test_a_command_as_the_very_first_message_is_answered(name: str) -> None:
    answered = _command(Talk(), name)
    assert answered.replies or answered.effects


def test_a_person_is_called_in_words_or_by_command_or_by_button() -> None:
    wishes = (lambda t: t.say("a human please"), lambda t: _command(t, "human"), lambda t: t.press(Tap(Act.HUMAN)))
    for wish in wishes:
        answered = wish(_b2b())
        assert answered.effects == {Effect.CALL_PERSON}
        assert [done.name for done in answered.heard.signals] == ["chat.asked_person"]


def test_whoever_asks_for_a_person_again_is_told_who_it_is() -> None:
    talk = _b2b()
    keys = []
    for handoff, rep in ((7, ""), (7, "Bo")):
        talk.state = type(talk.state)("en", asked=("need",), handoff=handoff, rep=rep)
        keys += _command(talk, "human").keys
    assert keys == ["human.already", "human.claimed"]


def test_what_a_person_should_answer_is_passed_on_once_sales_has_the_lead() -> None:
    talk = _b2b()
    talk.state = type(talk.state)("en", asked=("need",), closed=True, handoff=7, rep="Bo")
    answered = talk.say("does it work for boats?")
    assert answered.effects == {Effect.PASS_ON}
    assert answered.keys == ["passed_on_to"]


def test_whoever_asks_a_claimed_rep_for_a_call_has_their_words_passed_on() -> None:
    talk = _b2b()
    talk.state = type(talk.state)("en", asked=("need",), closed=True, handoff=7, rep="Bo")
    assert Effect.PASS_ON in talk.say("could you call me tomorrow at nine").effects


def test_stop_takes_consent_back_and_any_new_message_lifts_it() -> None:
    talk = _b2b()
    stopped = _command(talk, "stop")
    assert stopped.effects == {Effect.STOP}
    assert (talk.state.stopped, talk.state.consented) == (True, False)
    talk.say("hello again")
    assert not talk.state.stopped


def test_forget_asks_first_and_then_does_it_or_leaves_it() -> None:
    talk = _b2b()
    asked = _command(talk, "forget")
    assert [choice.tap for choice in asked.replies[0].rows[0]] == [
        Tap(Act.FORGET, ("yes",)),
        Tap(Act.FORGET, ("no",)),
    ]
    assert talk.press(Tap(Act.FORGET, ("no",))).keys == ["forget.kept"]
    assert talk.press(Tap(Act.FORGET, ("yes",))).effects == {Effect.FORGET}


def test_mydata_exports() -> None:
    assert _command(_b2b(), "mydata").effects == {Effect.EXPORT}


def test_back_asks_the_question_before_in_the_same_message_and_its_new_answer_counts() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    asked = talk.press(Tap(Act.BACK, ("company_size",)), message_id=42)
    assert asked.replies[0].replaces == 42
    assert asked.keys == ["questions.need.ask"]
    talk.tap("need", "leads")
    assert talk.facts["need"] == "leads"
    assert talk.state.open == "company_size"


def test_back_before_the_first_question_is_answered() -> None:
    talk = Talk()
    talk.start()
    assert _command(talk, "back").replies


@pytest.mark.parametrize("name", ["start", "back", "menu", "edit", "help", "human", "language", "mydata", "privacy"])
def test_every_command_is_answered_while_a_person_has_the_conversation(name: str) -> None:
    talk = _b2b()
    talk.state = type(talk.state)("en", asked=("audience", "need"), handoff=7, rep="Bo")
    answered = _command(talk, name)
    assert answered.replies or answered.effects


def test_edit_lists_the_answers_with_what_was_said_and_asks_the_one_chosen_again() -> None:
    talk = _b2b()
    assert _command(talk, "edit").replies[0].options[0].answer == ("audience", "b2b")
    talk.tap("need", "sales")
    listed = _command(talk, "edit").replies[0].options
    assert [choice.answer for choice in listed] == [("audience", "b2b"), ("need", "sales")]
    assert talk.press(Tap(Act.EDIT, ("need",))).keys == ["questions.need.ask"]


def test_edit_says_so_when_there_is_nothing_to_change() -> None:
    talk = Talk()
    talk.start()
    assert _command(talk, "edit").keys == ["edit.nothing"]


def test_why_is_shown_in_a_box_and_changes_nothing() -> None:
    talk = _b2b()
    before = talk.state
    shown = talk.press(Tap(Act.WHY, ("need",)))
    assert shown.notice is not None
    assert (shown.notice.key, shown.notice.alert) == ("questions.need.why", True)
    assert talk.state.open == before.open


def test_another_language_puts_the_open_question_again() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    assert talk.press(Tap(Act.LANGUAGE, ("fr",))).keys == ["language.changed", "questions.company_size.ask"]
    assert talk.state.locale == "fr"


@pytest.mark.parametrize("locale", ["de", "", "EN"])
def test_a_language_that_is_not_there_changes_nothing(locale: str) -> None:
    talk = _b2b()
    talk.press(Tap(Act.LANGUAGE, (locale,)))
    assert talk.state.locale == "en"


def test_content_is_a_signal_with_its_funnel_stage() -> None:
    talk = _b2b()
    done = talk.press(Tap(Act.CONTENT, ("pricing",))).heard.signals
    assert [(each.name, dict(each.properties)["funnel"]) for each in done] == [("content.opened", "bofu")]


@pytest.mark.parametrize(
    "tap",
    [
        None,
        Tap(Act.ANSWER, ("gone", "x")),
        Tap(Act.ANSWER, ("need", "gone")),
        Tap(Act.CONTENT, ("gone",)),
        Tap(Act.SKIP, ("gone",)),
        Tap(Act.BACK, ("gone",)),
        Tap(Act.EDIT, ("gone",)),
        Tap(Act.WHY, ("gone",)),
        Tap(Act.ANSWER, ("a", "b", "c")),
        Tap(Act.CLAIM, ("1",)),
    ],
)
def test_a_button_from_before_the_script_changed_never_raises_and_stops_waiting(tap: Tap | None) -> None:
    talk = _b2b()
    facts = dict(talk.facts)
    assert talk.hear(Tapped(tap, "tap", 5)).notice is not None
    assert talk.facts == facts


def test_photos_and_voices_are_answered_kindly() -> None:
    assert _b2b().hear(SentOther(1)).keys == ["unsupported"]


def test_editing_the_message_corrects_the_answer() -> None:
    talk = _b2b()
    talk.hear(Said("I'm the sales director, 200 people", 77))
    changed = talk.hear(Edited("I'm the founder, 200 people", 77))
    assert talk.facts["role"] == "founder"
    assert changed.replies[0].lines == (Line("changed", (("role", "founder"),)),)


def test_editing_the_message_without_another_meaning_says_nothing() -> None:
    talk = _b2b()
    talk.hear(Said("I'm the sales director, 200 people", 77))
    assert not talk.hear(Edited("I'm the sales director, 200 people!", 77)).replies


def test_an_edit_that_makes_no_sense_is_answered_and_loses_nothing() -> None:
    talk = _b2b()
    talk.hear(Said("200 people", 77))
    assert talk.hear(Edited("hjkl", 77)).keys == ["not_understood.edited"]
    assert talk.facts["company_size"] == 200


def test_whoever_comes_back_after_a_day_has_returned() -> None:
    talk = _b2b()
    talk.now = talk.now.replace(day=talk.now.day + 1)
    assert [done.name for done in talk.tap("need", "sales").heard.signals] == ["chat.returned", "chat.answered"]
    assert [done.name for done in talk.tap("company_size", "large").heard.signals] == ["chat.answered"]


def test_every_command_of_the_prospect_is_known_to_the_conversation() -> None:
    described = {key.split(".")[1] for key in shipped().chat["en"].texts if key.startswith("commands.")}
    for name in described - {"help", *newsletter.COMMANDS}:
        assert _command(_b2b(), name).keys != ["help"], name


@pytest.mark.parametrize("name", newsletter.COMMANDS)
def test_the_commands_of_the_newsletter_are_known_only_where_there_is_one(name: str) -> None:
    talk = _b2b()
    assert _command(talk, name).keys == ["help"]
    situation = replace(shipped_house(), newsletter=True).situation(talk.state, audience="b2b", facts={}, now=talk.now)
    heard = chat_commands.hear_command(situation, Commanded(name, "", 1))
    assert heard.newsletter is not None
