"""Takes what is due from the outbox for the courier; cards are drawn as they are at this moment."""

import json
from datetime import datetime, timedelta

from bot import logs
from bot.messages import EditText, Outgoing, outgoing_from_json
from bot.usecases.delivery.owe import REDRAW
from bot.usecases.sales.draw_card import card_now
from bot.usecases.setup import Setup
from storage import outbox
from storage.outbox import Taken
from storage.statements import Transaction

READ_AGAIN_AFTER = timedelta(minutes=5)


def claim_due_messages(tx: Transaction, *, setup: Setup, now: datetime, limit: int) -> list[tuple[Taken, Outgoing]]:
    """Mark the first due message of each lane as being sent, and return them, ready to be sent."""
    ready = []
    for taken in outbox.claim_due(tx, now, limit=limit):
        try:
            message = _message(tx, taken, setup=setup, now=now)
        except Exception as error:  # noqa: BLE001  # one that cannot be read must not stop the others
            logs.logger().error("A message cannot be read.", action="take", outbox_id=taken.id, error=error)
            if taken.kind == outbox.EDIT:
                # A drawing that fails must not keep alerts waiting; the next change owes another.
                outbox.settle(tx, taken.id, now=now, error=logs.describe(error))
            else:
                outbox.retry(tx, taken.id, at=now + READ_AGAIN_AFTER, error=logs.describe(error))
            continue
        if message is None:
            outbox.settle(tx, taken.id, now=now, error="there is nothing left to draw")
        else:
            ready.append((taken, message))
    return ready


def _message(tx: Transaction, taken: Taken, *, setup: Setup, now: datetime) -> Outgoing | None:
    stored = json.loads(taken.payload)
    drawn = stored["kind"] == REDRAW
    message = card_now(tx, stored["number"], setup=setup, now=now) if drawn else outgoing_from_json(stored)
    if isinstance(message, EditText) and message.message_id is None and taken.edits is not None:
        return EditText(message.html, message.keyboard, message_id=taken.edits)
    return message
