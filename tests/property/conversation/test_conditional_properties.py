"""Whatever people tap and type where questions hang on answers and several may be chosen: there is always a way on."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.planner import is_withdrawn
from bot.messages import Act, Commanded, Edited, Said, Tap
from bot.playbooks import Playbooks
from bot.script import MOST_QUESTIONS, Ask
from scoring.engine import replay
from tests.talks import Talk
from tests.unit.conversation.coffee_bar import coffee_bar
from tests.unit.conversation.driving_school import driving_school

WORDS = (
    "motorbike",
    "car",
    "lorry",
    "12 people",
    "heavy",
    "strong and fruity",
    "all of them",
    "none of these",
    "both",
    "that's all",
    "what does it cost? is there a dress code?",
    "skip",
    "back",
    "Acme",
    "ada@acme.example",
    "asdf",
)
steps = st.lists(
    st.tuples(st.sampled_from(("button", "old button", "words", "edit", "command")), st.integers(0, 60)), max_size=14
)


def step(talk: Talk, kind: str, number: int) -> None:
    everywhere = [(tap, message) for message, taps in sorted(talk.buttons.items()) for tap in taps]
    newest = [(tap, message) for tap, message in everywhere if message == max(talk.buttons, default=0)]
    shown = newest if kind == "button" else everywhere
    if kind in ("button", "old button") and shown:
        tap, message = shown[number % len(shown)]
        answered = talk.press(tap, message)
        assert answered.replies or answered.notice is not None
    elif kind == "edit" and talk.said_in:
        talk.hear(Edited(WORDS[number % len(WORDS)], [*talk.said_in][number % len(talk.said_in)]))
    elif kind == "command":
        assert talk.hear(Commanded(("edit", "menu", "start", "back")[number % 4], "", 1)).replies
    else:
        talk.hear(Said(WORDS[number % len(WORDS)], 200_000 + talk.messages))


@pytest.mark.parametrize("playbooks", [driving_school, coffee_bar], ids=["conditions", "several"])
@settings(max_examples=60, deadline=None)
@given(steps)
def test_every_way_through_asks_only_what_is_theirs_and_ends(
    playbooks: Callable[[], Playbooks], way: list[tuple[str, int]]
) -> None:
    talk = Talk(playbooks())
    talk.start()
    for kind, number in way:
        step(talk, kind, number)
        question = talk.situation().question(talk.state.open) if talk.state.open else None
        assert question is None or not is_withdrawn(question, talk.situation().scope)
    assert talk.model is not None
    replayed = replay(talk.model, talk.items, talk.now).standing
    assert (replayed.fit_sum, replayed.unfit) == (talk.standing.fit_sum, talk.standing.unfit)
    _finish(talk)
    assert talk.script is not None
    before = [q.field for q in talk.script.questions if q.ask is not Ask.AFTER]
    assert len([field for field in talk.state.asked if field in before]) <= MOST_QUESTIONS["b2c"]


def _finish(talk: Talk) -> None:
    """Pass over whatever is still asked, until the closing."""
    for _ in range(12):
        if talk.state.closed:
            return
        talk.press(Tap(Act.SKIP, (talk.state.open,))) if talk.state.open else talk.hear(Commanded("start", "", 1))
    raise AssertionError(f"no end: {talk.state}")
