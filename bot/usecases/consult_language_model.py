"""Says whether a language model may be asked about a lead now, and counts that it is: before anything leaves.

What is counted for a day stays when a lead is erased: whoever comes back as somebody new costs as much.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from storage import conversations, language_model_calls, leads
from storage.statements import Transaction

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Budget:
    """How often a language model may be asked: on a day in all, and about one lead within a day."""

    calls_a_day: int
    calls_per_lead: int


class Refused(Enum):
    """Why a language model is not asked."""

    NOT_AGREED = "not agreed"
    LEAD_SPENT = "limit of a lead"
    DAY_SPENT = "budget of the day"


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave to ask about a lead, who goes by these ``names``; they must not leave."""

    lead_id: int
    names: tuple[str, ...]


def consult_about_chat(tx: Transaction, chat_id: int, *, budget: Budget, now: datetime) -> Leave | Refused:
    """Return leave to ask what somebody's message means; it counts as asked."""
    chat = leads.by_chat(tx, chat_id)
    if chat is None:
        return Refused.NOT_AGREED
    return consult(tx, chat.lead.id, budget=budget, purpose=language_model_calls.INTERPRET, now=now)


def consult(tx: Transaction, lead_id: int, *, budget: Budget, purpose: str, now: datetime) -> Leave | Refused:
    """Return leave to ask about a lead; it counts as asked."""
    chat, day = leads.by_id(tx, lead_id), now.date().isoformat()
    agreed = [revoked is None for _, _, revoked in conversations.consents(tx, lead_id)]
    if chat is None or not any(agreed):
        return Refused.NOT_AGREED
    if language_model_calls.of_lead(tx, lead_id, since=now - A_DAY) >= budget.calls_per_lead:
        return Refused.LEAD_SPENT
    if language_model_calls.of_day(tx, day) >= budget.calls_a_day:
        return Refused.DAY_SPENT
    language_model_calls.note(tx, lead_id, day=day, at=now, purpose=purpose)
    return Leave(lead_id, (chat.lead.name, chat.lead.username))
