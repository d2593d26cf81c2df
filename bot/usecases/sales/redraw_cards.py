"""Draws open cards again: after an outage, since taps made meanwhile may never have reached us, and when leads cool."""

from datetime import UTC, datetime, timedelta

from bot.desk.redraws import next_change
from bot.usecases.delivery.owe import card_to_redraw
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about
from bot.usecases.sales.card_changes import changes_of
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from storage import due, handoffs, outbox, updates
from storage.statements import Transaction

TAPS_LIVE_FOR = timedelta(seconds=150)
MOST_CARDS = 10
COOLED_EVERY = timedelta(hours=1)
"""How often a card is drawn again at most because its lead has cooled: that waits for nobody's decision."""

NEVER = datetime(1, 1, 1, tzinfo=UTC)


def redraw_after_outage(tx: Transaction, *, setup: Setup, now: datetime) -> int:
    """Owe the newest open cards anew if no update came for longer than Telegram keeps a tap; return how many."""
    last = updates.last_seen_at(tx)
    if last is None or now - last < TAPS_LIVE_FOR:
        return 0
    numbers = handoffs.newest_open(tx, limit=MOST_CARDS)
    for number in numbers:
        redraw_card(tx, number, setup=setup, now=now)
    return len(numbers)


def redraw_due_card(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> bool:
    """Owe a card anew that has changed by itself, and return whether that was so.

    It has not if it was drawn since. One that was drawn lately, and whose lead has only cooled, waits for its turn.
    """
    setup = at_desk_of(tx, number, setup)
    noted_at, drawn_at = due.redraw_of(tx, number), due.drawn_at(tx, card_about(number))
    changes_at = next_change(changes_of(tx, number, setup=setup), drawn_at=drawn_at or NEVER)
    by_time = changes_at is not None and changes_at <= now
    if not by_time and (noted_at is None or (drawn_at is not None and drawn_at >= noted_at)):
        due.set_redraw(tx, number, changes_at)
        return False
    if not by_time and drawn_at is not None and now - drawn_at < COOLED_EVERY:
        due.set_redraw(tx, number, drawn_at + COOLED_EVERY)
        return False
    due.set_redraw(tx, number, next_change(changes_of(tx, number, setup=setup), drawn_at=now))
    outbox.owe(tx, [card_to_redraw(number, setup.sales_chat, worth=Worth.BULK)], now)
    return True
