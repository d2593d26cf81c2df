"""Questions of which several options apply: tapped, typed, taken back, read back and scored."""

from pathlib import Path

import pytest

from bot.conversation.replies import Reply
from bot.messages import Act, Commanded, EditText, SendText, Tap
from bot.playbooks import check
from bot.rendering import compile_text
from scoring.engine import replay
from tests.talks import Answered, Talk
from tests.unit.conversation.coffee_bar import FILES, SCRIPT, coffee_bar
from tests.unit.playbooks.template_trees import write_only


def begun(locale: str = "en") -> Talk:
    talk = Talk(coffee_bar(), locale)
    talk.start()
    return talk


def tick(talk: Talk, option: str, *, off: bool = False, field: str = "tastes") -> Answered:
    return talk.press(Tap(Act.CHOOSE, (field, option, "off" if off else "on")), max(talk.buttons))


def done(talk: Talk, field: str = "tastes") -> Answered:
    return talk.press(Tap(Act.DONE, (field,)), max(talk.buttons))


def labels(talk: Talk, reply: Reply) -> list[str]:
    message = talk.words(reply)
    assert isinstance(message, SendText | EditText)
    return [button.label for row in message.keyboard for button in row]


def signals(answered: Answered) -> list[str]:
    return [each.name for each in answered.heard.signals]


def test_a_tap_ticks_an_option_at_once_and_the_question_waits() -> None:
    talk = begun()
    answered = tick(talk, "strong")
    assert labels(talk, answered.replies[0])[:5] == ["Chocolate", "Fruity", "✓ Strong", "None of these", "Say done"]
    assert (talk.facts["tastes"], talk.state.open) == ("strong", "tastes")
    assert signals(answered) == ["chat.answered"]


def test_each_tick_is_saved_and_scored_and_stands_in_the_scripts_order() -> None:
    talk = begun()
    tick(talk, "strong")
    answered = tick(talk, "chocolate")
    assert talk.facts["tastes"] == "chocolate|strong"
    assert talk.standing.fit_sum == 3 + 12 + 5
    assert signals(answered) == [], "a second tick is no second answer, and no correction"


def test_a_tick_can_be_taken_back_and_nothing_chosen_is_none() -> None:
    talk = begun()
    tick(talk, "strong")
    answered = tick(talk, "strong", off=True)
    assert talk.facts["tastes"] == "none"
    assert "✓ None of these" in labels(talk, answered.replies[0])


def test_none_of_these_stands_alone() -> None:
    talk = begun()
    tick(talk, "strong")
    tick(talk, "none")
    assert talk.facts["tastes"] == "none"
    tick(talk, "fruity")
    assert talk.facts["tastes"] == "fruity"


def test_a_repeated_tap_changes_nothing() -> None:
    talk = begun()
    tick(talk, "strong")
    again = tick(talk, "strong")
    assert (again.replies, again.heard.answers, signals(again)) == ((), (), [])
    back = tick(talk, "fruity", off=True)
    assert (back.replies, back.heard.answers) == ((), ())


def test_done_reads_the_choice_back_in_the_message_and_goes_on() -> None:
    talk = begun()
    tick(talk, "strong")
    tick(talk, "fruity")
    answered = done(talk)
    assert answered.keys == ["greeting", "questions.tastes.ask", "chosen", "questions.milk.ask"]
    assert talk.state.open == "milk"


@pytest.mark.parametrize(
    ("locale", "said", "read"),
    [("en", "fruity, strong", "Fruity and Strong; Light"), ("fr", "corsé, fruité", "Fruité et Corsé; Light")],
)
def test_several_are_read_back_as_a_language_joins_them(locale: str, said: str, read: str) -> None:
    talk = begun(locale)
    talk.say(said)
    talk.press(Tap(Act.SKIP, ("milk",)))
    closed = talk.tap("roast", "light")
    assert f"Thank you: {read}." in str(talk.words(closed.replies[-1]))


def test_done_before_anything_is_chosen_says_so_and_keeps_the_question() -> None:
    talk = begun()
    answered = done(talk)
    assert answered.notice is not None
    assert (answered.notice.key, talk.state.open) == ("choices.nothing", "tastes")


def test_done_a_second_time_asks_nothing_twice() -> None:
    talk = begun()
    tick(talk, "strong")
    done(talk)
    again = talk.press(Tap(Act.DONE, ("tastes",)), 2)
    assert "questions.milk.ask" not in again.keys
    assert talk.state.open == "milk"


def test_an_older_messages_tick_corrects_the_answer() -> None:
    talk = begun()
    tick(talk, "strong")
    done(talk)
    answered = talk.press(Tap(Act.CHOOSE, ("tastes", "fruity", "on")), 2)
    assert talk.facts["tastes"] == "fruity|strong"
    assert signals(answered) == ["chat.corrected"]
    assert talk.state.open == "milk"


def test_buttons_of_a_script_that_let_one_choose_one_still_answer() -> None:
    talk = begun()
    talk.tap("tastes", "fruity")
    assert (talk.facts["tastes"], talk.state.open) == ("fruity", "milk")
    talk.press(Tap(Act.CHOOSE, ("roast", "dark", "on")))
    assert talk.facts["roast"] == "dark"


def test_an_answer_that_is_edited_shows_what_was_chosen() -> None:
    talk = begun()
    tick(talk, "strong")
    done(talk)
    listed = talk.hear(Commanded("edit", "", 1)).replies[0]
    assert labels(talk, listed) == ["Tastes · Strong"]
    opened = talk.press(Tap(Act.EDIT, ("tastes",)))
    assert "✓ Strong" in labels(talk, opened.replies[0])


def test_options_that_the_script_has_no_more_are_named_as_they_were() -> None:
    talk = begun()
    talk.facts["tastes"] = "sour|smoky"
    listed = talk.hear(Commanded("edit", "", 1)).replies[0]
    assert labels(talk, listed) == ["Tastes · sour and smoky"]


@pytest.mark.parametrize("said", ["none of these", "neither of them", "skip"])
def test_none_of_these_passes_over_a_question_that_has_no_such_option(said: str) -> None:
    talk = begun()
    talk.tap("tastes", "none")
    talk.say(said)
    assert "milk" not in talk.facts
    assert talk.state.open == "roast"


def test_several_said_in_passing_are_all_taken_and_read_back() -> None:
    talk = begun()
    talk.tap("tastes", "none")
    answered = talk.say("oat milk, and light roast, I like it fruity and strong")
    assert talk.facts["milk"] == "oat"
    assert talk.facts["tastes"] == "fruity|strong"
    assert "got_it" in answered.keys


def test_skipping_after_a_tick_keeps_the_tick() -> None:
    talk = begun()
    tick(talk, "strong")
    talk.press(Tap(Act.SKIP, ("tastes",)))
    assert (talk.facts["tastes"], talk.state.open) == ("strong", "milk")


@pytest.mark.parametrize(
    ("locale", "said", "tastes"),
    [
        ("en", "fruity and strong", "fruity|strong"),
        ("en", "strong, chocolate", "chocolate|strong"),
        ("en", "chocolate or fruity", "chocolate|fruity"),
        ("en", "bitter", "strong"),
        ("en", "frutiy and chocolat", "chocolate|fruity"),
        ("en", "all of them", "chocolate|fruity|strong"),
        ("en", "everything please", "chocolate|fruity|strong"),
        ("en", "all three", "chocolate|fruity|strong"),
        ("en", "all but chocolate", "fruity|strong"),
        ("en", "everything except the strong", "chocolate|fruity"),
        ("en", "fruity but not strong", "fruity"),
        ("en", "1 and 3", "chocolate|strong"),
        ("en", "1,2", "chocolate|fruity"),
        ("en", "the first and the last", "chocolate|none"),
        ("en", "none of these", "none"),
        ("en", "neither", "none"),
        ("fr", "fruité et corsé", "fruity|strong"),
        ("fr", "tout", "chocolate|fruity|strong"),
        ("fr", "tous les trois", "chocolate|fruity|strong"),
        ("fr", "tout sauf le chocolat", "fruity|strong"),
        ("fr", "aucun", "none"),
        ("es", "afrutado y chocolate", "chocolate|fruity"),
        ("es", "todos", "chocolate|fruity|strong"),
        ("es", "todo menos intenso", "chocolate|fruity"),
        ("es", "ninguno", "none"),
        ("sv", "choklad och starkt", "chocolate|strong"),
        ("sv", "alla tre", "chocolate|fruity|strong"),
        ("sv", "allt utom choklad", "fruity|strong"),
        ("sv", "inget av dem", "none"),
    ],
)
def test_several_are_typed_as_people_do(locale: str, said: str, tastes: str) -> None:
    talk = begun(locale)
    answered = talk.say(said)
    expected = tastes if tastes != "chocolate|none" else None
    assert talk.facts.get("tastes") == expected
    if expected and "|" in expected:
        assert "got_it" in answered.keys


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "both"), ("fr", "les deux"), ("es", "ambas"), ("sv", "båda två"), ("en", "both of them"), ("en", "1 & 2")],
)
def test_both_are_both_where_there_are_two(locale: str, said: str) -> None:
    talk = begun(locale)
    talk.tap("tastes", "none")
    talk.say(said)
    assert talk.facts["milk"] == "cow|oat"


@pytest.mark.parametrize("said", ["both", "the other two", "do you have decaf?", "all three of us drink tea"])
def test_what_does_not_say_which_is_no_answer(said: str) -> None:
    talk = begun()
    talk.say(said)
    assert "tastes" not in talk.facts


def test_what_is_typed_comes_to_what_is_ticked() -> None:
    talk = begun()
    tick(talk, "strong")
    talk.say("and chocolate")
    assert talk.facts["tastes"] == "chocolate|strong"


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "that’s all"), ("en", "ok done"), ("fr", "c’est tout"), ("es", "eso es todo"), ("sv", "klar")],
)
def test_done_may_be_typed(locale: str, said: str) -> None:
    talk = begun(locale)
    tick(talk, "strong")
    talk.say(said)
    assert (talk.facts["tastes"], talk.state.open) == ("strong", "milk")


def test_an_option_that_makes_them_unfit_does_so_among_others() -> None:
    talk = begun()
    tick(talk, "strong")
    done(talk)
    tick(talk, "oat", field="milk")
    assert talk.standing.tier == "lukewarm"
    tick(talk, "cow", field="milk")
    assert talk.standing.tier == "unfit"


def test_folding_and_replaying_agree_on_several() -> None:
    talk = begun()
    for option in ("strong", "fruity", "chocolate"):
        tick(talk, option)
    assert talk.model is not None
    replayed = replay(talk.model, talk.items, talk.now).standing
    assert (replayed.fit_sum, replayed.tier) == (talk.standing.fit_sum, talk.standing.tier) == (28, "hot")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[cow, oat]",
            "{cow: 1, oat: 2}",
            "questions.milk.options: found a mapping, expected at least two options: a list",
        ),
        ("[cow, oat]", "[cow]", "questions.milk.options: found a list, expected at least two options: a list"),
        ("[cow, oat]}", "[cow, oat], other: true}", 'questions.milk.other: found "other"'),
    ],
)
def test_marketers_read_what_a_question_of_several_cannot_have(tmp_path: Path, old: str, new: str, said: str) -> None:
    files = FILES | {"playbooks/b2c/script.yaml": SCRIPT.replace(old, new)}
    found = [str(each) for each in check(write_only(tmp_path, files), compile_text=compile_text)]
    assert [each for each in found if said in each] != []
