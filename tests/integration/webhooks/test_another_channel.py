"""Another channel is one adapter: nothing else has to know it (decision 71)."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import DeliveryError
from bot.usecases.filed_under import events_about
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.workers.deliveries import Deliveries
from storage import deliveries
from storage.deliveries import Claimed, Delivery
from storage.statements import Transaction
from tests.builders import PIA, QUENTIN, Office


@dataclass(slots=True)
class Letterbox:
    """A channel that delivers into a list, once it is open."""

    is_open: bool = True
    arrived: list[tuple[str, str]] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    def prepare(self, tx: Transaction, claimed: Claimed) -> tuple[str, str]:
        return claimed.address, claimed.payload

    async def send(self, ready: tuple[str, str]) -> None:
        if not self.is_open:
            raise DeliveryError("it is closed", permanent=True)
        self.arrived.append(ready)

    def note_arrived(self, tx: Transaction, claimed: Claimed, *, now: datetime) -> None:
        self.noted.append("arrived")

    def note_failed(
        self, tx: Transaction, claimed: Claimed, error: DeliveryError, *, now: datetime, given_up: bool
    ) -> None:
        self.noted.append(f"{error.reason}, {given_up=}")

    async def refresh(self) -> None:
        """Nothing is remembered."""


async def _post(office: Office, box: Letterbox) -> None:
    """Deliver what is owed, until nothing is."""
    task = asyncio.create_task(Deliveries(office.database, {"letter": box}, now=lambda: office.now).run())
    async with asyncio.timeout(5):
        while office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL AND address IS NOT NULL"):  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _write(office: Office, *payloads: str, lead: int = 1) -> None:
    letters = [Delivery("letter:ada@example.com", events_about(lead), payload) for payload in payloads]
    await office.write(lambda tx: deliveries.owe(tx, letters, office.now))


async def test_what_is_owed_to_it_arrives_in_order(office: Office) -> None:
    box = Letterbox()
    await _write(office, "one", "two", "three")
    await _post(office, box)
    assert box.arrived == [("letter:ada@example.com", word) for word in ("one", "two", "three")]
    assert box.noted == ["arrived"] * 3


async def test_what_it_refuses_for_good_is_given_up(office: Office) -> None:
    box = Letterbox(is_open=False)
    await _write(office, "one")
    await _post(office, box)
    assert box.noted == ["it is closed, given_up=True"]
    assert office.rows("SELECT state, error FROM outbox WHERE address IS NOT NULL") == [("refused", "it is closed")]


async def test_erasing_and_merging_reach_what_is_owed_to_it(office: Office) -> None:
    for who in (QUENTIN, PIA):
        await office.start("b2b", who)
    await _write(office, "of Quentin", lead=1)
    await _write(office, "of Pia", lead=2)
    await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    box = Letterbox()
    await _post(office, box)
    assert box.arrived == []


async def test_what_no_adapter_is_there_for_is_given_up_and_holds_up_nothing(office: Office) -> None:
    await office.write(lambda tx: deliveries.owe(tx, [Delivery("pigeon:7", "events:1", "lost")], office.now))
    box = Letterbox()
    await _write(office, "one")
    await _post(office, box)
    assert box.arrived == [("letter:ada@example.com", "one")]
