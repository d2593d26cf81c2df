"""When a card changes by itself, though nothing happens: buttons come and go with time."""

from collections.abc import Iterable
from datetime import datetime


def next_change(instants: Iterable[datetime | None], *, drawn_at: datetime) -> datetime | None:
    """Return the first of some instants at which a card that was last drawn at ``drawn_at`` looks different."""
    return min((at for at in instants if at is not None and at > drawn_at), default=None)
