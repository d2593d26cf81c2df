"""The interpreter where the rules found nothing or doubt: what is typed is taken for the example that it is most like.

It knows wishes by the examples of all languages, and options of the open question by their words in all languages.
Numbers, dates, what is denied and whose role it is are left to the rules: a vector cannot tell them. What it finds is
never sure, and where two are alike it finds nothing.
"""

from functools import lru_cache

from msgspec.structs import replace

from bot import logs
from bot.interpreters.known_texts import ASKED, OTHER, TOLD, texts_of, topics
from bot.interpreters.likeness import Named, Nearest, Rows, by_name, nearest
from bot.interpreters.told_options import Told, ToldOptions
from bot.interpreters.vectors import Encoder, is_installed
from bot.interpreters.wish_sorter import ANGER, ASIDE, Wished, WishSorter
from bot.playbooks import Playbooks
from bot.playbooks.examples import NOTHING
from bot.script import Kind, Question
from bot.understanding.interpretation import Answer, Doubt, Intent, Interpretation, Source
from bot.understanding.interpreter import Interpreter, Typed, is_hardly_understood, is_in_doubt, is_told_besides
from bot.understanding.tokens import fold_words
from bot.understanding.wishes import ALIKE, FINAL

_FINAL_MARGIN, _MILD_MARGIN = 0.2, 0.1
"""What a wish must be ahead of all others, and of what people answer. To refuse, to stop and to be forgotten ends
something where it is taken wrongly: with 0.1, half as many again are wrong; with 0.3, a fifth of the right are lost."""
_WISH_FROM, _CERTAIN_FROM = 0.87, 0.895
"""Likeness from which a message is a wish: below it is what is like nothing that we know. The second is for what ends
something, and where a number or a name is asked: what tells such is like no example of an answer."""
_NEAR_FROM, _NEAR_SLACK = 0.86, 0.03
"""Likeness from which an option may be what a language model says it is, and what it may be behind the likeliest. With
0.88, a third of what people mean is refused; with 0.84, most of what means nothing is near something."""
_NEARLY = 0.01
"""What an option must be more like than any wish."""
_NO_WISH = frozenset({"none", "no_budget", TOLD, ASKED, ASIDE}) | ANGER
_SAYS_NOTHING = ANGER | {ASIDE}
_ALIKE = (*ALIKE, ANGER)
_ASKED_FROM, _TOLD_FROM = 0.87, 0.905
"""Likeness from which a message asks about a topic: where it reads like a question, and where it does not."""
_FEWEST_TO_ASK = 3
"""Words from which what does not read like a question may be one. With 2, "order 4711" asks where it is."""
_TOPIC_MARGIN = 0.008
"""What the likeliest topic must be ahead of the next: how long delivery takes and what it costs are near each other."""


class EncoderInterpreter:
    """Takes a message for what it is most like; made once for each version of the playbooks."""

    def __init__(self, playbooks: Playbooks, encoder: Encoder) -> None:
        self._rows = Rows(encoder)
        self._wishes = WishSorter(encoder)
        self._options = ToldOptions(playbooks, self._rows)
        self._playbooks = playbooks
        self._topics: dict[str | None, Named] = {}

    def interpret(self, typed: Typed) -> Interpretation:
        """Return what the message means: what the rules found, and what they had missed."""
        if not is_in_doubt(typed):
            return typed.found
        if not is_hardly_understood(typed):
            return self._besides(self._checked(typed))
        found = self._instead(typed)
        return self._besides(typed) if found is typed.found and typed.asked is None else found

    def is_like(self, typed: Typed, quote: str, question: Question, option: str) -> bool:
        """Return whether words are near an option: like enough, and no other much more."""
        if not question.is_told_by_words:
            return False
        options = self._options.named(typed.audience, question)
        best = by_name(options, self._rows.alike(quote, options))
        likest = max((likeness for name, likeness in best.items() if name != OTHER), default=0.0)
        return best.get(option, 0.0) >= max(_NEAR_FROM, likest - _NEAR_SLACK)

    def _instead(self, typed: Typed) -> Interpretation:
        """Return what a message means in which the rules have found hardly anything."""
        option = self._option(typed)
        wish = self._wishes.wish(self._rows.vector(typed.in_full), may_be_told=_is_told_in_sentences(typed))
        topic = self._topic(typed, wish)
        if any(letter.isdigit() for letter in typed.text):
            if topic is not None:
                return _asking(typed, topic)
            return _choosing(typed, option) if option is not None and option.is_sorted else typed.found
        is_known = wish.name not in _NO_WISH - _SAYS_NOTHING
        told = option.likeness if option is not None else 0.0
        is_said = is_known or (not typed.found.question and wish.name != ASKED)  # "wait, I'll look for it" asks nothing
        if topic is not None and topic.likeness >= max(wish.likeness if is_said else 0.0, told):
            return _asking(typed, topic)
        if is_known and wish.likeness + _NEARLY > told:
            found = _wishing(typed, wish, is_told=option is not None and bool(option.options))
            if found is not typed.found:
                return found
        return _choosing(typed, option) if option is not None else typed.found

    def _checked(self, typed: Typed) -> Typed:
        """Return a message with what its sentences tell, where a phrase in them spoke for another option."""
        found = typed.found
        for question in typed.loosely_told:
            option = self._options.told_by_all(typed, question)
            if option == NOTHING:
                found = _without(found, question.field)
            elif option is not None and question.value_of(option) not in [answer.value for answer in found.answers]:
                found = _with_option(found, question, option)
        return typed.with_found(found)

    def _besides(self, typed: Typed) -> Interpretation:
        """Return what the rules found, with the options that other words of the message tell clearly."""
        found = typed.found
        for question in typed.untold:
            told = self._options.told(typed, question)
            if told is not None and told.is_sorted and len(told.options) == 1:
                found = _with_option(found, question, told.options[0])
        return found

    def _topic(self, typed: Typed, wish: Wished) -> Nearest | None:
        """Return the topic that a message asks about, by its examples in all languages, where that is clear.

        What does not read like a question asks nothing where it is more like an answer.
        """
        is_short = sum(word.isalpha() for word in fold_words(typed.text)) < _FEWEST_TO_ASK
        if not typed.found.question and (is_short or wish.name == TOLD):
            return None
        if typed.audience not in self._topics:
            self._topics[typed.audience] = topics(self._playbooks, typed.audience)
        asked = self._topics[typed.audience]
        topic = nearest(asked, self._rows.alike(typed.in_full, asked), alike=_ALIKE)
        if topic.name == Intent.BOT and not typed.found.question:
            return None  # "I'd rather have a human" is a wish
        return topic if topic.is_clear(_ASKED_FROM if typed.found.question else _TOLD_FROM, _TOPIC_MARGIN) else None

    def _option(self, typed: Typed) -> Told | None:
        """Return the option of the open question that a message tells; None where it has none told by words."""
        question = typed.open_question
        return self._options.told(typed, question) if question is not None and question.is_told_by_words else None


def _choosing(typed: Typed, told: Told) -> Interpretation:
    """Return what the rules found, with the option of the open question that a message tells, or the doubt."""
    question, found = typed.open_question, typed.found
    if question is None or found.doubt is not None:
        return found  # between these two, which is for them to say
    if len(told.options) == 1:
        return _with_option(found, question, told.options[0])
    if told.options and question.kind is Kind.CHOICE:
        first, second = map(question.value_of, told.options)
        asked_back = Doubt(question.field, (first, second), by=Source.ENCODER)
        return replace(_without(found, question.field), doubt=asked_back)
    return found if told.keeps else _without(found, question.field)


def _with_option(found: Interpretation, question: Question, option: str) -> Interpretation:
    answer = Answer(question.field, question.value_of(option), sure=False, by=Source.ENCODER)
    return replace(found, answers=(*_without(found, question.field).answers, answer))


def _asking(typed: Typed, topic: Nearest) -> Interpretation:
    """Return that a message asks about a topic; its words are then no answer of their own."""
    found = _without(typed.found, typed.asked)
    intent = Intent.BOT if topic.names == (Intent.BOT,) else None
    return replace(found, intent=intent, question=True, topics=topic.names, by=Source.ENCODER)


def _wishing(typed: Typed, wish: Wished, *, is_told: bool) -> Interpretation:
    """Return the wish, where it is one; what is perhaps one is no answer in one's own words, and an insult none at all.

    ``is_told``: it tells an option clearly.
    """
    if wish.name in FINAL and typed.found.question:
        return typed.found  # "and if it does not convince me, can I leave?" refuses nothing
    least = _FINAL_MARGIN if wish.name in FINAL else _MILD_MARGIN
    like = _WISH_FROM if _is_told_in_sentences(typed) and wish.name not in FINAL else _CERTAIN_FROM
    is_one = " " in typed.text.strip() and wish.likeness >= like and wish.margin >= least
    if is_one and wish.name not in _SAYS_NOTHING:
        intent = Intent(wish.name)
        asks = typed.found.question or intent is Intent.BOT
        topics = (intent.value,) if intent is Intent.BOT else typed.found.topics
        found = replace(typed.found, answers=(), intent=intent, question=asks, topics=topics)
        return replace(found, by=Source.ENCODER, doubt=None)
    if is_told and wish.name not in _SAYS_NOTHING:
        return typed.found
    return replace(_without(typed.found, typed.asked), upset=wish.name in ANGER, doubt=None)


def _is_told_in_sentences(typed: Typed) -> bool:
    """Return whether what is asked, if anything, is told in sentences of its own, as are our examples of answers."""
    question = typed.open_question
    return question is None or is_told_besides(question)


def _without(found: Interpretation, field: str | None) -> Interpretation:
    """Return an interpretation without an answer to a question."""
    return replace(found, answers=tuple(answer for answer in found.answers if answer.field != field))


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
