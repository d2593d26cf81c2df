"""Puts the figures of a period into a chart: how many leads when, and how soon they heard from a person."""

from collections.abc import Sequence
from datetime import datetime

from bot import contexts, rendering
from bot.desk.periods import Kind, Period
from bot.figures.columns import Sales
from bot.figures.counting import opened, waits
from bot.messages import Bar, Chart, Share
from bot.usecases.setup import Setup

_SHARES = ("in_5_minutes", "in_an_hour", "later", "not_yet")
_Stretch = tuple[datetime, datetime, datetime, datetime]


def chart_of(
    sales: Sales, period: Period, stretches: Sequence[_Stretch], told: contexts.Statistics, *, setup: Setup
) -> Chart:
    """Return the chart of a period, with a bar for each of its stretches; its figures are told beside it."""
    texts = setup.desk_texts
    zone, locale = setup.desk.hours.zone, texts.locale
    is_week = period.kind in (Kind.WEEK, Kind.LAST_WEEK)
    bars = tuple(
        Bar(
            rendering.weekday(begins, zone, locale=locale)
            if is_week
            else rendering.short_day(ends, zone, locale=locale),
            opened(sales, begins, ends),
            opened(sales, *before),
        )
        for begins, ends, *before in stretches
    )
    counts = waits(sales, period.since, period.until)
    shares = tuple(Share(texts.static(f"stats.{name}"), count) for name, count in zip(_SHARES, counts, strict=True))
    title, about = (rendering.plain(texts.render(f"stats.{key}", told)) for key in ("title", "about"))
    return Chart(title, about, bars, texts.static("stats.heard"), shares)
