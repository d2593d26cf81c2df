"""Notes that a message has arrived, and what stands in the chat now."""

from datetime import datetime

from bot import rendering
from bot.messages import EditText, Outgoing, SendText
from bot.usecases.delivery.claim_due_messages import digest_of
from bot.usecases.delivery.owe import Nudge, debt_of, owe
from bot.usecases.delivery.worth import Worth
from storage import leads, messages, outbox
from storage.messages import Kept
from storage.outbox import Claimed
from storage.statements import Transaction


def note_delivery(
    tx: Transaction, claimed: Claimed, message: Outgoing, *, now: datetime, message_id: int | None
) -> None:
    """Settle a message that has arrived. If its words were erased while it was on its way, owe their blanking."""
    outbox.settle(tx, claimed.id, now=now, message_id=message_id)
    if claimed.worth == Worth.BULK and isinstance(message, SendText):
        _keep_nudge(tx, claimed, message, now=now)
    if claimed.about is None or not isinstance(message, SendText | EditText):
        return
    shown_by = claimed.id if isinstance(message, SendText) else claimed.edits.id if claimed.edits else None
    if shown_by is not None:
        outbox.show(tx, shown_by, digest=digest_of(message))
    erased = outbox.redacted(tx, claimed) if isinstance(message, SendText) else None
    if erased is not None and message_id is not None:
        placeholder = debt_of(erased)
        if isinstance(placeholder, SendText):
            blank = EditText(placeholder.html, message_id=message_id)
            owe(tx, claimed.chat_id, blank, now=now, worth=Worth.EDIT)


def _keep_nudge(tx: Transaction, claimed: Claimed, nudge: SendText, *, now: datetime) -> None:
    """Keep a nudge in the conversation: what it says is known only now that it has been sent."""
    debt = debt_of(claimed.payload)
    if isinstance(debt, Nudge) and leads.by_id(tx, debt.lead) is not None:
        said = Kept(now, messages.BOT, messages.TEXT, rendering.plain(nudge.html))
        messages.keep(tx, debt.lead, [said])
