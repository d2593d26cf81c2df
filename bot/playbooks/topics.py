"""What can be answered in a conversation: an audience's topics and contents, and those of every chat.

While the audience is not known, the topics of all audiences can be answered, each under its audience's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.playbooks.languages import MAIN_LANGUAGE
from bot.playbooks.playbook import Playbook, Texts
from bot.playbooks.texts import Text
from bot.script import Script, Topic, Vocabulary
from bot.understanding.tokens import fold_words

_Vocabularies = Mapping[str, Vocabulary]


def answered_by(script: Script) -> tuple[Topic, ...]:
    """Return what a script answers: its topics, and its contents."""
    contents = (
        Topic(each.name, each.funnel, each.url, is_content=True, when=each.when, media=each.media)
        for each in script.contents
    )
    return (*script.topics, *contents)


def topic_examples(vocabularies: _Vocabularies) -> Iterator[tuple[str, str, str]]:
    """Yield how people ask about topics: (topic, language, example), as vocabularies in force have them.

    In these English stands behind each language's own examples: here it is told once.
    """
    english = vocabularies[MAIN_LANGUAGE].asks
    for language, vocabulary in vocabularies.items():
        for topic, examples in vocabulary.asks.items():
            known = english.get(topic, ()) if language != MAIN_LANGUAGE else ()
            yield from ((topic, language, example) for example in examples if example not in known)


def words_asked(vocabularies: _Vocabularies) -> dict[str, frozenset[str]]:
    """Return the folded words by which people ask about topics, by language; in English those for options, too."""
    if MAIN_LANGUAGE not in vocabularies:  # of a folder that is broken, which is told elsewhere
        return {}
    words: dict[str, set[str]] = {language: set() for language in vocabularies}
    for _, language, example in topic_examples(vocabularies):
        words[language].update(fold_words(example))
    for options in vocabularies[MAIN_LANGUAGE].phrases.values():
        words[MAIN_LANGUAGE].update(word for said in options.values() for text in said for word in fold_words(text))
    return {language: frozenset(said) for language, said in words.items()}


def with_chat(playbook: Playbook, chat: _Vocabularies, topics: Sequence[Topic]) -> Playbook:
    """Return a playbook that also answers what is answered in every chat; its own answers come first."""
    vocabularies = {
        language: replace(vocabulary, asks=_asks(language, playbook.vocabularies, chat))
        for language, vocabulary in playbook.vocabularies.items()
    }
    asked = words_asked(vocabularies)
    vocabularies = {language: replace(said, asked=asked) for language, said in vocabularies.items()}
    own = {topic.name: topic for topic in answered_by(playbook.script)}
    return replace(playbook, vocabularies=vocabularies, topics={**{topic.name: topic for topic in topics}, **own})


_MOST_AT_HAND = 64
_at_hand: dict[tuple[int, frozenset[str]], tuple[Vocabulary, Vocabulary]] = {}


def without_topics(vocabulary: Vocabulary, names: frozenset[str]) -> Vocabulary:
    """Return a vocabulary that asks about some topics less; the same object each time, since it is prepared once."""
    known = _at_hand.get((id(vocabulary), names))
    if known is not None and known[0] is vocabulary:
        return known[1]
    asks = {topic: examples for topic, examples in vocabulary.asks.items() if topic not in names}
    less = replace(vocabulary, asks=asks)
    if len(_at_hand) >= _MOST_AT_HAND:
        _at_hand.clear()
    _at_hand[id(vocabulary), names] = (vocabulary, less)
    return less


def opening_topics(audiences: Mapping[str, Playbook], topics: Sequence[Topic]) -> dict[str, Topic]:
    """Return what can be answered before the audience is known."""
    found = {topic.name: topic for topic in topics}
    for audience, playbook in audiences.items():
        for topic in answered_by(playbook.script):
            found[f"{audience}.{topic.name}"] = replace(topic, audience=audience)
    return found


def with_answers_of_all(audiences: Mapping[str, Playbook]) -> dict[str, Playbook]:
    """Return playbooks whose texts answer under each audience's name, too.

    Who asks and says whom it is for in one message was asked about before it was known, and is answered afterwards.
    """
    return {
        name: replace(
            playbook,
            texts={language: own.with_own(_answers(language, audiences)) for language, own in playbook.texts.items()},
        )
        for name, playbook in audiences.items()
    }


def opening_words(
    audiences: Mapping[str, Playbook], chat: Mapping[str, Texts], vocabularies: _Vocabularies
) -> tuple[dict[str, Texts], dict[str, Vocabulary]]:
    """Return the texts and words for the time before the audience is known: with the answers of all audiences."""
    texts, said = {}, {}
    for language, own in chat.items():
        texts[language] = own.with_own(_answers(language, audiences))
        asks = dict(_asks(language, vocabularies))
        for audience, playbook in audiences.items():
            asked = playbook.vocabularies[language].asks if language in playbook.vocabularies else {}
            mine = {topic.name for topic in answered_by(playbook.script)}
            asks |= {f"{audience}.{name}": examples for name, examples in asked.items() if name in mine}
        said[language] = replace(vocabularies[language], asks=asks)
    words = words_asked(said)
    return texts, {language: replace(vocabulary, asked=words) for language, vocabulary in said.items()}


def _asks(language: str, *of: _Vocabularies) -> Mapping[str, tuple[str, ...]]:
    """Return the examples of vocabularies in a language, and in English behind them."""
    asks: dict[str, tuple[str, ...]] = {}
    for each in dict.fromkeys((language, MAIN_LANGUAGE)):
        for vocabularies in of:
            for topic, examples in vocabularies[each].asks.items() if each in vocabularies else ():
                asks[topic] = tuple(dict.fromkeys((*asks.get(topic, ()), *examples)))
    return asks


def _answers(language: str, audiences: Mapping[str, Playbook]) -> Texts:
    texts: dict[str, Text] = {}
    spare: dict[str, Text] = {}
    places: dict[str, str] = {}
    for audience, playbook in audiences.items():
        if language not in playbook.texts:
            continue
        own = playbook.texts[language]
        for topic in answered_by(playbook.script):
            told = replace(topic, audience=audience)
            keys = ((topic.key, told.key), (topic.label, told.label))
            for key, under in ((key, under) for key, under in keys if own.has(key)):
                texts[under] = own.texts[key]
                places[under] = own.places.get(key, language)
                if key in own.spare:
                    spare[under] = own.spare[key]
    return Texts(language, texts, spare, places)
