"""The texts that messages are compared with: examples of wishes and topics, words and sentences for options."""

from collections.abc import Iterable, Iterator

from bot.conversation.situation import AUDIENCE_QUESTION
from bot.interpreters.likeness import Named
from bot.playbooks import Playbooks
from bot.playbooks.examples import NOTHING
from bot.playbooks.topics import topic_examples
from bot.script import Question
from bot.understanding.examples import spoken
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.wishes import Intent

OTHER = "other"
"""An option that is none of the others: nothing is taken for it by likeness."""
_FEWEST_WORDS = 2
"""Words from which an example is one for the encoder: shorter ones are found by rules, or misspelt by rules."""
TOLD, ASKED = "told", "asked"
"""What is an answer, and what asks about a topic, beside the names of wishes."""
_FEWEST_TOLD, _ONE_IN = 3, 2
"""Words from which an answer is told from a wish by likeness, and one in how many is enough: all of them tell it no
better, and take twice the memory. Without them, three times as many answers and stories are taken for wishes."""
_SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.YES, Intent.NO, Intent.MENU})
"""Too short to be told from anything else by likeness."""


def wish_examples() -> Iterator[tuple[str, str]]:
    """Return every wish's examples in all languages, each as one sentence."""
    for lexicon in TABLES.values():
        for name, examples in lexicon.wishes.items():
            if name not in _SMALL_TALK:
                texts = dict.fromkeys(spoken(example) for example in examples)
                yield from ((name, text) for text in texts if len(text.split()) >= _FEWEST_WORDS)


def options_of(playbooks: Playbooks, audience: str | None, question: Question) -> Named:
    """Return the words and sentences for a question's options in all languages, and those that say nothing of them."""
    playbook = playbooks.audiences.get(audience) if audience else None
    own = playbook is not None and playbook.script.question(question.field) is not None
    vocabularies = playbook.vocabularies if playbook is not None and own else playbooks.chat_vocabularies
    said = (
        (option, text)
        for vocabulary in vocabularies.values()
        for table in (vocabulary.phrases, vocabulary.examples)
        for option, texts in table.get(question.field, {}).items()
        for text in texts
        if option in question.options or option == NOTHING
    )
    return _named(said)


def wishes_and_answers(playbooks: Playbooks) -> Named:
    """Return every wish's examples in all languages, and beside them what people answer (``TOLD``)."""
    said = (options_of(playbooks, audience, question) for audience, question in _questions(playbooks))
    told = [text for named in said for name, text in zip(named.names, named.texts, strict=True) if name != NOTHING]
    kept = [text for text in dict.fromkeys(told) if len(text.split()) >= _FEWEST_TOLD]
    topics = (topic for audience in (None, *playbooks.audiences) for topic in topics_of(playbooks, audience))
    asked = dict.fromkeys(text for name, text in topics if name.rpartition(".")[2] not in set(Intent))
    wished = dict.fromkeys(wish_examples())
    others = [(TOLD, text) for text in kept[::_ONE_IN]] + [(ASKED, text) for text in asked]
    known = {text for _, text in wished}
    return _named((*wished, *((name, text) for name, text in others if text not in known)))


def topics(playbooks: Playbooks, audience: str | None) -> Named:
    """Return how people ask about each topic."""
    return _named(topics_of(playbooks, audience))


def _named(pairs: Iterable[tuple[str, str]]) -> Named:
    kept = tuple(dict.fromkeys(pairs))
    return Named(tuple(name for name, _ in kept), tuple(text for _, text in kept))


def topics_of(playbooks: Playbooks, audience: str | None) -> Iterator[tuple[str, str]]:
    """Return how people ask about each topic that can be answered, in all languages."""
    playbook = playbooks.audiences.get(audience) if audience else None
    vocabularies = playbooks.chat_vocabularies if playbook is None else playbook.vocabularies
    yield from dict.fromkeys((topic, example) for topic, _, example in topic_examples(vocabularies))


def texts_of(playbooks: Playbooks) -> Iterator[str]:
    """Return all texts that messages are compared with."""
    yield from (text for _, text in wish_examples())
    for audience in (None, *playbooks.audiences):
        yield from (text for _, text in topics_of(playbooks, audience))
    for audience, question in _questions(playbooks):
        yield from options_of(playbooks, audience, question).texts


def sorted_by_examples(playbooks: Playbooks) -> Iterator[Named]:
    """Yield the words and sentences of each question that there are sentences for."""
    for audience, question in _questions(playbooks):
        named = options_of(playbooks, audience, question)
        if NOTHING in named.names:
            yield named


def _questions(playbooks: Playbooks) -> Iterable[tuple[str | None, Question]]:
    yield None, AUDIENCE_QUESTION
    for audience, playbook in playbooks.audiences.items():
        for question in playbook.script.questions:
            if question.is_told_by_words:
                yield audience, question
