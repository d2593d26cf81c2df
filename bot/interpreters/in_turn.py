"""An interpreter and a language model one after the other, as commands ask them: whoever runs one may wait."""

import asyncio
from types import TracebackType
from typing import Self

from bot import logs
from bot.errors import LanguageModelError
from bot.interpreters.language_model import LanguageModel
from bot.playbooks import Playbooks
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Interpreter, Likeness, Typed, alike, is_worth_showing
from bot.understanding.proposals import accepted


class InTurn:
    """Asks ``first``, if there is one, and the model where that leaves doubt. Its messages are counted nowhere."""

    def __init__(self, playbooks: Playbooks, first: Interpreter | None, model: LanguageModel) -> None:
        self._playbooks = playbooks
        self._first = first
        self._model = model
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._runner.run(self._model.close())
        self._runner.close()

    def interpret(self, typed: Typed) -> Interpretation:
        """Return what a message means; a model that gives no answer is said in the log."""
        found = typed.found if self._first is None else self._first.interpret(typed)
        doubted = typed.with_found(found)
        if not is_worth_showing(doubted):
            return found
        try:
            return accepted(self._runner.run(self._ask(doubted)), doubted)
        except LanguageModelError as error:
            logs.logger().warning(
                "The language model gives no answer that can be used.", action="language model", error=error
            )
            return found

    async def _ask(self, typed: Typed) -> Interpretation:
        first: object = self._first
        is_like = alike(first, typed) if isinstance(first, Likeness) else None
        return await self._model.interpret(typed, playbooks=self._playbooks, names=(), is_like=is_like)
