"""aiogram, with each of its models built when it is first used.

As it is imported, aiogram builds all 400 models of the Bot API, each with everything that may ever stand inside it: a
third of what a start of the bot computed, for the dozen that we send. pydantic builds a model by itself where it is
first used; it only has to be told the names that aiogram imports for type checkers alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel

_build = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]  # the function below the class method


@contextmanager
def _unbuilt() -> Iterator[None]:
    BaseModel.model_rebuild = classmethod(lambda _model, **_: None)  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = classmethod(_build)  # type: ignore[method-assign, assignment]


with _unbuilt():
    from aiogram import Bot, types
    from aiogram.client.context_controller import BotContextController
    from aiogram.client.default import Default

__all__ = ["Bot"]

_NAMES = {"Default": Default, "List": list, "Literal": Literal, "Optional": Optional, "Union": Union} | {
    name: getattr(types, name) for name in types.__all__
}


def _build_with_names(model: type[BaseModel], /, **options: Any) -> bool | None:
    built: bool | None = _build(model, **options | {"_types_namespace": _NAMES})
    return built


# The root of what is sent and of what it is made of.
BotContextController.model_rebuild = classmethod(_build_with_names)  # type: ignore[method-assign, assignment]
