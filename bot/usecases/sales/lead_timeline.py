"""What happened with a lead, the newest first: what they did, how their tier changed, what sales did, notes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot import contexts, rendering
from bot.playbooks import Texts
from bot.usecases.sales.reason_labels import signal_label
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, histories, notes, tier_changes
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

MOST = 200
"""Of signals and notes each: twenty pages, and whoever reads further reads an export."""
MAX_CHARS = 160
_TOLD_BY_STEPS = "outcome."
"""How the names of signals begin that say what a rep has reported: the rep's own step says it."""


_MEETINGS = (desk_steps.MEETING, desk_steps.MEETING_OFF)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, in words, ``count`` times in a row, and by which rep."""

    at: datetime
    what: str
    rep: str = ""
    count: int = 1


def timeline_of(tx: Transaction, lead: StoredLead, *, setup: Setup, now: datetime) -> list[Happened]:
    """Return what happened with a lead, the newest first; the same in a row is told once."""
    texts = setup.desk_texts
    told = [
        *_signals(tx, lead, texts),
        *_tiers(tx, lead, texts),
        *(step for each in handoffs.of_lead(tx, lead.id) for step in _steps(tx, each, setup, now)),
        *_notes(tx, lead, texts),
    ]
    told.sort(key=lambda each: each.at, reverse=True)
    return list(_together(told))


def moments(told: Iterable[Happened], *, setup: Setup, now: datetime) -> tuple[contexts.Moment, ...]:
    """Return what happened as lines, by the clock of sales."""
    zone, locale = setup.time_zone, setup.desk_texts.locale
    return tuple(
        contexts.Moment(
            rendering.moment(each.at, zone, now=now, locale=locale),
            f"{each.what} ×{each.count}" if each.count > 1 else each.what,
            each.rep,
        )
        for each in told
    )


def _together(told: Iterable[Happened]) -> Iterator[Happened]:
    """Yield what happened, with what was the same several times in a row in one."""
    waiting: Happened | None = None
    for each in told:
        if waiting is not None and (each.what, each.rep) == (waiting.what, waiting.rep):
            waiting = replace(waiting, count=waiting.count + 1)
            continue
        if waiting is not None:
            yield waiting
        waiting = each
    if waiting is not None:
        yield waiting


def _signals(tx: Transaction, lead: StoredLead, texts: Texts) -> Iterator[Happened]:
    for signal in histories.newest_signals(tx, lead.id, limit=MOST):
        if not signal.name.startswith(_TOLD_BY_STEPS):
            yield Happened(signal.at, _short(signal_label(signal, texts)))


def _tiers(tx: Transaction, lead: StoredLead, texts: Texts) -> Iterator[Happened]:
    for change in islice(reversed(tier_changes.of_lead(tx, lead.id)), MOST):
        tiers = " → ".join(texts.static(f"tiers.{tier}") for tier in (change.tier_from, change.tier_to))
        yield Happened(change.at, tiers)


def _steps(tx: Transaction, handoff: StoredHandoff, setup: Setup, now: datetime) -> Iterator[Happened]:
    """Yield what sales did with a handoff; of one that was made before that was kept, what its row says."""
    texts = setup.desk_texts
    if handoff.reason != handoffs.IMPORTED:
        yield Happened(handoff.at, _step("opened", str(handoff.number), texts))
    steps = desk_steps.of_handoff(tx, handoff.number)
    for step in steps:
        told = _when(step.detail, setup, now) if step.step in _MEETINGS else _detail(step.detail, texts)
        yield Happened(step.at, _step(step.step, told, texts), step.rep or "")
    if not steps and handoff.claimed_at is not None:
        yield Happened(handoff.claimed_at, _step(desk_steps.CLAIMED, "", texts), handoff.rep or "")
    if not steps and handoff.outcome_at is not None and handoff.outcome:
        yield Happened(handoff.outcome_at, _step(desk_steps.OUTCOME, _detail(handoff.outcome, texts), texts))


def _step(name: str, detail: str, texts: Texts) -> str:
    key = f"looks.steps.{name}"
    step = contexts.Step(detail, name.replace("_", " "))
    return _short(rendering.plain(texts.render(key if texts.has(key) else "looks.steps.other", step)))


def _when(iso: str, setup: Setup, now: datetime) -> str:
    at = datetime.fromisoformat(iso)
    return rendering.appointment(at, setup.desk.hours.zone, now=now, locale=setup.desk_texts.locale, names_zone=False)


def _detail(detail: str, texts: Texts) -> str:
    key = f"outcomes.{detail}"
    return texts.static(key) if texts.has(key) else detail


def _notes(tx: Transaction, lead: StoredLead, texts: Texts) -> Iterator[Happened]:
    for note in notes.newest_of(tx, lead.id, limit=MOST):
        yield Happened(note.at, _step("noted", note.text, texts), note.rep)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_CHARS else f"{text[: MAX_CHARS - 1]}…"
