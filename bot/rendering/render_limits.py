"""How much work a text makes: bounded before it goes live, and counted again while it is written.

Texts are written on the one thread that writes to the database, in the middle of a transaction, where nothing can
interrupt them: so a text that could take long is refused, and one that takes long all the same ends itself.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from bot import clock
from bot.contexts import LONGEST_LIST, TextError, TextProblem

MOST_LOOPS = 2
"""How many loops may stand inside one another: no list holds lists, so that a third has nothing to walk through."""
MOST_STEPS = 100_000
"""A step is one variable, condition or piece of text, at most a microsecond or two: all of them stay below 0.2 s."""
MOST_SECONDS = 2.0
"""Of the thread's own computing, whatever else the machine does: that nothing was forgotten in counting steps."""
UNTIMED_STEPS = 1_000
"""So few are not timed: to read the clock costs as much as a whole short text."""
MOST_CHARS = 100_000
"""What is cut to the 4,096 characters of a message first has its formatting read, which takes 0.1 s for so much."""
CHARS_PER_STEP = 64

COUNTED, MEASURED = "counted", "measured"
_MEASURED = ("capitalize", "join", "lower", "title", "upper")


class Meter(Context):
    """The values of one text while it is written, and what it may still do."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._steps_left = MOST_STEPS
        self._ends_at: float | None = None

    def spend(self, steps: int) -> None:
        """Count steps before they are taken; raise TextError where they are too many."""
        self._steps_left -= steps
        if self._steps_left < 0 or (self._steps_left < MOST_STEPS - UNTIMED_STEPS and self._is_late()):
            raise TextError([TextProblem(1, "a text that takes too long to write", "fewer or shorter loops")])

    def _is_late(self) -> bool:
        spent = clock.computing_seconds()
        if self._ends_at is None:
            self._ends_at = spent + MOST_SECONDS
        return spent > self._ends_at


def bounded(pieces: Iterable[str]) -> str:
    """Return the pieces as one text; raise TextError where it grows beyond any message."""
    written, left = [], MOST_CHARS
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise too_long()
        written.append(piece)
    return "".join(written)


def too_long() -> TextError:
    """Return the mistake of a text that is longer than anything that could be cut to a message."""
    return TextError([TextProblem(1, f"a text that can grow beyond {MOST_CHARS} characters", "a shorter one")])


def mistakes(template: nodes.Template) -> list[TextProblem]:
    """Return the mistakes of a parsed text that could make too much work."""
    problems = list(_deep_loops(template, 0))
    if not problems and (steps := _steps(template)) > MOST_STEPS:
        line = next((loop.lineno for loop in template.find_all(nodes.For)), 1)
        found = f"a text of up to {steps} steps, for lists of {LONGEST_LIST}"
        problems.append(TextProblem(line, found, f"at most {MOST_STEPS}: fewer loops, or shorter ones"))
    return problems


def may_grow(template: nodes.Template) -> bool:
    """Return whether a parsed text does more than say each of its values as often as it names them."""
    grows = (template.find(nodes.For), template.find(nodes.Concat))
    return any(grows) or any(each.name in _MEASURED for each in template.find_all(nodes.Filter))


def metered(template: nodes.Template) -> nodes.Template:
    """Return a parsed text that counts what it does; nothing else about it changes."""
    counting: nodes.Template = _Counting().visit(template)
    return counting


@pass_context
def counted(meter: Meter, items: tuple[object, ...], steps: int) -> tuple[object, ...]:
    """Return the items of a loop, each round of it paid for."""
    meter.spend(steps * len(items))
    return items


@pass_context
def measured(meter: Meter, text: str) -> str:
    """Return a text that was put together, its length paid for."""
    meter.spend(len(text) // CHARS_PER_STEP)
    return text


def _deep_loops(node: nodes.Node, depth: int) -> Iterator[TextProblem]:
    for child in node.iter_child_nodes():
        inside = depth + isinstance(child, nodes.For)
        if inside > MOST_LOOPS:
            yield TextProblem(child.lineno, f"{inside} loops inside one another", f"at most {MOST_LOOPS}")
            return
        yield from _deep_loops(child, inside)


def _steps(node: nodes.Node) -> int:
    """Return the number of steps that a part of a text takes at most, where every list is as long as lists get."""
    if isinstance(node, nodes.For):
        after = sum(map(_steps, node.else_))
        return 1 + _steps(node.iter) + LONGEST_LIST * _round(node) + after
    return 1 + sum(map(_steps, node.iter_child_nodes()))


def _round(loop: nodes.For) -> int:
    """Return the number of steps of one round of a loop."""
    test = _steps(loop.test) if loop.test else 0
    return 1 + test + sum(map(_steps, loop.body))


class _Counting(NodeTransformer):
    def visit_For(self, loop: nodes.For) -> nodes.Node:  # noqa: N802  # the visitor's own way of naming
        steps = nodes.Const(_own(loop), lineno=loop.lineno)
        self.generic_visit(loop)
        loop.iter = _through(COUNTED, loop.iter, steps)
        return loop

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through(MEASURED, node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through(MEASURED, node) if node.name in _MEASURED else node


def _own(loop: nodes.For) -> int:
    """Return the number of steps of one round, without the loops inside it, which count for themselves."""

    def steps(node: nodes.Node) -> int:
        return 1 + (0 if isinstance(node, nodes.For) else sum(map(steps, node.iter_child_nodes())))

    return 1 + (steps(loop.test) if loop.test else 0) + sum(map(steps, loop.body))


def _through(name: str, node: nodes.Node, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
