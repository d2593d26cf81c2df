"""Notes that a message has arrived, and what stands in the chat now."""

from datetime import datetime

from bot import rendering
from bot.messages import Arrived, CopyMedia, EditCaption, EditText, Outgoing, React, SendText
from bot.usecases.delivery.claim_due_messages import digest_of
from bot.usecases.delivery.owe import Nudge, blanking, debt_of, owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import written_at
from storage import leads, messages, outbox, sending, sent_messages
from storage.messages import Kept
from storage.sending import Claimed
from storage.statements import Transaction

DELIVERED = "👍"


def note_delivery(tx: Transaction, claimed: Claimed, message: Outgoing, *, now: datetime, arrived_as: Arrived) -> None:
    """Settle a message that has arrived. If its words were erased while it was on its way, owe their blanking."""
    numbers = arrived_as if isinstance(arrived_as, tuple) else (arrived_as,) if arrived_as is not None else ()
    sending.settle(tx, claimed.id, now=now, message_id=numbers[0] if numbers else None)
    sending.file_further(tx, claimed, numbers[1:], now)
    _mark_delivered(tx, claimed, message, now=now)
    if claimed.worth == Worth.BULK and isinstance(message, SendText):
        _keep_nudge(tx, claimed, message, now=now)
    if claimed.about is None or not isinstance(message, SendText | EditText | CopyMedia | EditCaption):
        return
    is_new = isinstance(message, SendText | CopyMedia)
    shown_by = claimed.id if is_new else claimed.edits.id if claimed.edits else None
    if shown_by is not None:
        sent_messages.show(tx, shown_by, digest=digest_of(message))
    erased = sending.redacted(tx, claimed) if is_new else None
    placeholder = debt_of(erased) if erased is not None else None
    if isinstance(placeholder, SendText):
        for number in numbers:
            owe(tx, claimed.chat_id, blanking(message, placeholder.html, number), now=now, worth=Worth.EDIT)


def _mark_delivered(tx: Transaction, claimed: Claimed, message: Outgoing, *, now: datetime) -> None:
    """Put a mark below a rep's message once it has reached the prospect: a message that says so would ring for all."""
    place = written_at(claimed.about)
    if place is None or claimed.kind != outbox.SEND:
        return
    number = message.message_ids[0] if isinstance(message, CopyMedia) else place[1]
    if number is not None:
        owe(tx, place[0], React(number, DELIVERED), now=now, worth=Worth.TAP)


def _keep_nudge(tx: Transaction, claimed: Claimed, nudge: SendText, *, now: datetime) -> None:
    """Keep a nudge in the conversation: what it says is known only now that it has been sent."""
    debt = debt_of(claimed.payload)
    if isinstance(debt, Nudge) and leads.by_id(tx, debt.lead) is not None:
        said = Kept(now, messages.BOT, messages.TEXT, rendering.plain(nudge.html))
        messages.keep(tx, debt.lead, [said])
