"""A rep reports what came of a handoff; won, lost and not a fit close it."""

from datetime import datetime
from enum import Enum, auto

from msgspec.structs import replace

from bot.conversation.state import State
from bot.conversation.with_rep import given_back
from bot.messages import Sender
from bot.script import Ask
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_outcome
from storage import conversations, desk_steps, handoffs, leads
from storage.handoffs import StoredHandoff
from storage.statements import Transaction

OUTCOMES = ("reached", "no_answer", "meeting", "won", "lost", "not_a_fit")
FINAL = frozenset(("won", "lost", "not_a_fit"))
TELL_OF_CONTACT = frozenset(OUTCOMES) - {"not_a_fit"}
"""By these a rep says that they wrote or called; not a fit may be seen from the card."""


class Reported(Enum):
    """What became of a report."""

    NOTED = auto()
    NOT_FOUND = auto()
    NOT_CLAIMED = auto()
    CLOSED = auto()


def report_outcome(tx: Transaction, number: int, outcome: str, *, rep: Sender, setup: Setup, now: datetime) -> Reported:
    """Record an outcome. ``not_a_fit`` may be said of an unclaimed lead too: it claims and closes in one."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return Reported.NOT_FOUND
    if handoff.outcome == outcome:
        return Reported.NOTED
    if handoff.closed_at is not None and outcome not in FINAL:
        return Reported.CLOSED
    handoffs.meet_rep(tx, rep.id, rep.full_name)
    if handoff.claimed_by is None:
        if outcome != "not_a_fit":
            return Reported.NOT_CLAIMED
        handoffs.claim(tx, number, rep.id, now)
        desk_steps.add(tx, number, desk_steps.CLAIMED, at=now, rep_id=rep.id)
    handoffs.note_outcome(tx, number, rep_id=rep.id, outcome=outcome, now=now, closes=outcome in FINAL)
    desk_steps.add(tx, number, desk_steps.OUTCOME, at=now, rep_id=rep.id, detail=outcome)
    if outcome in TELL_OF_CONTACT:
        handoffs.note_contact(tx, number, now)
    if outcome in FINAL:
        _release(tx, handoff, setup=setup)
    redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
    announce_outcome(tx, handoff, outcome, rep, setup=setup, now=now)
    return Reported.NOTED


def _release(tx: Transaction, handoff: StoredHandoff, *, setup: Setup) -> None:
    """Give the conversation back to the bot, which asks nothing more of its own accord."""
    chat = leads.by_id(tx, handoff.lead_id)
    if chat is None:
        return
    state = State.from_json(chat.state)
    if state.handoff == handoff.number:
        script = setup.script(chat.lead.audience)
        offered = (question.field for question in script.questions if question.ask is Ask.AFTER) if script else ()
        released = replace(given_back(state, offered=offered), handoff=None, closed=True)
        conversations.save(tx, handoff.lead_id, state=released.to_json(), nudge_at=None)
