"""Passes on what is sent beside text, either way, as a copy: below whose name it stands, and an album as one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot import rendering
from bot.html import utf16_length
from bot.json_text import to_json
from bot.messages import CAPTIONED, MAX_CAPTION_CHARS, CopyMedia, Outgoing, SendText, SentOther
from bot.usecases.delivery.owe import debt_of, owed
from bot.usecases.delivery.worth import Worth
from storage import outbox, sent_messages
from storage.outbox import Owed
from storage.statements import Transaction

GATHERS_FOR = timedelta(seconds=1)
"""How long the first of an album waits for the others, each of which comes in an update of its own."""

Head = Callable[[str], str]
"""Puts the name before a caption, in HTML."""


def fits_caption(html: str) -> bool:
    """Return whether a text may stand below media."""
    return utf16_length(rendering.plain(html)) <= MAX_CAPTION_CHARS


def copies_owed(
    tx: Transaction,
    chat_id: int,
    what: SentOther,
    *,
    of_chat: int,
    head: Head,
    about: str,
    line_about: str | None,
    reply_to: int | None = None,
    worth: Worth,
    silent: bool = False,
    now: datetime,
) -> list[Owed]:
    """Return the messages that pass media on: a copy, below a line with the name where its caption has no room for it.

    Of an album the first is owed after a moment; the others join it, which owes nothing more.
    """
    if what.album and _joins(tx, about, what.message_id):
        return []
    is_late = bool(what.album) and sent_messages.chat_about(tx, about) is not None
    copies = _copies(what, of_chat, head=head, reply_to=reply_to, silent=silent)
    owing = [
        owed(chat_id, each, worth=worth, about=about if isinstance(each, CopyMedia) else line_about)
        for each in copies
        if isinstance(each, CopyMedia) or not is_late
    ]
    return [replace(each, due_at=now + GATHERS_FOR) if what.album and each.about == about else each for each in owing]


def behind_albums(tx: Transaction, owing: list[Owed], chat_id: int, *, filed: str, now: datetime) -> list[Owed]:
    """Return messages to a chat so that none overtakes an album that was sent before it and still gathers."""
    until = outbox.held_until(tx, chat_id, filed=filed, now=now) if owing else None
    return owing if until is None else [replace(each, due_at=max(each.due_at or until, until)) for each in owing]


def _copies(what: SentOther, of_chat: int, *, head: Head, reply_to: int | None, silent: bool) -> tuple[Outgoing, ...]:
    copy = CopyMedia(of_chat, (what.message_id,), reply_to=reply_to, silent=silent)
    if what.media in CAPTIONED and not what.album and fits_caption(html := head(what.caption).strip()):
        return (replace(copy, html=html),)
    return SendText(head("").strip(), reply_to=reply_to, silent=silent), copy


def _joins(tx: Transaction, about: str, message_id: int) -> bool:
    """Let a message go with the first of its album, and return whether that still waits."""
    queued = outbox.queued_about(tx, about)
    first = debt_of(queued[1]) if queued else None
    if queued is None or not isinstance(first, CopyMedia):
        return False
    if message_id in first.message_ids:
        return True
    return outbox.amend(tx, queued[0], to_json(replace(first, message_ids=(*first.message_ids, message_id))))
