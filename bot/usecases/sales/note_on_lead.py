"""A rep notes something about a lead, for other reps; the note can be taken back with a button."""

from datetime import datetime

from bot import contexts
from bot.desk.reps import KnownRep, is_head
from bot.messages import Act, Button, Sender, Tap
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.list_leads import Listed
from bot.usecases.setup import Setup
from storage import handoffs, notes, reps
from storage.leads import StoredLead
from storage.notes import StoredNote
from storage.statements import Transaction

MAX_CHARS = 1000
"""Five notes and a card fit one message."""


def note_on_lead(
    tx: Transaction, lead: StoredLead, number: int, text: str, *, rep: Sender, setup: Setup, now: datetime
) -> Listed:
    """Keep a note about a lead, handed over under a number (0: never), and return what the rep reads back."""
    texts, named = setup.desk_texts, contexts.Noted(lead.id, number, lead.name, MAX_CHARS)
    if len(text) > MAX_CHARS:
        return Listed(texts.render("looks.note_too_long", named), (), (lead.id,), number)
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    note = notes.add(tx, lead.id, text, rep_id=rep.id, at=now)
    _redraw(tx, number, setup=setup, now=now)
    undo = Button(texts.static("looks.buttons.drop_note"), data=Tap(Act.NOTE, (str(note),)).data)
    return Listed(texts.render("looks.noted", named), ((undo,),), (lead.id,), number)


def take_note_back(tx: Transaction, note: StoredNote, *, setup: Setup, now: datetime) -> None:
    """Erase a note, and draw the card on which it stands without it."""
    notes.drop(tx, note.id)
    handoff = handoffs.latest(tx, note.lead_id)
    if handoff is not None and handoff.reason != handoffs.IMPORTED:
        _redraw(tx, handoff.number, setup=setup, now=now)


def why_not_theirs(tx: Transaction, note: StoredNote, *, rep: Sender, setup: Setup) -> str | None:
    """Return what a rep reads who may not take a note back: that is for who wrote it, and for the desk's head."""
    last = handoffs.latest(tx, note.lead_id)
    head = setup.at(last.desk_chat if last else None).desk.head
    if note.rep_id == rep.id or is_head(KnownRep(rep.id, rep.full_name, rep.username), head):
        return None
    known = reps.by_id(tx, head) if isinstance(head, int) else None
    told = contexts.OthersNote(note.rep, head if isinstance(head, str) else known.name if known else "")
    return setup.desk_texts.render("looks.not_your_note", told)


def _redraw(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    if number:
        redraw_card(tx, number, setup=setup, now=now)
