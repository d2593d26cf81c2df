"""From what a marketer writes after ``when:`` to a condition, and what names and values in it can be meant.

The form is a small part of Python's expressions, which is also that of the conditions in texts.
"""

import ast
import re
import warnings
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from bot.conditions import Compared, Condition, Joined, Not, Told, comparisons
from bot.script import Kind, Question
from scoring.document_reader import describe, nearest
from scoring.model import RANK
from scoring.values import Value

EXAMPLE = "a condition such as licence == 'motorbike'"
MAX_CHARS = 500
TIER, AUDIENCE, LANGUAGE, UNFIT, SOURCE = "tier", "audience", "language", "unfit", "source"
OURS = (TIER, AUDIENCE, LANGUAGE, UNFIT, SOURCE)
"""What a condition can look at besides answers.

``unfit`` holds the fields that make a lead unfit, ``source`` the campaign of the link they came by.
"""

_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ORDERS = ("<", "<=", ">", ">=")
_WORDS = {"true": True, "false": False, "True": True, "False": False}
_SLIPS = (
    (re.compile("[‘’‚‛“”„‟«»‹›]"), "straight quotation marks: '"),
    (re.compile(r"&&|\bAND\b|\bAnd\b"), "and"),
    (re.compile(r"\|\||\bOR\b|\bOr\b"), "or"),
    (re.compile(r"!(?!=)|\bNOT\b|\bNot\b"), "not"),
    (re.compile(r"<>"), "!="),
    (re.compile(r"===?"), ""),
    (re.compile(r"(?<![=<>!])=(?!=)"), "two signs: =="),
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


class ConditionError(ValueError):
    """A condition that cannot be read: what was found, what was expected, and the nearest right word."""

    def __init__(self, found: str, expected: str, suggestion: str | None = None) -> None:
        self.found, self.expected, self.suggestion = found, expected, suggestion
        super().__init__(found)


def read_condition(source: object) -> Condition:
    """Return the condition that a text says; raise ConditionError.

    >>> read_condition("people >= 10 and not company").names == {"people", "company"}
    True
    """
    if not isinstance(source, str) or not source.strip() or len(source) > MAX_CHARS:
        raise ConditionError(describe(source), EXAMPLE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(" ".join(source.split()), mode="eval").body
        return _condition(tree)
    except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError) as error:
        if isinstance(error, ConditionError):
            raise
        raise ConditionError(describe(source), _slip(source) or EXAMPLE) from error


def _slip(source: str) -> str:
    """Return what was probably meant where a condition is written as in other languages."""
    bare = _QUOTED.sub("''", source)
    return next((right for pattern, right in _SLIPS if right and pattern.search(bare)), "")


def _condition(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=op, values=parts):
            return Joined(tuple(map(_condition, parts)), any=isinstance(op, ast.Or))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand))
        case ast.Name(id=name):
            return Told(name)
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[right]) if type(op) in _SIGNS:
            return Compared(name, _SIGNS[type(op)], _values(right, _SIGNS[type(op)], name))
        case ast.Compare(ops=[_, _, *_]):
            raise ConditionError(ast.unparse(node), "one comparison at a time, joined by and")
        case ast.Compare(left=ast.Constant()):
            raise ConditionError(ast.unparse(node), "the name first: licence == 'motorbike'")
    raise ConditionError(ast.unparse(node), EXAMPLE)


def _values(node: ast.expr, sign: str, name: str) -> tuple[Value, ...]:
    is_list = isinstance(node, ast.List | ast.Tuple)
    if is_list is not (sign in ("in", "not in")):
        expected = f"{name} == or {name} in [...]" if is_list else f"a list: {name} {sign} ['...', '...']"
        raise ConditionError(ast.unparse(node), expected)
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    if not items:
        raise ConditionError("an empty list", "at least one value")
    return tuple(_value(item) for item in items)


def _value(node: ast.expr) -> Value:
    match node:
        case ast.Constant(value=str() | bool() as value):
            return value
        case ast.Constant(value=int() | float() as value) if isfinite(value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if isfinite(value):
            return -value
        case ast.Name(id=name) if name in _WORDS:
            return _WORDS[name]
        case ast.Name(id=name):
            raise ConditionError(name, f"a value in quotes: '{name}'")
    raise ConditionError(ast.unparse(node), "a text in quotes or a number")


@dataclass(frozen=True, slots=True)
class Names:
    """What conditions of one file can look at: questions, facts that others tell, and the values of what is ours."""

    questions: Sequence[Question] = ()
    others: Container[str] = ()
    languages: Sequence[str] = ()
    doors: Sequence[str] = ()
    """The fields that can make a lead unfit."""
    audiences: Sequence[str] = ("b2b", "b2c")
    listed: Sequence[str] = field(default=())
    """What is named where a name is unknown."""

    def mistakes(self, condition: Condition) -> Iterator[ConditionError]:
        """Yield the names and values of a condition that cannot be meant."""
        fields = {question.field: question for question in self.questions}
        for name in sorted(condition.names):
            if name not in fields and name not in OURS and name not in self.others:
                known = (*fields, *OURS, *self.listed)
                yield ConditionError(f'unknown name "{name}"', ", ".join(known), nearest(name, known))
        for compared in comparisons(condition):
            yield from self._of_values(compared, fields.get(compared.name))

    def _of_values(self, compared: Compared, question: Question | None) -> Iterator[ConditionError]:
        ours = {TIER: tuple(RANK), AUDIENCE: self.audiences, LANGUAGE: self.languages, UNFIT: self.doors}
        allowed = ours.get(compared.name)
        if allowed is None and question is not None:
            yield from _of_answers(compared, question)
        elif allowed is not None:
            if compared.sign in _ORDERS:
                yield ConditionError(
                    f"{compared.name} {compared.sign}", f"{compared.name} ==, or {compared.name} in [...]"
                )
            for value in compared.values if allowed else ():
                if value not in allowed:
                    yield _no_value(compared.name, value, allowed)


def _no_value(name: str, value: Value, allowed: Sequence[str]) -> ConditionError:
    return ConditionError(f"{describe(value)} is no {name}", ", ".join(allowed), nearest(value, allowed))


def _of_answers(compared: Compared, question: Question) -> Iterator[ConditionError]:
    """Yield what cannot be the answer to a question, or cannot be compared with it so."""
    names = tuple(question.options)
    for value in compared.values:
        shown = f"{describe(value)} is no answer of {question.field}"
        if _is_numeric(question):
            if isinstance(value, str | bool):
                number = question.options.get(str(value))
                stands = f'"{value}" stands for {number:g}' if number is not None else shown
                yield ConditionError(stands, f"a number: {question.field} >= {10 if number is None else number:g}")
        elif not isinstance(value, str):
            yield ConditionError(shown, ", ".join(names) or "a text in quotes")
        elif names and not question.other and value not in names:
            yield ConditionError(shown, ", ".join(names), nearest(value, names))
        elif question.kind is Kind.DATE and not _is_day(value):
            yield ConditionError(shown, "a day such as '2026-05-31'")
        elif compared.sign in _ORDERS and question.kind is not Kind.DATE:
            expected = f"{question.field} ==, or {question.field} in [...]"
            yield ConditionError(f"{question.field} {compared.sign}", expected)


def _is_numeric(question: Question) -> bool:
    return question.kind in (Kind.MONEY, Kind.NUMBER) or any(n is not None for n in question.options.values())


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-05-31")
