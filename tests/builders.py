"""The cast, the shipped playbooks, and an office: a real database with a clock that tests turn.

Ada runs marketing, Bo and Cy sell, Pia buys for herself and Quentin for his company.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot import clock, playbooks, rendering
from bot.in_force import InForce
from bot.messages import (
    Act,
    AskedFigures,
    Chart,
    Commanded,
    CopyMedia,
    EditText,
    Incoming,
    Outgoing,
    Said,
    Sender,
    SendMade,
    SendText,
    Tap,
    Tapped,
    What,
)
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.delivery.claim_due_messages import Ready, claim_due_messages
from bot.usecases.delivery.note_delivery import note_delivery
from bot.usecases.delivery.worth import Worth
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.tell_statistics import told_figures
from bot.usecases.setup import Setup
from bot.workers.packing import Packing
from bot.workers.timekeeper import Timekeeper
from scoring.history import Signal
from storage import leads, migrations, sending
from storage.leads import StoredChat, StoredLead
from storage.opening import open_store
from storage.place import Place, Postgres
from storage.sending import Claimed
from storage.sqlite.database import Database
from storage.sqlite.migrating import migrate
from storage.statements import Transaction
from storage.store import Store

T = TypeVar("T")

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SALES = -1001000
QUENTIN = Sender(501, "Quentin", "Quist", "quentin_q", "en")
PIA = Sender(502, "Pia", "Palm", "", "en")
SOMEBODY = StoredLead(0, None, "en", "Quentin", "", "", MONDAY, MONDAY, "{}", "", "cold", "", None)
"""A lead as they are added, for whom nothing more is needed than that they are there."""
BO = Sender(11, "Bo", "Berg", "bo", "en")
CY = Sender(12, "Cy", "Carlsson", "cy", "en")


@cache
def shipped() -> Playbooks:
    """Return the playbooks that Leadbot ships."""
    return playbooks.load(SHIPPED_TEMPLATES, compile_text=rendering.compile_text)


def shipped_house() -> Setup:
    return Setup(shipped(), SALES)


def only(audience: str) -> Playbooks:
    """Return the shipped playbooks of a business that speaks to one audience only."""
    return replace(shipped(), audiences={audience: shipped().audiences[audience]})


@cache
def _new_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        migrate(path)
        return path.read_bytes()


def new_database(folder: Path) -> Path:
    """Return a migrated, empty database file."""
    path = folder / "leadbot.db"
    path.write_bytes(_new_database())
    return path


def database_of_revision(path: Path, revision: str) -> None:
    """Make a database as an earlier version had it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def answer(field_name: str, option: str, *, message_id: int | None = None) -> Tapped:
    return Tapped(Tap(Act.ANSWER, (field_name, option)), f"tap-{field_name}-{option}", message_id)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that was delivered, with the number it has in its chat."""

    chat_id: int
    message: Outgoing
    message_id: int

    @property
    def html(self) -> str:
        return self.message.html if isinstance(self.message, SendText | EditText | SendMade) else ""

    @property
    def labels(self) -> list[str]:
        keyboard = self.message.keyboard if isinstance(self.message, SendText | EditText) else ()
        return [button.label for row in keyboard for button in row]


@dataclass(slots=True)
class Office:
    """A database, a setup and a clock; whatever people do is one update each, and each commit is delivered at once."""

    database: Store
    setup: Setup = field(default_factory=shipped_house)
    now: datetime = MONDAY
    updates: int = 0
    delivered: list[Delivered] = field(default_factory=list)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return await self.database.write(work)

    async def hear(
        self, what: What, who: Sender = QUENTIN, *, chat_id: int | None = None, update_id: int | None = None
    ) -> bool:
        """Handle one update; say whether it was new."""
        self.updates += 1
        chat = who.id if chat_id is None else chat_id
        number = update_id or self.updates
        incoming = Incoming(number, chat, private=chat > 0, sender=who, what=what)
        return await self.write(lambda tx: receive_update(tx, incoming, setup=self.setup, now=self.now))

    async def turn(
        self, what: What, who: Sender = QUENTIN, *, chat_id: int | None = None, update_id: int | None = None
    ) -> list[Delivered]:
        """Handle one update, deliver everything owed, and return what went to the chat it came from."""
        await self.hear(what, who, chat_id=chat_id, update_id=update_id)
        chat = who.id if chat_id is None else chat_id
        return [sent for sent in await self.deliver() if sent.chat_id == chat]

    async def start(self, link: str = "", who: Sender = QUENTIN) -> list[Delivered]:
        return await self.turn(Commanded("start", link, self.updates + 1), who)

    async def say(self, text: str, who: Sender = QUENTIN) -> list[Delivered]:
        return await self.turn(Said(text, 10_000 + self.updates), who)

    async def tap(self, field_name: str, option: str, who: Sender = QUENTIN) -> list[Delivered]:
        """Tap an option below the newest message that has buttons."""
        return await self.turn(answer(field_name, option, message_id=self.newest(who.id)), who)

    async def at_desk(self, name: str, argument: str, rep: Sender = BO) -> list[Delivered]:
        """Have a rep type a command in the sales chat."""
        return await self.turn(Commanded(name, argument, self.updates + 1), rep, chat_id=SALES)

    async def figures(self, name: str = "stats", argument: str = "", rep: Sender = BO) -> tuple[str, Chart | None]:
        """Have a rep ask for figures in the sales chat, and return their words and chart as they are sent."""
        (sent,) = await self.at_desk(name, argument, rep)
        return await self.counted(sent)

    async def counted(self, sent: Delivered) -> tuple[str, Chart | None]:
        """Return the words and the chart of figures that were sent."""
        assert isinstance(sent.message, SendMade)
        asked = sent.message.made_of
        assert isinstance(asked, AskedFigures)
        return await self.database.read(lambda tx: told_figures(tx, asked, setup=self.setup))

    async def signal(
        self,
        name: str,
        properties: Mapping[str, Any] | None = None,
        *,
        who: Sender = QUENTIN,
        at: datetime | None = None,
    ) -> list[Delivered]:
        """Record a signal from elsewhere and return what sales got."""
        self.updates += 1
        made = Signal(f"web:{self.updates}", at or self.now, name, dict(properties or {}))
        lead_id = (await self.chat(who)).lead.id
        await self.write(lambda tx: record_signal(tx, lead_id, made, setup=self.setup, now=self.now))
        return [sent for sent in await self.deliver() if sent.chat_id == SALES]

    async def deliver(self) -> list[Delivered]:
        """Deliver whatever is due, lane by lane, as a messenger without trouble does."""
        sent: list[Delivered] = []
        while due := await self.write(self._due):
            for ready in due:
                sent.append(await self._delivered(ready.claimed, ready.message))
        self.delivered += sent
        return sent

    def _due(self, tx: Transaction) -> list[Ready]:
        """Claim the oldest message that is due for each chat."""
        queued = sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=100)
        due = sorted((each.id, each.chat_id) for each in queued if each.due_at <= self.now)
        heads = [number for number, chat in due if number == min(n for n, c in due if c == chat)]
        ready = claim_due_messages(tx, heads, setup=self.setup, now=self.now)
        # Where the claim has settled all of them (there was nothing left to draw), there may be more behind.
        return [each for each in ready if isinstance(each, Ready)] or (self._due(tx) if heads else [])

    async def _delivered(self, claimed: Claimed, message: Outgoing) -> Delivered:
        """Note that a message has arrived under its own number."""
        number = claimed.id
        await self.write(
            lambda tx: note_delivery(tx, claimed, message, now=self.now, arrived_as=_arrived(message, number))
        )
        return Delivered(claimed.chat_id, message, number)

    def newest(self, chat_id: int) -> int | None:
        """Return the newest message with buttons in a chat."""
        shown = [
            s.message_id
            for s in self.delivered
            if s.chat_id == chat_id and isinstance(s.message, SendText) and s.labels
        ]
        return shown[-1] if shown else None

    def sent_to(self, chat_id: int) -> list[Delivered]:
        return [sent for sent in self.delivered if sent.chat_id == chat_id]

    def alerts(self) -> list[Delivered]:
        """Return the cards that rang in the sales chat."""
        return [s for s in self.sent_to(SALES) if isinstance(s.message, SendText) and "/claim" in s.html]

    async def chat(self, who: Sender = QUENTIN) -> StoredChat:
        found = await self.write(lambda tx: leads.by_chat(tx, who.id))
        assert found is not None
        return found

    async def facts(self, who: Sender = QUENTIN) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((await self.chat(who)).lead.facts)
        return facts

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read straight from the database, beside the writer; values stand where the question marks are."""
        place = self.database.place
        if isinstance(place, Postgres):
            with psycopg.connect(place.url) as postgres:
                return postgres.execute(sql.replace("?", "%s").encode(), values or None).fetchall()
        with closing(sqlite3.connect(place)) as connection:
            return connection.execute(sql, values).fetchall()

    @property
    def opened_file(self) -> Database:
        """The open database of an office whose database is a file; on a server a test that asks for it is left out."""
        if self.database.file is None:
            pytest.skip("it looks into the file of the database")
        return self.database.file

    @property
    def file(self) -> Path:
        """The file of a database that is one."""
        return self.opened_file.path

    def pass_time(self, **by: float) -> None:
        self.now += timedelta(**by)


def _arrived(message: Outgoing, number: int) -> int | tuple[int, ...]:
    """Return the numbers of a message: those of an album lie far from all others."""
    if not isinstance(message, CopyMedia) or len(message.message_ids) == 1:
        return number
    return tuple(number + 1_000_000 * place for place, _ in enumerate(message.message_ids))


@asynccontextmanager
async def opened_office(folder: Path) -> AsyncIterator[Office]:
    """Open an office on a new database file."""
    async with office_at(new_database(folder)) as office:
        yield office


@asynccontextmanager
async def office_at(place: Place) -> AsyncIterator[Office]:
    """Open an office on a database, wherever it is."""
    database = await open_store(place)
    try:
        yield Office(database)
    finally:
        await database.close()


@asynccontextmanager
async def temporary_office() -> AsyncIterator[Office]:
    """Open an office whose file goes with it, for tests that need many."""
    folder = Path(tempfile.mkdtemp(prefix="leadbot-test-"))
    try:
        async with opened_office(folder) as office:
            yield office
    finally:
        shutil.rmtree(folder)


async def pack_days(database: Store, now: datetime) -> None:
    """Pack the days that are over, as the timekeeper does."""
    packing = Packing(database, now=lambda: now, elapsed=clock.elapsed)
    assert packing.begins()
    while (await packing.pack()).more:
        pass


def timekeeper_of(office: Office) -> Timekeeper:
    """Return a timekeeper for whom both clocks go as the test turns the office's."""
    return Timekeeper(
        office.database,
        InForce(office.setup),
        now=lambda: office.now,
        elapsed=lambda: (office.now - MONDAY).total_seconds(),
    )


async def quentin_is_lukewarm(office: Office, who: Sender = QUENTIN) -> None:
    """Have Quentin answer until sales hears of him: three answers and a half-finished conversation."""
    await office.start("b2b-spring", who)
    for field_name, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.tap(field_name, option, who)
