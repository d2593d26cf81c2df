"""Raw updates in, safely stored results out: nothing is acknowledged to Telegram before it is on disk."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import logs, metrics
from bot.channels.telegram.incoming import translate
from bot.in_force import InForce
from bot.messages import ChatMoved, Incoming
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.redraw_cards import redraw_after_outage
from storage.database import Database
from storage.errors import StorageError
from storage.statements import Transaction

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Hands each update to the use cases. ``live`` gives the playbooks and the sales chat as they are now."""

    database: Database
    in_force: InForce
    now: Callable[[], datetime]

    async def receive(self, raws: Sequence[Raw]) -> None:
        """Handle updates in order, committed together; return when all are safe. Raises only if the database does."""
        waiting = [self._submit(raw) for raw in raws]
        results = await asyncio.gather(*(work for _, work in waiting), return_exceptions=True)
        for result in results:
            # Not the update's fault: it is not acknowledged, and will come again.
            if isinstance(result, StorageError):
                raise result
        for (raw, _), result in zip(waiting, results, strict=True):
            if isinstance(result, Exception):
                await self._bury(raw, result)
            else:
                metrics.UPDATES.inc()

    async def catch_up(self) -> None:
        """Draw open cards again if no update has come for long: taps made meanwhile never will."""
        now, setup = self.now(), self.in_force.setup
        await self.database.write(lambda tx: redraw_after_outage(tx, setup=setup, now=now))

    def _submit(self, raw: Raw) -> tuple[Raw, "asyncio.Future[bool]"]:
        try:
            incoming = translate(raw)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is kept
            failed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            return raw, failed
        return raw, self.database.submit(self._work(incoming))

    def _work(self, incoming: Incoming | None) -> Callable[[Transaction], bool]:
        if incoming is None:
            return lambda _tx: False
        if isinstance(incoming.what, ChatMoved):
            self.in_force.moved[incoming.chat_id] = incoming.what.new_chat_id
        known, setup, now = self.in_force.as_known(incoming), self.in_force.setup, self.now()
        return lambda tx: receive_update(tx, known, setup=setup, now=now)

    async def _bury(self, raw: Raw, error: Exception) -> None:
        """Keep an update that could not be handled. If that fails too, the database is at fault: let it be seen."""
        poison = _poison(raw, error)
        now, setup = self.now(), self.in_force.setup
        new = await self.database.write(lambda tx: bury_update(tx, poison, setup=setup, now=now))
        if new:
            metrics.DEAD_UPDATES.inc()
            logs.logger().error(
                "An update could not be handled; it is kept in dead_updates.",
                action="bury",
                update_id=poison.update_id,
                error=error,
            )


def update_id_of(raw: Raw) -> int:
    """Return the number of a raw update, whatever else is wrong with it; 0 if it has none."""
    number = raw.get("update_id")
    return number if isinstance(number, int) else 0


def _poison(raw: Raw, error: Exception) -> Poison:
    chat_id, language = None, ""
    for name in ("message", "edited_message", "callback_query"):
        event = raw.get(name)
        if isinstance(event, dict):
            message = event.get("message", event)
            chat, sender = _mapping(message, "chat"), _mapping(event, "from")
            language = str(sender.get("language_code") or "")
            if chat.get("type") == "private" and isinstance(chat.get("id"), int):
                chat_id = chat["id"]
    text = json.dumps(raw, ensure_ascii=True, default=str)
    return Poison(update_id_of(raw), text, logs.describe(error), chat_id=chat_id, language=language)


def _mapping(outer: Any, name: str) -> dict[str, Any]:
    inner = outer.get(name) if isinstance(outer, dict) else None
    return inner if isinstance(inner, dict) else {}
