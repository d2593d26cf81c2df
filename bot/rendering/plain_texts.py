"""Writes what most texts are: words and values, some of them only under a condition.

A template of Jinja2's takes a millisecond to be made of each, which is a third of checking a folder, and several times
as long to be written. What goes beyond (loops, filters, sums) is left to it.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import nodes
from markupsafe import Markup, escape

Shown = Mapping[str, Markup]
_Value = Callable[[Mapping[str, object]], object]
_Part = Callable[[Mapping[str, object], Shown], str]
_COMPARED: Mapping[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda one, other: operator.contains(other, one),
    "notin": lambda one, other: not operator.contains(other, one),
}


class _MoreThanPlainError(Exception):
    """A text does more than name values under conditions."""


def plain_text(parsed: nodes.Template) -> Callable[[Mapping[str, object]], str] | None:
    """Return a function that writes a parsed text with its values; None where the text is more than plain."""
    named = frozenset(_named(parsed.body))
    try:
        part = _all_of(parsed.body)
    except _MoreThanPlainError:
        return None
    return lambda values: part(values, {name: escape(values[name]) for name in named})


def _named(body: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the names of the values that a text shows, whatever its conditions ask beside."""
    for node in body:
        match node:
            case nodes.Output():
                yield from (part.name for part in node.nodes if isinstance(part, nodes.Name))
            case nodes.If():
                yield from _named((*node.body, *node.elif_, *node.else_))


def _all_of(body: Iterable[nodes.Node]) -> _Part:
    parts: list[_Part] = []
    pattern = ""
    for node in body:
        match node:
            case nodes.Output():
                pattern += "".join(map(_as_pattern, node.nodes))
            case nodes.If():
                parts += [_filled_in(pattern), _branch(node)]
                pattern = ""
            case _:
                raise _MoreThanPlainError
    if not parts:
        return _filled_in(pattern)
    parts.append(_filled_in(pattern))
    return lambda values, shown: "".join([part(values, shown) for part in parts])


def _as_pattern(part: nodes.Node) -> str:
    match part:
        case nodes.TemplateData():
            return part.data.replace("%", "%%")
        case nodes.Name():
            return f"%({part.name})s"
        case _:
            raise _MoreThanPlainError


def _filled_in(pattern: str) -> _Part:
    return lambda _, shown: pattern % shown


def _branch(node: nodes.If) -> _Part:
    holds, then = _value(node.test), _all_of(node.body)
    if node.elif_:
        first, *others = node.elif_
        rest = _branch(nodes.If(first.test, first.body, others, node.else_))
    else:
        rest = _all_of(node.else_)
    return lambda values, shown: then(values, shown) if holds(values) else rest(values, shown)


def _value(node: nodes.Node) -> _Value:
    match node:
        case nodes.Name():
            return operator.itemgetter(node.name)
        case nodes.Const():
            constant = node.value
            return lambda _: constant
        case nodes.Not():
            inner = _value(node.node)
            return lambda values: not inner(values)
        case nodes.And():
            left, right = _value(node.left), _value(node.right)
            return lambda values: left(values) and right(values)
        case nodes.Or():
            left, right = _value(node.left), _value(node.right)
            return lambda values: left(values) or right(values)
        case nodes.Compare(ops=[only]):
            compared, one, other = _COMPARED[only.op], _value(node.expr), _value(only.expr)
            return lambda values: compared(one(values), other(values))
        case _:
            raise _MoreThanPlainError
