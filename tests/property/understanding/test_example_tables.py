"""A table of examples knows each way of saying each of them, and nothing else; its ends lie in memory once."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.examples import MORE, SHORTEST_WITHIN, Examples, Place, Words, laid_out, ways
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.wishes import Intent

_WORD = st.sampled_from(["please", "call", "ring", "me", "us", "back", "now"])
_CHOICE = st.lists(st.lists(_WORD, max_size=2).map(" ".join), min_size=1, max_size=3).map("/".join)
_PART = st.one_of(_WORD, _CHOICE.map("({})".format))
_EXAMPLE = st.tuples(st.lists(_PART, min_size=1, max_size=4).map(" ".join), st.sampled_from(["", f" {MORE}"]))
_NAMED = st.lists(
    st.tuples(st.sampled_from(["human", "stop", "why"]), st.lists(_EXAMPLE.map("".join), max_size=3)), max_size=4
)


def listed(named: Sequence[tuple[str, Sequence[str]]], fewest: int) -> tuple[dict[Words, str], dict[Words, str]]:
    """Return every way of saying the examples that are complete, and those that are open: the first name counts."""
    complete: dict[Words, str] = {}
    open_ended: dict[Words, str] = {}
    for name, example in ((name, example) for name, examples in named for example in examples):
        for words in ways(example):
            if len(words) >= fewest:
                (open_ended if example.endswith(MORE) else complete).setdefault(words, name)
    return complete, open_ended


def places(table: Examples) -> set[Place]:
    seen: set[Place] = set()
    waiting = [table.start]
    for place in waiting:
        if place not in seen:
            seen.add(place)
            waiting += place.further.values()
    return seen


@given(_NAMED, st.integers(1, 3))
def test_a_table_holds_what_is_listed_and_nothing_else(named: list[tuple[str, list[str]]], fewest: int) -> None:
    table = laid_out(named, fewest=fewest)
    complete, open_ended = listed(named, fewest)
    said = {*complete, *open_ended, *product(["please", "call", "me", "back"], repeat=2), ()}
    for words in said | {words[:-1] for words in said} | {(*words, "now") for words in said}:
        assert table.place_of(words).complete == complete.get(words, "")
        assert table.place_of(words).open_ended == open_ended.get(words, "")
        opened = [open_ended[words[:end]] for end in range(len(words), 0, -1) if words[:end] in open_ended]
        exact = complete.get(words) or open_ended.get(words)
        assert table.name_of(words, closed=True) == exact
        assert table.name_of(words) == (exact or next(iter(opened), None))
    assert table.words == {word for words in (*complete, *open_ended) for word in words}
    assert table.firsts == {words[0] for words in (*complete, *open_ended)}
    assert table.pairs == {words[:2] for words in (*complete, *open_ended) if len(words) > 1}


@given(_NAMED, st.lists(_WORD, max_size=7).map(tuple))
def test_what_stands_within_a_message_is_found_wherever_it_stands(
    named: list[tuple[str, list[str]]], words: Words
) -> None:
    complete, open_ended = listed(named, 1)
    spans = [(start, end) for start in range(len(words)) for end in range(start + SHORTEST_WITHIN, len(words) + 1)]
    known = [(*span, complete.get(words[slice(*span)]) or open_ended.get(words[slice(*span)])) for span in spans]
    assert list(laid_out(named).within(words)) == [found for found in known if found[2]]


def test_no_more_words_follow_an_open_example_than_belong_to_it() -> None:
    table = laid_out([("refuse", [f"i do not agree {MORE}"])])
    said = ("i", "do", "not", "agree")
    assert table.name_of((*said, *["x"] * 12)) == "refuse"
    assert table.name_of((*said, *["x"] * 13)) is None
    assert table.name_of((*said, "x"), closed=True) is None


@pytest.mark.parametrize("language", sorted(TABLES))
def test_the_ends_that_ways_of_saying_have_in_common_are_there_once(language: str) -> None:
    """Memory goes by the places, and the ways are what multiplies with every choice of words."""
    named = [(str(intent), list(TABLES[language].wishes.get(intent, ()))) for intent in Intent]
    many = sum(map(len, listed(named, 1)))
    assert many > 5_000
    assert len(places(laid_out(named))) < many / 5
