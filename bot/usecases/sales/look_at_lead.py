"""One lead as a rep looks at them, in one message with three views: card and notes, what happened, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import contexts, rendering
from bot.cleaning import MAX_INSTANT_DIGITS, number_in
from bot.conversation.state import State
from bot.html import utf16_length
from bot.messages import Act, Button, Keyboard, Tap
from bot.rendering import plain
from bot.usecases.leads.update_score import known_facts
from bot.usecases.sales.draw_card import card_now, desk_phrasing, source_told
from bot.usecases.sales.lead_conversation import BEFORE, BEHIND, conversation_of
from bot.usecases.sales.lead_lines import score_of
from bot.usecases.sales.lead_timeline import moments, timeline_of
from bot.usecases.sales.list_leads import Listed
from bot.usecases.sales.note_lines import note_lines
from bot.usecases.sales.note_on_lead import MAX_CHARS
from bot.usecases.setup import Setup
from storage import handoffs, leads, notes
from storage.leads import StoredChat
from storage.statements import Transaction

CARD, HISTORY, TALK = "card", "history", "talk"
VIEWS = (CARD, HISTORY, TALK)
PER_PAGE = 15
MOST_NOTES = 5
_MAX_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Looked:
    """Which view of which lead (by their own number) a rep wants, and where its page begins."""

    lead_id: int
    view: str = CARD
    way: str = BEFORE
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A lead as they are shown: ``number`` of the newest handoff that sales knows, 0 if there is none."""

    chat: StoredChat
    number: int

    @property
    def title(self) -> tuple[int, int, str]:
        """Return what every view begins with: the numbers of lead and handoff, and the name."""
        lead = self.chat.lead
        return lead.id, self.number, lead.name or lead.username


def looked_at(arguments: tuple[str, ...]) -> Looked | None:
    """Return what a button means; None where it is none of ours.

    >>> looked_at(("7", "talk", "before", "1772442000000000", "40"))
    Looked(lead_id=7, view='talk', way='before', place=(1772442000000000, 40))
    """
    match arguments:
        case (lead, view) if view in VIEWS and (lead_id := number_in(lead)) is not None:
            return Looked(lead_id, view)
        case (lead, view, ("before" | "behind") as way, at, number) if view in VIEWS:
            told = [number_in(each, max_digits=MAX_INSTANT_DIGITS) for each in (lead, at, number)]
            lead_id, place_at, place_number = told
            if lead_id is not None and place_at is not None and place_number is not None:
                return Looked(lead_id, view, way, (place_at, place_number))
    return None


def look_at_lead(tx: Transaction, looked: Looked, *, setup: Setup, now: datetime) -> Listed | None:
    """Return a view of a lead; None where there is no such lead (any more)."""
    chat = leads.by_id(tx, looked.lead_id)
    if chat is None:
        return None
    known = [each.number for each in handoffs.of_lead(tx, chat.lead.id) if each.reason != handoffs.IMPORTED]
    shown = _Shown(chat, known[-1] if known else 0)
    views = {CARD: _card, HISTORY: _history, TALK: _talk}
    html, turning = views[looked.view](tx, shown, looked, setup=setup, now=now)
    return Listed(html, _keyboard(looked, turning, setup), (chat.lead.id,), number=shown.number)


_Turning = Sequence[tuple[str, tuple[int, int]]]


def _card(tx: Transaction, shown: _Shown, _: Looked, *, setup: Setup, now: datetime) -> tuple[str, _Turning]:
    texts, lead = setup.desk_texts, shown.chat.lead
    card = card_now(tx, shown.number, setup=setup, now=now, notes_shown=0) if shown.number else None
    parts = [card.html if card else texts.render("looks.person", _person(tx, shown, setup=setup, now=now))]
    if found := notes.newest_of(tx, lead.id, limit=MOST_NOTES):
        lines = note_lines(found, setup=setup, now=now, max_chars=MAX_CHARS)
        parts.append(texts.render("looks.notes", contexts.Notes(lines)))
    html = "\n\n".join(parts)
    # A card that fills a message leaves no room: the notes are among what happened, too.
    return (html if utf16_length(plain(html)) <= _MAX_CHARS else parts[0]), ()


def _person(tx: Transaction, shown: _Shown, *, setup: Setup, now: datetime) -> contexts.LeadFile:
    lead, texts = shown.chat.lead, setup.desk_texts
    phrasing, facts = desk_phrasing(lead, setup), known_facts(lead)
    asked = [(field, value) for field, value in facts.items() if phrasing.question(field) is not None]
    return contexts.LeadFile(
        *shown.title,
        username=lead.username,
        tier=texts.static(f"tiers.{lead.tier}"),
        score=score_of(tx, lead, setup=setup, now=now),
        source=source_told(lead, State.from_json(shown.chat.state)),
        language=rendering.language_name(lead.locale, texts.locale),
        answers=tuple(contexts.CardAnswer(phrasing.label(f), phrasing.answer(f, v)) for f, v in asked),
    )


def _history(tx: Transaction, shown: _Shown, looked: Looked, *, setup: Setup, now: datetime) -> tuple[str, _Turning]:
    told = timeline_of(tx, shown.chat.lead, setup=setup, now=now)
    skip = looked.place[1] if looked.place and looked.place[1] < len(told) else 0
    page = moments(told[skip : skip + PER_PAGE], setup=setup, now=now)
    html = setup.desk_texts.render("looks.history", contexts.LeadHistory(*shown.title, page))
    newer = [(BEFORE, (0, max(0, skip - PER_PAGE)))] if skip else []
    older = [(BEHIND, (0, skip + PER_PAGE))] if skip + PER_PAGE < len(told) else []
    return html, [*newer, *older]


def _talk(tx: Transaction, shown: _Shown, looked: Looked, *, setup: Setup, now: datetime) -> tuple[str, _Turning]:
    page = conversation_of(tx, shown.chat.lead, way=looked.way, place=looked.place, setup=setup, now=now)
    html = setup.desk_texts.render("looks.talk", contexts.LeadTalk(*shown.title, page.lines))
    earlier = [(BEFORE, page.first)] if page.more_before and page.lines else []
    later = [(BEHIND, page.last)] if page.more_behind and page.lines else []
    return html, [*earlier, *later]


def _keyboard(looked: Looked, turning: _Turning, setup: Setup) -> Keyboard:
    texts, lead = setup.desk_texts, str(looked.lead_id)
    turn = tuple(
        Button(
            texts.static(f"looks.buttons.{looked.view}_{way}"),
            data=Tap(Act.LOOK, (lead, looked.view, way, *map(str, place))).data,
        )
        for way, place in turning
    )
    views = tuple(
        Button(
            ("• " if view == looked.view else "") + texts.static(f"looks.buttons.{view}"),
            data=Tap(Act.LOOK, (lead, view)).data,
        )
        for view in VIEWS
    )
    return (turn, views) if turn else (views,)
