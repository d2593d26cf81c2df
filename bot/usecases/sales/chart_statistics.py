"""Puts the figures of a period into a chart: how many leads when, and how soon they heard from a person."""

from bot import contexts, rendering
from bot.desk.periods import Kind, Period, bars_of
from bot.messages import Bar, Chart, Share
from bot.usecases.setup import Setup
from storage import statistics
from storage.desk_scope import DeskScope
from storage.statements import Transaction

_SHARES = ("in_5_minutes", "in_an_hour", "later", "not_yet")


def chart_of(
    tx: Transaction, period: Period, told: contexts.Statistics, *, setup: Setup, scope: DeskScope | None = None
) -> Chart:
    """Return the chart of a period, whose figures are told beside it."""
    texts = setup.desk_texts
    zone, locale = setup.desk.hours.zone, texts.locale
    is_week = period.kind in (Kind.WEEK, Kind.LAST_WEEK)
    bars = tuple(
        Bar(
            rendering.weekday(begins, zone, locale=locale)
            if is_week
            else rendering.short_day(ends, zone, locale=locale),
            statistics.opened(tx, begins, ends, scope=scope),
            statistics.opened(tx, *before, scope=scope),
        )
        for begins, ends, *before in bars_of(period, zone)
    )
    counts = statistics.waits(tx, period.since, period.until, scope=scope)
    shares = tuple(Share(texts.static(f"stats.{name}"), count) for name, count in zip(_SHARES, counts, strict=True))
    title, about = (rendering.plain(texts.render(f"stats.{key}", told)) for key in ("title", "about"))
    return Chart(title, about, bars, texts.static("stats.heard"), shares)
