"""Figures out of packed days are those that are counted row by row, whatever happened before and after the packing."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.periods import Period, last_days
from bot.figures.by import By
from bot.figures.columns import Sales, sales_between
from bot.figures.counting import Figures, Speed, count, opened, waits
from bot.figures.packing import CAMPAIGN, Packed, of_bytes, packed, to_bytes
from bot.usecases.sales.pack_day import packed_before
from scoring.instants import microseconds
from storage import sales_days, trials
from storage.desk_scope import DeskScope
from storage.sales_days import HandoffRow
from storage.statements import Transaction

pytestmark = pytest.mark.sqlite_only

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
DAYS = 7
"""So long ago the first handoff may have been: a period of three days and the three before are cut in the middle."""
_QUARTER = 6 * 3600
DESKS = (-100, -200)
REPS = (11, 12)
_NEW = ("opened", "imported")
_KINDS = (
    *("opened", "opened", "opened", "claimed", "claimed", "heard", "reported", "reported", "withdrawn", "worth"),
    *("given", "released", "moved", "stood_for", "merged", "forgotten", "forgotten", "renamed", "imported", "noted"),
)


@dataclass(frozen=True)
class Step:
    """Something that happens to a handoff, by its place among all, so many quarters of a day after the first began.

    Once it has happened, days are perhaps packed.
    """

    kind: str
    place: int
    quarter: int
    choice: int
    packs: bool

    @property
    def seconds(self) -> int:
        return self.quarter * _QUARTER // 100

    @property
    def at(self) -> int:
        return microseconds(NOW - timedelta(days=DAYS)) + self.quarter * _QUARTER * 1_000_000


STEPS = st.lists(
    st.builds(
        Step,
        *(st.sampled_from(_KINDS), st.integers(0, 3), st.integers(0, 4 * DAYS - 1), st.integers(0, 5), st.booleans()),
    ),
    min_size=4,
    max_size=40,
)


def take(tx: Transaction, step: Step) -> None:
    """Let a step happen: straight in the tables, as any writer may."""
    run = tx._connection.execute
    if step.kind in _NEW:
        source = ("", "spring", "ad")[step.choice % 3]
        lead = run(
            "INSERT INTO leads (locale, name, username, source, created_at, last_seen_at, facts, standing, tier, "
            "model_version) VALUES ('en', '', '', ?, 0, 0, '{}', '', 'hot', '')",
            (source,),
        ).lastrowid
        reason = "imported" if step.kind == "imported" else "tier"
        run(
            "INSERT INTO handoffs (lead_id, at, reason, tier, score, model_version, campaign, desk_chat) "
            "VALUES (?, ?, ?, ?, 1, '', ?, ?)",
            (
                *(lead, step.at, reason, ("hot", "lukewarm")[step.choice % 2]),
                *((None, "", "may", "june")[step.choice % 4], (None, *DESKS)[step.choice % 3]),
            ),
        )
        return
    found = run("SELECT id, lead_id FROM handoffs ORDER BY id LIMIT 1 OFFSET ?", (step.place,)).fetchone()
    if found is not None:
        with suppress(sqlite3.IntegrityError):  # a lead has one that is open
            _CHANGES[step.kind](run, step, *found)


def _claimed(run: Any, step: Step, number: int, lead: int) -> None:
    rep = REPS[step.choice % 2]
    run("UPDATE handoffs SET claimed_by = ?, claimed_at = at + ? WHERE id = ?", (rep, step.seconds * 1000, number))
    detail = "by_report" if step.choice == 5 else ""
    run(
        "INSERT INTO desk_steps (handoff_id, at, rep_id, step, detail) "
        "SELECT id, claimed_at, claimed_by, 'claimed', ? FROM handoffs WHERE id = ?",
        (detail, number),
    )


def _noted(run: Any, step: Step, number: int, lead: int) -> None:
    """Let a claim be noted that was made before."""
    run(
        "INSERT INTO desk_steps (handoff_id, at, step, detail) SELECT id, at, 'claimed', '' FROM handoffs WHERE id = ?",
        (number,),
    )


def _heard(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE handoffs SET first_contact_at = at + ? WHERE id = ?", (step.seconds * 5000, number))


def _reported(run: Any, step: Step, number: int, lead: int) -> None:
    outcome, worth = ("reached", "meeting", "won", "won", "lost", "lost")[step.choice], step.choice == 2
    run(
        "INSERT INTO outcomes (handoff_id, rep_id, at, outcome, amount, currency) VALUES (?, 11, ?, ?, ?, ?)",
        (number, step.at, outcome, 99.5 if worth else None, "EUR" if worth else None),
    )
    run("UPDATE handoffs SET outcome = ?, closed_at = ? WHERE id = ?", (outcome, step.at, number))


def _withdrawn(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE outcomes SET withdrawn_at = ? WHERE handoff_id = ? AND id % 2 = ?", (step.at, number, step.choice % 2))
    run("UPDATE handoffs SET outcome = NULL, closed_at = NULL WHERE id = ?", (number,))


def _worth(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE outcomes SET amount = ?, currency = 'SEK' WHERE handoff_id = ?", (step.choice, number))


def _given(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE handoffs SET claimed_by = ? WHERE id = ?", (REPS[step.choice % 2], number))


def _released(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE handoffs SET claimed_by = NULL, claimed_at = NULL WHERE id = ?", (number,))


def _moved(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE handoffs SET desk_chat = ? WHERE id = ?", (DESKS[step.choice % 2], number))


def _stood_for(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE handoffs SET closed_at = ? WHERE id = ?", (step.at, number))


def _merged(run: Any, step: Step, number: int, lead: int) -> None:
    run(
        "UPDATE handoffs SET lead_id = (SELECT min(id) FROM leads), closed_at = coalesce(closed_at, 5) WHERE id = ?",
        (number,),
    )


def _forgotten(run: Any, step: Step, number: int, lead: int) -> None:
    run("DELETE FROM leads WHERE id = ?", (lead,))


def _renamed(run: Any, step: Step, number: int, lead: int) -> None:
    run("UPDATE leads SET source = 'fair' WHERE id = ?", (lead,))


_CHANGES = {
    name: globals()[f"_{name}"]
    for name in (
        *("claimed", "heard", "reported", "withdrawn", "worth", "given", "released", "moved", "stood_for", "merged"),
        *("forgotten", "renamed", "noted"),
    )
}


def _pack(tx: Transaction) -> None:
    before = sales_days.day_of(NOW)
    while found := packed_before(tx, before):
        assert sales_days.keep(tx, *found)
        before = found[0].day


def _rows(tx: Transaction, sql: str) -> Iterator[sqlite3.Row]:
    cursor = tx._connection.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(sql)


def counted_by_hand(tx: Transaction, by: By, begins: int, ends: int, scope: DeskScope | None) -> dict[str, Figures]:
    """Return the figures as the documentation of /stats tells them, row by row."""
    ours = {
        row["id"]: row
        for row in _rows(tx, "SELECT handoffs.*, leads.source FROM handoffs JOIN leads ON leads.id = lead_id")
        if row["reason"] != "imported" and (row["closed_at"] is None or row["outcome"] is not None)
        if scope is None or scope.has(row["desk_chat"])
    }
    claims: dict[int, int] = {}
    for step in _rows(tx, "SELECT * FROM desk_steps WHERE step = 'claimed' AND detail <> 'by_report'"):
        claims[step["handoff_id"]] = min(step["at"], claims.get(step["handoff_id"], step["at"]))
    last: dict[int, sqlite3.Row] = {}
    for told in _rows(tx, "SELECT * FROM outcomes WHERE withdrawn_at IS NULL ORDER BY at, id"):
        if told["handoff_id"] in ours and begins <= told["at"] < ends:
            last[told["handoff_id"]] = told
    column = {By.TIER: "tier", By.REP: "claimed_by", By.CAMPAIGN: "campaign", By.SOURCE: "source"}.get(by)
    keys = {number: str((row[column] if column else "") or "") for number, row in ours.items()}
    here = [row for row in ours.values() if begins <= row["at"] < ends]
    found = {}
    for key in {keys[number] for number in (*last, *(row["id"] for row in here))}:
        these = [row for row in here if keys[row["id"]] == key]
        starts = [claims.get(row["id"], row["claimed_at"]) for row in these]
        waited = [start - row["at"] for start, row in zip(starts, these, strict=True) if start is not None]
        heard = sorted(row["first_contact_at"] - row["at"] for row in these if row["first_contact_at"] is not None)
        reports = [told for number, told in last.items() if keys[number] == key]
        amounts: Counter[str] = Counter()
        for told in reports:
            if told["currency"]:
                amounts[told["currency"]] += told["amount"] or 0.0  # type: ignore[assignment]
        found[key] = Figures(
            *(len(these), len(waited), sum(each <= 300_000_000 for each in waited), len(heard), _speed(heard)),
            outcomes=dict(Counter(told["outcome"] for told in reports)),
            amounts=dict(amounts),
        )
    return found


def _speed(heard: list[int]) -> Speed:
    if not heard:
        return Speed()
    most = next(each for each in heard if sum(other <= each for other in heard) >= 0.9 * len(heard))
    return Speed(timedelta(microseconds=round(median(heard))), timedelta(microseconds=most))


def counted(tx: Transaction, by: By, period: Period, scope: DeskScope | None) -> dict[str, tuple[Figures, Figures]]:
    sales = sales_between(tx, period.before_since, period.until, scope=scope)
    return {one.key: (one.now, one.before) for one in count(sales, (by,), period)[by]}


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sampled_from(By), st.sampled_from((3, 5)), st.sampled_from((None, (-100,), (-200,), DESKS)))
def test_packed_days_give_the_figures_that_rows_give(
    steps: list[Step], by: By, days: int, seen: tuple[int, ...] | None
) -> None:
    period, scope = last_days(NOW, days), DeskScope(seen, DESKS) if seen else None
    with trials.unpacked(trials.begin(NOW)) as tx:
        for rep in REPS:
            tx._connection.execute("INSERT INTO reps (id, name) VALUES (?, 'Bo')", (rep,))
        for step in steps:
            take(tx, step)
            if step.packs:
                _pack(tx)
        found = counted(tx, by, period, scope)
        edges = ((period.since, period.until), (period.before_since, period.before_until))
        for place, (begins, ends) in enumerate(edges):
            expected = counted_by_hand(tx, by, microseconds(begins), microseconds(ends), scope)
            told = {key: figures[place] for key, figures in found.items() if figures[place] != Figures()}
            assert told == expected
        _pack(tx)
        assert counted(tx, by, period, scope) == found
        sales = sales_between(tx, period.since, period.until, scope=scope)
        assert sum(waits(sales, period.since, period.until)) == opened(sales, period.since, period.until)


def test_a_day_may_name_more_words_than_a_byte_can_count() -> None:
    def day(number: int, campaigns: int) -> Packed:
        opened = [
            HandoffRow(number * 86_400_000_000 + place, None, None, "hot", None, f"{place}", "ad", None)
            for place in range(campaigns)
        ]
        return of_bytes(to_bytes(packed(opened, [])))

    for campaigns in ((3, 5), (300, 5), (3, 300, 2), (256, 1), (252, 253, 254)):
        sales = Sales([day(number, many) for number, many in enumerate(campaigns)])
        named = [sales.words[number] for number in sales.handoffs.words(CAMPAIGN).tolist()]
        assert named == [f"{place}" for many in campaigns for place in range(many)]
