"""Reminds a silent prospect once of the question that waits for them."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.asking import ask
from bot.conversation.engine import nudge_at
from bot.conversation.state import Line, State
from bot.usecases.delivery.owe import owe
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from storage import conversations, leads
from storage.statements import Transaction


def nudge_lead(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime) -> bool:
    """Owe the one nudge if it is still wanted, and return whether it was; it is never owed twice."""
    chat = leads.by_id(tx, lead_id)
    if chat is None or chat.id is None:
        return False
    state = State.from_json(chat.state)
    script = setup.script(chat.lead.audience)
    due_at = nudge_at(state, script)
    still_to_come = due_at is not None and due_at > now
    wanted = due_at is not None and due_at <= now and chat.blocked_at is None
    question = script.question(state.open) if script and state.open else None
    if wanted and question is not None:
        texts = setup.texts(chat.lead.audience, state.locale)
        first_name = chat.lead.name.split(" ")[0]
        phrasing = Phrasing(texts, script, setup.playbooks.business, first_name)
        reply = ask(question, state=state, lines=(Line("nudge"),))
        owe(tx, chat.id, phrasing.outgoing(reply), now=now)
        state = replace(state, nudged=True)
    conversations.save(tx, lead_id, state=state.to_json(), nudge_at=due_at if still_to_come else None)
    return wanted
