"""Leaves out replies for which a later one stands: somebody writes faster than they may be answered."""

from collections.abc import Sequence
from datetime import datetime

from bot import rendering
from bot.messages import SendMedia, SendText
from bot.usecases.delivery.owe import debt_of
from storage import leads, messages, outbox
from storage.statements import Transaction


def leave_out(tx: Transaction, numbers: Sequence[int], *, now: datetime) -> None:
    """Note that messages are not sent, and drop them from the conversation that is kept: nobody has read them."""
    for chat_id, owed_at, payload in outbox.replies_that_wait(tx, numbers):
        message = debt_of(payload)
        chat = leads.by_chat(tx, chat_id) if isinstance(message, SendText | SendMedia) else None
        if chat is not None and isinstance(message, SendText | SendMedia):
            messages.drop_unread(tx, chat.lead.id, at=owed_at, text=rendering.plain(message.html))
    outbox.leave_out(tx, numbers, now=now)
