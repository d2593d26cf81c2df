"""Erases a lead: rows, messages, and the cards that sales has of them."""

import json
from datetime import datetime

from bot import contexts
from bot.messages import EditText, SendText, outgoing_to_json
from bot.usecases.delivery.owe import NOTHING_TO_SEND, owe
from bot.usecases.setup import Setup, card_about, words_about
from storage import handoffs, leads, outbox, updates
from storage.statements import Transaction

ASKED, EXPIRED = "forgotten", "expired"


def forget_lead(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime, because: str = ASKED) -> bool:
    """Erase a lead; False if there is no such lead. ``because`` names the desk text to stand for their cards."""
    if leads.by_id(tx, lead_id) is None:
        return False
    for handoff in handoffs.of_lead(tx, lead_id):
        if handoff.reason == handoffs.IMPORTED:
            continue  # sales never had a card of it
        _erase_from_sales(tx, handoff.number, because, setup=setup, now=now)
    for chat_id in leads.chats_of(tx, lead_id):
        outbox.drop_chat(tx, chat_id, placeholder=NOTHING_TO_SEND)
        updates.drop_buried(tx, chat_id)
    leads.erase(tx, lead_id)
    return True


def _erase_from_sales(tx: Transaction, number: int, because: str, *, setup: Setup, now: datetime) -> None:
    """Blank a card and the words passed on; the courier blanks what is just being sent as soon as it has arrived."""
    html = setup.desk_texts.render(because, contexts.Number(number))
    placeholder = json.dumps(outgoing_to_json(SendText(html)), ensure_ascii=False)
    outbox.redact(tx, card_about(number), placeholder=placeholder)
    owe(tx, setup.sales_chat, EditText(html), now=now, about=card_about(number))
    passed_on = outbox.messages_about(tx, words_about(number))
    outbox.redact(tx, words_about(number), placeholder=placeholder)
    # Blanked, not deleted: Telegram lets a bot delete for 48 hours only.
    owe(tx, setup.sales_chat, *(EditText(html, message_id=message_id) for _, message_id in passed_on), now=now)
