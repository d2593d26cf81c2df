"""Mail as a channel of what is owed: what a delivery needs from the database, and what is noted of it."""

from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from bot.channels.email.sending import send, written
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.mail_server import MailServer
from bot.usecases.newsletter.mail_code import mail_of, note_arrived, note_failed
from storage.deliveries import Claimed
from storage.statements import Transaction


class EmailAdapter:
    """Delivers mail. ``trouble`` is why the last one could not be handed over, empty where it could."""

    def __init__(self, in_force: InForce, mail: tuple[MailServer, Address], *, now: Callable[[], datetime]) -> None:
        self._in_force = in_force
        self._server, self._sender = mail
        self._now = now
        self.trouble = ""

    def prepare(self, tx: Transaction, claimed: Claimed) -> EmailMessage | None:
        """Return the mail as it is sent; None where nobody waits for it any more."""
        now = self._now()
        mail = mail_of(tx, claimed.payload, setup=self._in_force.setup, now=now)
        return None if mail is None else written(mail.to, mail.subject, mail.text, sender=self._sender, now=now)

    async def send(self, ready: EmailMessage) -> None:
        """Hand it over."""
        await send(self._server, ready)

    def note_arrived(self, tx: Transaction, claimed: Claimed, *, now: datetime) -> None:
        """Note that the server has taken it."""
        self.trouble = ""
        note_arrived(tx, claimed.payload, attempts=claimed.attempts, setup=self._in_force.setup, now=now)

    def note_failed(
        self, tx: Transaction, claimed: Claimed, error: DeliveryError, *, now: datetime, given_up: bool
    ) -> None:
        """Note that it has not, and tell the prospect."""
        self.trouble = "" if error.permanent else error.reason
        told = self._in_force.setup
        note_failed(tx, claimed.payload, error, attempts=claimed.attempts, setup=told, now=now, given_up=given_up)

    async def refresh(self) -> None:
        """Take note of nothing: there is one server, and it is a setting."""
