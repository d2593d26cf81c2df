"""Which lists that reps have read name a lead, so that a list goes when the lead is forgotten."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.sales import Mention

_mentions = table_of(Mention)

_ADD = InsertMany(Mention, "about", "lead_id")
_OF_LEAD = Statement(select(_mentions.c.about).where(_mentions.c.lead_id == bindparam("lead")).distinct())
_DROP = Statement(delete(_mentions).where(_mentions.c.about == bindparam("subject")))


def note(tx: Transaction, about: str, lead_ids: Iterable[int]) -> None:
    """Note that what is filed under a name tells of these leads, beside those it has told of before."""
    tx.add_many(_ADD, ((about, lead_id) for lead_id in lead_ids))


def of_lead(tx: Transaction, lead_id: int) -> list[str]:
    """Return the names under which is filed what tells of a lead beside others."""
    return [about for (about,) in tx.all(_OF_LEAD, lead=lead_id)]


def drop(tx: Transaction, about: str) -> None:
    """Note that what is filed under a name tells of nobody any more."""
    tx.run(_DROP, subject=about)
