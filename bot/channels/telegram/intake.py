"""Raw updates in, safely stored results out: nothing is acknowledged to Telegram before it is on disk."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import clock, logs, metrics
from bot.channels.telegram.batches import Unreadable, decoded
from bot.channels.telegram.incoming import translate
from bot.channels.telegram.members import Members
from bot.cleaning import clean_text
from bot.in_force import InForce
from bot.messages import ChatMoved, Incoming
from bot.update_feed import UpdateFeed
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.redraw_cards import redraw_after_outage
from storage.errors import StorageError
from storage.statements import Transaction
from storage.store import Store

# Enough for the longest message; what is longer is no message of a person.
MAX_KEPT_CHARS = 10_000
MAX_LANGUAGE_CHARS = 35
_ENDS_OF_NUMBERS = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Intake:
    """Hands each update to the use cases. ``in_force`` gives the playbooks and the sales chat as they are now.

    ``members`` knows who is a rep; without it nobody is who writes in private. ``feed`` is kept for whoever
    watches whether updates come.
    """

    database: Store
    in_force: InForce
    now: Callable[[], datetime]
    members: Members | None = None
    feed: UpdateFeed = field(default_factory=UpdateFeed)

    async def receive_text(self, text: str) -> None:
        """Handle the update that a text holds, as ``receive`` does; what is no JSON is kept like any that is odd."""
        await self.receive([decoded(text)])
        self.feed.heard(clock.elapsed())

    async def receive(self, raws: Sequence[Any]) -> None:
        """Handle updates in order, committed together; return when all are safe. Raises only if the database does."""
        translated = [self._translated(raw) for raw in raws]
        await self._meet([each for each in translated if isinstance(each, Incoming)])
        results = await _results([self._submit(each) for each in translated])
        _raise_if_not_stored(results)
        dead = [
            (_poison(raw, error), error)
            for raw, error in zip(raws, results, strict=True)
            if isinstance(error, Exception)
        ]
        metrics.UPDATES.inc(len(raws) - len(dead))
        if dead:
            await self._bury(dead)

    async def catch_up(self) -> None:
        """Draw open cards again if no update has come for long: taps made meanwhile never will."""
        now, setup = self.now(), self.in_force.setup
        await self.database.write(lambda tx: redraw_after_outage(tx, setup=setup, now=now))

    async def _meet(self, incomings: Sequence[Incoming]) -> None:
        if self.members is None:
            return
        try:
            await self.members.meet(incomings)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # who cannot be told from a prospect is one
            logs.logger().error("Reps could not be told from prospects.", action="meet", error=error)

    def _translated(self, raw: Any) -> Incoming | Exception | None:
        try:
            return translate(raw, own_name=self.in_force.setup.bot_name)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is kept
            return error

    def _submit(self, translated: Incoming | Exception | None) -> "asyncio.Future[bool]":
        if isinstance(translated, Exception):
            failed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            failed.set_exception(translated)
            return failed
        return self.database.submit(self._work(translated))

    def _work(self, incoming: Incoming | None) -> Callable[[Transaction], bool]:
        if incoming is None:
            return lambda _tx: False
        known, now = self.in_force.as_known(incoming), self.now()
        if isinstance(known.what, ChatMoved) and known.chat_id in self.in_force.setup.chats:
            self.in_force.moved[incoming.chat_id] = known.what.new_chat_id
        if self.members is None:
            return lambda tx: receive_update(tx, known, setup=self.in_force.setup, now=now)
        note, known = self.members.seen(known), replace(known, by_rep=self.members.is_rep(known))

        def work(tx: Transaction) -> bool:
            if note is not None:
                note(tx)
            return receive_update(tx, known, setup=self.in_force.setup, now=now)

        return work

    async def _bury(self, dead: Sequence[tuple[Poison, Exception]]) -> None:
        """Keep updates that could not be handled. Where the database is at fault, let it be seen."""
        now, setup = self.now(), self.in_force.setup
        works = [
            self.database.submit(lambda tx, poison=poison: bury_update(tx, poison, setup=setup, now=now))  # type: ignore[misc]
            for poison, _ in dead
        ]
        results = await asyncio.gather(*works, return_exceptions=True)
        _raise_if_not_stored(results)
        for (poison, error), result in zip(dead, results, strict=True):
            if isinstance(result, Exception):
                # It would come again for ever, and keep others waiting.
                logs.logger().error("An update could not even be kept; it is passed over.", action="bury", error=result)
            elif result:
                metrics.DEAD_UPDATES.inc()
                logs.logger().error(
                    "An update could not be handled; it is kept in dead_updates.",
                    action="bury",
                    update_id=poison.update_id,
                    error=error,
                )


async def _results(works: Iterable["asyncio.Future[bool]"]) -> list[bool | Exception]:
    """Return what became of works that are queued already: one after the other, as they are committed together."""
    results: list[bool | Exception] = []
    for work in works:
        try:
            results.append(await work)
        except Exception as error:  # noqa: BLE001  # it is told for each update
            results.append(error)
    return results


def _raise_if_not_stored(results: Iterable[object]) -> None:
    """Raise what the database is to blame for: such an update is not acknowledged, and will come again."""
    for result in results:
        if isinstance(result, StorageError):
            raise result


def _poison(raw: Any, error: Exception) -> Poison:
    chat_id, language = None, ""
    for name in ("message", "edited_message", "callback_query"):
        event = _mapping(raw, name)
        chat, sender = _mapping(_mapping(event, "message") or event, "chat"), _mapping(event, "from")
        if chat.get("type") == "private" and _is_number(chat.get("id")):
            chat_id, language = chat["id"], _language(sender)
    text = _written_out(raw)
    kept = text[:MAX_KEPT_CHARS].encode("utf-8", "replace").decode()
    return Poison(_number(raw, text), kept, logs.describe(error), chat_id=chat_id, language=language)


def _language(sender: Mapping[str, Any]) -> str:
    language = sender.get("language_code")
    return clean_text(language, max_chars=MAX_LANGUAGE_CHARS) if isinstance(language, str) else ""


def _written_out(raw: Any) -> str:
    if isinstance(raw, Unreadable):
        return raw.text
    try:
        return json.dumps(raw, ensure_ascii=False)
    # Too deep, or a number of more digits than Python writes.
    except (RecursionError, ValueError):
        return f"({type(raw).__name__})"


def _number(raw: Any, text: str) -> int:
    """Return the number of a raw update; where it has none, one below all that Telegram gives, made of its words."""
    number: Any = raw.number if isinstance(raw, Unreadable) else None
    if isinstance(raw, dict):
        number = raw.get("update_id")
    if _is_number(number):
        return int(number)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return -1 - (int.from_bytes(digest[:8], "big") >> 2)


def _is_number(value: Any) -> bool:
    return type(value) is int and value in _ENDS_OF_NUMBERS


def _mapping(outer: Any, name: str) -> dict[str, Any]:
    inner = outer.get(name) if isinstance(outer, dict) else None
    return inner if isinstance(inner, dict) else {}
