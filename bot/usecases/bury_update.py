"""Keeps an update that could not be handled, so that nobody's words are lost and the chat goes on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.phrasing import person
from bot.usecases.setup import Setup
from storage import updates
from storage.statements import Transaction

# Of a thousand such updates in a row the person wants to hear once.
SORRY_AGAIN_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Poison:
    """An update and what went wrong with it; ``chat_id`` is the private chat it came from, if that is known."""

    update_id: int
    raw: str
    error: str
    chat_id: int | None = None
    language: str = ""


def bury_update(tx: Transaction, poison: Poison, *, setup: Setup, now: datetime) -> bool:
    """Store the update with its error and tell the prospect that something went wrong; False if it was kept before."""
    updates.see(tx, poison.update_id, now)
    last_at = updates.last_buried_at(tx, poison.chat_id) if poison.chat_id is not None else None
    new = updates.bury(tx, poison.update_id, chat_id=poison.chat_id, raw=poison.raw, error=poison.error, at=now)
    if new and poison.chat_id is not None and (last_at is None or abs(now - last_at) >= SORRY_AGAIN_AFTER):
        texts = setup.texts(None, setup.locale_for(poison.language))
        html = texts.render("trouble", person("", setup.playbooks.business))
        owe(tx, poison.chat_id, SendText(html), now=now, worth=Worth.FIRST_REPLY)
    return new
