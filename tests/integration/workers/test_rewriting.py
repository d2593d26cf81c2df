"""A large file is written anew by itself after an erasure: in a quiet moment, giving way to whoever writes."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages import Act, Tap, Tapped
from bot.workers import rewriting
from bot.workers.rewriting import LOOK_EVERY_SECONDS, QUIET_SECONDS, WAITS_SECONDS, Rewriting
from storage.sqlite import secure_erase
from storage.sqlite.database import Database
from storage.sqlite.secure_erase import GaveWayError, is_clean, size_of
from tests.builders import PIA, QUENTIN, Office
from tests.traces import traces_in

FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)
ZOE = replace(QUENTIN, first_name="Zoë", last_name="Zwölfender", username="zoe_zw")
WRITTEN_ANEW = "was written anew"


class Hours:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secure_erase, "REWRITTEN_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(rewriting, "QUIET_SECONDS", 0.05)


@pytest.fixture
def never_quiet(monkeypatch: pytest.MonkeyPatch, every_file_is_large: None) -> None:
    monkeypatch.setattr(rewriting, "QUIET_SECONDS", 1e9)


async def _moved_people(office: Office, *, of: int = 24) -> tuple[list[str], list[str]]:
    """Let people come and every second one go, whose rows have moved from page to page; return the names of both."""
    people = [replace(ZOE, id=1000 + n, first_name=f"Zq{n:03d}xq", username="") for n in range(of)]
    for number, who in enumerate(people):
        await office.start(f"b2b-{'x' * (number % 17)}", who)
    for number, who in enumerate(people):
        await office.say(f"{'Zebra ' * (number * 7 % 40)}{who.first_name} Ltd", who)
    for who in people[::2]:
        await office.hear(FORGET, who)
    await office.deliver()
    names = [who.first_name for who in people]
    return names[1::2], names[::2]


async def _fill(database: Database, megabytes: int) -> None:
    many = f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {megabytes * 1000})"
    sql = f"INSERT INTO template_files {many} SELECT k, hex(randomblob(400)) FROM n"
    await database.write(lambda tx: tx._connection.execute(sql))


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return told.out + told.err


async def _is_owed(office: Office) -> bool:
    return not await office.opened_file.keep_up(is_clean)


@pytest.mark.usefixtures("every_file_is_large")
async def test_a_large_file_holds_nothing_of_the_erased_after_the_first_quiet_moment(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = Rewriting(office.opened_file)
    stay, gone = await _moved_people(office)
    assert await _is_owed(office)
    await asyncio.sleep(0.1)
    await worker.look()
    assert not await _is_owed(office)
    for _ in range(100):
        if traces_in(office.file, gone):
            await asyncio.sleep(0.05)
    assert traces_in(office.file, gone) == set()
    assert {word for _, word, _ in traces_in(office.file, stay)} == set(stay)
    assert WRITTEN_ANEW in _said(capsys)


@pytest.mark.usefixtures("never_quiet")
async def test_while_somebody_writes_now_and_then_it_waits_a_day_and_is_then_done_all_the_same(office: Office) -> None:
    hours = Hours()
    worker = Rewriting(office.opened_file, elapsed=hours)
    await office.start("b2b", ZOE)
    await office.hear(FORGET, ZOE)
    for hours.now in (1000.0, 1000.0 + LOOK_EVERY_SECONDS, 999.0 + WAITS_SECONDS):
        await worker.look()
        assert await _is_owed(office)
    hours.now = 1000.0 + WAITS_SECONDS
    await worker.look()
    assert not await _is_owed(office)


@pytest.mark.usefixtures("every_file_is_large")
async def test_it_is_done_once_a_day_however_many_are_erased(office: Office) -> None:
    hours = Hours()
    worker = Rewriting(office.opened_file, elapsed=hours)
    for who in (QUENTIN, PIA):
        await office.start("b2b", who)
        await office.hear(FORGET, who)
        await asyncio.sleep(0.1)
        await worker.look()
        assert await _is_owed(office) == (who is PIA)
    hours.now += WAITS_SECONDS
    await worker.look()
    assert not await _is_owed(office)


@pytest.mark.usefixtures("every_file_is_large")
async def test_whoever_writes_meanwhile_is_served_and_it_is_tried_again(office: Office) -> None:
    await _fill(office.opened_file, 20)
    await office.start("b2b", ZOE)
    await office.hear(FORGET, ZOE)
    under_way = asyncio.create_task(office.opened_file.rewrite(gives_way=True))
    await asyncio.sleep(0)
    await office.start("b2b", PIA)
    with pytest.raises(GaveWayError):
        await under_way
    assert await _is_owed(office)
    assert office.rows("PRAGMA quick_check") == [("ok",)]
    await asyncio.sleep(0.1)
    await Rewriting(office.opened_file).look()
    assert not await _is_owed(office)
    assert office.rows("SELECT count(*) FROM leads") == [(1,)]


async def test_a_stop_does_not_wait_for_it(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "leadbot.db")
    await _fill(database, 20)
    under_way = asyncio.create_task(database.rewrite(gives_way=False))
    await asyncio.sleep(0)
    await database.close()
    with pytest.raises(GaveWayError):
        await under_way


@pytest.mark.usefixtures("every_file_is_large")
async def test_a_file_that_is_too_large_or_has_no_room_is_told_of_once_a_day(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hours = Hours()
    worker = Rewriting(office.opened_file, elapsed=hours)
    for limit in ("LARGEST_BYTES", "LARGEST_IN_A_RUSH_BYTES"):
        monkeypatch.setattr(rewriting, limit, await office.opened_file.keep_up(size_of) - 1)
    await office.start("b2b", ZOE)
    await office.hear(FORGET, ZOE)
    await asyncio.sleep(0.1)
    said = []
    for hours.now in (1000.0, 1000.0 + LOOK_EVERY_SECONDS, 1000.0 + WAITS_SECONDS):
        await worker.look()
        said.append(_said(capsys).count("too large to be written anew"))
    assert said == [1, 0, 1]
    monkeypatch.setattr(rewriting, "LARGEST_BYTES", 1e9)
    monkeypatch.setattr(rewriting, "LARGEST_IN_A_RUSH_BYTES", 1e9)
    monkeypatch.setattr("storage.sqlite.database.rewrite", lambda _connection, **_: False)
    hours.now += 2 * WAITS_SECONDS
    await worker.look()
    assert "There was no room" in _said(capsys)
    assert await _is_owed(office)


async def test_what_was_erased_just_before_a_kill_is_rewritten_by_the_next_start(
    tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is set by the very commit that erases: here it is killed before anything was cleared."""
    with monkeypatch.context() as patched:
        patched.setattr(secure_erase, "REWRITTEN_AT_ONCE_BYTES", 0)
        _, gone = await _moved_people(office)
        copy = tmp_path / "killed"
        copy.mkdir()
        for file in tmp_path.glob("leadbot.db*"):
            (copy / file.name).write_bytes(file.read_bytes())
    path = copy / "leadbot.db"
    database = await Database.open(path)
    try:
        for _ in range(200):
            if not await database.keep_up(is_clean) or traces_in(path, gone):
                await asyncio.sleep(0.05)
        assert traces_in(path, gone) == set()
        assert await database.keep_up(is_clean)
    finally:
        await database.close()


def test_quiet_is_longer_than_anybody_takes_to_type() -> None:
    assert QUIET_SECONDS > 10 * LOOK_EVERY_SECONDS
