"""Leads as lines of a list: who they are, how they stand, who has them, when they were last heard of."""

from collections.abc import Iterable
from datetime import datetime

from bot import contexts, rendering
from bot.desk.ownership import owned_since
from bot.playbooks import Texts
from bot.usecases.leads.update_score import known_facts, standing_now
from bot.usecases.sales.draw_card import span
from bot.usecases.setup import Setup
from scoring.engine import score_at
from storage import desk_steps, handoffs, leads
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

MOST_CHARS = 40
"""Of a name or a company: two lines of a phone hold a lead."""
_NOBODY = "–"


def lines_of(
    tx: Transaction, lead_ids: Iterable[int], *, setup: Setup, now: datetime, in_group: bool, cooling: bool = False
) -> tuple[contexts.LeadLine, ...]:
    """Return the lines of these leads, in their order; ``cooling`` says that each tells when its tier falls."""
    lead_ids = list(lead_ids)
    found, newest = leads.by_ids(tx, lead_ids), handoffs.newest_of(tx, lead_ids)
    return tuple(
        _line(tx, found[each], newest.get(each), setup=setup, now=now, in_group=in_group, cooling=cooling)
        for each in lead_ids
        if each in found
    )


def _line(
    tx: Transaction,
    lead: StoredLead,
    handoff: StoredHandoff | None,
    *,
    setup: Setup,
    now: datetime,
    in_group: bool,
    cooling: bool,
) -> contexts.LeadLine:
    texts = setup.desk_texts
    # What came from another system has no number that sales would know.
    number = handoff.number if handoff and handoff.reason != handoffs.IMPORTED else None
    rep, had_for, waits, outcome = _with_whom(tx, handoff, texts, now)
    falls_at = lead.next_change_at if cooling else None
    return contexts.LeadLine(
        open=setup.look_command(number, lead.id, in_group=in_group),
        name=_short(lead.name or lead.username or _NOBODY),
        company=_short(str(known_facts(lead).get("company", ""))),
        tier=texts.static(f"tiers.{lead.tier}"),
        score=score_of(tx, lead, setup=setup, now=now),
        rep=rep,
        had_for=had_for,
        waits=waits,
        outcome=outcome,
        heard=span(now - lead.last_seen_at, texts),
        cools=rendering.moment(falls_at, setup.time_zone, now=now, locale=texts.locale) if falls_at else "",
    )


def _with_whom(
    tx: Transaction, handoff: StoredHandoff | None, texts: Texts, now: datetime
) -> tuple[str, str, str, str]:
    """Return who has a lead, since when, for how long they have waited for somebody, what it came to."""
    if handoff is None:
        return "", "", "", ""
    if handoff.closed_at is not None:
        outcome = texts.static(f"outcomes.{handoff.outcome}") if handoff.outcome else ""
        return "", "", "", outcome
    if handoff.claimed_at is None:
        return "", "", span(now - handoff.at, texts), ""
    since = owned_since(desk_steps.of_handoff(tx, handoff.number), claimed_at=handoff.claimed_at)
    return handoff.rep or "", span(now - since, texts), "", ""


def score_of(tx: Transaction, lead: StoredLead, *, setup: Setup, now: datetime) -> str:
    """Return the score of a lead as it is read; empty while there are no rules for them."""
    playbook = setup.playbook(lead.audience)
    if playbook is None:
        return ""
    score = score_at(playbook.model, standing_now(tx, lead, playbook.model, now=now), now).score
    return rendering.number(round(score), setup.desk_texts.locale)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_CHARS else f"{text[: MOST_CHARS - 1]}…"
