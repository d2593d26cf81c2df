"""Lets a lead open a content by a link of ours: it counts as opened when it is."""

from datetime import datetime

from bot.script import Content
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.links.links import CONTENT_CHARS, random_id
from bot.usecases.setup import Setup
from scoring.history import Signal
from storage import leads, links
from storage.statements import Transaction

GO = "/go/"
"""Where links lead on our own address."""


def link_of_content(tx: Transaction, lead_id: int, content: str) -> str:
    """Return the path by which a lead opens a content; it stays the same however often they are given it."""
    known = links.content_ids(tx, lead_id).get(content)
    if known is None:
        known = random_id(CONTENT_CHARS)
        links.add_content(tx, known, lead_id, content)
    return f"{GO}{known}"


def open_content(tx: Transaction, link_id: str, *, counts: bool, setup: Setup, now: datetime) -> str | None:
    """Return the address of the content behind a link, and score that it was opened, once an hour.

    None where the link is of nobody any more, or the content is gone. It does not count where no person opens it.
    """
    opened = links.opened_by(tx, link_id)
    chat = leads.by_id(tx, opened[0]) if opened else None
    if opened is None or chat is None:
        return None
    content = _content(opened[1], audience=chat.lead.audience, setup=setup)
    if content is None or not content.url:
        return None
    if counts:
        properties = {"content": content.name, "funnel": content.funnel, "channel": "telegram"}
        signal = Signal(f"opened:{link_id}:{now:%Y%m%d%H}", now, "content.opened", properties)
        record_signal(tx, chat.lead.id, signal, setup=setup, now=now)
    return content.url


def _content(name: str, *, audience: str | None, setup: Setup) -> Content | None:
    """Return a content of an audience; where they have none of this name any more, another's."""
    scripts = [setup.script(audience), *(playbook.script for playbook in setup.playbooks.audiences.values())]
    found = (script.content(name) for script in scripts if script is not None)
    return next((content for content in found if content is not None), None)
