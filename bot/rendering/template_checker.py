"""What a text may say in Jinja2: its variables, ``if``, ``for`` and a few filters; everything else is a mistake.

Expressions are typed by the context's variables, so whatever passes here renders for any values of these types.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from typing import get_args

from jinja2 import nodes

from bot.contexts import TextProblem, variables
from scoring.document_reader import LARGEST, describe, nearest

FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "title", "upper")
MAX_DEPTH = 20

_ON_TEXT = frozenset({"capitalize", "lower", "title", "upper", "default"})
_PLAIN = (str, int)
_ARGUMENTS = {"join": 1, "default": 2}
_LOOP: Mapping[str, type] = {"index": int, "index0": int, "length": int, "first": bool, "last": bool}
_FORBIDDEN: Mapping[type[nodes.Node], str] = {
    nodes.Call: "a call (...)",
    nodes.Getitem: "an index [...]",
    nodes.Test: '"is ..."',
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.With: "{% with %}",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Block: "{% block %}",
    nodes.Scope: "{% autoescape %}",
}


@dataclass(frozen=True, slots=True)
class Many:
    """The type of a list of something."""

    item: object


Scope = Mapping[str, object]
"""The variables that may be used at a place, with their types: a Python type, ``Many``, or a mapping of fields."""


def mistakes(template: nodes.Template, context: type) -> list[TextProblem]:
    """Return the mistakes of a parsed text: what it does and may not do."""
    checker = _Checker()
    checker.body(template.body, _scope(context))
    return checker.problems


def _scope(context: type) -> Scope:
    return {name: _typed(hint) for name, hint in variables(context).items()}


def _without_loop(scope: Scope) -> Scope:
    return {name: kind for name, kind in scope.items() if name != "loop"}


def _typed(hint: object) -> object:
    if items := get_args(hint):
        return Many(_typed(items[0]))
    return _scope(hint) if isinstance(hint, type) and is_dataclass(hint) else hint


@dataclass(slots=True)
class _Checker:
    """Walks a text; the type of an expression that is wrong is None, so that one mistake is told once."""

    problems: list[TextProblem] = field(default_factory=list)
    depth: int = 0

    def wrong(self, node: nodes.Node, found: str, expected: str = "", *, suggestion: str | None = None) -> None:
        self.problems.append(TextProblem(_line(node), found, expected, suggestion))

    def body(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self.output(node, scope)
                case nodes.If():
                    self.branches(node, scope)
                case nodes.For():
                    self.loop(node, scope)
                case _:
                    self.forbidden(node)

    def output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self.printable(part, self.type_of(part, scope))

    def printable(self, node: nodes.Node, kind: object) -> None:
        if kind is bool:
            self.wrong(node, f"{_name(node)} is yes or no", f"{{% if {_bare(node)} %}}...{{% endif %}}")
        elif kind == Many(str):
            self.wrong(node, f"{_name(node)} is a list", f'{{{{ {_bare(node)} | join(", ") }}}}')
        elif isinstance(kind, Many):
            self.wrong(node, f"{_name(node)} is a list", f"{{% for item in {_bare(node)} %}}...{{% endfor %}}")
        elif isinstance(kind, Mapping):
            self.wrong(node, f"{_name(node)} has parts", ", ".join(f"{_bare(node)}.{part}" for part in kind))

    def branches(self, node: nodes.If, scope: Scope) -> None:
        self.type_of(node.test, scope)
        self.body(node.body, scope)
        for branch in node.elif_:
            self.branches(branch, scope)
        self.body(node.else_, scope)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        kind = self.type_of(node.iter, scope)
        if kind is not None and not isinstance(kind, Many):
            self.wrong(node, f"{_name(node.iter)} is no list", _lists_in(scope))
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self.wrong(node, "this form of {% for %}", "{% for item in " + _bare(node.iter) + " %}")
            return
        inner = {**scope, node.target.name: kind.item if isinstance(kind, Many) else None, "loop": _LOOP}
        if node.test is not None:
            self.type_of(node.test, _without_loop(inner))
        self.body(node.body, inner)
        self.body(node.else_, _without_loop(scope))

    def forbidden(self, node: nodes.Node) -> None:
        found = _FORBIDDEN.get(type(node), f"this use of {type(node).__name__.lower()}")
        if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
            found = f'"{node.operator}"'
        self.wrong(node, f"{found} is not possible in a text", "variables, {% if %}, {% for %} and filters")

    def type_of(self, node: nodes.Node, scope: Scope) -> object:
        """Return the type of an expression, None if it is wrong."""
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                self.wrong(node, "too many things nested in one another", "a simpler text")
                return None
            if rule := _RULES.get(type(node)):
                return rule(self, node, scope)
            self.forbidden(node)
            return None
        finally:
            self.depth -= 1

    def name(self, node: nodes.Name, scope: Scope) -> object:
        if node.name in scope:
            return scope[node.name]
        known = ", ".join(scope) or "no variable in this text"
        self.wrong(node, f'unknown variable "{node.name}"', known, suggestion=nearest(node.name, scope))
        return None

    def attribute(self, node: nodes.Getattr, scope: Scope) -> object:
        owner = self.type_of(node.node, scope)
        if owner is None:
            return None
        if isinstance(owner, Mapping) and node.attr in owner:
            return owner[node.attr]
        parts = [f"{_bare(node.node)}.{part}" for part in owner] if isinstance(owner, Mapping) else []
        whole = f"{_bare(node.node)}.{node.attr}"
        known = ", ".join(parts) or f"just {_bare(node.node)}"
        self.wrong(node, f'unknown variable "{whole}"', known, suggestion=nearest(whole, parts))
        return None

    def constant(self, node: nodes.Const, _scope: Scope) -> object:
        if isinstance(node.value, str) or (isinstance(node.value, int) and abs(node.value) <= LARGEST):
            return type(node.value)
        self.wrong(node, f"{describe(node.value)} is not possible in a text", "a text in quotes, or a whole number")
        return None

    def choice(self, node: nodes.CondExpr, scope: Scope) -> object:
        self.type_of(node.test, scope)
        first = self.type_of(node.expr1, scope)
        if node.expr2 is None:
            self.wrong(node, "an if without else", "... if ... else ...")
            return None
        return self.common(node, first, self.type_of(node.expr2, scope))

    def either(self, node: nodes.And | nodes.Or, scope: Scope) -> object:
        left, right = self.type_of(node.left, scope), self.type_of(node.right, scope)
        if left is None or right is None:
            return None
        return self.common(node, left, right) if left in _PLAIN and right in _PLAIN else bool

    def common(self, node: nodes.Node, left: object, right: object) -> object:
        if left is None or right is None or left == right:
            return None if left is None else right
        if left in _PLAIN and right in _PLAIN:
            return str
        self.wrong(node, f"{_kind(left)} or {_kind(right)}", "the same kind of value on both sides")
        return None

    def negation(self, node: nodes.Not, scope: Scope) -> object:
        self.type_of(node.node, scope)
        return bool

    def comparison(self, node: nodes.Compare, scope: Scope) -> object:
        left = self.type_of(node.expr, scope)
        for operand in node.ops:
            right = self.type_of(operand.expr, scope)
            if left is not None and right is not None and not _comparable(operand.op, left, right):
                self.wrong(node, f"{_kind(left)} compared with {_kind(right)}", "two values of the same kind")
            left = right
        return bool

    def sum(self, node: nodes.Add | nodes.Sub, scope: Scope) -> object:
        for side in (node.left, node.right):
            if self.type_of(side, scope) not in (int, None):
                self.wrong(side, f"{_name(side)} is no number", 'numbers around + and -; "~" joins texts')
        return int

    def joined(self, node: nodes.Concat, scope: Scope) -> object:
        for part in node.nodes:
            self.printable(part, self.type_of(part, scope))
        return str

    def filtered(self, node: nodes.Filter, scope: Scope) -> object:
        if node.name not in FILTERS:
            found = f'unknown filter "{node.name}"'
            self.wrong(node, found, ", ".join(FILTERS), suggestion=nearest(node.name, FILTERS))
            return None
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.forbidden(node)
            return None
        for argument in node.args:
            if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str | bool):
                self.wrong(argument, f'what is given to "{node.name}"', 'a text in quotes, such as ", "')
        if len(node.args) > _ARGUMENTS.get(node.name, 0):
            self.wrong(node, f'"{node.name}" with {len(node.args)} values in brackets', "fewer")
        return self.result(node, self.type_of(node.node, scope))

    def result(self, node: nodes.Filter, kind: object) -> object:
        takes_text = node.name in _ON_TEXT
        if kind is None:
            return None
        if node.name == "length":
            if kind is str or isinstance(kind, Many):
                return int
        elif kind == (str if takes_text else Many(str)):
            return str
        wanted = "a text" if takes_text else "a list of texts"
        self.wrong(node, f'"{node.name}" applied to {_kind(kind)}', f'{wanted} before "| {node.name}"')
        return None


_RULES: Mapping[type[nodes.Node], Callable[..., object]] = {
    nodes.Name: _Checker.name,
    nodes.Getattr: _Checker.attribute,
    nodes.Const: _Checker.constant,
    nodes.CondExpr: _Checker.choice,
    nodes.And: _Checker.either,
    nodes.Or: _Checker.either,
    nodes.Not: _Checker.negation,
    nodes.Compare: _Checker.comparison,
    nodes.Add: _Checker.sum,
    nodes.Sub: _Checker.sum,
    nodes.Concat: _Checker.joined,
    nodes.Filter: _Checker.filtered,
}


def _line(node: nodes.Node) -> int:
    """Return the line of a part of a text; Jinja2 gives none to what it wraps around ``{% autoescape %}``."""
    lines = (part.lineno for part in (node, *node.find_all(nodes.Node)))
    return next((line for line in lines if line), 1)


def _comparable(operator: str, left: object, right: object) -> bool:
    if operator in ("in", "notin"):
        return left is str and right in (str, Many(str))
    if operator in ("eq", "ne"):
        return left == right and left in (str, int, bool)
    return left is right is int


def _bare(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{_bare(node.node)}.{node.attr}"
        case nodes.Filter() if node.node is not None:
            return f"{_bare(node.node)} | {node.name}"
        case _:
            return "..."


def _name(node: nodes.Node) -> str:
    bare = _bare(node)
    return "what stands here" if "..." in bare else f'"{bare}"'


def _kind(kind: object) -> str:
    if isinstance(kind, Many):
        return "a list"
    names = {str: "a text", int: "a number", bool: "a yes or no"}
    return names.get(kind, "a thing with parts") if isinstance(kind, type) else "a thing with parts"


def _lists_in(scope: Scope) -> str:
    return ", ".join(name for name, kind in scope.items() if isinstance(kind, Many)) or "no list in this text"
