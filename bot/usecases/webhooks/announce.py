"""Tells webhooks what has happened: events are owed in the very transaction that brings them about.

Where nobody is registered for an event, this asks nothing of the database. The fields are promised to people who build
on them: docs/webhooks.md lists them, and a test compares the two.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from bot.conversation.state import AUDIENCE
from bot.json_text import from_json, to_json
from bot.messages import Sender
from bot.usecases.filed_under import events_about
from bot.usecases.leads.update_score import known_facts, standing_now
from bot.usecases.links.links import came_of
from bot.usecases.setup import Setup
from bot.usecases.webhooks.receivers import (
    HANDOFF_CLAIMED,
    HANDOFF_OPENED,
    LEAD_CREATED,
    LEAD_FORGOTTEN,
    LEAD_MERGED,
    OUTCOME_REPORTED,
    OUTCOME_WITHDRAWN,
    TIER_CHANGED,
    Receivers,
)
from scoring.engine import score_at
from storage import deliveries, handoffs, leads, links, outcomes
from storage.deliveries import Delivery
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

Json = dict[str, object]

ID_BYTES = 16


def announce_lead(tx: Transaction, lead: StoredLead, *, setup: Setup, now: datetime) -> None:
    """Tell that somebody new has come."""
    _announce(tx, LEAD_CREATED, lead.id, lambda: _with_lead(tx, lead, setup=setup, now=now), setup=setup, now=now)


def announce_tier(tx: Transaction, lead: StoredLead, *, before: str, setup: Setup, now: datetime) -> None:
    """Tell that a lead has another tier than the one they were last known to have, if so."""
    if lead.tier == before:
        return

    def data() -> Json:
        return _with_lead(tx, lead, setup=setup, now=now) | {"from": before, "to": lead.tier}

    _announce(tx, TIER_CHANGED, lead.id, data, setup=setup, now=now)


def announce_handoff(tx: Transaction, handoff: StoredHandoff, lead: StoredLead, *, setup: Setup, now: datetime) -> None:
    """Tell that a lead was passed to sales."""

    def data() -> Json:
        return _with_lead(tx, lead, setup=setup, now=now) | {"handoff": _handoff(handoff, setup)}

    _announce(tx, HANDOFF_OPENED, lead.id, data, setup=setup, now=now)


def announce_claim(tx: Transaction, handoff: StoredHandoff, rep: Sender, *, setup: Setup, now: datetime) -> None:
    """Tell that a rep has taken a handoff."""
    _about_handoff(tx, HANDOFF_CLAIMED, handoff, {"rep": _rep(rep)}, setup=setup, now=now)


def announce_outcome(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    """Tell of the outcome with this number, with all that its rep has said of it by now; anew where they say more."""
    if not setup.receivers.of(OUTCOME_REPORTED):
        return
    outcome = outcomes.by_id(tx, number)
    handoff = handoffs.by_number(tx, outcome.handoff) if outcome else None
    if outcome is None or handoff is None:
        return
    told: Json = {
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "amount": outcome.amount,
        "currency": outcome.currency,
        "rep": {"id": outcome.rep_id, "name": outcome.rep},
    }
    _about_handoff(tx, OUTCOME_REPORTED, handoff, told, setup=setup, now=now)


def announce_withdrawal(
    tx: Transaction, handoff: StoredHandoff, outcome: str, rep: Sender, *, setup: Setup, now: datetime
) -> None:
    """Tell that an outcome that was reported is taken back, and by whom."""
    told: Json = {"outcome": outcome, "rep": _rep(rep)}
    _about_handoff(tx, OUTCOME_WITHDRAWN, handoff, told, setup=setup, now=now)


def announce_newsletter(
    tx: Transaction, lead: StoredLead, event: str, *, address: str, setup: Setup, now: datetime
) -> None:
    """Tell whoever sends the newsletter that an address is to get it, or to get it no more."""

    def data() -> Json:
        return _with_lead(tx, lead, setup=setup, now=now) | {"address": address}

    _announce(tx, event, lead.id, data, setup=setup, now=now)


def announce_merge(tx: Transaction, kept_id: int, gone_id: int, *, setup: Setup, now: datetime) -> None:
    """Tell that a lead is part of another one now."""

    def data() -> Json:
        chat = leads.by_id(tx, kept_id)
        assert chat is not None
        return _with_lead(tx, chat.lead, setup=setup, now=now) | {"merged": {"id": gone_id}}

    _announce(tx, LEAD_MERGED, kept_id, data, setup=setup, now=now)


def announce_erasure(tx: Transaction, lead_id: int, *, receivers: Receivers, now: datetime) -> None:
    """Tell that a lead was erased, by their number alone."""
    _owe(tx, LEAD_FORGOTTEN, lead_id, lambda: {"lead": {"id": lead_id}}, receivers=receivers, now=now)


def _about_handoff(
    tx: Transaction, event: str, handoff: StoredHandoff, told: Json, *, setup: Setup, now: datetime
) -> None:
    def data() -> Json:
        chat = leads.by_id(tx, handoff.lead_id)
        assert chat is not None
        return _with_lead(tx, chat.lead, setup=setup, now=now) | {"handoff": _handoff(handoff, setup)} | told

    _announce(tx, event, handoff.lead_id, data, setup=setup, now=now)


def _announce(
    tx: Transaction, event: str, lead_id: int, data: Callable[[], Json], *, setup: Setup, now: datetime
) -> None:
    _owe(tx, event, lead_id, data, receivers=setup.receivers, now=now)


def _owe(
    tx: Transaction, event: str, lead_id: int, data: Callable[[], Json], *, receivers: Receivers, now: datetime
) -> None:
    """Owe an event to whoever is registered for it, under one id, by which repeats are told."""
    addresses = receivers.of(event)
    if not addresses:
        return
    payload = to_json(event_told(event, data(), now=now))
    about = events_about(lead_id)
    deliveries.owe(tx, [Delivery(address, about, payload) for address in addresses], now)


def event_told(event: str, data: Json, *, now: datetime) -> Json:
    """Return an event as it is owed; its ``id`` goes into a header."""
    return {"id": f"evt_{secrets.token_hex(ID_BYTES)}", "type": event, "timestamp": _instant(now), "data": data}


def _with_lead(tx: Transaction, lead: StoredLead, *, setup: Setup, now: datetime) -> Json:
    """Return what every event says: the lead as they are now, and the version of the rules that say so."""
    playbook = setup.playbook(lead.audience)
    score = None
    if playbook is not None:
        score = score_at(playbook.model, standing_now(tx, lead, playbook.model, now=now), now)
    facts = {field: value for field, value in known_facts(lead).items() if field != AUDIENCE}
    return {
        "model_version": playbook.model.version if playbook else None,
        "lead": {
            "id": lead.id,
            "name": lead.name,
            "username": lead.username or None,
            "language": lead.locale,
            "audience": lead.audience,
            "source": lead.source or None,
            **came_of(links.last_start(tx, lead.id)),
            "tier": lead.tier,
            "score": round(score.score, 2) if score else None,
            "created_at": _instant(lead.created_at),
            "answers": from_json(to_json(facts)),
        },
    }


def _handoff(handoff: StoredHandoff, setup: Setup) -> Json:
    return {
        "number": handoff.number,
        "desk": setup.desk_called(setup.at(handoff.desk_chat).sales_chat) or None,
        "reason": handoff.reason,
        "tier": handoff.tier,
        "opened_at": _instant(handoff.at),
    }


def _rep(rep: Sender) -> Json:
    return {"id": rep.id, "name": rep.full_name}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
