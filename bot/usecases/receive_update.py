"""One update, once: what a prospect or a rep did is understood, saved, scored and answered in one transaction.

Where understanding needs time, or others of the chat wait for that, the update is put into the inbox instead.
"""

from datetime import datetime

from bot.messages import Incoming
from bot.usecases.put_in_inbox import put_in_inbox
from bot.usecases.serve_update import serve_update
from bot.usecases.setup import Setup
from storage import inbox
from storage.inbox import Arrival
from storage.statements import Transaction


def receive_update(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> bool:
    """Handle one update and return whether it was new; the same one again changes nothing."""
    arrival = inbox.arrive(tx, incoming.update_id, chat_id=incoming.chat_id, at=now)
    if arrival is Arrival.AGAIN:
        return False
    if arrival is Arrival.BEHIND_OTHERS:
        put_in_inbox(tx, incoming, now=now)
    else:
        serve_update(tx, incoming, setup=setup, now=now)
    return True
