"""The seam for a second opinion: what an interpreter beside the rules is given, and when it is worth asking one.

An interpreter may take its time (a sentence encoder, a language model): nothing here calls one. Whoever may spend time
asks it, between two transactions, and hands on what it says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self, runtime_checkable

from bot.script import Question
from bot.understanding.freetext import is_gibberish, is_rude
from bot.understanding.interpretation import Interpretation
from bot.understanding.machine_talk import speaks_to_machine
from bot.understanding.masking import masked
from bot.understanding.utterance import utterance_of


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed message as an interpreter is given it, with what the rules made of it.

    ``audience`` is None while nobody has said whom it is for; ``asked`` is the field of the open question.
    """

    text: str
    audience: str | None
    locale: str
    questions: Sequence[Question]
    asked: str | None
    found: Interpretation

    def with_found(self, found: Interpretation) -> Self:
        """Return the message with what somebody else found in it besides."""
        return replace(self, found=found)

    @property
    def open_question(self) -> Question | None:
        """Return the open question, if there is one."""
        return next((question for question in self.questions if question.field == self.asked), None)


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


def is_in_doubt(typed: Typed) -> bool:
    """Return whether a second opinion may change what is taken from a message.

    It may where the rules found nothing, or only words of their own for a question with options.
    """
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
    if not is_in_doubt(typed) or typed.found.topics:
        return False
    utterance = utterance_of(typed.text, typed.locale)
    if is_gibberish([word.text for word in utterance.words]) or is_rude(utterance):
        return False
    return not speaks_to_machine(masked(typed.text, (), locale=typed.locale))
