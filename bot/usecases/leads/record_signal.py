"""Records something a lead did elsewhere: on the website, in the shop, in an e-mail."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.conversation.state import State
from bot.desk.when_to_alert import Deed
from bot.usecases.leads.update_score import Learnt, learn
from bot.usecases.sales.call_duty import calls_of_duty, calls_of_risen
from bot.usecases.sales.desk_in_charge import at_desk_for
from bot.usecases.sales.draw_card import Subject, new_card, redraw_card
from bot.usecases.sales.hand_off_lead import hand_off, reason_to_call, ring_again
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_tier
from scoring.history import Signal
from storage import conversations, leads, outbox
from storage.handoffs import Past, StoredHandoff
from storage.leads import StoredChat
from storage.statements import Transaction


def record_signal(
    tx: Transaction,
    lead_id: int,
    signal: Signal,
    *,
    setup: Setup,
    now: datetime,
) -> bool:
    """Save and score a signal, and call sales if it is time; False if there is no such lead.

    The same signal again changes nothing.
    """
    chat, is_known = leads.for_signal(tx, lead_id, signal.id)
    if chat is None or is_known:
        return is_known
    learnt = learn(tx, chat.lead, (signal,), playbooks=setup.playbooks, now=now)
    leads.save(tx, learnt.lead, seen_at=now, was=chat.lead)
    announce_tier(tx, learnt.lead, before=chat.lead.tier, setup=setup, now=now)
    deeds = ((signal.name, signal.properties),)
    tell_sales(tx, learnt, chat, deeds, setup=setup, now=now)
    return True


def tell_sales(
    tx: Transaction, learnt: Learnt, chat: StoredChat, deeds: Sequence[Deed], *, setup: Setup, now: datetime
) -> None:
    """Call sales about a lead who has done something elsewhere, if it is time; else draw the card anew if there is one.

    ``chat`` is as it was stored before.
    """
    state = State.from_json(chat.state)
    setup = at_desk_for(tx, learnt.lead, state.handoff, setup)
    called = None if state.stopped else _called(tx, learnt, state, deeds, setup=setup, now=now)
    if called is None:
        if state.handoff is not None:
            redraw_card(tx, state.handoff, setup=setup, now=now)
            outbox.owe(tx, calls_of_risen(tx, state.handoff, learnt, setup=setup, now=now), now)
        return
    handoff, past = called
    state = replace(state, handoff=handoff.number)
    conversations.save_state(tx, learnt.lead.id, state=state.to_json())
    subject = Subject(learnt.lead, chat.id, state, learnt.standing)
    card = new_card(tx, handoff, subject, past, setup=setup, now=now)
    outbox.owe(tx, [card, *calls_of_duty(tx, handoff, learnt.lead, setup=setup, now=now)], now)


def _called(
    tx: Transaction, learnt: Learnt, state: State, deeds: Sequence[Deed], *, setup: Setup, now: datetime
) -> tuple[StoredHandoff, Past | None] | None:
    """Return the handoff that calls sales, and the lead's past if it was looked up."""
    call = reason_to_call(tx, learnt, state, asked_person=False, deeds=deeds, now=now)
    if call:
        return hand_off(tx, learnt, reason=call.reason, setup=setup, now=now), call.past
    again = ring_again(tx, learnt, state, setup=setup, now=now)
    return (again, None) if again else None
