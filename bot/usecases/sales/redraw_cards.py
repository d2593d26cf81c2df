"""Draws open cards again after an outage: taps made meanwhile may never have reached us."""

from datetime import datetime, timedelta

from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from storage import handoffs, updates
from storage.statements import Transaction

TAPS_LIVE_FOR = timedelta(seconds=150)
MOST_CARDS = 10


def redraw_after_outage(tx: Transaction, *, setup: Setup, now: datetime) -> int:
    """Owe the newest open cards anew if no update came for longer than Telegram keeps a tap; return how many."""
    last = updates.last_seen_at(tx)
    if last is None or now - last < TAPS_LIVE_FOR:
        return 0
    numbers = handoffs.newest_open(tx, limit=MOST_CARDS)
    for number in numbers:
        redraw_card(tx, number, setup=setup, now=now)
    return len(numbers)
