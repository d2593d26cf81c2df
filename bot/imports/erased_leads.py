"""Leaves out of an import who was erased on request, and lets back whom an operator names."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from bot.usecases.leads import identities
from storage import erased
from storage.statements import Transaction


def left_out(
    tx: Transaction, rows: Iterable[tuple[str, set[str]]], *, returning: Collection[str], at: datetime
) -> set[str]:
    """Return the keys of those who were erased on request, given what rows say that they go by (key and names).

    Who is ``returning`` (by key) is none of them any more, by whatever name they were erased.
    """
    if not erased.secrets_of(tx):
        return set()  # nobody ever was: an import of millions need not look
    by_key: dict[str, set[str]] = defaultdict(set)
    for key, names in rows:
        by_key[key] |= identities.of_key(key) | names
    for key in by_key.keys() & set(returning):
        erased.let_return(tx, by_key.pop(key))
    gone = erased.among(tx, set().union(*by_key.values()))
    found = {key: names for key, names in by_key.items() if names & gone}
    if found:
        # Rows of other files may tell nothing but the key.
        erased.remember(tx, set().union(*map(identities.of_key, found)), at=at)
    return set(found)


def was_erased(key: str) -> str:
    """Return the sentence that says why a row was left out, and how to bring them back."""
    return f"lead: was erased on request, left out (if {key} has come back to us: `leadbot import --return {key} ...`)"
