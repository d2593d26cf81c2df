"""How sales worked the leads: who was called when, by the pack's model, and what came of it.

Only the outcomes know the model: a rep can work a lead only after the bot has rung.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scoring.engine import Folded, TierChange, replay
from scoring.history import Fact, Item, Signal
from scoring.model import COLD, HOT, RANK, UNFIT, Model

from .dice import Dice
from .plot import Desk
from .rhythm import SATURDAY, TODAY, moment
from .telling import Lead

OFFICE = ZoneInfo("Europe/Stockholm")
FOR_GOOD = ("won", "not_a_fit")
NEVER_CALLED = 0.06
NO_ANSWER = 0.25


class Outcome(NamedTuple):
    """One row of outcomes.csv."""

    lead: str
    at: datetime
    outcome: str


def items_of(lead: Lead) -> list[Item]:
    """Return the lead's history, with what lists know of it as facts from its first day."""
    listed: list[Item] = [
        Fact(f"{lead.key}-00-{name}", lead.created_at, name, value)
        for name, value in lead.imported.items()
        if value is not None
    ]
    return listed + [_item(f"{lead.key}-{number:03}", line) for number, line in enumerate(lead.lines, start=1)]


def _item(item_id: str, line: Mapping[str, object]) -> Item:
    at = line["at"]
    assert isinstance(at, datetime)
    if line["kind"] == "fact":
        value = line["value"]
        assert isinstance(value, str | int | float | bool)
        return Fact(item_id, at, str(line["field"]), value)
    properties = line["properties"]
    assert isinstance(properties, dict)
    return Signal(item_id, at, str(line["signal"]), properties)


def rings(model: Model, folded: Folded, items: Iterable[Item]) -> list[datetime]:
    """Return when sales was told of a lead: it rose to the handoff tier, or asked for a person."""
    rises = [change.at for change in folded.tier_changes if _rises(model, change)]
    asked = [item.at for item in items if isinstance(item, Signal) and item.name == "chat.asked_person"]
    kept = list[datetime]()
    for at in sorted(rises + asked):
        if not kept or at - kept[-1] >= (model.alert_again_after or timedelta(0)):
            kept.append(at)
    return kept


def _rises(model: Model, change: TierChange) -> bool:
    return RANK[change.tier_from] < RANK[model.handoff] <= RANK[change.tier_to]


def work(lead: Lead, model: Model, desk: Desk) -> list[Outcome]:
    """Return what reps reported of a lead, episode by episode, up to today."""
    items = items_of(lead)
    folded = replay(model, items, TODAY)
    reported = list[Outcome]()
    for number, rung_at in enumerate(rings(model, folded, items)):
        if reported and (reported[-1].outcome in FOR_GOOD or reported[-1].at > rung_at):
            continue
        dice = Dice("desk", lead.key, number)
        if not dice.chance(NEVER_CALLED):
            reported += _Episode(lead, desk, dice, rung_at=rung_at, folded=folded).outcomes()
    return [outcome for outcome in reported if outcome.at <= TODAY]


class _Episode:
    """One handoff in a rep's hands."""

    def __init__(self, lead: Lead, desk: Desk, dice: Dice, *, rung_at: datetime, folded: Folded) -> None:
        self.lead, self.desk, self.dice, self.rung_at, self.folded = lead, desk, dice, rung_at, folded

    def outcomes(self) -> list[Outcome]:
        at = self._soon(self.rung_at)
        rows = list[Outcome]()
        if self.dice.chance(NO_ANSWER):
            rows.append(self._row(at, "no_answer"))
            at = self._days(at, 1, 4)
            if self.dice.chance(0.3) and not self._paid():
                return [*rows, self._row(at, "no_answer")]
        rows.append(self._row(at, "reached"))
        return rows + (self._sell(at) if self.desk.odds else self._see(at))

    def _paid(self) -> list[datetime]:
        """Return when the lead bought in the shop after the call."""
        paid = [line["at"] for line in self.lead.lines if line.get("signal") == "purchase.made"]
        return [at for at in paid if at >= self.rung_at]

    def _sell(self, at: datetime) -> list[Outcome]:
        """Let a rep sell: a meeting mostly, and in the end a decision."""
        if self.lead.arc.buys < 0:
            return [self._row(self._days(at, 0.6, 6), "not_a_fit")]
        rows = list[Outcome]()
        if self.dice.chance(0.75):
            at = self._days(at, 3, 12)
            rows.append(self._row(at, "meeting"))
        decided_at = self._days(at, *self.desk.final)
        odds = self.desk.odds[HOT if self._was_hot(decided_at) else _tier_at(self.folded, self.rung_at)]
        won = self.dice.chance(min(odds * self.lead.arc.buys, 0.9))
        return [*rows, self._row(decided_at, "won" if won else "lost")]

    def _see(self, at: datetime) -> list[Outcome]:
        """Let the shop sell: a purchase after the call, or none."""
        given_up_at = self._days(at, *self.desk.final)
        bought = [paid_at for paid_at in self._paid() if paid_at <= given_up_at]
        if bought:
            return [self._row(self._soon(max(at, bought[0])), "won")]
        return [self._row(given_up_at, "lost")]

    def _was_hot(self, until: datetime) -> bool:
        hot_at = [change.at for change in self.folded.tier_changes if change.tier_to == HOT]
        return any(self.rung_at <= at <= until for at in hot_at)

    def _soon(self, at: datetime) -> datetime:
        """Return when somebody is there: within hours while the office is open, else on the next working day."""
        local = at.astimezone(OFFICE)
        if local.weekday() < SATURDAY and 7 <= local.hour < 17:
            return at + timedelta(seconds=self.dice.whole(120, 9_000))
        return moment(self.dice, (local + timedelta(days=local.hour >= 17)).date(), OFFICE, works=True)

    def _days(self, at: datetime, least: float, most: float) -> datetime:
        day = at.astimezone(OFFICE).date() + timedelta(days=max(1, round(self.dice.between(least, most))))
        return moment(self.dice, day, OFFICE, works=True)

    def _row(self, at: datetime, outcome: str) -> Outcome:
        return Outcome(self.lead.key, at.astimezone(UTC).replace(microsecond=0), outcome)


def _tier_at(folded: Folded, at: datetime) -> str:
    """Return the tier that the lead had at an instant."""
    before = [change.tier_to for change in folded.tier_changes if change.at <= at]
    return before[-1] if before and before[-1] != UNFIT else COLD
