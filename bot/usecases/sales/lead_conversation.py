"""A page of a lead's conversation as it was: what the prospect, the bot and reps said, for a rep to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import contexts, rendering
from bot.playbooks import Texts
from bot.usecases.setup import Setup
from scoring.instants import instant, microseconds
from storage import messages
from storage.leads import StoredLead
from storage.messages import Said
from storage.statements import Transaction

AT_ONCE = 15
PAGE_CHARS = 3300
"""Of the 4,096 characters of a message; names, times and the title take the rest."""
MAX_CHARS = 1500
FOLDED_FROM = 240
"""Longer words are folded, so that a page can be looked over; a tap opens them."""
_HEAD_CHARS = 40
BEFORE, BEHIND = "before", "behind"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A page of a conversation, the places of its first and last message, and whether there is more around it."""

    lines: tuple[contexts.SaidLine, ...] = ()
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    more_before: bool = False
    more_behind: bool = False


def conversation_of(
    tx: Transaction, lead: StoredLead, *, way: str, place: tuple[int, int] | None, setup: Setup, now: datetime
) -> Conversation:
    """Return the page of a conversation that lies before or behind a place; None: the last one."""
    if way == BEHIND and place is not None:
        found = messages.page_after(tx, lead.id, _at(place), limit=AT_ONCE)
        page = _fitting(found)
        more = bool(messages.page_after(tx, lead.id, page[-1].place, limit=1)) if page else False
        return _page(page, lead, setup, now, before=True, behind=more)
    found = messages.page_before(tx, lead.id, messages.LAST if place is None else _at(place), limit=AT_ONCE)
    page = _fitting(found[::-1])[::-1]
    more = bool(messages.page_before(tx, lead.id, page[0].place, limit=1)) if page else False
    return _page(page, lead, setup, now, before=more, behind=place is not None)


def _page(
    page: Sequence[Said], lead: StoredLead, setup: Setup, now: datetime, *, before: bool, behind: bool
) -> Conversation:
    if not page:
        return Conversation(more_before=before, more_behind=behind)
    lines = tuple(_line(each, lead, setup, now) for each in page)
    return Conversation(lines, _numbers(page[0]), _numbers(page[-1]), before, behind)


def _fitting(found: Iterable[Said]) -> list[Said]:
    """Return as many of the messages as fit a page, one at least."""
    page: list[Said] = []
    left = PAGE_CHARS
    for each in found:
        left -= min(len(each.text), MAX_CHARS) + _HEAD_CHARS
        if page and left < 0:
            break
        page.append(each)
    return page


def _line(said: Said, lead: StoredLead, setup: Setup, now: datetime) -> contexts.SaidLine:
    texts = setup.desk_texts
    names = {messages.BOT: texts.static("looks.bot"), messages.REP: said.rep or ""}
    words = _words(said, texts)
    return contexts.SaidLine(
        who=names.get(said.who) or lead.name.partition(" ")[0] or lead.username or "–",
        at=rendering.moment(said.at, setup.time_zone, now=now, locale=texts.locale),
        text=words,
        folded=len(words) > FOLDED_FROM,
    )


def _words(said: Said, texts: Texts) -> str:
    """Return what was said, and how, where it was not just typed."""
    words = said.text if len(said.text) <= MAX_CHARS else f"{said.text[: MAX_CHARS - 1]}…"
    if not said.text and said.kind in _WRITTEN:
        return texts.static("looks.kinds.unsaid")
    key = f"looks.kinds.{said.kind}"
    if said.kind in _WRITTEN:
        return f"{words} ({texts.static(key)})" if texts.has(key) else words
    kind = texts.static(key if texts.has(key) else "looks.kinds.media")
    return f"[{kind}] {words}".rstrip()


_WRITTEN = frozenset((messages.TEXT, messages.EDIT, messages.QUESTION, messages.COMMAND, messages.CONTACT))


def _at(place: tuple[int, int]) -> messages.Place:
    at, number = place
    return instant(at), number


def _numbers(said: Said) -> tuple[int, int]:
    return microseconds(said.at), said.id
