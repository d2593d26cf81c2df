"""Notes how a webhook is doing; marketing is told once where its events are given up, or where it is gone."""

from datetime import datetime

from bot import contexts
from bot.errors import DeliveryError
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup
from bot.usecases.webhooks.receivers import host_of
from storage import webhooks
from storage.statements import Transaction


def note_arrived(tx: Transaction, number: int, *, now: datetime) -> None:
    """Note that something has arrived: whatever was told of its failing may be told again the next time."""
    webhooks.note_delivered(tx, number, now)


def note_failed(
    tx: Transaction, number: int, error: DeliveryError, *, setup: Setup, now: datetime, given_up: bool
) -> None:
    """Note that something has not arrived, and tell marketing where that is the end of it."""
    webhooks.note_failed(tx, number, now=now, why=error.reason)
    if error.blocked:
        if webhooks.disable(tx, number, now=now, why=error.reason):
            _tell(tx, number, "webhooks.gone", error.reason, setup=setup, now=now)
    elif given_up and webhooks.note_given_up(tx, number, more=1) == 1:
        _tell(tx, number, "webhooks.given_up", error.reason, setup=setup, now=now)


def _tell(tx: Transaction, number: int, key: str, reason: str, *, setup: Setup, now: datetime) -> None:
    webhook = webhooks.by_number(tx, number)
    if webhook is not None:
        html = setup.desk_texts.render(key, contexts.Webhook(number, host=host_of(webhook.url), reason=reason))
        owe(tx, setup.marketing_chat, SendText(html), now=now, worth=Worth.HELP)
