"""Leaves out of an import who was erased on request, and lets back whom an operator names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.leads import identities
from storage import erased, leads
from storage.statements import Transaction

Told = Iterable[tuple[str, set[str]]]
"""What rows say that somebody goes by: their key, and names."""


@dataclass(frozen=True, slots=True)
class Returning:
    """Those who come in although they were erased on request, by the names of their keys."""

    keys: Mapping[str, str]

    @classmethod
    def of(cls, keys: Iterable[str]) -> "Returning":
        """Return those with these keys, however they are spelled."""
        return cls({name: key for key in keys for name in identities.looked_up_as(identities.of_key(key))})

    def named_by(self, key: str) -> set[str]:
        """Return the keys given by which a row's key is one of theirs; none if it is not."""
        if not self.keys:
            return set()
        return {self.keys[name] for name in identities.remembered_as(identities.of_key(key)) if name in self.keys}


def left_out(tx: Transaction, rows: Told, *, returning: Returning) -> set[str]:
    """Return the keys of those who were erased on request, among leads who are not known.

    Who is ``returning`` is none of them any more, by whatever name they were erased.
    """
    if not erased.secrets_of(tx):
        return set()  # nobody ever was: an import of millions need not look
    by_key: dict[str, set[str]] = defaultdict(set)
    for key, names in rows:
        by_key[key] |= identities.of_key(key) | names
    _let_return(tx, by_key, returning)
    found = _erased_among(tx, by_key)
    for key, at in found.items():
        # Rows of other files may tell nothing but the key. Whoever came back since then has not been erased again.
        erased.remember(tx, identities.remembered_as(identities.of_key(key)), at=at)
    return set(found)


def turned_out(tx: Transaction, rows: Told, *, numbers: Mapping[str, int], returning: Returning) -> set[str]:
    """Return the keys of leads here, by ``numbers``, who turn out to be somebody erased: a row says what they go by.

    Of whom nothing but a key was known, that is: who has come back by writing to us goes by their names already.
    """
    if not erased.secrets_of(tx):
        return set()
    by_key: dict[str, set[str]] = defaultdict(set)
    for key, names in rows:
        if names:
            by_key[key] |= names
    _let_return(tx, by_key, returning)
    found = {key: numbers[key] for key in _erased_among(tx, by_key)}
    in_chats, here = leads.with_chat(tx, found.values()), leads.by_ids(tx, found.values())
    return {
        key
        for key, number in found.items()
        if number not in in_chats and not _goes_by(identities.of_lead(tx, here[number]), by_key[key])
    }


def was_erased(key: str) -> str:
    """Return the sentence that says why a row was left out, and how to bring them back."""
    return f"lead: was erased on request, left out (if {key} has come back to us: `leadbot import --return {key} ...`)"


def is_somebody_erased(key: str) -> str:
    """Return the sentence that a lead who is here turns out to be somebody erased."""
    return (
        "lead: goes by a name of somebody who was erased on request, left out "
        f"(`leadbot forget key:{key}` erases what is here; if they have come back: `leadbot import --return {key} ...`)"
    )


def _let_return(tx: Transaction, by_key: dict[str, set[str]], returning: Returning) -> None:
    for key in [key for key in by_key if returning.named_by(key)]:
        names = by_key.pop(key) | identities.of_key(key)
        erased.let_return(tx, identities.remembered_as(names) | identities.looked_up_as(names))


def _erased_among(tx: Transaction, by_key: Mapping[str, set[str]]) -> dict[str, datetime]:
    asked = {key: identities.looked_up_as(names) for key, names in by_key.items()}
    gone = erased.among(tx, set().union(*asked.values()))
    if not gone:
        return {}
    return {key: max(gone[name] for name in hits) for key, names in asked.items() if (hits := names & gone.keys())}


def _goes_by(known: Collection[str], told: Collection[str]) -> bool:
    return not identities.remembered_as(known).isdisjoint(identities.looked_up_as(told))
