"""What is remembered of a conversation between two messages."""

import json

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from bot.conversation.state import Line, State
from tests.builders import MONDAY

names = st.text(max_size=10)
values = st.one_of(names, st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
lines = st.builds(Line, names, st.lists(st.tuples(names, values), max_size=2).map(tuple))
states = st.builds(
    State,
    locale=st.sampled_from(("en", "fr", "es", "sv")),
    asked=st.lists(names, max_size=4).map(tuple),
    skipped=st.lists(names, max_size=4).map(tuple),
    open=st.none() | names,
    preface=st.lists(lines, max_size=3).map(tuple),
    misses=st.integers(0, 3),
    own_words=st.booleans(),
    kept=names,
    consented=st.booleans(),
    closed=st.booleans(),
    stopped=st.booleans(),
    nudged=st.booleans(),
    contact_shown=st.booleans(),
    handoff=st.none() | st.integers(1, 2**40),
    rep=names,
    last_at=st.none() | st.just(MONDAY) | st.just(MONDAY.replace(microsecond=123456)),
)


@given(states)
def test_a_state_survives_being_stored(state: State) -> None:
    assert State.from_json(state.to_json()) == state


def test_what_is_at_its_default_is_not_stored() -> None:
    assert json.loads(State("fr").to_json()) == {"locale": "fr"}


def test_a_state_that_a_newer_version_wrote_is_read_as_far_as_it_is_known() -> None:
    stored = json.loads(State("fr", asked=("need",)).to_json()) | {"mood": "good"}
    assert State.from_json(json.dumps(stored)) == State("fr", asked=("need",))


def test_no_step_is_counted() -> None:
    """The next question is computed from facts, what was asked and the message: nothing counts steps."""
    names = [field.name for field in fields(State)]
    assert not [name for name in names if "step" in name or "index" in name]
