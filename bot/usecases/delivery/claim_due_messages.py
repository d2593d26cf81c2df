"""Claims messages from the outbox for the courier; cards and nudges are as they are at this moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from bot import logs
from bot.json_text import to_json
from bot.messages import CopyMedia, EditCaption, EditText, Outgoing, SendText
from bot.usecases.delivery.owe import Debt, Nudge, RedrawCard, debt_of
from bot.usecases.prospects.nudge_lead import nudge_now
from bot.usecases.sales.draw_card import card_now
from bot.usecases.setup import Setup
from storage import outbox, sending, sent_messages
from storage.sending import Claimed
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was claimed and cannot be read, and why."""

    claimed: Claimed
    error: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What was claimed, ready to be sent."""

    claimed: Claimed
    message: Outgoing


def claim_due_messages(
    tx: Transaction, numbers: Sequence[int], *, setup: Setup, now: datetime
) -> list[Ready | Unreadable]:
    """Mark messages as being sent and return them, in the order given.

    What is not owed any more is not among them, nor an edit that would change nothing.
    """
    ready: list[Ready | Unreadable] = []
    for claimed in sending.claim(tx, numbers):
        try:
            message = _message(tx, claimed, setup=setup, now=now)
        except Exception as error:  # noqa: BLE001  # one that cannot be read must not stop the others
            logs.logger().error("A message cannot be read.", action="take", outbox_id=claimed.id, error=error)
            if claimed.kind == outbox.EDIT:
                # The next change owes another drawing.
                sending.settle(tx, claimed.id, now=now, error=logs.describe(error))
            else:
                ready.append(Unreadable(claimed, logs.describe(error)))
            continue
        if message is None:
            sending.settle(tx, claimed.id, now=now, error="it is no longer wanted")
        elif claimed.edits is not None and digest_of(message) == claimed.edits.digest:
            sending.settle(tx, claimed.id, now=now)
        else:
            if claimed.edits is not None and claimed.edits.digest is not None:
                # Until its answer is here, nobody knows what stands in the chat.
                sent_messages.show(tx, claimed.edits.id, digest=None)
            ready.append(Ready(claimed, message))
    return ready


def digest_of(message: Outgoing) -> str:
    """Return what tells whether a message looks like another: a digest of its text and its buttons."""
    assert isinstance(message, SendText | EditText | CopyMedia | EditCaption)
    keyboard = message.keyboard if isinstance(message, SendText | EditText) else ()
    shown = to_json(EditText(message.html, keyboard))
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _message(tx: Transaction, claimed: Claimed, *, setup: Setup, now: datetime) -> Outgoing | None:
    message = _in_words(tx, claimed, debt_of(claimed.payload), setup=setup, now=now)
    if isinstance(message, EditText) and claimed.kind == outbox.SEND:
        return SendText(message.html, message.keyboard)  # an alert that was owed when a backup was made
    is_edit_of_sent = isinstance(message, EditText | EditCaption) and message.message_id is None
    if isinstance(message, EditText | EditCaption) and is_edit_of_sent and claimed.edits is not None:
        return replace(message, message_id=claimed.edits.message_id)
    return message


def _in_words(tx: Transaction, claimed: Claimed, debt: Debt, *, setup: Setup, now: datetime) -> Outgoing | None:
    """Return the message that a debt stands for; None if it is no longer wanted."""
    match debt:
        case RedrawCard(number=number):
            return card_now(tx, number, setup=setup, now=now)
        case Nudge(lead=lead_id):
            return nudge_now(tx, lead_id, owed_at=claimed.created_at, setup=setup, now=now)
        case message:
            return message
