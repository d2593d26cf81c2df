"""`leadbot stats`: how quick sales was and what came of it, by rep, source, campaign or tier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import clock
from bot.commands.desks import scope_of
from bot.commands.lead_table import print_table
from bot.commands.since import instant_since
from bot.desk.outcomes import OUTCOMES
from bot.desk.periods import Period, since, week_so_far
from bot.figures.by import By
from bot.figures.columns import sales_between
from bot.figures.counting import Counted, Figures, Speed, count, the_whole
from bot.figures.working_time import working_time
from bot.json_text import to_json
from bot.playbooks import load_desk_rules
from bot.settings import SHIPPED_TEMPLATES, Settings
from storage import lead_rows
from storage.place import place_of
from storage.snapshots import snapshot

Json = dict[str, object]
_UNKNOWN = "(unknown)"
_NOBODY = "(nobody)"
_COLUMNS = ("handoffs", "claimed", "in 5 min", "heard", "half in", "9/10 in", "won", "amount")
"""What is in brackets is of the earlier period."""


def show_statistics(settings: Settings, by: By, begins: str | None, *, desk: str | None, as_json: bool) -> None:
    """Print the figures of a period, all together and by something, beside an earlier period's; perhaps of one desk."""
    now = clock.utc_now()
    rules, desks = load_desk_rules(settings.templates_path, base=SHIPPED_TEMPLATES)
    scope = None
    if desk is not None:
        scope = scope_of(desk, desks, settings.sales_chat)
        rules = next((one.rules for one in desks if one.chat in scope.seen), rules)
    zone = rules.zone or settings.timezone
    period = week_so_far(now, zone)
    if begins is not None:
        period = since(instant_since(begins, zone, now=now), now)
    worked = working_time(replace(rules.hours, zone=zone), period.before_since, now)
    with snapshot(place_of(settings.database_url)) as tx:
        sales, reps = sales_between(tx, period.before_since, period.until, scope=scope), lead_rows.reps(tx)
    counted = count(sales, (By.ALL, by), period, worked=worked, reps=reps)
    whole, parts = the_whole(counted), counted[by]
    if as_json:
        print(to_json(_as_json(period, by, whole, parts)))
        return
    print(f"{_stretch(period.since, period.until)}")
    print(f"in brackets: {_stretch(period.before_since, period.before_until)}")
    if whole.now.working and whole.now.working.median is not None:
        half, most = _length(whole.now.working.median), _length(whole.now.working.p90)
        print(f"In working hours only: half within {half}, nine of ten within {most}")
    print(f"Outcomes: {_outcomes(whole.now) or 'none'}\n")
    rows = [_row("all", whole), *(_row(_name(one, by), one) for one in parts)]
    print_table((by.value, *_COLUMNS), [rows])


def _as_json(period: Period, by: By, whole: Counted, parts: Sequence[Counted]) -> Json:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "before": {"since": period.before_since.isoformat(), "until": period.before_until.isoformat()},
        "all": _counted_json(whole),
        "by": by.value,
        "parts": [{by.value: one.name or None, **_counted_json(one)} for one in parts],
    }


def _counted_json(one: Counted) -> Json:
    return {**_figures_json(one.now), "before": _figures_json(one.before)}


def _figures_json(figures: Figures) -> Json:
    working = figures.working
    return {
        "handoffs": figures.handoffs,
        "claimed": figures.claimed,
        "claimed_within_5_minutes": figures.soon,
        "contacted": figures.contacted,
        "speed_to_lead_seconds": _speed_json(figures.speed),
        "speed_to_lead_working_seconds": _speed_json(working) if working else None,
        "outcomes": {outcome: figures.outcomes.get(outcome, 0) for outcome in OUTCOMES},
        "amounts": dict(sorted(figures.amounts.items())),
    }


def _speed_json(speed: Speed) -> Json:
    return {"median": _seconds(speed.median), "p90": _seconds(speed.p90)}


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _row(name: str, one: Counted) -> list[str]:
    now, before = one.now, one.before
    handoffs = f"{now.handoffs} ({before.handoffs})"
    won = f"{now.outcomes.get('won', 0)} ({before.outcomes.get('won', 0)})"
    counts = (handoffs, str(now.claimed), str(now.soon), str(now.contacted))
    return [name, *counts, _length(now.speed.median), _length(now.speed.p90), won, _money(now.amounts)]


def _name(one: Counted, by: By) -> str:
    return one.name or (_NOBODY if by is By.REP else _UNKNOWN)


def _outcomes(figures: Figures) -> str:
    told = (
        f"{outcome.replace('_', ' ')} {figures.outcomes[outcome]}"
        for outcome in OUTCOMES
        if outcome in figures.outcomes
    )
    return ", ".join(told)


def _money(amounts: Mapping[str, float]) -> str:
    return " + ".join(f"{amount:,.2f} {currency}" for currency, amount in sorted(amounts.items()))


def _length(length: timedelta | None) -> str:
    """Return a length of time, as short as a table needs it.

    >>> _length(timedelta(seconds=38)), _length(timedelta(minutes=4, seconds=5)), _length(timedelta(hours=27))
    ('38s', '4m 05s', '1d 03h')
    """
    if length is None:
        return ""
    seconds = round(length.total_seconds())
    for size, below, unit, smaller in ((86_400, 3_600, "d", "h"), (3_600, 60, "h", "m"), (60, 1, "m", "s")):
        if seconds >= size:
            return f"{seconds // size}{unit} {seconds % size // below:02}{smaller}"
    return f"{seconds}s"


def _stretch(begins: datetime, ends: datetime) -> str:
    return f"{begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M} UTC"
