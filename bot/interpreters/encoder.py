"""The interpreter where the rules found nothing or doubt: what is typed is taken for the example that it is most like.

It knows wishes by the examples of all languages, and options of the open question by their words in all languages.
Numbers, dates, what is denied and whose role it is are left to the rules: a vector cannot tell them. What it finds is
never sure, and where two are alike it finds nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from msgspec.structs import replace

from bot import logs
from bot.conversation.situation import AUDIENCE_QUESTION
from bot.interpreters.likeness import Named, Nearest, by_name, nearest
from bot.interpreters.vectors import Encoder, is_installed
from bot.playbooks import Playbooks
from bot.playbooks.topics import topic_examples
from bot.script import Kind, Question
from bot.understanding.examples import spoken
from bot.understanding.interpretation import Answer, Doubt, Intent, Interpretation, Source
from bot.understanding.interpreter import Interpreter, Typed, is_in_doubt
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import fold_words
from bot.understanding.wishes import ALIKE, FINAL, FOR_A_PERSON

if TYPE_CHECKING:
    from bot.interpreters.vectors import Vectors

_WISH_FROM = 0.92
"""Likeness from which a message is a wish. With 0.90, one in four that it finds is none; with 0.93, it finds a tenth
fewer."""
_LONG_WISH_FROM = 0.885
"""The same for a whole sentence, which is never as like to another as a few words are."""
_LONG = 6
_PERHAPS_FROM, _PERHAPS_MARGIN = 0.89, 0.005
"""From here words are perhaps a refusal or an insult, and no answer in one's own words."""
_CHOICE_FROM = 0.88
"""Likeness from which it is an option: options are words, not sentences, and less alike to what is typed."""
_ROLE_FROM = 0.93
"""The same for a role: below it are "my husband owns it" and "the boss's daughter"."""
_MARGIN = 0.02
"""What the likeliest must be ahead of the next. With 0.01, twice as many are wrong; with 0.04, a quarter of the right
ones are lost."""
_MILD_MARGIN = 0.01
"""The same for wishes that end nothing where they are taken wrongly: all but to refuse, to stop and to be forgotten.
With 0.02, a sixth of those who rather do not say are not heard; with 0.005, no more are."""
_MILD_FROM = 0.91
"""Likeness from which it is one of these where a number or a name is asked: no option is near what is typed there."""
_SKIP_FROM, _SKIP_MARGIN = 0.90, 0.003
"""The same for not saying. With 0.92, a quarter of those who do not say are not heard; with 0.88, every tenth story is
taken for that."""
_NEAR_FROM, _NEAR_SLACK = 0.86, 0.03
"""Likeness from which an option may be what a language model says it is, and what it may be behind the likeliest. With
0.88, a third of what people mean is refused; with 0.84, most of what means nothing is near something."""
_AHEAD = 0.012
"""What words must be more like a wish than like any option to be no answer of their own. With 0, "training for our
reps" and "translate our website" are none; with 0.03, half of what is meant for somebody else is kept."""
_NEARLY = 0.01
"""What an option must be more like than any wish."""
_ROLE = "role"
_FEWEST_WORDS = 2
"""Words from which an example is one for the encoder: shorter ones are found by rules, or misspelt by rules."""
_OTHER = "other"
_INSULT = "insult"
_COMPLAINT = "complaint"
_ANGER = frozenset({_INSULT, _COMPLAINT})
_ASIDE = "aside"
_NO_WISH = frozenset({"none", "no_budget", _ASIDE}) | _ANGER
_SAYS_NOTHING = _ANGER | {_ASIDE}
_NO_ANSWER = FINAL | _SAYS_NOTHING
_ALIKE = (*ALIKE, _ANGER)
_ASKED_FROM, _TOLD_FROM = 0.87, 0.905
"""Likeness from which a message asks about a topic: where it reads like a question, and where it does not."""
_FEWEST_TO_ASK = 3
"""Words from which what does not read like a question may be one. With 2, "order 4711" asks where it is."""
_TOPIC_MARGIN = 0.008
"""What the likeliest topic must be ahead of the next: how long delivery takes and what it costs are near each other."""
_SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.YES, Intent.NO, Intent.MENU})
"""Too short to be told from anything else by likeness."""


class EncoderInterpreter:
    """Takes a message for what it is most like; made once for each version of the playbooks."""

    def __init__(self, playbooks: Playbooks, encoder: Encoder) -> None:
        self._playbooks = playbooks
        self._encoder = encoder
        self._rows: dict[Named, Vectors] = {}
        self._of_question: dict[tuple[str | None, str], Named] = {}
        self._of_topics: dict[str | None, Named] = {}

    def interpret(self, typed: Typed) -> Interpretation:
        """Return what the message means: what the rules found, and what they had missed."""
        if not is_in_doubt(typed):
            return typed.found
        topic = self._topic(typed)
        if any(letter.isdigit() for letter in typed.text):
            return _asking(typed, topic) if topic is not None else typed.found
        wish, option = self._nearest(typed.text, _wishes()), self._option(typed)
        is_known = wish.name not in _NO_WISH - _SAYS_NOTHING
        told = is_known or not typed.found.question  # "wait, I'll look for it" asks nothing either
        meant = max(wish.likeness if told else 0.0, option.likeness if option else 0.0)
        if topic is not None and topic.likeness >= meant:
            return _asking(typed, topic)
        is_rather = option is None or wish.likeness + _NEARLY > option.likeness
        if is_rather and is_known:
            return _wishing(typed, wish, option=option)
        return self._choosing(typed, option) if option is not None else typed.found

    def _topic(self, typed: Typed) -> Nearest | None:
        """Return the topic that a message asks about, by its examples in all languages, where that is clear."""
        if not typed.found.question and sum(word.isalpha() for word in fold_words(typed.text)) < _FEWEST_TO_ASK:
            return None
        topic = self._nearest(typed.text, self._topics(typed.audience))
        if topic.name == Intent.BOT and not typed.found.question:
            return None  # "I'd rather have a human" is a wish
        return topic if topic.is_clear(_ASKED_FROM if typed.found.question else _TOLD_FROM, _TOPIC_MARGIN) else None

    def is_like(self, typed: Typed, quote: str, question: Question, option: str) -> bool:
        """Return whether words are near an option: like enough, and no other much more."""
        if not question.has_options or not _is_named(question):
            return False
        options = self._options(typed.audience, question)
        best = by_name(options, self._alike_to(quote, options))
        likest = max((likeness for name, likeness in best.items() if name != _OTHER), default=0.0)
        return best.get(option, 0.0) >= max(_NEAR_FROM, likest - _NEAR_SLACK)

    def _choosing(self, typed: Typed, option: Nearest) -> Interpretation:
        question = typed.open_question
        if typed.found.doubt is not None:
            return typed.found  # between these two, which is for them to say
        least = _ROLE_FROM if typed.asked == _ROLE else _CHOICE_FROM
        if question is None or option.name == _OTHER or option.likeness < least or not _may_choose(typed, question):
            return typed.found
        if not option.is_clear(least, _MARGIN):
            return _torn(typed, question, option)
        answer = Answer(question.field, question.value_of(option.name), sure=False, by=Source.ENCODER)
        return replace(typed.found, answers=(*_without(typed.found, typed.asked).answers, answer))

    def _option(self, typed: Typed) -> Nearest | None:
        """Return the option of the open question that a message is most like; None where it has none told by words."""
        question = typed.open_question
        if question is None or not question.has_options or not _is_named(question):
            return None
        options = self._options(typed.audience, question)
        return self._nearest(typed.text, options) if len(set(options.names)) > 1 else None

    def _nearest(self, text: str, named: Named) -> Nearest:
        return nearest(named, self._alike_to(text, named), alike=_ALIKE)

    def _alike_to(self, text: str, named: Named) -> "Vectors":
        """Return how like a text is to each of the named ones, in their order."""
        rows = self._rows.get(named)
        if rows is None:
            rows = self._rows[named] = self._encoder.vectors(named.texts)
        likeness: Vectors = rows @ self._encoder.vectors([text])[0]
        return likeness

    def _topics(self, audience: str | None) -> Named:
        if audience not in self._of_topics:
            pairs = list(topics_of(self._playbooks, audience))
            self._of_topics[audience] = Named(tuple(topic for topic, _ in pairs), tuple(text for _, text in pairs))
        return self._of_topics[audience]

    def _options(self, audience: str | None, question: Question) -> Named:
        place = audience, question.field
        if place not in self._of_question:
            pairs = list(options_of(self._playbooks, audience, question))
            self._of_question[place] = Named(tuple(option for option, _ in pairs), tuple(text for _, text in pairs))
        return self._of_question[place]


def _asking(typed: Typed, topic: Nearest) -> Interpretation:
    """Return that a message asks about a topic; its words are then no answer of their own."""
    found = _without(typed.found, typed.asked)
    return replace(found, question=True, topics=topic.names, by=Source.ENCODER)


def _torn(typed: Typed, question: Question, option: Nearest) -> Interpretation:
    """Return what the rules found, and between which two options they are: it is asked instead of guessed."""
    if option.second in ("", _OTHER) or question.kind is not Kind.CHOICE:
        return typed.found
    values = question.value_of(option.name), question.value_of(option.second)
    return replace(typed.found, doubt=Doubt(question.field, values, by=Source.ENCODER))


def _wishing(typed: Typed, wish: Nearest, *, option: Nearest | None) -> Interpretation:
    """Return the wish, where it is one; words that are perhaps a refusal or an insult are no answer either way.

    Nor are words that are much more like a wish than like any option: not even in words of their own.
    """
    ahead = wish.likeness - (option.likeness if option else 0.0)
    words = len(typed.text.split())
    is_long = words >= _LONG and not (typed.found.question and wish.name in FOR_A_PERSON)
    least, margin = _least(typed, wish, by_words=option is not None)
    is_one = words > 1 and wish.is_clear(min(least, _LONG_WISH_FROM) if is_long else least, margin)
    if wish.name in FINAL and typed.found.question:
        return typed.found  # "and if it does not convince me, can I leave?" refuses nothing
    if is_one and wish.name not in _SAYS_NOTHING:
        intent = Intent(wish.name)
        asks = typed.found.question or intent is Intent.BOT
        topics = (intent.value,) if intent is Intent.BOT else typed.found.topics
        found = replace(typed.found, answers=(), intent=intent, question=asks, topics=topics)
        return replace(found, by=Source.ENCODER, doubt=None)
    is_perhaps = wish.likeness >= _PERHAPS_FROM and wish.margin >= _PERHAPS_MARGIN
    if wish.name not in _NO_ANSWER or not is_perhaps:
        is_aside = wish.name == _ASIDE or ahead >= _AHEAD
        return _without(typed.found, typed.asked) if is_aside else typed.found
    return replace(_without(typed.found, typed.asked), upset=wish.name in _ANGER, doubt=None)


def _least(typed: Typed, wish: Nearest, *, by_words: bool) -> tuple[float, float]:
    """Return from which likeness and margin words are a wish; ``by_words``: what is asked has options told by words."""
    if wish.name in FINAL:
        return _WISH_FROM, _MARGIN
    if by_words or typed.found.question:
        return _WISH_FROM, _MILD_MARGIN
    return (_SKIP_FROM, _SKIP_MARGIN) if wish.name == Intent.SKIP else (_MILD_FROM, _MILD_MARGIN)


def _may_choose(typed: Typed, question: Question) -> bool:
    """Return whether likeness can tell which option is meant."""
    words = fold_words(typed.text)
    if typed.found.question or not _dates().isdisjoint(words):
        return False
    lexicons = [lexicon_for(typed.locale), *TABLES.values()]
    if any(not lexicon.negators.isdisjoint(words) or _denies(words, lexicon) for lexicon in lexicons):
        return False
    if question.field == _ROLE and not lexicons[0].strangers.isdisjoint(words):
        return False
    return question.field != _ROLE or not any(_is_of_somebody(words, lexicon) for lexicon in lexicons)


def _denies(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a phrase denies what follows it: anything but."""
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in lexicon.denials for at in range(len(words)))


def _is_of_somebody(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a role may be somebody else's: the boss's daughter, your director, we hire managers."""
    return not (lexicon.others | lexicon.ofs).isdisjoint(words)


def _is_named(question: Question) -> bool:
    """Return whether a question's options are told by words: numbers are for the rules."""
    return all(number is None for number in question.options.values())


@lru_cache(maxsize=1)
def _dates() -> frozenset[str]:
    """Return the names of months and weekdays in all languages: what they mean is reckoned, not likened."""
    locales = [Locale(language) for language in TABLES]
    widths = [names for locale in locales for kind in (locale.months, locale.days) for names in kind["format"].values()]
    return frozenset(word for names in widths for name in names.values() for word in fold_words(name) if len(word) > 2)


def _without(found: Interpretation, field: str | None) -> Interpretation:
    """Return an interpretation without an answer to a question."""
    return replace(found, answers=tuple(answer for answer in found.answers if answer.field != field))


@lru_cache(maxsize=1)
def _wishes() -> Named:
    pairs = list(wish_examples())
    return Named(tuple(name for name, _ in pairs), tuple(text for _, text in pairs))


def wish_examples() -> Iterator[tuple[str, str]]:
    """Return every wish's examples in all languages, each as one sentence."""
    for lexicon in TABLES.values():
        for name, examples in lexicon.wishes.items():
            if name not in _SMALL_TALK:
                texts = dict.fromkeys(spoken(example) for example in examples)
                yield from ((name, text) for text in texts if len(text.split()) >= _FEWEST_WORDS)


def options_of(playbooks: Playbooks, audience: str | None, question: Question) -> Iterator[tuple[str, str]]:
    """Return the words for a question's options in all languages."""
    playbook = playbooks.audiences.get(audience) if audience else None
    vocabularies = {**playbooks.chat_vocabularies} if playbook is None else {**playbook.vocabularies}
    if playbook is not None and playbook.script.question(question.field) is None:
        vocabularies = {**playbooks.chat_vocabularies}
    seen: set[tuple[str, str]] = set()
    for vocabulary in vocabularies.values():
        for option, words in vocabulary.phrases.get(question.field, {}).items():
            for text in words:
                if option in question.options and (option, text) not in seen:
                    seen.add((option, text))
                    yield option, text


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
        yield from (text for _, text in options_of(playbooks, audience, question))


def _questions(playbooks: Playbooks) -> Iterable[tuple[str | None, Question]]:
    yield None, AUDIENCE_QUESTION
    for audience, playbook in playbooks.audiences.items():
        for question in playbook.script.questions:
            if question.has_options and _is_named(question):
                yield audience, question


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return Encoder()


@lru_cache(maxsize=1)
def _say_that_rules_are_alone() -> None:
    """Say so once, not again for each change of the playbooks."""
    logs.logger().info("The sentence encoder is not installed: rules alone understand what is typed.", action="start")


def interpreter_for(playbooks: Playbooks) -> Interpreter | None:
    """Return the interpreter for these playbooks, its vectors at hand; None where the encoder is not installed.

    May take seconds where the playbooks have words of their own: never call it from the event loop.
    """
    if not is_installed():
        _say_that_rules_are_alone()
        return None
    encoder = _encoder()
    missing = encoder.missing(dict.fromkeys(texts_of(playbooks)))
    for text in missing:
        encoder.vectors([text])
    return EncoderInterpreter(playbooks, encoder)
