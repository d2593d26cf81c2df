"""Takes in what came of leads in another system: closed handoffs, so that reviews can count what was won."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.desk.outcomes import FINAL
from bot.imports.erased_leads import Returning, left_out, was_erased
from bot.imports.import_history import Intake
from bot.imports.leads_by_key import find_leads
from bot.playbooks import draft_of
from scoring.document_reader import describe
from scoring.engine import replay, score_at
from scoring.errors import Problem
from scoring.instants import instant, microseconds
from scoring.model import COLD, Model
from storage import handoffs, histories, leads, past_handoffs
from storage.handoffs import IMPORTED, IMPORTED_REP
from storage.leads import StoredLead
from storage.past_handoffs import PastHandoff
from storage.statements import Transaction

_Outcome = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What came of the lead that goes by ``key``; ``line`` is where the row begins."""

    line: int
    key: str
    at: datetime
    outcome: str


def import_outcomes(
    tx: Transaction, rows: Iterable[OutcomeRow], *, models: Mapping[str, Model], at: datetime
) -> Intake:
    """Store outcomes as closed handoffs of the rep whom we do not know, and return what came of it.

    Each handoff goes from an outcome to the next final one; tier and score are what ``models`` (by audience) say of
    the history up to its beginning.
    """
    rows, result = list(rows), Intake()
    numbers = find_leads(tx, {row.key for row in rows}, at=at).numbers
    strangers = ((row.key, set[str]()) for row in rows if row.key not in numbers)
    out = left_out(tx, strangers, returning=Returning({}))
    known: dict[int, set[_Outcome]] = {}
    changed: set[int] = set()
    for row in rows:
        number = numbers.get(row.key)
        if row.key in out:
            result.erased.append((row.line, was_erased(row.key)))
            continue
        if number is None:
            result.refused.append((row.line, _nobody(row.key)))
            continue
        if number not in known:
            known[number] = {(told_at, told) for _, told_at, told in past_handoffs.past_outcomes(tx, number)}
        is_known = (row.at, row.outcome) in known[number]
        result.counts[f"outcomes_{'known' if is_known else 'new'}"] += 1
        if not is_known:
            known[number].add((row.at, row.outcome))
            changed.add(number)
    _keep(tx, {number: known[number] for number in sorted(changed)}, models=models, at=at)
    result.leads = list(known)
    return result


def _nobody(key: str) -> str:
    expected = "a lead that is known: import the leads first, or with their outcomes"
    return str(Problem(("lead",), describe(key), expected))


def _keep(
    tx: Transaction, outcomes: Mapping[int, Collection[_Outcome]], *, models: Mapping[str, Model], at: datetime
) -> None:
    if not outcomes:
        return
    leads.see(tx, {number: min(told)[0] for number, told in outcomes.items()}, at=at)
    handoffs.meet_rep(tx, IMPORTED_REP, IMPORTED)
    stored = leads.by_ids(tx, outcomes)
    for number, told in outcomes.items():
        past_handoffs.keep_past(tx, number, _pasts(tx, stored[number], told, models=models))


def _pasts(
    tx: Transaction, lead: StoredLead, outcomes: Iterable[_Outcome], *, models: Mapping[str, Model]
) -> Iterator[PastHandoff]:
    model, history = models.get(lead.audience or ""), histories.history(tx, lead.id)
    for episode in episodes(outcomes):
        if model is None:
            yield PastHandoff(episode, COLD, 0.0, "")
            continue
        at = episode[0][0]
        score = score_at(model, replay(model, history, at).standing, at)
        yield PastHandoff(episode, score.tier, score.score, model.version)


def episodes(outcomes: Iterable[_Outcome]) -> list[tuple[_Outcome, ...]]:
    """Return outcomes in the order they were reported, as they belong together: a final one is the last of its handoff.

    >>> at = datetime(2026, 1, 5)
    >>> [[outcome for _, outcome in one] for one in episodes([(at, "won"), (at, "reached")])]
    [['reached', 'won']]
    """
    found: list[list[_Outcome]] = [[]]
    for outcome in sorted(outcomes, key=lambda one: (one[0], one[1] in FINAL, one[1])):
        found[-1].append(outcome)
        if outcome[1] in FINAL:
            found.append([])
    return [tuple(episode) for episode in found if episode]


@lru_cache(16)
def model_from(source: str) -> Model:
    """Return the model that a file describes: chunk after chunk it is the same."""
    return draft_of(source, name="model.yaml").model


def outcome_to_json(row: OutcomeRow) -> list[Any]:
    """Return a row as plain values, for the way to the process that writes."""
    return [row.line, row.key, microseconds(row.at), row.outcome]


def outcome_from_json(values: list[Any]) -> OutcomeRow:
    """Return the row that ``outcome_to_json`` told."""
    line, key, at_us, outcome = values
    return OutcomeRow(line, key, instant(at_us), outcome)
