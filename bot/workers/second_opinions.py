"""Asks the interpreter where rules are in doubt: on threads of their own, for a bounded time each.

A thread that does not come back cannot be ended: it counts as busy until it does, and where all are, nobody waits for
one. The interpreter is made anew, on a thread too, when the playbooks change; until then the one before goes on.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot import clock, logs, metrics
from bot.in_force import InForce
from bot.playbooks import Playbooks
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Interpreter, Likeness, Typed
from bot.understanding.proposals import accepted

T = TypeVar("T")
Make = Callable[[Playbooks], Interpreter | None]
"""Makes an interpreter for playbooks, or says that there is none; may take seconds."""

WITHIN_SECONDS = 3.0
"""So long a prospect may wait for a better understanding before the conversation goes on by rules alone."""
AT_ONCE = 4
LOOK_EVERY_SECONDS = 1.0


class SecondOpinions:
    """The interpreter that is in force, if any, and who asks it.

    ``is_backed`` says that somebody else is asked where there is none.
    """

    def __init__(
        self,
        in_force: InForce,
        make: Make,
        *,
        within_seconds: float | None = None,
        at_once: int = AT_ONCE,
        is_backed: bool = False,
    ) -> None:
        self._in_force = in_force
        self._make = make
        self._within = WITHIN_SECONDS if within_seconds is None else within_seconds
        self._interpreter: Interpreter | None = None
        self._made_for: Playbooks | None = None
        self._is_made = asyncio.Event()
        self._free = asyncio.Semaphore(at_once)
        self._is_backed = is_backed
        self._late, self._at_once = 0, at_once
        # Words that come while it is being made wait for it; where that takes longer, nobody does.
        self._made_until = clock.elapsed() + self._within
        self._say_whether_to_ask(is_there=True)

    @property
    def likeness(self) -> Likeness | None:
        """Return who can tell how alike words are; None where the interpreter cannot, or is not made yet."""
        interpreter: object = self._interpreter
        return interpreter if isinstance(interpreter, Likeness) else None

    async def run(self) -> None:
        """Make the interpreter, and make it anew when the playbooks have changed, until cancelled."""
        while True:
            playbooks = self._in_force.setup.playbooks
            if playbooks is not self._made_for:
                await self._make_for(playbooks)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _make_for(self, playbooks: Playbooks) -> None:
        self._made_for = playbooks
        try:
            self._interpreter = await _on_a_thread(lambda: self._make(playbooks))
        except Exception as error:  # noqa: BLE001  # rules alone, or the one before, must do
            logs.logger().error("The interpreter could not be made.", action="interpret", error=error)
        self._is_made.set()
        self._say_whether_to_ask(is_there=self._interpreter is not None)

    def _say_whether_to_ask(self, *, is_there: bool) -> None:
        self._in_force.setup = replace(self._in_force.setup, asks_interpreter=is_there or self._is_backed)

    async def ask(self, typed: Typed) -> Interpretation | None:
        """Return what a message is taken to mean; None where there is nobody to ask, or no answer in time."""
        is_still_made = not self._is_made.is_set() and clock.elapsed() >= self._made_until
        if self._late >= self._at_once or is_still_made:
            metrics.INTERPRETATIONS.labels("not asked").inc()
            return None
        try:
            async with asyncio.timeout(self._within):
                await self._is_made.wait()
                if self._interpreter is None:
                    return None
                await self._free.acquire()
        except TimeoutError:
            metrics.INTERPRETATIONS.labels("not asked").inc()
            return None
        try:
            meant = await self._call(self._interpreter, typed)
        except TimeoutError:
            logs.logger().warning("An interpretation took too long; going on by rules.", action="interpret")
            metrics.INTERPRETATIONS.labels("late").inc()
            return None
        except Exception as error:  # noqa: BLE001  # somebody else's code, or somebody else's answer
            logs.logger().error("An interpretation failed; going on by rules.", action="interpret", error=error)
            metrics.INTERPRETATIONS.labels("failed").inc()
            return None
        metrics.INTERPRETATIONS.labels("answered").inc()
        return meant

    async def _call(self, interpreter: Interpreter, typed: Typed) -> Interpretation:
        call = _on_a_thread(lambda: accepted(interpreter.interpret(typed), typed))
        call.add_done_callback(lambda _: self._free.release())
        try:
            async with asyncio.timeout(self._within):
                return await asyncio.shield(call)
        except TimeoutError:
            if not call.done():
                self._late += 1
                call.add_done_callback(self._came_late)
            raise

    def _came_late(self, call: "asyncio.Future[Interpretation]") -> None:
        self._late -= 1
        if not call.cancelled():
            call.exception()  # nobody waits for it any more


def _on_a_thread(work: Callable[[], T]) -> "asyncio.Future[T]":
    """Run work on a thread of its own and return its future. The thread never keeps the process from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T allows it

    def run() -> None:
        result: T | None = None
        error: Exception | None = None
        try:
            result = work()
        except Exception as raised:  # noqa: BLE001  # who waits for it gets it
            error = raised
        except BaseException as raised:  # noqa: BLE001  # it ends the thread, not whoever waits
            error = RuntimeError(type(raised).__name__)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    try:
        threading.Thread(target=run, name="interpreter", daemon=True).start()
    except RuntimeError as error:  # no room for one more
        done.set_exception(error)
    return done
