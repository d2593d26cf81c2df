"""The seam for a second opinion: what an interpreter beside the rules is given, and when it is worth asking one.

An interpreter may take its time (a sentence encoder, a language model): nothing here calls one. Whoever may spend time
asks it, between two transactions, and hands on what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.script import Question
from bot.understanding.interpretation import Interpretation


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

    @property
    def open_question(self) -> Question | None:
        """Return the open question, if there is one."""
        return next((question for question in self.questions if question.field == self.asked), None)


class Interpreter(Protocol):
    """Somebody besides the rules who understands words."""

    def interpret(self, typed: Typed) -> Interpretation:
        """Return what the message means: what the rules found, and what they had missed. Never raises."""
        ...


def is_in_doubt(typed: Typed) -> bool:
    """Return whether a second opinion may change what is taken from a message.

    It may where the rules found nothing, or only words of their own for a question with options.
    """
    found, question = typed.found, typed.open_question
    if found.intent is not None or found.topics or not any(letter.isalpha() for letter in typed.text):
        return False
    if not found.answers:
        return True
    if question is None or not question.has_options or question.takes_several:
        return False
    own = [answer.value for answer in found.answers if answer.field == question.field]
    return any(isinstance(value, str) and question.option_of(value) is None for value in own)
