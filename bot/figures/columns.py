"""What sales did from an instant until another, as columns of numbers: packed days, and what is read beside them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import chain, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.figures.packing import AT, DESK, Columns, Packed, Word, of_bytes, packed
from scoring.instants import microseconds
from storage import sales_days
from storage.desk_scope import DeskScope
from storage.statements import Transaction

Numbers = NDArray[np.int64]
Amounts = NDArray[np.float64]


class Words:
    """The words of many packs: each has one number, by which its rows are counted."""

    def __init__(self, packs: Sequence[Packed]) -> None:
        known: dict[Word, int] = {}
        every = chain.from_iterable(pack.words for pack in packs)
        self._numbers = np.array([known.setdefault(word, len(known)) for word in every], dtype=np.int64)
        self._firsts = np.cumsum([0, *(len(pack.words) for pack in packs)], dtype=np.int32)[:-1]
        self.all = tuple(known)

    def firsts(self, lengths: Sequence[int]) -> NDArray[np.int32]:
        """Return for each row the place of its pack's first word; of each pack there are so many rows."""
        return np.repeat(self._firsts, lengths)

    def numbers(self, places: NDArray[np.int32]) -> Numbers:
        """Return the numbers of words, given by their places among all."""
        return self._numbers[places]


class Table:
    """The rows of one table, in the order of their instants; a column is put together when it is first looked at."""

    def __init__(self, parts: Sequence[Columns], words: Words, *, seen: Numbers | None) -> None:
        self._parts = parts
        self._words = words
        self._firsts = words.firsts([part[AT].nbytes // 8 for part in parts])
        self._columns: dict[int, Numbers] = {}
        self._kept: Numbers | None = None
        if seen is not None:
            self._kept = np.flatnonzero(np.isin(self.words(DESK), seen))
            self._columns.clear()

    @cached_property
    def at(self) -> Numbers:
        """Return the instants, in microseconds since 1970."""
        return self.numbers(AT)

    def numbers(self, place: int) -> Numbers:
        """Return a column of whole numbers."""
        if place not in self._columns:
            self._columns[place] = self._kept_of(self._joined(place, "<i8"))
        return self._columns[place]

    def amounts(self, place: int) -> Amounts:
        """Return a column of amounts."""
        return self._kept_of(self._joined(place, "<f8"))

    def words(self, place: int) -> Numbers:
        """Return a column of words, by their numbers."""
        if place not in self._columns:
            self._columns[place] = self._kept_of(self._words.numbers(self._places(place) + self._firsts))
        return self._columns[place]

    def between(self, begins: datetime, ends: datetime) -> slice:
        """Return which rows are from an instant until another."""
        first, behind = np.searchsorted(self.at, [microseconds(begins), microseconds(ends)])
        return slice(int(first), int(behind))

    def _joined(self, place: int, kind: str) -> NDArray[Any]:
        return np.frombuffer(b"".join([part[place] for part in self._parts]), dtype=kind)

    def _places(self, place: int) -> NDArray[Any]:
        """Return a column of the places of words, which take one byte in most packs and four in the others."""
        few = [part[place].nbytes * 8 == part[AT].nbytes for part in self._parts]
        if all(few):
            return self._joined(place, "u1")
        kinds = ("u1" if is_few else "<i4" for is_few in few)
        return np.concatenate([np.frombuffer(part[place], kind) for part, kind in zip(self._parts, kinds, strict=True)])

    def _kept_of(self, column: NDArray[Any]) -> NDArray[Any]:
        return column if self._kept is None else column[self._kept]


class Sales:
    """The handoffs and outcomes of a stretch of time, and the words that they name."""

    def __init__(self, packs: Sequence[Packed], scope: DeskScope | None = None) -> None:
        words = Words(packs)
        self.words = words.all
        seen = (
            None
            if scope is None
            else np.array([n for n, w in enumerate(words.all) if _is_seen(scope, w)], dtype=np.int64)
        )
        self.handoffs = Table([pack.handoffs for pack in packs], words, seen=seen)
        self.outcomes = Table([pack.outcomes for pack in packs], words, seen=seen)


def _is_seen(scope: DeskScope, desk: Word) -> bool:
    """Return whether a word is a desk that is seen; most words are none, and nobody asks for them."""
    return not isinstance(desk, str) and scope.has(desk)


def sales_between(tx: Transaction, begins: datetime, ends: datetime, *, scope: DeskScope | None = None) -> Sales:
    """Return what sales did from an instant until another, and some hours around; with a ``scope`` its desks alone."""
    first, last = sales_days.day_of(begins), sales_days.day_of(ends)
    return Sales([*_packs(tx, first, last)], scope)


def _packs(tx: Transaction, first: int, last: int) -> Iterator[Packed]:
    """Yield packed days, and what lies between them as it is read now."""
    days = sales_days.between(tx, first, last)
    for is_packed, found in groupby(days, key=lambda each: each[1] is not None):
        numbers, columns = zip(*found, strict=True)
        if is_packed:
            yield from map(of_bytes, columns)
        else:
            begins, ends = sales_days.beginning(numbers[0]), sales_days.beginning(numbers[-1] + 1)
            yield packed(sales_days.handoffs(tx, begins, ends), sales_days.outcomes(tx, begins, ends))
