"""Says where a link of ours leads whoever follows it, and keeps what their doing so tells."""

from datetime import datetime

from bot.usecases.links.links import follow_link, start_of, with_carried
from bot.usecases.links.open_content import open_content
from bot.usecases.setup import Setup
from storage import links
from storage.statements import Transaction


def lead_on(tx: Transaction, link_id: str, query: str, *, counts: bool, setup: Setup, now: datetime) -> str | None:
    """Return the address that a link leads to; None where there is no such link.

    ``query`` is what its own address carried. Nothing is kept where it does not count: a preview, a robot.
    """
    link = links.by_id(tx, link_id)
    if link is None:
        return open_content(tx, link_id, counts=counts, setup=setup, now=now)
    if link.target:
        return with_carried(link.target, query)
    return chat_address(setup.bot_name, follow_link(tx, link, query, now=now) if counts else start_of(link))


def chat_address(bot_name: str, start: str) -> str:
    """Return the address of the bot's chat that starts it with some words.

    >>> chat_address("northwind_bot", "l-2345abcd")
    'https://t.me/northwind_bot?start=l-2345abcd'
    """
    return f"https://t.me/{bot_name}?start={start}"
