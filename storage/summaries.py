"""What a language model wrote about leads for their cards: of each lead one text, the newest."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.language_model import Summary

_rows = table_of(Summary)

_NEWEST = Statement(
    select(_rows.c.words)
    .where(_rows.c.lead_id == bindparam("lead"))
    .order_by(_rows.c.at.desc(), _rows.c.id.desc())
    .limit(1)
)
_KEEP = Statement(_rows.insert(), column_keys=["lead_id", "at", "words"])
_DROP = Statement(delete(_rows).where(_rows.c.lead_id == bindparam("lead")))


def of_lead(tx: Transaction, lead_id: int) -> str:
    """Return what was written about a lead last; empty where nothing was."""
    row = tx.first(_NEWEST, lead=lead_id)
    return str(row[0]) if row else ""


def keep(tx: Transaction, lead_id: int, words: str, *, at: datetime) -> None:
    """Keep what was written about a lead, in place of what was written before."""
    tx.run(_DROP, lead=lead_id)
    tx.run(_KEEP, lead_id=lead_id, at=at, words=words)
