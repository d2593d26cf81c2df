"""Events that nobody has a word for: kept for a time, and signals as soon as there is one; visitors are dropped."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.in_force import InForce
from bot.signal_mapping import EventRule, SignalMapping
from bot.workers.timekeeper import Timekeeper
from scoring.values import OneOf
from tests.builders import MONDAY, Office, opened_office
from tests.integration.usecases.signals.reporting import (
    NOBODYS,
    count,
    did,
    known_as,
    lead_called,
    minutes,
    names_of,
    report,
    viewed,
)

pytestmark = pytest.mark.both_places

LEVELLED = EventRule(OneOf(("Levelled Up",)), "demo.used", keeps_all=True)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


def _with_rule(office: Office, *rules: EventRule) -> None:
    mapping = office.setup.playbooks.signals
    signals = SignalMapping(mapping.keep_anonymous, (*mapping.events, *rules), traits=mapping.traits)
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, signals=signals))


def _timekeeper(office: Office, *, elapsed: list[float]) -> tuple[Timekeeper, InForce]:
    in_force = InForce(office.setup)
    return Timekeeper(office.database, in_force, now=lambda: office.now, elapsed=lambda: elapsed[0]), in_force


async def test_what_is_mapped_later_counts_with_its_own_instants_and_rings_for_nobody(office: Office) -> None:
    events = [did(n, "Levelled Up", "user:17", at=minutes(n), told={"level": n}) for n in range(30)]
    office.pass_time(minutes=60)
    await report(office, known_as(1, "user:17", email="ada@acme.com", employees=500), *events)
    await report(office, did(99, "Levelled Up", "visitor:b", at=minutes(5)))
    await office.deliver()
    keeper, in_force = _timekeeper(office, elapsed=[0.0])
    await keeper.tick()
    assert count(office, "unknown_events") == 31
    _with_rule(office, LEVELLED)
    in_force.setup = office.setup
    await keeper.tick()
    assert count(office, "unknown_events") == 0
    lead = (await lead_called(office, "user:17")).lead
    assert names_of(office, lead.id) == ["demo.used"] * 30
    assert office.rows("SELECT name, visitor FROM visitor_signals") == [("demo.used", "visitor:b")]
    assert lead.tier == "lukewarm"
    assert await office.deliver() == []
    # The next thing that they do rings.
    await report(office, viewed("later", "user:17", at=office.now))
    await office.deliver()
    assert len(office.alerts()) == 1


async def test_a_report_is_a_repeat_also_when_it_was_mapped_since(office: Office) -> None:
    await report(office, did(1, "Levelled Up", "visitor:b"))
    _with_rule(office, LEVELLED)
    keeper, _ = _timekeeper(office, elapsed=[0.0])
    await keeper.tick()
    assert (await report(office, did(1, "Levelled Up", "visitor:b"))).repeated == 1


async def test_visitors_are_dropped_after_their_time_and_leads_keep_what_they_did(office: Office) -> None:
    """The slices are many: more rows than one drops."""
    many = [viewed(n, f"visitor:{n}", at=minutes(n / 100)) for n in range(1200)]
    unknown = [did(f"u{n}", "Levelled Up", "visitor:u") for n in range(600)]
    await report(office, *many, *unknown, known_as(1, "user:17", email="ada@acme.com"), by=NOBODYS)
    await report(office, viewed("l", "user:17"), did("lu", "Levelled Up", "user:17"), by=NOBODYS)
    elapsed = [0.0]
    keeper, _ = _timekeeper(office, elapsed=elapsed)
    await keeper.tick()
    assert count(office, "visitors") == 1201
    for days in (20, 11, 60):
        # Nobody is erased before the clock has gone steadily for a day.
        for _ in range(days):
            office.pass_time(days=1)
            elapsed[0] += timedelta(days=1).total_seconds()
        await keeper.tick()
        kept = {table: count(office, table) for table in ("visitors", "visitor_signals", "visitor_facts")}
        assert all(kept.values()) is False if days != 20 else kept["visitors"] == 1201
        assert count(office, "unknown_events") == {20: 601, 11: 1, 60: 0}[days]
    assert set(kept.values()) == {0}
    assert count(office, "signals") == 1
    assert office.now > MONDAY
