"""What sales did in a stretch of time as columns of bytes: what is kept of a day that is over, and read of any other.

A column of words holds their places in a list. Without numpy: whoever packs need not load it.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, msgpack

from storage.sales_days import HandoffRow, OutcomeRow

Word = str | int | None
Columns = tuple[memoryview, ...]
"""Where they come out of the database they stay in the bytes that were read: a year of them is thirty megabytes."""

MISSING = -(2**63)
"""Stands for None in a column of whole numbers."""
AT, CLAIM, CONTACT = range(3)
HANDOFF, AMOUNT = 1, 2
TIER, REP, CAMPAIGN, SOURCE, DESK, OUTCOME, CURRENCY = range(3, 10)
"""The places of columns, in handoffs and in outcomes; both know when (``AT``), and the words up to the desk."""
_HANDOFF_NUMBERS, _OUTCOME_NUMBERS = "qqq", "qqd"
"""By the type codes of ``array``: the first columns; behind them come the places of words."""
_FEW, _MANY = "B", "i"
"""A day seldom names more words than a byte can count: what is read of a year is a third less for it."""


class Packed(Struct, frozen=True, array_like=True):
    """Handoffs and outcomes, each as columns in the order of their instants, and the words that both name.

    Whoever changes the columns lets a migration forget what was packed before.
    """

    words: tuple[Word, ...]
    handoffs: Columns
    outcomes: Columns


def packed(handoffs: Sequence[HandoffRow], outcomes: Sequence[OutcomeRow]) -> Packed:
    """Return rows as columns; they come in the order of their instants."""
    places: defaultdict[Word, int] = defaultdict()
    places.default_factory = places.__len__
    handoff_columns = _told(handoffs, _HANDOFF_NUMBERS, len(HandoffRow._fields), places)
    outcome_columns = _told(outcomes, _OUTCOME_NUMBERS, len(OutcomeRow._fields), places)
    few = len(places) <= 256
    return Packed(tuple(places), _stored(handoff_columns, few=few), _stored(outcome_columns, few=few))


def to_bytes(what: Packed) -> bytes:
    """Return what is stored."""
    return msgpack.encode(what)


def of_bytes(stored: bytes) -> Packed:
    """Return what was stored."""
    return _DECODER.decode(stored)


_DECODER = msgpack.Decoder(Packed)


_Told = list[tuple[str, list[object]]]
"""Columns, each with the type code of its numbers; empty where it holds the places of words."""


def _told(rows: Sequence[tuple[Any, ...]], numbers: str, width: int, places: "defaultdict[Word, int]") -> _Told:
    columns = list(zip(*rows, strict=True)) or [()] * width
    named = zip(numbers, columns, strict=False)
    told: _Told = [(code, [_number(value, code) for value in column]) for code, column in named]
    return told + [("", [places[word] for word in column]) for column in columns[len(numbers) :]]


def _stored(columns: _Told, *, few: bool) -> Columns:
    return tuple(_bytes(code or (_FEW if few else _MANY), column) for code, column in columns)


def _number(value: Word | float, code: str) -> object:
    if value is None:
        return 0.0 if code == "d" else MISSING
    return value


def _bytes(code: str, values: Iterable[object]) -> memoryview:
    column = array(code, values)  # type: ignore[type-var]  # of the type that the code says
    if sys.byteorder == "big":
        column.byteswap()
    return memoryview(column.tobytes())
