"""Keeps an update that could not be handled, so that nobody's words are lost and the chat goes on."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.phrasing import person
from bot.usecases.setup import Setup
from storage import updates
from storage.statements import Transaction


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
    new = updates.bury(tx, poison.update_id, chat_id=poison.chat_id, raw=poison.raw, error=poison.error, at=now)
    if new and poison.chat_id is not None:
        texts = setup.texts(None, setup.locale_for(poison.language))
        html = texts.render("trouble", person("", setup.playbooks.business))
        owe(tx, poison.chat_id, SendText(html), now=now)
    return new
