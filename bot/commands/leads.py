"""`leadbot leads`: who they are and where they stand, also while the bot runs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot import clock
from bot.commands.ledgers import columns
from bot.commands.published import what_is_in_force
from bot.errors import LeadbotError
from bot.rules.rules import Rules
from bot.settings import Settings
from bot.usecases.leads.fold_news import standing_now
from scoring.engine import Score, score_at
from scoring.model import TIERS
from scoring.reading import describe, nearest
from storage import bulk, handoffs, keys
from storage.bulk import snapshot
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

Json = dict[str, object]
PAGE = 500
BY_SCORE, BY_SEEN, BY_LEAD = "score", "seen", "lead"
_NARROW = ("lead", "audience", "tier", "seen")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which leads are asked for, and in which order; no tiers and no audience are all of them."""

    tiers: frozenset[str] = frozenset()
    audience: str | None = None
    sort: str = BY_LEAD


@dataclass(frozen=True, slots=True)
class Listed:
    """A lead as listed. ``score`` is None before their audience is known, and where there are no rules for it."""

    lead: StoredLead
    score: Score | None
    handoff: StoredHandoff | None
    keys: Sequence[str]

    @property
    def tier(self) -> str:
        """Return the tier by now, or the one they had when they were last scored."""
        return self.score.tier if self.score else self.lead.tier

    def to_json(self) -> Json:
        """Return the lead as `leadbot leads --json` prints it; numbers are unrounded, and 0 before there is a score."""
        lead, score = self.lead, self.score or Score(0.0, 0.0, 0.0, self.tier)
        return {
            "id": lead.id,
            "name": lead.name,
            "keys": list(self.keys),
            "audience": lead.audience,
            "locale": lead.locale,
            "tier": score.tier,
            "score": score.score,
            "fit": score.fit,
            "engagement": score.engagement,
            "source": lead.source or None,
            "facts": json.loads(lead.facts),
            "handoff": _handoff_json(self.handoff) if self.handoff else None,
            "created_at": lead.created_at.isoformat(),
            "last_seen_at": lead.last_seen_at.isoformat(),
        }


def asked(tiers: Iterable[str], *, audience: str | None, sort: str) -> Asked:
    """Return what is asked for; each of ``tiers`` may be several with commas. LeadbotError names what is no tier."""
    wanted = [name for names in tiers for part in names.split(",") if (name := part.strip().lower())]
    for name in wanted:
        if name not in TIERS:
            near = nearest(name, TIERS)
            hint = f" (did you mean {near}?)" if near else ""
            raise LeadbotError(f"--tier: found {describe(name)}{hint}, expected any of {', '.join(TIERS)}")
    return Asked(frozenset(wanted), audience, sort)


async def list_leads(settings: Settings, wanted: Asked, *, as_json: bool) -> None:
    """Print the leads asked for; as JSON one line per lead."""
    with snapshot(settings.database_path) as tx:
        found = _sorted(_found(tx, wanted, what_is_in_force(tx, settings).rules), wanted.sort)
        if as_json:
            for listed in found:
                print(json.dumps(listed.to_json(), ensure_ascii=False))
            return
        rows = [_row(listed, wanted) for listed in found]
    if rows:
        # A name may look like markup.
        Console(markup=False, emoji=False, width=columns()).print(_table(rows, wanted))
    else:
        print("There is no such lead." if wanted.tiers or wanted.audience else "There are no leads yet.")


def _found(tx: Transaction, wanted: Asked, rules: Mapping[str, Rules]) -> Iterator[Listed]:
    """Give the leads asked for with their newest handoffs, oldest lead first, a page at a time."""
    now = clock.utc_now()
    for first in range(1, bulk.last_id(tx) + 1, PAGE):
        last = first + PAGE - 1
        newest, called = handoffs.newest_between(tx, first, last), keys.between(tx, first, last)
        for lead in bulk.leads_between(tx, first, last):
            if wanted.audience in (None, lead.audience):
                score = _score(tx, lead, rules, now=now)
                listed = Listed(lead, score, newest.get(lead.id), called.get(lead.id, ()))
                if not wanted.tiers or listed.tier in wanted.tiers:
                    yield listed


def _score(tx: Transaction, lead: StoredLead, rules: Mapping[str, Rules], *, now: datetime) -> Score | None:
    found = rules.get(lead.audience or "")
    return score_at(found.model, standing_now(tx, lead, found.model, now=now), now) if found else None


def _sorted(found: Iterable[Listed], by: str) -> Iterable[Listed]:
    """Return leads with the highest score or those seen last first; by number they come already, and are not held."""
    if by == BY_SCORE:
        return sorted(found, key=lambda listed: -listed.score.score if listed.score else float("inf"))
    if by == BY_SEEN:
        return sorted(found, key=lambda listed: listed.lead.last_seen_at, reverse=True)
    return found


def _handoff_json(handoff: StoredHandoff) -> Json:
    return {
        "number": handoff.number,
        "reason": handoff.reason,
        "claimed": handoff.claimed_by is not None,
        "outcome": handoff.outcome,
    }


def _table(rows: Iterable[Sequence[str]], wanted: Asked) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for name in ("lead", "name", "audience", "tier", "score", "source", "handoff", "seen"):
        if name != "seen" or wanted.sort == BY_SEEN:
            table.add_column(name, overflow="fold", no_wrap=name in _NARROW)
    for row in rows:
        table.add_row(*row)
    return table


def _row(listed: Listed, wanted: Asked) -> Sequence[str]:
    lead = listed.lead
    score = f"{listed.score.score:.1f}" if listed.score else "no score yet"
    handoff = _handoff_text(listed.handoff) if listed.handoff else ""
    row = (str(lead.id), lead.name, lead.audience or "", listed.tier, score, lead.source, handoff)
    return (*row, f"{lead.last_seen_at:%Y-%m-%d}") if wanted.sort == BY_SEEN else row


def _handoff_text(handoff: StoredHandoff) -> str:
    """Return the number with what came of it, or with who has it."""
    if handoff.closed_at is None:
        return f"#{handoff.number} {handoff.rep or 'open'}"
    return f"#{handoff.number} {(handoff.outcome or 'closed').replace('_', ' ')}"
