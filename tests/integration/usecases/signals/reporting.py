"""Reports as other systems make them, and an office that takes them in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.foreign_events import ForeignEvent, Identification, Plain, Report, Reporter
from bot.usecases.signals.record_reports import record_reports
from bot.usecases.signals.sift_reports import Recorded
from storage import keys, leads
from storage.leads import StoredChat
from tests.builders import MONDAY, SALES, Delivered, Office

SERVER = Reporter("shop", trusted=True, audience="b2b")
NOBODYS = Reporter("crm", trusted=True, audience=None)
BROWSER = Reporter("website", trusted=False, audience=None)


def viewed(number: int | str, *who: str, path: str = "/pricing", at: datetime = MONDAY, **context: str) -> ForeignEvent:
    return ForeignEvent(f"e{number}", at, "page", who, {}, {"path": path, **context})


def did(
    number: int | str, name: str, *who: str, at: datetime = MONDAY, told: Mapping[str, Plain] | None = None
) -> ForeignEvent:
    return ForeignEvent(f"e{number}", at, name, who, told or {}, {})


def known_as(
    number: int | str, *who: str, at: datetime = MONDAY, explicit: bool = False, **traits: Plain
) -> Identification:
    return Identification(f"i{number}", at, who, traits, explicit)


async def report(office: Office, *reports: Report, by: Reporter = SERVER) -> Recorded:
    return await office.write(lambda tx: record_reports(tx, reports, by, setup=office.setup, now=office.now))


async def rung(office: Office) -> list[Delivered]:
    """Deliver what is owed, and return what sales got."""
    return [sent for sent in await office.deliver() if sent.chat_id == SALES]


async def lead_called(office: Office, identity: str) -> StoredChat:
    number = await office.write(lambda tx: keys.lead_of(tx, identity))
    assert number is not None, identity
    found = await office.write(lambda tx: leads.by_id(tx, number))
    assert found is not None
    return found


def names_of(office: Office, lead_id: int) -> list[str]:
    return [name for (name,) in office.rows("SELECT name FROM signals WHERE lead_id = ? ORDER BY at, id", lead_id)]


def count(office: Office, table: str) -> int:
    return int(office.rows(f"SELECT count(*) FROM {table}")[0][0])


def minutes(number: float) -> datetime:
    return MONDAY + timedelta(minutes=number)
