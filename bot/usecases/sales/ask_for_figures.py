"""What reps ask of figures, and the message that a turn owes for it: they are counted when it is sent.

That is done beside the writer, and nobody waits for it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.desk.periods import LONGEST_DAYS, Period, edges_of, last_days, week_so_far
from bot.figures.by import By
from bot.messages import AskedFigures, SendMade
from bot.usecases.setup import Setup
from scoring.instants import microseconds
from storage.desk_scope import DeskScope

PICTURE = "leads.png"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rep asked to see: by what it is counted, and of how many days; None is this week."""

    by: By = By.REP
    days: int | None = None


def asked_in(words: str) -> Asked | None:
    """Return what a rep asked for behind the command; None where that is unclear.

    >>> asked_in(""), asked_in("30 source"), asked_in("yesterday")
    (Asked(by=<By.REP: 'rep'>, days=None), Asked(by=<By.SOURCE: 'source'>, days=30), None)
    """
    by, days = By.REP, None
    for word in words.lower().split():
        number = number_in(word)
        if number is not None and 0 < number <= LONGEST_DAYS:
            days = number
        elif word in set(By) - {By.ALL}:
            by = By(word)
        else:
            return None
    return Asked(by, days)


def figures_now(asked: Asked, *, setup: Setup, now: datetime, scope: DeskScope | None = None) -> SendMade:
    """Return the message with the figures that a rep asked for."""
    period = last_days(now, asked.days) if asked.days else week_so_far(now, setup.desk.hours.zone)
    return figures_of(period, by=asked.by, setup=setup, now=now, scope=scope)


def figures_of(period: Period, *, by: By, setup: Setup, now: datetime, scope: DeskScope | None = None) -> SendMade:
    """Return the message with the figures of a period, which are counted when it is sent."""
    seen = scope.seen if scope else None
    asked = AskedFigures(by, period.kind, edges_of(period), microseconds(now), setup.sales_chat, seen)
    return SendMade(asked, PICTURE, instead=setup.desk_texts.render("stats.failed", contexts.Nothing()))
