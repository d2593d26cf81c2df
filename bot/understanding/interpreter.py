"""The seam for a second opinion: what an interpreter beside the rules is given, and when it is worth asking one.

An interpreter may take its time (a sentence encoder, a language model): nothing here calls one. Whoever may spend time
asks it, between two transactions, and hands on what it says.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self, runtime_checkable

from bot.script import Kind, Question
from bot.understanding.disowned import disowned
from bot.understanding.freetext import is_gibberish, is_rude
from bot.understanding.interpretation import Interpretation
from bot.understanding.machine_talk import speaks_to_machine
from bot.understanding.masking import masked
from bot.understanding.options import ROLE
from bot.understanding.parts import parts_left, parts_of, telling_words
from bot.understanding.utterance import Utterance, in_full, utterance_of
from bot.understanding.whose import introduces_firm, speaks_of_oneself

_FEWEST_BEFORE_IT = 3
"""Spaces of a message from which an option's phrase may stand in a sentence of another meaning."""
_FEWEST_BESIDES = 4
"""Telling words of a part beside another answer from which it may be a need as well."""
_FEWEST_LEFT, _FEWEST_OF_ROLE = 2, 1
"""Telling words of a part from which it may answer something besides."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed message as an interpreter is given it, with what the rules made of it.

    ``audience`` is None while nobody has said whom it is for; ``asked`` is the field of the open question, ``known``
    are those that were answered before.
    """

    text: str
    audience: str | None
    locale: str
    questions: Sequence[Question]
    asked: str | None
    found: Interpretation
    known: Collection[str] = ()

    def with_found(self, found: Interpretation) -> Self:
        """Return the message with what somebody else found in it besides."""
        return replace(self, found=found)

    @property
    def in_full(self) -> str:
        """Return the text with what was spelt in a hurry written out."""
        return in_full(utterance_of(self.text, self.locale))

    @property
    def open_question(self) -> Question | None:
        """Return the open question, if there is one."""
        return next((question for question in self.questions if question.field == self.asked), None)

    @property
    def is_answered(self) -> bool:
        """Return whether the open question has its answer, or nothing is asked."""
        return self.asked is None or self.asked in {answer.field for answer in self.found.answers}

    @property
    def untold(self) -> tuple[Question, ...]:
        """Return the choices that other words of the message may answer besides: the open one, and a need."""
        told = {answer.field for answer in self.found.answers}
        return tuple(
            question
            for question in self.questions
            if question.kind is Kind.CHOICE
            and question.is_told_by_words
            and question.field not in told
            and (
                question.field == self.asked
                or (self.is_answered and is_told_besides(question) and question.field not in self.known)
            )
        )

    @property
    def loosely_told(self) -> tuple[Question, ...]:
        """Return the needs, and the open question, for which rules took an option within a sentence; no dates.

        A phrase may stand in a sentence that means something else: "sales don't call the leads back".
        """
        if self.text.count(" ") < _FEWEST_BEFORE_IT:
            return ()
        told = {answer.field: answer.value for answer in self.found.answers}
        return tuple(
            question
            for question in self.questions
            if question.kind is Kind.CHOICE
            and (question.other or (question.field == self.asked and not question.within))
            and not (question.field == ROLE and self._opens_with_answer)
            and question.is_told_by_words
            and isinstance(value := told.get(question.field), str)
            and question.option_of(value) is not None
        )

    @property
    def _opens_with_answer(self) -> bool:
        """Return whether the message begins with what was taken: "founder & sales director" is the founder.

        That it is said of oneself may stand before it: "I'm the sales director".
        """
        utterance = utterance_of(self.text, self.locale)
        lexicon, words = utterance.lexicon, utterance.words
        little = lexicon.fillers | lexicon.determiners | lexicon.articles
        at = 0
        while at < len(words):
            said = max((len(p) for p in lexicon.self_said if utterance.said[at : at + len(p)] == p), default=0)
            if not said and words[at].text not in little:
                break
            at += max(said, 1)
        return at < len(words) and any(start <= words[at].start < end for start, end in self.found.taken)

    @property
    def parts(self) -> int:
        """Return how many parts the message has."""
        return sum(1 for _ in parts_of(utterance_of(self.text, self.locale)))

    def left(self, question: Question) -> tuple[Utterance, ...]:
        """Return the parts of the message in which rules have taken nothing, and that may answer a question."""
        utterance = utterance_of(self.text, self.locale)
        spans = disowned(utterance) if question.other else ()
        taken = () if question in self.loosely_told else self.found.taken
        parts = parts_left(utterance, taken=(*taken, *spans))
        if question.other:
            is_asked = question.field == self.asked
            parts = tuple(
                part
                for part in parts
                if not (introduces_firm(part) or (not is_asked and (_says_when(part) or _is_told_already(part))))
            )
        is_own = question.field == ROLE and question.field != self.asked
        return tuple(part for part in parts if speaks_of_oneself(part) and not _counts(part)) if is_own else parts


def _says_when(part: Utterance) -> bool:
    """Return whether words say when something is to be: "when we have moved into the new place" is no need."""
    return part.words[0].text in part.lexicon.whens


def _is_told_already(part: Utterance) -> bool:
    """Return whether a part has told something else, and holds little besides: "I do the buying at Norrby Möbler"."""
    return "\n" in part.text and telling_words(part) < _FEWEST_BESIDES


def _counts(part: Utterance) -> bool:
    """Return whether words count something: "we have two sites" tells of the company, not of oneself."""
    numerals = part.lexicon.numerals.keys() - part.lexicon.articles - part.lexicon.ones
    return any(word.kind == "number" or word.text in numerals for word in part.words)


class Interpreter(Protocol):
    """Somebody besides the rules who understands words."""

    def interpret(self, typed: Typed) -> Interpretation:
        """Return what the message means: what the rules found, and what they had missed. Never raises."""
        ...


@runtime_checkable
class Likeness(Protocol):
    """Somebody who can tell how alike words are, whatever language they are in."""

    def is_like(self, typed: Typed, quote: str, question: Question, option: str) -> bool:
        """Return whether words are near an option of a question. May take some milliseconds."""
        ...


def alike(likeness: Likeness, typed: Typed) -> Callable[[str, Question, str], bool]:
    """Return who says whether words of a message are near an option."""

    def is_like(quote: str, question: Question, option: str) -> bool:
        return likeness.is_like(typed, quote, question, option)

    return is_like


def is_told_besides(question: Question) -> bool:
    """Return whether people tell the answer to a question in a sentence of its own, asked or not: a need, a role."""
    return question.other or question.field == ROLE


def says_enough(part: Utterance, question: Question) -> bool:
    """Return whether a part of a message may answer a question besides: "I have a bakery" tells a role."""
    return telling_words(part) >= (_FEWEST_OF_ROLE if question.field == ROLE else _FEWEST_LEFT)


def is_in_doubt(typed: Typed) -> bool:
    """Return whether a second opinion may change what is taken from a message.

    It may where the rules found hardly anything, and where they have left much of a message, and nobody has said what
    they need.
    """
    found = typed.found
    if is_hardly_understood(typed):
        return True
    if (
        typed.text.count(" ") < _FEWEST_LEFT
        or not found.answers
        or found.intent is not None
        or found.topics
        or found.doubt is not None
    ):
        return False
    if typed.loosely_told:
        return True
    return any(says_enough(part, question) for question in typed.untold for part in typed.left(question))


def is_hardly_understood(typed: Typed) -> bool:
    """Return whether the rules found nothing, or only words of their own for a question with options."""
    found, question = typed.found, typed.open_question
    if found.intent is not None or found.topics or found.upset or not any(letter.isalpha() for letter in typed.text):
        return False
    if not found.answers:
        return True
    if question is None or not question.has_options or question.takes_several:
        return False
    own = [answer.value for answer in found.answers if answer.field == question.field]
    return any(isinstance(value, str) and question.option_of(value) is None for value in own)


def is_worth_showing(typed: Typed) -> bool:
    """Return whether a language model may help with a message that is still in doubt.

    It is not shown what we have an answer to, what says nothing (keyboard mash, an insult), and what speaks to the
    machine that reads it.
    """
    if not is_hardly_understood(typed) or typed.found.topics:
        return False
    utterance = utterance_of(typed.text, typed.locale)
    if is_gibberish(utterance.said) or is_rude(utterance):
        return False
    return not speaks_to_machine(masked(typed.text, (), locale=typed.locale))
