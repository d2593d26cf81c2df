"""`leadbot leads`: who they are and where they stand, also while the bot runs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.commands import lead_pages
from bot.commands.current_rules import what_is_in_force
from bot.commands.lead_table import print_table
from bot.errors import LeadbotError
from bot.rules.dated_model import Rules, versions_of
from bot.settings import Settings
from bot.usecases.leads.update_score import standing_now
from scoring.document_reader import describe, nearest
from scoring.engine import Score, score_at
from scoring.model import TIERS
from storage import bulk, handoffs, keys, leads, listing
from storage.desk_scope import DeskScope
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.place import place_of
from storage.snapshots import snapshot
from storage.statements import Snapshot, Transaction

Json = dict[str, object]
BY_SCORE, BY_SEEN, BY_LEAD = "score", "seen", "lead"
_COLUMNS = ("lead", "name", "audience", "tier", "score", "source", "handoff")
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which leads are asked for, in which order, and how many at most; what is not said leaves nobody out.

    ``rep``, ``is_open`` and ``desk`` are of their newest handoff: by the name of who has it, that nobody has closed it,
    and which desk has it.
    """

    tiers: frozenset[str] = frozenset()
    audience: str | None = None
    sort: str = BY_LEAD
    source: str | None = None
    rep: str | None = None
    is_open: bool = False
    seen_since: datetime | None = None
    limit: int | None = None
    desk: DeskScope | None = None

    @property
    def is_narrow(self) -> bool:
        """Return whether somebody may be left out."""
        given = (self.tiers, self.audience, self.source is not None, self.rep, self.is_open, self.seen_since, self.desk)
        return any(given)

    def means(self, lead: StoredLead) -> bool:
        """Return whether a lead may be one of them, whatever their tier and handoff."""
        return (
            self.audience in (None, lead.audience)
            and self.source in (None, lead.source)
            and (self.seen_since is None or lead.last_seen_at >= self.seen_since)
        )

    def means_handoff(self, handoff: StoredHandoff | None) -> bool:
        """Return whether somebody with this newest handoff may be one of them."""
        if self.is_open and (handoff is None or handoff.closed_at is not None):
            return False
        if self.desk is not None and (handoff is None or not _is_of(self.desk, handoff)):
            return False
        return self.rep is None or (handoff is not None and _same_name(self.rep, handoff.rep or ""))


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


def tiers_in(tiers: Iterable[str]) -> frozenset[str]:
    """Return the tiers that are named, each maybe several with commas; LeadbotError names the unknown."""
    wanted = [name for names in tiers for part in names.split(",") if (name := part.strip().lower())]
    for name in wanted:
        if name not in TIERS:
            near = nearest(name, TIERS)
            hint = f" (did you mean {near}?)" if near else ""
            raise LeadbotError(f"--tier: found {describe(name)}{hint}, expected any of {', '.join(TIERS)}")
    return frozenset(wanted)


async def list_leads(settings: Settings, wanted: Asked, *, as_json: bool) -> None:
    """Print the leads asked for, page by page as they are found; as JSON one line per lead."""
    with snapshot(place_of(settings.database_url)) as tx:
        rules = what_is_in_force(tx, settings).rules
        pages = _first(listed_pages(tx, wanted, rules), wanted.limit)
        if as_json:
            for page in pages:
                lines = (json.dumps(listed.to_json(), ensure_ascii=False) + "\n" for listed in page)
                print("".join(lines), end="", flush=True)
            return
        names = (*_COLUMNS, SEEN) if wanted.sort == BY_SEEN else _COLUMNS
        printed = print_table(names, ([_row(listed, wanted) for listed in page] for page in pages))
    if not printed:
        print("There is no such lead." if wanted.is_narrow else "There are no leads yet.")


def _first(pages: Iterator[list[Listed]], limit: int | None) -> Iterator[list[Listed]]:
    """Yield pages until there have been as many leads as are wanted."""
    left = limit
    for page in pages:
        yield page[:left]
        if left is not None and (left := left - len(page)) <= 0:
            return


def listed_pages(tx: Snapshot, wanted: Asked, rules: Mapping[str, Rules]) -> Iterator[list[Listed]]:
    """Yield the leads asked for, page by page. Each page is read as the database is then."""
    now = clock.utc_now()
    for numbers in _numbers(tx, wanted, rules, now=now):
        found = leads.by_ids(tx, numbers)
        newest, called = handoffs.newest_of(tx, numbers), keys.of_leads(tx, numbers)
        asked_for = [
            found[number]
            for number in numbers
            if number in found and wanted.means(found[number]) and wanted.means_handoff(newest.get(number))
        ]
        listed = (
            Listed(lead, _score(tx, lead, rules, now=now), newest.get(lead.id), called.get(lead.id, ()))
            for lead in asked_for
        )
        page = [one for one in listed if not wanted.tiers or one.tier in wanted.tiers]
        # Who looks at the list page by page holds up nobody meanwhile.
        tx.renew()
        if page:
            yield page


def _numbers(tx: Snapshot, wanted: Asked, rules: Mapping[str, Rules], *, now: datetime) -> lead_pages.Pages:
    """Yield the numbers of the leads who may be asked for, in the order asked for."""
    if wanted.sort == BY_SEEN and not wanted.tiers and not wanted.is_open:
        return _until_seen(tx, wanted.seen_since)
    numbers = _candidates(tx, wanted, rules)
    if wanted.sort == BY_LEAD:
        return numbers
    return lead_pages.in_order(_sort_keys(tx, numbers, wanted, rules, now=now))


def _candidates(tx: Snapshot, wanted: Asked, rules: Mapping[str, Rules]) -> lead_pages.Pages:
    """Yield the numbers of those who may be asked for, lowest first, found by the index that leaves out most."""
    if wanted.is_open:
        return lead_pages.paged(sorted(handoffs.leads_with_open(tx)))
    if wanted.seen_since is not None:
        return lead_pages.paged(sorted(number for page in _until_seen(tx, wanted.seen_since) for number in page))
    return lead_pages.candidates(tx, wanted.tiers, stale=lambda: bulk.stale(tx, versions_of(rules)))


def _until_seen(tx: Snapshot, since: datetime | None) -> lead_pages.Pages:
    return listing.seen_pages(tx, limit=lead_pages.PAGE, since=since)


def _sort_keys(
    tx: Snapshot, pages: lead_pages.Pages, wanted: Asked, rules: Mapping[str, Rules], *, now: datetime
) -> Iterator[tuple[float, int]]:
    """Yield the sort key and number of each lead asked for; leads without a score come last."""
    for numbers in pages:
        tx.renew()
        for lead in leads.by_ids(tx, numbers).values():
            if not wanted.means(lead):
                continue
            if wanted.sort == BY_SEEN:
                yield lead.last_seen_at.timestamp(), lead.id
                continue
            score = _score(tx, lead, rules, now=now)
            tier = score.tier if score else lead.tier
            if not wanted.tiers or tier in wanted.tiers:
                yield score.score if score else float("-inf"), lead.id


def _score(tx: Transaction, lead: StoredLead, rules: Mapping[str, Rules], *, now: datetime) -> Score | None:
    found = rules.get(lead.audience or "")
    return score_at(found.model, standing_now(tx, lead, found.model, now=now), now) if found else None


def _handoff_json(handoff: StoredHandoff) -> Json:
    """Return a handoff as docs/export.md promises it."""
    return {
        "number": handoff.number,
        "reason": handoff.reason,
        "tier": handoff.tier,
        "at": handoff.at.isoformat(),
        "claimed": handoff.claimed_by is not None,
        "rep": handoff.rep,
        "claimed_at": _iso(handoff.claimed_at),
        "first_contact_at": _iso(handoff.first_contact_at),
        "outcome": handoff.outcome,
        "outcome_at": _iso(handoff.outcome_at),
        "closed_at": _iso(handoff.closed_at),
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _is_of(desk: DeskScope, handoff: StoredHandoff) -> bool:
    """Return whether a desk has a handoff; what came of somebody in another system was none of any desk."""
    return handoff.reason != handoffs.IMPORTED and desk.has(handoff.desk_chat)


def _same_name(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


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
