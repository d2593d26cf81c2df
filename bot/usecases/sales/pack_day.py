"""Packs what sales did on a day that is over, so that figures of a year are counted as soon as those of a week."""

from bot.figures.packing import packed, to_bytes
from storage import sales_days
from storage.sales_days import Unpacked
from storage.statements import Transaction


def packed_before(tx: Transaction, day: int) -> tuple[Unpacked, bytes] | None:
    """Return the last day before another one that is not packed, and what it is packed to; None where there is none.

    Some milliseconds, and nothing is written: ``sales_days.keep`` does, unless the day has changed meanwhile.
    """
    found = sales_days.newest_unpacked(tx, day)
    if found is None:
        return None
    begins, ends = found.begins, sales_days.beginning(found.day + 1)
    return found, to_bytes(packed(sales_days.handoffs(tx, begins, ends), sales_days.outcomes(tx, begins, ends)))
