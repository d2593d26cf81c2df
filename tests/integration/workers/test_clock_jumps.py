"""A clock that is set back or ahead while the bot runs, or while it is off: nothing is held up, nothing done twice."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.in_force import InForce
from bot.workers.timekeeper import STEADY_TO_ERASE, STEADY_TO_WORK, Timekeeper
from storage import due
from storage.due import Mark
from tests.builders import MONDAY, PIA, QUENTIN, Office

HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)


@dataclass
class Machine:
    """A machine whose wall clock can be set; the other one only goes on."""

    office: Office
    elapsed: float = 0.0
    timekeeper: Timekeeper = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.timekeeper = Timekeeper(
            self.office.database,
            InForce(self.office.setup),
            now=lambda: self.office.now,
            elapsed=lambda: self.elapsed,
        )

    async def go_on(self, length: timedelta, *, step: timedelta = HOUR) -> None:
        """Let time pass on both clocks, with a look in every hour."""
        await self.timekeeper.tick()
        while length > timedelta():
            passed = min(step, length)
            self.office.now += passed
            self.elapsed += passed.total_seconds()
            length -= passed
            await self.timekeeper.tick()

    async def set_clock(self, by: timedelta) -> None:
        self.office.now += by
        await self.timekeeper.tick()


@pytest.fixture
def machine(office: Office) -> Machine:
    return Machine(office)


async def _lukewarm(office: Office) -> None:
    await office.start("b2c", PIA)
    for name, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(name, option, PIA)


def _cooled(office: Office) -> int:
    return len(office.rows("SELECT 1 FROM tier_changes WHERE because = 'cooling'"))


async def _nudged(office: Office) -> int:
    await office.deliver()
    return len([sent for sent in office.sent_to(QUENTIN.id) if "Shall we go on?" in sent.html])


async def test_a_day_back_nobody_cools_or_is_nudged_twice(machine: Machine) -> None:
    office = machine.office
    await _lukewarm(office)
    await office.start("b2b")
    await machine.go_on(timedelta(days=3))
    assert (_cooled(office), await _nudged(office)) == (1, 1)
    await machine.set_clock(-DAY)
    await machine.go_on(2 * DAY)
    assert (_cooled(office), await _nudged(office)) == (1, 1)


async def test_a_day_back_what_is_settled_is_still_cleared_away_every_hour(machine: Machine) -> None:
    office = machine.office
    await machine.go_on(HOUR)
    await machine.set_clock(-DAY)
    await office.write(lambda tx: tx._connection.execute("INSERT INTO seen_updates VALUES (9, 1)"))
    await machine.go_on(HOUR)
    assert office.rows("SELECT 1 FROM seen_updates") == []


async def test_a_day_back_the_silent_are_nudged_no_later_than_their_silence_lasts(machine: Machine) -> None:
    """Who wrote while the clock was a month ahead would else be nudged a month late."""
    office = machine.office
    await machine.go_on(HOUR)
    await machine.set_clock(MONTH)
    await office.start("b2b")
    await machine.go_on(10 * timedelta(minutes=1))
    await machine.set_clock(-MONTH)
    await machine.go_on(19 * HOUR)
    assert await _nudged(office) == 0
    await machine.go_on(2 * HOUR)
    assert await _nudged(office) == 1


@pytest.mark.parametrize("ahead", [2 * HOUR, DAY, MONTH, 400 * DAY])
async def test_ahead_and_back_within_the_hour_nothing_has_happened(machine: Machine, ahead: timedelta) -> None:
    office = machine.office
    await _lukewarm(office)
    await office.start("b2b")
    await machine.go_on(HOUR)
    await machine.set_clock(ahead)
    await machine.go_on(HOUR / 2, step=timedelta(minutes=5))
    await machine.set_clock(-ahead)
    await machine.go_on(HOUR)
    assert (_cooled(office), await _nudged(office)) == (0, 0)
    assert len(office.rows("SELECT 1 FROM leads")) == 2
    await machine.go_on(3 * DAY)
    assert (_cooled(office), await _nudged(office)) == (1, 1)


async def test_ahead_for_good_what_is_due_is_done_after_an_hour_at_its_exact_instant(machine: Machine) -> None:
    office = machine.office
    await _lukewarm(office)
    due_at = (await office.chat(PIA)).lead.next_change_at
    await machine.go_on(HOUR)
    await machine.set_clock(MONTH)
    await machine.go_on(STEADY_TO_WORK)
    assert due_at is not None
    assert office.rows("SELECT at FROM tier_changes WHERE because = 'cooling'") == [(due_at.timestamp() * 1_000_000,)]


async def test_two_years_ahead_nobody_is_erased_for_a_day_and_then_whose_time_is_up(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    office = machine.office
    await office.start("b2b")
    await machine.go_on(HOUR)
    await machine.set_clock(800 * DAY)
    said = capsys.readouterr()
    assert "The clock has jumped" in said.err + said.out
    await machine.go_on(STEADY_TO_ERASE - HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]
    await machine.go_on(2 * HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_a_clock_set_right_again_within_the_day_has_erased_nobody(machine: Machine) -> None:
    office = machine.office
    await office.start("b2b")
    await machine.go_on(HOUR)
    await machine.set_clock(800 * DAY)
    await machine.go_on(DAY - 2 * HOUR)
    await machine.set_clock(-800 * DAY)
    await machine.go_on(3 * DAY)
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]


async def test_a_clock_that_is_wrong_after_a_restart_is_not_believed_either(machine: Machine) -> None:
    office = machine.office
    await office.start("b2b")
    await machine.go_on(2 * HOUR)
    office.now += 800 * DAY
    machine.restart()
    await machine.go_on(STEADY_TO_ERASE - HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]
    await machine.go_on(2 * HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_the_first_start_after_an_upgrade_with_a_wrong_clock_erases_nobody_at_once(machine: Machine) -> None:
    """Nothing was marked yet: the newest update tells how late it was."""
    office = machine.office
    await office.start("b2b")
    office.now += 800 * DAY
    machine.restart()
    await machine.go_on(2 * HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]


async def test_a_bot_that_is_restarted_every_few_hours_erases_whose_time_is_up_all_the_same(machine: Machine) -> None:
    office = machine.office
    await office.start("b2b")
    await machine.go_on(HOUR)
    await machine.set_clock(800 * DAY)
    for _ in range(9):
        await machine.go_on(3 * HOUR)
        machine.restart()
    await machine.go_on(HOUR)
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_what_the_clock_showed_is_remembered_once_an_hour(machine: Machine) -> None:
    office = machine.office
    await machine.go_on(3 * HOUR)
    marked = await office.write(due.clock_mark)
    assert isinstance(marked, Mark)
    assert marked.at == MONDAY + 3 * HOUR
    assert office.rows("SELECT count(*) FROM clock_marks") == [(1,)]
