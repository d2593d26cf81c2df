"""Takes what is due from the outbox for the courier; cards and nudges are as they are at this moment."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot import logs
from bot.messages import EditText, Outgoing, SendText, outgoing_from_json
from bot.usecases.delivery import owe
from bot.usecases.prospects.nudge_lead import nudge_now
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
            outbox.settle(tx, taken.id, now=now, error="it is no longer wanted")
        else:
            ready.append((taken, message))
    return ready


def _message(tx: Transaction, taken: Taken, *, setup: Setup, now: datetime) -> Outgoing | None:
    message = _in_words(tx, taken, json.loads(taken.payload), setup=setup, now=now)
    if isinstance(message, EditText) and taken.kind == outbox.SEND:
        return SendText(message.html, message.keyboard)  # an alert that was owed when a backup was made
    if isinstance(message, EditText) and message.message_id is None and taken.edits is not None:
        return EditText(message.html, message.keyboard, message_id=taken.edits)
    return message


def _in_words(tx: Transaction, taken: Taken, stored: dict[str, Any], *, setup: Setup, now: datetime) -> Outgoing | None:
    """Return the message that a debt stands for; None if it is no longer wanted."""
    match stored["kind"]:
        case owe.REDRAW:
            return card_now(tx, stored["number"], setup=setup, now=now)
        case owe.NUDGE:
            return nudge_now(tx, stored["lead"], owed_at=taken.created_at, setup=setup, now=now)
        case _:
            return outgoing_from_json(stored)
