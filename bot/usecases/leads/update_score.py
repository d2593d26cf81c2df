"""Saves what was learnt of a lead and scores it at once: facts and signals in, standing and tier out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.state import AUDIENCE
from bot.json_text import from_json, to_json
from bot.playbooks import Playbook, Playbooks
from bot.script import AnswerValue
from bot.usecases.leads.refold import refold, stood_under
from bot.usecases.leads.standing_text import pack, unpack
from scoring.engine import (
    LateItem,
    Standing,
    advance,
    fold_all,
    next_change,
    replay,
    start,
)
from scoring.errors import StandingError
from scoring.history import Fact, Item, Signal
from scoring.model import Model
from storage import histories, tier_changes
from storage.leads import StoredLead
from storage.statements import Transaction

UNSCORED = "unscored"
"""The model version of a lead of whom something was learnt while there were no rules for their audience."""
OUTGROWN = "outgrown"
"""The model version of a lead whose history has grown since it was folded."""


class Learnt(Struct, frozen=True):
    """A lead and their facts after something was learnt. ``tier_before`` is their tier just before, by the same rules.

    ``model`` is None until the audience is known, and where there is no playbook for it any more.
    """

    lead: StoredLead
    facts: Mapping[str, AnswerValue]
    standing: Standing
    model: Model | None
    tier_before: str


def known_facts(lead: StoredLead) -> dict[str, AnswerValue]:
    """Return the latest value of every field."""
    facts: dict[str, AnswerValue] = from_json(lead.facts)
    return facts


def learn(
    tx: Transaction,
    lead: StoredLead,
    items: Sequence[Item],
    *,
    playbooks: Playbooks,
    now: datetime,
    message_id: int | None = None,
    known: Mapping[str, AnswerValue] | None = None,
) -> Learnt:
    """Append items to a lead's history and fold them into their standing. The lead is returned, not yet saved.

    Where the audience was learnt or changed, the rules have changed since, or an item comes late, the whole history
    is folded again; what the rules alone change is recorded first, and is no news of the lead. ``known`` are the facts
    of the lead, where they have been read.
    """
    facts = [item for item in items if isinstance(item, Fact)]
    known = {**(known_facts(lead) if known is None else known), **{fact.field: fact.value for fact in facts}}
    begun = _begin(tx, News(lead, items, known if facts else None), known, playbooks=playbooks, now=now)
    histories.add_facts(tx, lead.id, facts, message_id=message_id)
    histories.add_signals(tx, lead.id, [item for item in items if isinstance(item, Signal)])
    return _finish(tx, begun, now=now)


class News(Struct, frozen=True):
    """What is new of a lead; ``known`` is then the latest value of every field, None where no fact is new."""

    lead: StoredLead
    items: Sequence[Item]
    known: Mapping[str, AnswerValue] | None = None


def learn_of_many(tx: Transaction, news: Iterable[News], *, playbooks: Playbooks, now: datetime) -> list[Learnt]:
    """Do the same for many leads, in the order given, whose items are written at one stroke."""
    begun = [
        _begin(tx, each, known_facts(each.lead) if each.known is None else each.known, playbooks=playbooks, now=now)
        for each in news
    ]
    written = [(each.news.lead.id, item) for each in begun for item in each.news.items]
    histories.add_history(
        tx,
        ((lead_id, item) for lead_id, item in written if isinstance(item, Fact)),
        ((lead_id, item) for lead_id, item in written if isinstance(item, Signal)),
    )
    return [_finish(tx, each, now=now) for each in begun]


class _Begun(Struct, frozen=True):
    """A lead of whom something is about to be written down. ``before`` is None under another audience's rules."""

    news: News
    known: Mapping[str, AnswerValue]
    audience: str | None
    playbook: Playbook | None
    before: Standing | None


def _begin(
    tx: Transaction, news: News, known: Mapping[str, AnswerValue], *, playbooks: Playbooks, now: datetime
) -> _Begun:
    lead = news.lead
    audience = str(known[AUDIENCE]) if AUDIENCE in known else None
    playbook = playbooks.audiences.get(audience) if audience else None
    corrected = audience != lead.audience
    before = None if playbook is None or corrected else _settled(tx, lead, playbook, now=now)
    return _Begun(news, known, audience, playbook, before)


def _finish(tx: Transaction, begun: _Begun, *, now: datetime) -> Learnt:
    lead, known, playbook, before = begun.news.lead, begun.known, begun.playbook, begun.before
    told: dict[str, Any] = {}
    if begun.news.known is not None:
        told = {"audience": begun.audience, "facts": to_json(known)}
    if playbook is None:
        # The tier stays as it is; what was learnt meanwhile counts as soon as there are rules for it again.
        version = lead.model_version and UNSCORED if begun.audience else lead.model_version
        return Learnt(replace(lead, **told, model_version=version), known, start(), None, lead.tier)
    if before is None:
        # Under another audience's rules a lead has had no tier yet.
        before, standing = start(), _refold(tx, lead, playbook.model, since=None, same_rules=False, now=now)
    else:
        standing = _fold(tx, lead, before, begun.news.items, playbook=playbook, now=now)
    return Learnt(stand(lead, standing, playbook.model, **told), known, standing, playbook.model, before.tier)


def standing_now(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> Standing:
    """Return a lead's standing at an instant under these rules, whichever it was folded under. Nothing is stored."""
    return standing_of(lead, model, lambda: histories.history(tx, lead.id), now=now)


def standing_of(lead: StoredLead, model: Model, history: Callable[[], Iterable[Item]], *, now: datetime) -> Standing:
    """Return the same as ``standing_now``; the history is asked for only if it takes all of it."""
    if lead.model_version == model.version:
        with suppress(StandingError):
            return advance(model, unpack(lead.standing), now).standing
    return replay(model, history(), now).standing


def cooled(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> StoredLead:
    """Record what is due for a lead who stands under these rules, and return them, not yet saved.

    Raises StandingError if their standing is damaged.
    """
    return stand(lead, _cool(tx, lead, model, unpack(lead.standing), now=now), model)


def _settled(tx: Transaction, lead: StoredLead, playbook: Playbook, *, now: datetime) -> Standing:
    """Return the standing under the rules in force, what is due by now recorded."""
    model = playbook.model
    if lead.model_version == model.version:
        try:
            return _cool(tx, lead, model, unpack(lead.standing), now=now)
        except StandingError:
            pass  # What is damaged is folded anew.
    since = playbook.model_since if lead.model_version else None
    return _refold(tx, lead, model, since=since, same_rules=stood_under(lead, model), now=now)


def _fold(
    tx: Transaction, lead: StoredLead, before: Standing, items: Sequence[Item], *, playbook: Playbook, now: datetime
) -> Standing:
    """Return the standing after the items; if one is older than it, or than the rules, that of the whole history."""
    model, since = playbook.model, playbook.model_since
    if since is None or all(item.at > since for item in items):
        try:
            folded = fold_all(model, before, items)
        except LateItem:
            return _refold(tx, lead, model, since=since, same_rules=True, now=now)
        if folded.tier_changes:
            tier_changes.add(tx, lead.id, folded.tier_changes)
        return _cool(tx, lead, model, folded.standing, now=now)
    return _refold(tx, lead, model, since=since, same_rules=True, now=now)


def _cool(tx: Transaction, lead: StoredLead, model: Model, standing: Standing, *, now: datetime) -> Standing:
    """Return the standing after what is due by now, and record it."""
    folded = advance(model, standing, now)
    if folded.tier_changes:
        tier_changes.add(tx, lead.id, folded.tier_changes)
    return folded.standing


def _refold(
    tx: Transaction, lead: StoredLead, model: Model, *, since: datetime | None, same_rules: bool, now: datetime
) -> Standing:
    """Return the standing after the whole history, and record what tiers that makes of it since these rules."""
    history, recorded = tier_changes.with_history(tx, lead.id)
    refolded = refold(history, recorded, model=model, since=since, same_rules=same_rules, now=now)
    if recorded:
        tier_changes.drop(tx, lead.id, since=since)
    tier_changes.add(tx, lead.id, refolded.changes)
    return refolded.standing


def stand(lead: StoredLead, standing: Standing, model: Model, **told: Any) -> StoredLead:
    """Return the lead with a standing, what is kept beside it to be found by, and what else was ``told``."""
    return replace(
        lead,
        **told,
        standing=pack(standing),
        tier=standing.tier,
        model_version=model.version,
        next_change_at=next_change(model, standing),
    )
