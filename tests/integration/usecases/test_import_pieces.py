"""An import in whatever pieces, order and process, killed wherever: it comes to the same."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.imports import chunks as import_chunks
from bot.imports.cell_readings import RowContext
from bot.imports.files import open_file
from bot.imports.importing import CHUNK_ROWS, Import
from bot.imports.lines import UnreadableFileError
from bot.orders.dry_run import Rehearsal
from storage.snapshots import copied
from tests.builders import MONDAY, temporary_office
from tests.crm import HOT, Crm, Json, KilledError, ago, content, fact, signal


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(crm: Crm) -> None:
    table = crm.write("leads.csv", "lead,audience,orders", "q,b2b,3", "p,b2d,1")
    history = crm.write("history.jsonl", *HOT, signal("lead:7", 9))
    before = content(crm.office)
    with copied(crm.office.database.place) as copy:
        here = RowContext(crm.office.now, ("en",))
        rehearsed = await Import(here, Rehearsal(copy), {}, lambda *_: None, most_rows=2).run(
            [open_file(path) for path in (table, history)]
        )
    assert content(crm.office) == before
    assert rehearsed == await crm.bring(table, history)
    assert (rehearsed.refused, rehearsed.cells) == (1, 1)


# Large files


async def test_a_large_file_is_read_in_a_process_of_its_own_and_says_the_same(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [signal("q", number, days=number / 100) for number in range(1, 199)] + [fact("q", 1, "role", "fonder")]
    path = crm.write("history.jsonl", *lines, "not json")
    file, here = open_file(path), RowContext(MONDAY, ("en",), choices=frozenset({"role"}))
    alone = [*import_chunks.chunks(file, here, 60)]
    monkeypatch.setattr(import_chunks, "WORTH_A_PROCESS_BYTES", 0)
    async with aclosing(import_chunks.read_ahead(file, here, 60)) as ahead:
        assert [chunk async for chunk in ahead] == alone
    assert [len(chunk.rows) for chunk in alone] == [60, 60, 60, 19]
    assert (alone[0].met.signals, alone[3].met.values) == ({"demo.used": 60}, {("role", "fonder"): 1})
    async with aclosing(import_chunks.read_ahead(file, here, 60)) as ahead:
        assert await anext(ahead) == alone[0], "whoever stops half-way leaves no process behind"
    path.write_text("x" * 1_000_001, encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        await crm.bring(path)


# In pieces, in any order, killed anywhere

_KEYS = ("q", "p", "lead:1")
_days = st.floats(0, 60).map(lambda days: round(days, 2))
_items = st.one_of(
    st.builds(
        signal,
        st.sampled_from(_KEYS),
        st.integers(1, 12),
        st.sampled_from(["demo.used", "email.opened", "page.viewed"]),
        days=_days,
    ),
    st.builds(
        fact,
        st.sampled_from(_KEYS),
        st.integers(1, 8),
        st.just("audience"),
        st.sampled_from(["b2b", "b2c"]),
        days=_days,
    ),
    st.builds(
        fact,
        st.sampled_from(_KEYS),
        st.integers(1, 8),
        st.just("role"),
        st.sampled_from(["founder", "student"]),
        days=_days,
    ),
)
_rows = st.tuples(st.sampled_from(_KEYS), _days, st.sampled_from(["", "b2b", "b2c"]), st.sampled_from(["", "3", "40"]))
_undated = st.dictionaries(
    st.sampled_from(_KEYS),
    st.tuples(st.sampled_from(["", "Q", "Quentin"]), st.sampled_from(["", "founder", "student"])),
)
_outcomes = st.tuples(st.sampled_from(_KEYS), _days, st.sampled_from(["reached", "meeting", "won", "lost"]))


def _unique(items: Sequence[Json]) -> list[Json]:
    """Leave each id to the first who has it."""
    return list({(item["kind"], item["id"]): item for item in reversed(items)}.values())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_in_whatever_pieces_and_killed_wherever_it_comes_to_the_same(data: st.DataObject) -> None:
    """Nothing half-done after an interruption; running it again changes nothing; standings equal a replay."""
    items = _unique(data.draw(st.lists(_items, max_size=20)))
    rows, outcomes = data.draw(st.lists(_rows, max_size=8)), data.draw(st.lists(_outcomes, max_size=8))
    undated = data.draw(st.lists(_undated, min_size=2, max_size=2))
    kills = data.draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 12)), max_size=3))

    async def brought(kills: Sequence[tuple[int, int]]) -> dict[str, list[tuple[Any, ...]]]:
        async with temporary_office() as office:
            crm = Crm(office, office.file.parent)
            await office.start("b2b")
            files = (
                crm.write("who.csv", "lead", *_KEYS),
                *(
                    crm.write(
                        f"{n}.csv", "lead,name,role", *(f"{k},{name},{r}" for k, (name, r) in told.items() if name or r)
                    )
                    for n, told in enumerate(undated)
                ),
                crm.write(
                    "leads.csv", "lead,at,audience,orders", *(f"{k},{ago(days=d)},{a},{o}" for k, d, a, o in rows)
                ),
                crm.write("outcomes.csv", "lead,at,outcome", *(f"{k},{ago(days=d)},{what}" for k, d, what in outcomes)),
                crm.write("history.jsonl", *items),
            )
            for most_rows, pieces in kills:
                crm.pieces = pieces
                try:
                    await crm.bring(*files, most_rows=most_rows)
                    await crm.fold()
                except KilledError:
                    pass
            crm.pieces = None
            await crm.bring(*files, most_rows=kills[-1][0] if kills else CHUNK_ROWS)
            await crm.fold()
            await crm.assert_replayed()
            assert crm.refused == []
            assert not office.alerts()
            before = content(office)
            await crm.bring(*files)
            assert content(office) == before
            return before

    async def story() -> None:
        assert await brought(kills) == await brought([])

    asyncio.run(story())


@settings(max_examples=15, deadline=None)
@given(
    st.lists(_items, max_size=20).map(_unique).flatmap(lambda items: st.tuples(st.just(items), st.permutations(items)))
)
def test_the_order_of_the_lines_does_not_matter(both: tuple[list[Json], list[Json]]) -> None:
    """History is folded in (at, id) order, whatever the order of arrival."""

    async def brought(items: Sequence[Json]) -> list[tuple[Any, ...]]:
        async with temporary_office() as office:
            crm = Crm(office, office.file.parent)
            await office.start("b2b")
            await crm.bring(crm.write("history.jsonl", *items), most_rows=3)
            await crm.fold()
            await crm.assert_replayed()
            return office.rows(
                "select coalesce(key, 'lead:1'), audience, created_at, last_seen_at, facts, standing, tier"
                " from leads left join lead_keys on lead_id = leads.id order by 1"
            )

    async def story() -> None:
        first, second = both
        assert await brought(first) == await brought(second)

    asyncio.run(story())
