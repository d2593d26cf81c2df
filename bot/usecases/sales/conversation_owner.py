"""Who talks with a prospect: the bot, or a person to whom it leaves the conversation."""

from datetime import datetime

from msgspec.structs import replace

from bot.conversation.engine import nudge_at
from bot.conversation.state import State
from bot.conversation.with_rep import given_back, taken_over
from bot.script import Ask
from bot.usecases.setup import Setup
from storage import conversations, leads, messages, outbox
from storage.statements import Transaction


def give_to_rep(tx: Transaction, lead_id: int, number: int, rep: str, *, now: datetime) -> None:
    """Let a rep talk with the prospect: no nudge disturbs them, and no question that still waits."""
    chat = leads.by_id(tx, lead_id)
    if chat is None:
        return
    state = State.from_json(chat.state)
    held = state.held if chat.id is not None else None
    if held is not None and chat.id and outbox.leave_out_held(tx, chat.id, until=held.until, now=now):
        messages.drop_held(tx, lead_id, until=held.until)
    taken = replace(taken_over(state, rep), handoff=number)
    conversations.save(tx, lead_id, state=taken.to_json(), nudge_at=None)


def give_to_bot(tx: Transaction, lead_id: int, number: int) -> None:
    """Let the bot talk with a prospect whom sales has been told of and nobody has: it waits for them to write."""
    chat = leads.by_id(tx, lead_id)
    if chat is not None:
        state = replace(given_back(State.from_json(chat.state)), handoff=number)
        conversations.save(tx, lead_id, state=state.to_json(), nudge_at=None)


def end_with_sales(tx: Transaction, lead_id: int, number: int, *, setup: Setup) -> str | None:
    """Let the bot talk with a prospect whose handoff is closed; return the conversation's state as it was before.

    It asks nothing more of its own accord. None is returned where the handoff had no part in the conversation any more.
    """
    chat = leads.by_id(tx, lead_id)
    state = State.from_json(chat.state) if chat else None
    if chat is None or state is None or state.handoff != number:
        return None
    script = setup.script(chat.lead.audience)
    offered = (question.field for question in script.questions if question.ask is Ask.AFTER) if script else ()
    released = replace(given_back(state, offered=offered), handoff=None, closed=True)
    conversations.save(tx, lead_id, state=released.to_json(), nudge_at=None)
    return chat.state


def resume(
    tx: Transaction, lead_id: int, number: int, *, rep: str, before: str | None, setup: Setup, now: datetime
) -> None:
    """Let the conversation go on where an outcome that is taken back has ended it; ``rep`` has it, empty for the bot.

    ``before`` is its state then. Where the prospect has written since, what they said and were told stays.
    """
    chat = leads.by_id(tx, lead_id)
    if chat is None:
        return None
    was = State.from_json(before) if before else None
    if was is None or was.last_at != State.from_json(chat.state).last_at:
        return give_to_rep(tx, lead_id, number, rep, now=now) if rep else give_to_bot(tx, lead_id, number)
    state = replace(was, handoff=number, rep=rep)
    nudge = nudge_at(state, setup.script(chat.lead.audience))
    conversations.save(tx, lead_id, state=state.to_json(), nudge_at=nudge)
    return None
