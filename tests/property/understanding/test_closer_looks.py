"""What is not looked at closer holds nothing: the words that decide this come from the tables that are looked into."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import topics, wishes
from bot.understanding.examples import Examples, spoken
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.tokens import fold_words
from bot.understanding.utterance import utterance_of

_WISHES = [example for lexicon in TABLES.values() for examples in lexicon.wishes.values() for example in examples]
_WORDS = sorted({word for example in _WISHES for word in fold_words(spoken(example))})
_SAID = st.lists(st.sampled_from([*_WORDS, "acme", "60", "1500", "euros", "prices", "pricse"]), min_size=1, max_size=7)
_TABLES = {language: wishes._table_for(language) for language in TABLES}


def _opened(examples: Examples) -> Examples:
    return replace(examples, firsts=frozenset((*_WORDS, "acme", "60", "1500", "euros", "prices", "pricse")))


@pytest.mark.parametrize("language", _TABLES)
@given(_SAID)
def test_what_begins_with_no_first_word_of_an_example_is_none(language: str, said: list[str]) -> None:
    examples = _TABLES[language].examples
    assert examples.name_of(tuple(said)) == _opened(examples).name_of(tuple(said))


@pytest.mark.parametrize("language", _TABLES)
@given(_SAID)
def test_a_message_without_a_first_word_holds_no_wish_in_any_language(language: str, said: list[str]) -> None:
    table = _TABLES[language]
    opened = replace(table, firsts=frozenset(said), examples=_opened(table.examples))
    assert table.intent_of(said) == opened.intent_of(said)


@pytest.mark.parametrize("language", _TABLES)
@given(_SAID)
def test_words_of_an_example_are_about_its_topic_though_they_ask_nothing(language: str, said: list[str]) -> None:
    asks = {"said": (" ".join(said),)}
    found = topics.find_topics(utterance_of(" ".join(said), language), asks)
    bare = [word for word in said if word not in lexicon_for(language).fillers]
    assert not bare or "said" in [each.topic for each in found]
