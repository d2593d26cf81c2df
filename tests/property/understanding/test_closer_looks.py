"""What is not looked at closer holds nothing: the words that decide this come from the tables that are looked into."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coming_into_force import load_playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding import topics, weighed_answers, wishes
from bot.understanding.examples import Examples, spoken
from bot.understanding.interpretation import Interpretation
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.meaning import understand
from bot.understanding.tokens import fold_words
from bot.understanding.utterance import utterance_of, written_out

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
    lexicon = lexicon_for(language)
    bare = [word for word in written_out(said, lexicon) if word not in lexicon.fillers]  # bjr is bonjour
    assert not bare or "said" in [each.topic for each in found]


_BUSINESS = load_playbooks(SHIPPED_TEMPLATES).audiences["b2b"]
_NUMBERS = ("60", "1", "1500", "2,5", "12 000", "40-60", "3M", "2027", "two", "deux", "två")


def _words_of_numbers(language: str) -> list[str]:
    of = lexicon_for(language)
    tables = (of.people, of.persons, of.about, of.about_after, of.currencies, of.at_present, of.including, of.per)
    return sorted({word for table in tables for word in table})


@settings(deadline=None)  # the first message of a language lays out its words
@pytest.mark.parametrize("language", _TABLES)
@given(st.data())
def test_what_is_nothing_but_the_number_asked_for_means_the_same_when_looked_at_in_full(
    language: str, data: st.DataObject
) -> None:
    words = st.sampled_from([*_words_of_numbers(language), "?", "!", "€", "$", "k", ",", "ada@acme.com", "ok"])
    said = data.draw(st.lists(st.sampled_from(_NUMBERS) | words, min_size=1, max_size=5).map(" ".join))
    asked = data.draw(st.sampled_from(["company_size", "budget", "role", "phone", None]))
    with pytest.MonkeyPatch.context() as all_stages:
        all_stages.setattr(weighed_answers, "_is_all", lambda *_: False)
        in_full = _understood(said, language, asked)
    assert _understood(said, language, asked) == in_full


def _understood(said: str, language: str, asked: str | None) -> Interpretation:
    vocabulary = _BUSINESS.vocabularies[language]
    return understand(said, questions=_BUSINESS.script.questions, vocabulary=vocabulary, open_field=asked)
