"""Webhooks as a channel of what is owed: what a delivery needs from the database, and what is noted of it."""

from collections.abc import Callable, Collection
from datetime import datetime

import aiohttp

from bot.channels.webhooks.posting import Letter, letter, post
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.usecases.webhooks.note_webhook import note_arrived, note_failed
from bot.usecases.webhooks.receivers import number_of
from storage import webhooks
from storage.deliveries import Claimed
from storage.statements import Transaction
from storage.store import Store


class WebhookAdapter:
    """Delivers events to webhooks."""

    def __init__(
        self,
        database: Store,
        in_force: InForce,
        session: aiohttp.ClientSession,
        *,
        allowed: Collection[str],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._in_force = in_force
        self._session = session
        self._allowed = allowed
        self._now = now

    def prepare(self, tx: Transaction, claimed: Claimed) -> Letter | None:
        """Return the signed letter's parts; None where the webhook was removed."""
        number = number_of(claimed.address)
        webhook, secret = webhooks.by_number(tx, number), webhooks.secret_of(tx, number)
        if webhook is None or secret is None or webhook.disabled_at is not None:
            return None
        return letter(webhook.url, secret, claimed.payload)

    async def send(self, ready: Letter) -> None:
        """Post it."""
        await post(self._session, ready, allowed=self._allowed, now=self._now())

    def note_arrived(self, tx: Transaction, claimed: Claimed, *, now: datetime) -> None:
        """Note that it has arrived."""
        note_arrived(tx, number_of(claimed.address), now=now)

    def note_failed(
        self, tx: Transaction, claimed: Claimed, error: DeliveryError, *, now: datetime, given_up: bool
    ) -> None:
        """Note that it has not, and tell marketing where the webhook is given up or gone."""
        setup, number = self._in_force.setup, number_of(claimed.address)
        note_failed(tx, number, error, setup=setup, now=now, given_up=given_up)

    async def refresh(self) -> None:
        """Tell what is gone of nothing more."""
        self._in_force.register(await self._database.write(webhooks.registered))
