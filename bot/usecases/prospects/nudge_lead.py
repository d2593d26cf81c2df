"""Reminds a silent prospect once of the question that waits for them.

The nudge is owed as a debt, and put into words when its turn to be sent comes: whoever has written meanwhile gets none.
"""

from datetime import datetime

from msgspec.structs import replace

from bot.conversation.asking import ask
from bot.conversation.engine import nudge_at
from bot.conversation.state import Line, State
from bot.messages import Outgoing
from bot.usecases.delivery.owe import nudge_to_send
from bot.usecases.leads.update_score import known_facts
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from storage import conversations, leads, outbox
from storage.statements import Transaction


def nudge_lead(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime) -> bool:
    """Owe the one nudge if it is still wanted, and return whether it was; it is never owed twice."""
    chat = leads.by_id(tx, lead_id)
    if chat is None or chat.id is None:
        return False
    state = State.from_json(chat.state)
    script = setup.script(chat.lead.audience)
    due_at = nudge_at(state, script)
    # Who was heard last in a time that has not come yet wrote while the clock was ahead: they have waited long enough.
    still_to_come = due_at is not None and due_at > now and state.last_at is not None and state.last_at <= now
    wanted = due_at is not None and not still_to_come and chat.blocked_at is None
    if wanted:
        outbox.owe(tx, [nudge_to_send(chat.id, lead_id)], now)
        state = replace(state, nudged=True)
    conversations.save(tx, lead_id, state=state.to_json(), nudge_at=due_at if still_to_come else None)
    return wanted


def nudge_now(tx: Transaction, lead_id: int, *, owed_at: datetime, setup: Setup, now: datetime) -> Outgoing | None:
    """Return the nudge that was owed at an instant in words; None if the prospect has been heard of since."""
    chat = leads.by_id(tx, lead_id)
    if chat is None or owed_at < chat.lead.last_seen_at <= now:
        return None
    state = State.from_json(chat.state)
    script = setup.script(chat.lead.audience)
    question = script.question(state.open) if script and state.open else None
    if question is None or state.closed or state.stopped or state.rep:
        return None
    texts = setup.texts(chat.lead.audience, state.locale)
    facts = known_facts(chat.lead)
    phrasing = Phrasing(texts, script, setup.playbooks.business, chat.lead.name.split(" ")[0], facts=facts)
    reply = ask(question, state=state, facts=facts, lines=(Line("nudge"),))
    return phrasing.outgoing(reply)
