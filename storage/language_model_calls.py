"""How often a language model is asked: by day, whoever it was about, and by lead."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.language_model import LanguageModelCall, LanguageModelDay

KEPT_FOR = timedelta(days=30)
INTERPRET, SUMMARY = "interpret", "summary"

_days, _calls = table_of(LanguageModelDay), table_of(LanguageModelCall)

_OF_DAY = Statement(select(_days.c.calls).where(_days.c.day == bindparam("day")))
_BEGIN_DAY = Statement(_days.insert(), column_keys=["day", "calls"])
_COUNT_DAY = Statement(update(_days).where(_days.c.day == bindparam("day")).values(calls=_days.c.calls + 1))
_DROP_DAYS = Statement(delete(_days).where(_days.c.day < bindparam("day")))
_OF_LEAD = Statement(
    select(func.count())
    .select_from(_calls)
    .where(_calls.c.lead_id == bindparam("lead"), _calls.c.at >= bindparam("since"))
)
_NOTE = Statement(_calls.insert(), column_keys=["lead_id", "at", "purpose"])
_DROP_OLD = Statement(delete(_calls).where(_calls.c.lead_id == bindparam("lead"), _calls.c.at < bindparam("before")))


def of_day(tx: Transaction, day: str) -> int:
    """Return how often a model was asked on a day (2026-03-02)."""
    row = tx.first(_OF_DAY, day=day)
    return int(row[0]) if row else 0


def of_lead(tx: Transaction, lead_id: int, *, since: datetime) -> int:
    """Return how often a model was asked about a lead since an instant."""
    row = tx.first(_OF_LEAD, lead=lead_id, since=since)
    return int(row[0]) if row else 0


def note(tx: Transaction, lead_id: int, *, day: str, at: datetime, purpose: str) -> None:
    """Count that a model is asked about a lead; what is older than a month is of no use any more."""
    if not tx.change(_COUNT_DAY, day=day):
        tx.run(_BEGIN_DAY, day=day, calls=1)
        tx.run(_DROP_DAYS, day=(at - KEPT_FOR).date().isoformat())
    tx.run(_NOTE, lead_id=lead_id, at=at, purpose=purpose)
    tx.run(_DROP_OLD, lead=lead_id, before=at - KEPT_FOR)
