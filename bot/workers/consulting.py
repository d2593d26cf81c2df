"""Asks the language model, where there is one: within its budget, for a bounded time, and not at all while it is away.

Whatever it does or fails to do, whoever asks goes on without it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from bot import clock, logs, metrics
from bot.errors import LanguageModelError
from bot.in_force import InForce
from bot.playbooks import Playbooks
from bot.understanding.borne_out import IsLike
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Likeness, Typed, alike, is_worth_showing
from bot.understanding.proposals import accepted
from bot.usecases.consult_language_model import Budget, Leave, Refused, consult, consult_about_chat
from bot.usecases.take_from_inbox import Look
from bot.workers.breaker import Breaker
from storage.errors import StorageError
from storage.language_model_calls import SUMMARY
from storage.statements import Transaction
from storage.store import Store

T = TypeVar("T")

AT_ONCE = 8
"""Questions under way at once: a server with one graphics card answers no more in time."""
WAITS_SECONDS = 1.0
"""So long a question may wait for its turn: who types waits for its answer."""


class Model(Protocol):
    """A language model; raises LanguageModelError where it gives no answer that can be used."""

    @property
    def host(self) -> str:
        """Return where it runs."""

    async def interpret(
        self, typed: Typed, *, playbooks: Playbooks, names: Sequence[str], is_like: IsLike | None
    ) -> Interpretation:
        """Return what a message means, as far as its words bear it out."""

    async def sum_up(self, material: dict[str, Any], *, language: str) -> tuple[str, ...]:
        """Return the lines in which the model sums somebody up."""


class Consulting:
    """The language model that is switched on, and who asks it."""

    def __init__(
        self,
        database: Store,
        in_force: InForce,
        model: Model,
        *,
        budget: Budget,
        now: Callable[[], datetime],
        likeness: Callable[[], Likeness | None] = lambda: None,
        breaker: Breaker | None = None,
    ) -> None:
        self._database = database
        self._in_force = in_force
        self._model = model
        self._budget = budget
        self._now = now
        self._likeness = likeness
        self._breaker = breaker or Breaker()
        self._free = asyncio.Semaphore(AT_ONCE)
        self._spent_on: date | None = None

    async def interpret(self, look: Look, found: Interpretation) -> Interpretation | None:
        """Return what a message means, where what was ``found`` leaves it in doubt; None where that is not known."""
        try:
            return await self._interpret(look, found)
        except Exception as error:  # noqa: BLE001  # of our own making: an update is not buried because of it
            logs.logger().error(
                "A message could not be shown to the language model.", action="language model", error=error
            )
            return None

    async def _interpret(self, look: Look, found: Interpretation) -> Interpretation | None:
        typed = look.typed.with_found(found)
        if not look.may_leave or not is_worth_showing(typed):
            return None
        budget, now = self._budget, self._now()
        leave = await self._leave(lambda tx: consult_about_chat(tx, look.chat_id, budget=budget, now=now))
        if leave is None:
            return None
        playbooks, likeness = self._in_force.setup.playbooks, self._likeness()
        is_like = alike(likeness, typed) if likeness is not None else None
        names = leave.names
        meant = await self._ask(lambda: self._model.interpret(typed, playbooks=playbooks, names=names, is_like=is_like))
        return None if meant is None else accepted(meant, typed)

    async def sum_up(
        self, lead_id: int, material: Callable[[Sequence[str]], dict[str, Any]], *, language: str
    ) -> tuple[str, ...] | None:
        """Return the lines that sum a lead up in a language; None where there are none.

        ``material`` is made for their names, which must not stand in it.
        """
        budget, now = self._budget, self._now()
        leave = await self._leave(lambda tx: consult(tx, lead_id, budget=budget, purpose=SUMMARY, now=now))
        if leave is None:
            return None
        names = leave.names
        return await self._ask(lambda: self._model.sum_up(material(names), language=language))

    async def _leave(self, asked: Callable[[Transaction], Leave | Refused]) -> Leave | None:
        """Return leave to ask, unless the model is away, or has been asked often enough."""
        if not self._breaker.may_ask(clock.elapsed()):
            metrics.LANGUAGE_MODEL.labels("away").inc()
            return None
        try:
            leave = await self._database.write(asked)
        except StorageError as error:
            logs.logger().error("The language model's budget cannot be read.", action="language model", error=error)
            return None
        if isinstance(leave, Leave):
            return leave
        metrics.LANGUAGE_MODEL.labels(leave.value).inc()
        if leave is Refused.DAY_SPENT:
            self._tell_spent()
        return None

    async def _ask(self, call: Callable[[], Awaitable[T]]) -> T | None:
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            metrics.LANGUAGE_MODEL.labels("busy").inc()
            return None
        try:
            answer = await call()
        except LanguageModelError as error:
            self._failed(error)
            return None
        except Exception as error:  # noqa: BLE001  # whatever an answer may bring about, the conversation goes on
            logs.logger().error("The language model's answer could not be read.", action="language model", error=error)
            self._failed(error)
            return None
        finally:
            self._free.release()
        metrics.LANGUAGE_MODEL.labels("answered").inc()
        if self._breaker.answered():
            metrics.LANGUAGE_MODEL_AWAY.set(0)
            logs.logger().info("The language model answers again.", action="language model", host=self._model.host)
        return answer

    def _failed(self, error: Exception) -> None:
        metrics.LANGUAGE_MODEL.labels("failed").inc()
        if self._breaker.failed(clock.elapsed()):
            metrics.LANGUAGE_MODEL_AWAY.set(1)
            logs.logger().warning(
                "The language model gives no answer that can be used: it is left alone for a while.",
                action="language model",
                host=self._model.host,
                error=error,
            )

    def _tell_spent(self) -> None:
        """Tell once a day that the budget is spent."""
        today = self._now().date()
        if self._spent_on != today:
            self._spent_on = today
            logs.logger().warning("The language model's budget of today is spent.", action="language model")
