"""Lets everything that belongs to one lead belong to another."""

from sqlalchemy import bindparam, update

from storage import outbox_clearing
from storage.lead_rows import BELONGINGS, MOVES
from storage.statements import Statement, Transaction, table_of

_TABLES = [table_of(each.model) for each in BELONGINGS if each.merged == MOVES]
_MOVES = [
    Statement(update(table).where(table.c.lead_id == bindparam("gone")).values(lead_id=bindparam("kept")))
    for table in _TABLES
]


def move_everything(tx: Transaction, gone: int, kept: int) -> None:
    """Move history, chats, consents, handoffs and keys; an open handoff on both sides is an integrity error.

    Tier changes stay behind: both records become one elsewhere. So does the conversation.
    """
    for move in _MOVES:
        tx.run(move, gone=gone, kept=kept)
    for subject in ("lead", "events"):
        outbox_clearing.refile(tx, f"{subject}:{gone}", f"{subject}:{kept}")
