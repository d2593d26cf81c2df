"""Tells reps in their chat how quick sales was and what came of it, beside an earlier period.

Imported when figures are first asked for, since counting takes numpy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import contexts, rendering
from bot.desk.outcomes import OUTCOMES
from bot.desk.periods import Kind, Period, bars_of, period_between
from bot.figures.by import By
from bot.figures.columns import sales_between
from bot.figures.counting import Counted, Figures, Speed, count, the_whole
from bot.figures.working_time import working_time
from bot.messages import AskedFigures, Chart
from bot.usecases.sales.chart_statistics import chart_of
from bot.usecases.sales.draw_card import span
from bot.usecases.setup import Setup
from scoring.instants import instant
from scoring.model import TIERS
from storage import lead_rows
from storage.desk_scope import DeskScope
from storage.statements import Transaction

MOST_LINES = 12
_WON = "won"
_MONTH = 30


def told_figures(tx: Transaction, asked: AskedFigures, *, setup: Setup) -> tuple[str, Chart | None]:
    """Return the figures that were asked for in the words of the desk, and their chart if there is anything to see."""
    setup, now, by = setup.at(asked.desk), instant(asked.asked_us), By(asked.by)
    period = period_between(asked.length, asked.edges)
    bars = bars_of(period, setup.desk.hours.zone)
    scope = DeskScope(asked.seen, setup.chats) if asked.seen is not None else None
    begins = min(period.before_since, *(before for _, _, before, _ in bars))
    sales = sales_between(tx, begins, max(period.until, *(ends for _, ends, _, _ in bars)), scope=scope)
    worked = working_time(setup.desk.hours, period.before_since, now)
    kinds, reps = (By.ALL, *{By.TIER, by}), lead_rows.reps(tx)
    counted = count(sales, kinds, period, worked=worked, reps=reps, compared=(By.ALL,))
    whole = the_whole(counted)
    told = _Told(setup, now).report(whole, counted[By.TIER], counted[by], by=by, period=period)
    html = setup.desk_texts.render("stats.report", told)
    if not whole.now.handoffs and not whole.before.handoffs:
        return html, None
    return html, chart_of(sales, period, bars, told, setup=setup)


@dataclass(frozen=True, slots=True)
class _Told:
    """Puts figures into the words of one desk."""

    setup: Setup
    now: datetime

    def report(
        self, whole: Counted, tiers: list[Counted], lines: list[Counted], *, by: By, period: Period
    ) -> contexts.Statistics:
        now, before = whole.now, whole.before
        texts, shown = self.setup.desk_texts, [one for one in lines if one.now.handoffs or one.now.outcomes]
        working = now.working or Speed()
        return contexts.Statistics(
            period=period.kind if period.kind is not Kind.SINCE else Kind.DAYS,
            days=period.days,
            since=self._day(period.since),
            until=self._last_day(period),
            handoffs=now.handoffs,
            handoffs_before=before.handoffs,
            tiers=tuple(
                contexts.OfTier(texts.static(f"tiers.{one.key}"), one.now.handoffs)
                for one in tiers
                if one.now.handoffs and one.key in TIERS
            ),
            claimed=now.claimed,
            soon=now.soon,
            soon_before=before.soon,
            waiting=now.handoffs - now.contacted,
            median=self._length(now.speed, "median"),
            median_before=self._length(before.speed, "median"),
            p90=self._length(now.speed, "p90"),
            p90_before=self._length(before.speed, "p90"),
            working_median=self._length(working, "median"),
            working_p90=self._length(working, "p90"),
            won=now.outcomes.get(_WON, 0),
            won_before=before.outcomes.get(_WON, 0),
            won_amount=self._money(now.amounts),
            outcomes=tuple(self._outcomes(now)),
            by=by,
            lines=tuple(self._line(one, by) for one in shown[:MOST_LINES]),
            more=max(0, len(shown) - MOST_LINES),
            others=tuple(self._others(by, period)),
        )

    def _outcomes(self, figures: Figures) -> list[contexts.OfOutcome]:
        return [
            contexts.OfOutcome(self.setup.desk_texts.static(f"outcomes.{outcome}"), figures.outcomes[outcome])
            for outcome in OUTCOMES
            if outcome != _WON and figures.outcomes.get(outcome)
        ]

    def _line(self, one: Counted, by: By) -> contexts.StatisticsLine:
        name = self.setup.desk_texts.static(f"tiers.{one.key}") if by is By.TIER and one.key in TIERS else one.name
        figures = one.now
        return contexts.StatisticsLine(
            name,
            figures.handoffs,
            self._length(figures.speed, "median"),
            figures.outcomes.get(_WON, 0),
            self._money(figures.amounts),
        )

    def _others(self, by: By, period: Period) -> list[str]:
        """Return the commands for the same by something else, and for the last month where that is not shown."""
        months = f"_{period.days}" if period.kind is Kind.DAYS else ""
        kinds = [f"_{kind}{months}" for kind in (By.REP, By.SOURCE, By.CAMPAIGN, By.TIER) if kind is not by]
        longer = [] if months else [f"_{_MONTH}"]
        return [self.setup.command(f"stats{ending}") for ending in (*kinds, *longer)]

    def _money(self, amounts: Mapping[str, float]) -> str:
        locale = self.setup.desk_texts.locale
        written = (rendering.money(amount, currency, locale) for currency, amount in sorted(amounts.items()) if amount)
        return " + ".join(written)

    def _length(self, speed: Speed, which: str) -> str:
        found = getattr(speed, which)
        return span(found, self.setup.desk_texts) if found is not None else ""

    def _day(self, at: datetime) -> str:
        return rendering.day(at, self.setup.desk.hours.zone, now=self.now, locale=self.setup.desk_texts.locale)

    def _last_day(self, period: Period) -> str:
        # A period ends where the next begins: at midnight, its last day is the one before.
        return self._day(max(period.since, period.until - (period.until - period.since) / 1000))
