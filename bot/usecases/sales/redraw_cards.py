"""Draws open cards again: after an outage, since taps made meanwhile may never have reached us, and when leads cool."""

from datetime import datetime, timedelta

from bot.usecases.delivery.owe import card_to_redraw
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup, card_about
from storage import due, handoffs, outbox, updates
from storage.statements import Transaction

TAPS_LIVE_FOR = timedelta(seconds=150)
MOST_CARDS = 10
COOLED_EVERY = timedelta(hours=1)
"""How often a card is drawn again at most because its lead has cooled: that waits for nobody's decision."""


def redraw_after_outage(tx: Transaction, *, setup: Setup, now: datetime) -> int:
    """Owe the newest open cards anew if no update came for longer than Telegram keeps a tap; return how many."""
    last = updates.last_seen_at(tx)
    if last is None or now - last < TAPS_LIVE_FOR:
        return 0
    numbers = handoffs.newest_open(tx, limit=MOST_CARDS)
    for number in numbers:
        redraw_card(tx, number, setup=setup, now=now)
    return len(numbers)


def redraw_cooled_card(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> bool:
    """Owe the card of a lead who has cooled anew, and return whether that was so.

    It is not if the card was drawn since, or was drawn so lately that it waits for its next turn.
    """
    noted_at, drawn_at = due.redraw_of(tx, number), due.drawn_at(tx, card_about(number))
    if noted_at is None or (drawn_at is not None and drawn_at >= noted_at):
        due.set_redraw(tx, number, None)
        return False
    if drawn_at is not None and now - drawn_at < COOLED_EVERY:
        due.set_redraw(tx, number, drawn_at + COOLED_EVERY)
        return False
    due.set_redraw(tx, number, None)
    outbox.owe(tx, [card_to_redraw(number, setup.sales_chat, worth=Worth.BULK)], now)
    return True
