"""One update, once: what a prospect or a rep did is understood, saved, scored and answered in one transaction."""

from datetime import datetime

from bot.messages import Blocked, ChatMoved, Incoming, MembersChanged, Unblocked
from bot.usecases.delivery.move_group import move_group
from bot.usecases.prospects.converse import converse
from bot.usecases.sales.serve_rep import serve_rep
from bot.usecases.setup import Setup
from storage import leads, outbox, updates
from storage.statements import Transaction


def receive_update(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> bool:
    """Handle one update and return whether it was new; the same one again changes nothing."""
    if not updates.see(tx, incoming.update_id, now):
        return False
    match incoming.what:
        case Blocked() | Unblocked() if not incoming.private or incoming.chat_id == setup.sales_chat:
            pass  # What is owed to sales waits until the bot is back.
        case Blocked():
            leads.set_blocked(tx, incoming.chat_id, now)
            outbox.refuse_chat(tx, incoming.chat_id, now=now, error="the prospect blocked the bot")
        case Unblocked():
            leads.set_blocked(tx, incoming.chat_id, None)
        case ChatMoved(new_chat_id=new_id):
            if incoming.chat_id == setup.sales_chat:
                move_group(tx, incoming.chat_id, new_id, now=now)
        case MembersChanged():
            pass  # Noted where it came in.
        case _ if incoming.chat_id == setup.sales_chat or incoming.by_rep:
            serve_rep(tx, incoming, setup=setup, now=now)
        case _ if incoming.private:
            converse(tx, incoming, setup=setup, now=now)
    return True
