"""Records something a lead did elsewhere: on the website, in the shop, in an e-mail."""

from datetime import datetime

from bot.conversation.state import State
from bot.usecases.draw_card import redraw_card, send_card
from bot.usecases.hand_off_lead import hand_off, reason_to_call
from bot.usecases.house import House
from bot.usecases.learning import Learnt, learn
from scoring.signals import Signal
from storage import conversations, leads
from storage.statements import Transaction


def record_signal(
    tx: Transaction,
    lead_id: int,
    signal: Signal,
    *,
    house: House,
    now: datetime,
) -> bool:
    """Save and score a signal, and call sales if it is time; False if there is no such lead."""
    chat = leads.by_id(tx, lead_id)
    if chat is None:
        return False
    state = State.from_json(chat.state)
    learnt = learn(tx, chat.lead, (signal,), playbooks=house.playbooks, now=now)
    leads.save(tx, learnt.lead)
    _tell_sales(tx, learnt, state, house=house, now=now)
    return True


def _tell_sales(tx: Transaction, learnt: Learnt, state: State, *, house: House, now: datetime) -> None:
    reason = None if state.stopped else reason_to_call(tx, learnt, state, asked_person=False, now=now)
    if reason is not None:
        state = hand_off(tx, learnt, state, reason=reason, now=now)
        conversations.save_state(tx, learnt.lead.id, state=state.to_json())
    if state.handoff is None:
        return
    tell = redraw_card if reason is None else send_card
    tell(tx, state.handoff, house=house, now=now)
