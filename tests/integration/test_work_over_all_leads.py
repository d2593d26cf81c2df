"""What is done over all leads at once: forecasts and reviews, which write nothing, on one core or on all."""

import asyncio
import os
import signal
import sqlite3
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.commands.review import conversions
from bot.errors import LeadbotError
from bot.messages import Commanded
from bot.processes.pool import over_leads
from bot.rules.forecast import EARLIER, GONE, LATER, NEW, TIERS_RULE, Call, Forecast, forecast
from bot.rules.review import ENOUGH_LEADS, EVERYBODY, FULL, NEVER, usage
from scoring.history import Fact, Item, Signal
from storage import bulk, handoffs, leads
from storage.errors import DatabaseMissingError
from storage.place import Place
from storage.snapshots import snapshot
from storage.statements import Transaction
from tests.builders import MONDAY, PIA, SOMEBODY, Office, new_database
from tests.crowd import Known, crowd, settle
from tests.rules import GENEROUS, RULES, STRICT, Marketing, changed, model_of, quentin_tries_the_demo

DEMO = "engagement.demo.used"


def _did(*done: tuple[float, str]) -> list[Item]:
    """Return what somebody did, so many days after Monday; a role is what they said they are."""
    history: list[Item] = []
    for number, (days, what) in enumerate(done):
        at = MONDAY + timedelta(days=days)
        is_role = "." not in what
        history.append(Fact(f"{number}", at, "role", what) if is_role else Signal(f"{number}", at, what))
    return history


def _day(day: float) -> datetime:
    return MONDAY + timedelta(days=day)


async def _live(marketing: Marketing, *histories: list[Item], until: float = 5) -> None:
    """Let leads live under the rules in force, until so many days after Monday."""
    path = marketing.office.file
    settle(path, [Known(f"Lead {number}", history) for number, history in enumerate(histories, 1)])
    marketing.office.now = _day(until)
    await marketing.refold()


async def _forecast(marketing: Marketing, draft: str) -> Forecast:
    path, now = marketing.office.file, marketing.office.now
    return await forecast(path, marketing.rules, {"b2b": model_of(draft)}, now=now)


# Forecasts


async def test_the_rules_in_force_would_change_nothing(marketing: Marketing) -> None:
    await _live(marketing, _did((0, "demo.used")), _did((0, "email.opened")), _did((0, "student")))
    found = await _forecast(marketing, RULES)
    assert (found.moves, found.calls, found.calls_kept) == ([], [], {"b2b": 1})
    assert found.tiers_from == found.tiers_to == {("b2b", "lukewarm"): 1, ("b2b", "cold"): 1, ("b2b", "unfit"): 1}
    assert found.scores_from == found.scores_to
    assert found.leads == {"b2b": 3}


async def test_leads_who_would_stand_elsewhere_are_named_with_the_rule_that_does_most_of_it(
    marketing: Marketing,
) -> None:
    await _live(marketing, _did((4, "demo.used"), (4, "director")), _did((0, "email.opened")))
    found = await _forecast(marketing, changed(RULES, ("demo.used, points: 20", "demo.used, points: 50")))
    (move,) = found.moves
    assert (move.lead, move.name, move.tier_from, move.tier_to, move.rule) == (1, "Lead 1", "lukewarm", "hot", DEMO)
    assert move.score_to - move.score_from == pytest.approx(30 * 0.5**0.1)
    assert found.tiers_to == {("b2b", "hot"): 1, ("b2b", "cold"): 1}


async def test_where_no_points_differ_the_thresholds_have_done_it(marketing: Marketing) -> None:
    await _live(marketing, _did((4, "demo.used")))
    (move,) = (await _forecast(marketing, STRICT)).moves
    assert (move.tier_from, move.tier_to, move.rule) == ("lukewarm", "cold", TIERS_RULE)


async def test_of_two_rules_that_differ_the_one_that_pulls_that_way_has_done_it(marketing: Marketing) -> None:
    await _live(marketing, _did((4, "demo.used"), (4, "director")))
    draft = changed(RULES, ("points: {director: 8}", "points: {director: 18}"), ("used, points: 20", "used, points: 1"))
    (move,) = (await _forecast(marketing, draft)).moves
    assert (move.tier_to, move.rule) == ("cold", DEMO)


UNFIT = "  - {field: role, in: [student]}"


@pytest.mark.parametrize("more", [False, True])
async def test_who_would_become_unfit_owes_it_to_what_makes_unfit_even_if_their_points_rise(
    marketing: Marketing, more: bool
) -> None:
    await _live(marketing, _did((4, "director")))
    changes = [(UNFIT, UNFIT.replace("student", "director"))]
    draft = changed(RULES, *changes, *([("{director: 8}", "{director: 12}")] if more else []))
    (move,) = (await _forecast(marketing, draft)).moves
    assert (move.tier_from, move.tier_to) == ("cold", "unfit")
    assert move.rule in model_of(draft).unfit_ids


async def test_who_would_be_unfit_no_longer_owes_it_to_what_made_unfit(marketing: Marketing) -> None:
    await _live(marketing, _did((4, "student")))
    draft = changed(RULES, (UNFIT, UNFIT.replace("student", "pupil")))
    (move,) = (await _forecast(marketing, draft)).moves
    assert (move.tier_from, move.tier_to) == ("unfit", "cold")
    assert move.rule in model_of(RULES).unfit_ids


def _calls(found: Forecast) -> list[tuple[int, str, datetime | None, datetime | None]]:
    return [(call.lead, call.kind, call.at, call.would_be_at) for call in found.calls]


async def test_calls_come_earlier_or_for_the_first_time_under_generous_rules(marketing: Marketing) -> None:
    await _live(marketing, _did((1, "email.opened"), (3, "demo.used")), _did((2, "email.opened")), _did((4, "student")))
    found = await _forecast(marketing, GENEROUS)
    assert _calls(found) == [(1, EARLIER, _day(3), _day(1)), (2, NEW, None, _day(2))]
    assert found.calls_kept == {"b2b": 0}


async def test_calls_come_later_or_not_at_all_under_strict_rules(marketing: Marketing) -> None:
    await _live(
        marketing,
        _did((1, "demo.used"), (2, "demo.used"), (3, "demo.used")),
        _did((2, "demo.used")),
        _did((2, "demo.used"), (2, "demo.used"), (2, "demo.used")),
    )
    found = await _forecast(marketing, STRICT)
    assert _calls(found) == [(1, LATER, _day(1), _day(3)), (2, GONE, _day(2), None)]
    assert found.calls_kept == {"b2b": 1}


async def test_a_second_episode_is_a_call_of_its_own(marketing: Marketing) -> None:
    await _live(marketing, _did((0, "demo.used"), (30, "email.opened"), (31, "demo.used")), until=32)
    found = await _forecast(marketing, changed(RULES, ("enter: 20, leave: 10", "enter: 20, leave: 1")))
    assert _calls(found) == [(1, GONE, _day(31), None)]
    assert found.calls_kept == {"b2b": 1}


async def test_calls_that_there_were_are_told_with_the_number_of_their_card(marketing: Marketing) -> None:
    office = marketing.office
    await office.turn(Commanded("human", "", 900), PIA)
    await office.start("b2b")
    office.pass_time(days=1)
    await office.signal("demo.used")
    office.pass_time(days=40)
    await office.signal("demo.used")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#2", "<b>#2"]
    await office.at_desk("outcome", "2 not a fit")
    office.pass_time(days=40)
    await office.signal("demo.used")
    found = await _forecast(marketing, STRICT)
    assert [(call.kind, call.number) for call in found.calls] == [(GONE, 2), (GONE, None), (GONE, 3)]


async def test_what_new_rules_lifted_was_no_call_but_would_have_been_one(marketing: Marketing) -> None:
    await _live(marketing, _did((1, "email.opened")))
    await marketing.publish(GENEROUS)
    await marketing.refold()
    found = await _forecast(marketing, GENEROUS)
    assert found.moves == []
    assert found.calls == [Call(1, "Lead 1", "b2b", NEW, None, _day(1), None)]


async def test_leads_of_other_audiences_and_of_none_are_left_out(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2c", PIA)
    await office.start()
    assert (await _forecast(marketing, GENEROUS)).leads == {}


async def test_leads_under_earlier_rules_are_told_as_they_would_stand_under_those_in_force(
    marketing: Marketing,
) -> None:
    await _live(marketing, _did((4, "email.opened")))
    await marketing.publish(GENEROUS)
    found = await _forecast(marketing, RULES)
    assert [(move.tier_from, move.tier_to) for move in found.moves] == [("lukewarm", "cold")]


async def test_forecasts_and_reviews_write_nothing(marketing: Marketing) -> None:
    path = marketing.office.file
    await _live(marketing, _did((4, "demo.used")), _did((4, "email.opened")))
    files = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + ".lock")]
    before = [file.read_bytes() for file in files]
    await _forecast(marketing, STRICT)
    await usage(path, marketing.rules, now=marketing.office.now)
    assert [file.read_bytes() for file in files] == before


# Reviews


def _verdicts(marketing: Marketing, leads: list[Known]) -> Path:
    path = marketing.office.file
    settle(path, leads)
    return path


async def test_a_review_tells_which_rules_never_fired_which_fire_for_all_and_which_are_full(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await marketing.publish(changed(RULES, ("demo.used, points: 20, cap: 60", "demo.used, points: 20, cap: 30")))
    half = ENOUGH_LEADS
    history = _did((0, "director"), (1, "email.opened"))
    tried = _did((0, "manager"), (1, "demo.used"), (1, "demo.used"))
    path = _verdicts(marketing, [Known("Lead", history)] * half + [Known("Lead", tried)] * half)
    office.pass_time(days=2)
    used = await usage(path, marketing.rules, now=office.now)
    told = {use.rule: (use.fired, use.capped, use.verdict) for use in used.rules(marketing.model)}
    assert told == {
        marketing.model.unfit_ids[0]: (0, 0, NEVER),
        "fit.role": (half, 0, ""),
        DEMO: (half, half, FULL),
        "engagement.email.opened": (half, 0, ""),
        "engagement.newsletter.unsubscribed": (0, 0, NEVER),
    }
    assert used.leads == {"b2b": 2 * half}
    assert used.tiers == {("b2b", "lukewarm"): half, ("b2b", "cold"): half}


@pytest.mark.parametrize(("others", "verdict"), [(2, EVERYBODY), (3, "")])
async def test_a_rule_that_gives_nine_of_ten_the_same_tells_nobody_apart(
    marketing: Marketing, others: int, verdict: str
) -> None:
    leads = [Known("Lead", _did((0, "director"), (1, "email.opened")))] * (20 - others)
    leads += [Known("Lead", _did((0, "manager")))] * others
    used = await usage(_verdicts(marketing, leads), marketing.rules, now=_day(2))
    told = {use.rule: use.verdict for use in used.rules(marketing.model)}
    assert (told["fit.role"], told["engagement.email.opened"]) == (verdict, verdict)


async def test_a_rule_that_gives_some_more_and_some_less_tells_them_apart(marketing: Marketing) -> None:
    await marketing.publish(changed(RULES, ("{director: 8}", "{director: 8, manager: 4}")))
    leads = [Known("Lead", _did((0, role))) for role in ("director", "manager") for _ in range(10)]
    used = await usage(_verdicts(marketing, leads), marketing.rules, now=_day(2))
    assert {use.rule: use.verdict for use in used.rules(marketing.model)}["fit.role"] == ""


async def test_of_fewer_leads_nothing_is_said(marketing: Marketing) -> None:
    leads = [Known("Lead", _did((0, "director")))] * (ENOUGH_LEADS - 1)
    used = await usage(_verdicts(marketing, leads), marketing.rules, now=_day(2))
    assert {use.verdict for use in used.rules(marketing.model)} == {""}


def test_what_became_of_handoffs_is_told_by_tier_and_how_sure_one_may_be() -> None:
    outcomes = [("b2b", "lukewarm", "won", 3), ("b2b", "lukewarm", "lost", 7), ("b2b", "lukewarm", "", 5)]
    outcomes += [("b2b", "hot", "meeting", 2), ("b2c", "hot", "won", 9)]
    told = conversions("b2b", outcomes)
    assert [*told] == ["hot", "lukewarm"]
    assert (told["lukewarm"].handoffs, told["lukewarm"].decided, told["lukewarm"].won) == (15, 10, 3)
    assert (told["lukewarm"].low, told["lukewarm"].high) == pytest.approx((0.108, 0.603), abs=1e-3)
    assert (told["hot"].decided, told["hot"].low, told["hot"].high) == (0, 0.0, 1.0)


# One core or all


@pytest.mark.parametrize(
    ("place", "alone_below"),
    [("sqlite", 100), ("postgres", 100), ("postgres", 0)],
    indirect=["place"],
    ids=["of a file in this process", "of PostgreSQL in this process", "of PostgreSQL in others"],
)
async def test_ranges_give_every_lead_once_in_order_and_on_postgresql_as_they_were_at_the_start(
    office: Office, place: Place, alone_below: int
) -> None:
    """Nobody has read the last range when a name in it changes: the processes are no more than a few ranges ahead."""
    many = 40
    added = [await office.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}")) for _ in range(many)]
    ranges = over_leads(place, bulk.leads_between, last=many, at_once=3, alone_below=alone_below)
    async with aclosing(ranges):
        found = [await anext(ranges)]
        last = added[-1]
        await office.write(lambda tx: leads.save(tx, replace(last, name="Pia"), was=last))
        found += [some async for some in ranges]
    assert [len(some) for some in found] == [3] * 13 + [1]
    assert [lead.id for some in found for lead in some] == [lead.id for lead in added]
    assert found[-1][0].name == ("Pia" if isinstance(place, Path) else SOMEBODY.name)


async def test_without_a_lead_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert [leads async for leads in over_leads(new_database(tmp_path), bulk.leads_between, last=0)] == []


@pytest.mark.parametrize("alone_below", [100, 0], ids=["in this process", "in others"])
async def test_between_two_pieces_nothing_keeps_the_log_from_shrinking(office: Office, alone_below: int) -> None:
    path = office.file
    settle(path, crowd(6))
    seen = over_leads(path, bulk.leads_between, last=6, at_once=3, alone_below=alone_below)
    async with aclosing(seen):
        for _ in range(2):
            await anext(seen)
        await office.hear(Commanded("help", "", 1))
        async with asyncio.timeout(30):
            # Another process may be starting, or in the midst of the next piece: it lets go at the end of that.
            while not await office.opened_file.truncate_log():  # noqa: ASYNC110  # no event tells what another process has let go
                await asyncio.sleep(0.01)
        log = path.with_name(path.name + "-wal")
        assert log.stat().st_size == 0


async def test_a_process_that_is_ended_from_outside_ends_the_work_in_a_sentence(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    settle(path, crowd(11))
    with pytest.raises(LeadbotError, match="short of memory"):
        async for _ in over_leads(path, _killed, last=11, at_once=3, alone_below=0):
            pass


def _killed(_tx: Transaction, _first: int, _last: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def test_a_standing_that_is_damaged_is_no_hindrance_to_forecasts_and_reviews(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET standing = 'damaged'"))
    path, now = office.file, office.now
    found = await forecast(path, marketing.rules, {"b2b": model_of(STRICT)}, now=now)
    assert found.tiers_from == {("b2b", "lukewarm"): 1}
    assert (await usage(path, marketing.rules, now=now)).tiers == {("b2b", "lukewarm"): 1}


async def test_of_each_kind_the_furthest_and_the_first_are_named_and_all_are_counted(marketing: Marketing) -> None:
    await _live(marketing, *[_did((day, "director"), (day, "demo.used")) for day in range(5)])
    path, now = marketing.office.file, marketing.office.now
    found = await forecast(path, marketing.rules, {"b2b": model_of(STRICT)}, now=now, most_named=2)
    assert (found.ways, found.kinds) == ({("b2b", "lukewarm", "cold"): 5}, {("b2b", GONE): 5})
    assert (len(found.moves), [call.lead for call in found.calls]) == (2, [1, 2])
    whole = await _forecast(marketing, STRICT)
    apart = sorted((abs(move.score_to - move.score_from) for move in whole.moves), reverse=True)
    assert [abs(move.score_to - move.score_from) for move in found.moves] == apart[:2]


async def test_a_snapshot_stays_as_it_is_and_can_write_nothing(marketing: Marketing, tmp_path: Path) -> None:
    office = marketing.office
    await office.start("b2b")
    with snapshot(office.file) as tx:
        before = bulk.leads_between(tx, 1, 9)
        office.pass_time(days=1)
        await office.signal("demo.used")
        assert bulk.leads_between(tx, 1, 9) == before
        with pytest.raises(sqlite3.OperationalError):
            handoffs.note_ring(tx, 1, office.now)
    with pytest.raises(DatabaseMissingError), snapshot(tmp_path / "elsewhere.db"):
        pass
