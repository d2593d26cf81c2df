"""Texts that may name answers, ``{{ company }}``: their contexts are made from a script, and filled when asked for."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from functools import lru_cache
from keyword import iskeyword

BY_NAME = frozenset(("closing.*", "contents.*.text", "topics.*.say", "questions.*.ask", "nudge"))
"""The texts of a playbook that may name answers."""


@lru_cache(512)
def with_answers(context: type, answers: tuple[str, ...]) -> type:
    """Return a context that also holds answers by their field's name, ready to read; empty while unknown.

    What the context has of its own is not hidden by an answer of that name.
    """
    own = {each.name for each in fields(context)}
    named = [(name, str) for name in answers if name not in own and name.isidentifier() and not iskeyword(name)]
    return make_dataclass(context.__name__, named, bases=(context,), frozen=True, slots=True)


class ByName:
    """The values of a text that may name answers: those of a context, and each answer once it is asked for."""

    __slots__ = ("_answer", "_context")

    def __init__(self, context: object, answer: Callable[[str], str]) -> None:
        self._context = context
        self._answer = answer

    def __getattr__(self, name: str) -> object:
        """Return a value of the context, else the answer to the question of that name."""
        try:
            return getattr(self._context, name)
        except AttributeError:
            return self._answer(name)
