"""What an interpreter proposes is checked as an answer is: what cannot be one is left out, whoever says so."""

from math import isfinite

from msgspec.structs import replace

from bot.script import AnswerValue, Kind, Question
from bot.understanding.freetext import fold_spaces
from bot.understanding.interpretation import Answer, Interpretation
from bot.understanding.interpreter import Typed

_LARGEST = 2**53
"""What is larger is no number that anybody means, and not exact."""


def accepted(proposed: Interpretation, typed: Typed) -> Interpretation:
    """Return what was proposed, without answers to what is not asked, to no option, and in words that nobody wrote.

    Where somebody before was torn between two options, one of these is no doubt any more.
    """
    answers = tuple(answer for answer in proposed.answers if answer in typed.found.answers or _is_one(answer, typed))
    doubt = proposed.doubt
    if doubt is not None and any(answer.field == doubt.field and answer.value in doubt.values for answer in answers):
        doubt = None
    return replace(proposed, answers=answers, doubt=doubt)


def _is_one(answer: Answer, typed: Typed) -> bool:
    question = next((each for each in typed.questions if each.field == answer.field), None)
    return question is not None and _answers(question, answer.value, typed.text)


def _answers(question: Question, value: AnswerValue, text: str) -> bool:
    match question.kind:
        case Kind.CHOICES:
            return question.together(question.chosen(value)) == value and bool(question.chosen(value))
        case Kind.CHOICE:
            return question.option_of(value) is not None or (question.other and _is_quoted(question, value, text))
        case Kind.TEXT:
            return _is_quoted(question, value, text)
        case Kind.MONEY | Kind.NUMBER:
            return not isinstance(value, str | bool) and isfinite(value) and 0 <= value <= _LARGEST
        case _:
            # Addresses and phone numbers are found by rules, or there are none.
            return False


def _is_quoted(question: Question, value: AnswerValue, text: str) -> bool:
    if not isinstance(value, str) or not value.strip() or len(value) > question.max_chars:
        return False
    return fold_spaces(value, len(value)).casefold() in fold_spaces(text, len(text)).casefold()
