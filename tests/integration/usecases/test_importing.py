"""What other systems know is brought in: quietly, each thing once, in whatever pieces and order."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bulk import import_chunks
from bot.bulk.import_files import UnreadableFileError, open_file
from bot.bulk.import_rows import Circumstances
from bot.bulk.importing import CHUNK_ROWS, Import, Imported
from bot.bulk.refolding import Refolding, refold_everybody
from bot.bulk.rehearsal import Rehearsal
from bot.bulk.rules import Rules
from bot.bulk.writing import OwnWriter
from bot.playbooks import Playbook
from bot.usecases.forget_lead import forget_lead
from bot.usecases.orders import REFOLD
from bot.usecases.record_signal import record_signal
from scoring.engine import pack, replay
from scoring.signals import Signal
from storage import bulk, handoffs, leads, signals
from storage.leads import StoredChat
from tests.builders import BO, MONDAY, Office, quentin_is_lukewarm, shipped, temporary_office

Json = dict[str, Any]
DAY = timedelta(days=1)


class KilledError(Exception):
    """The import ends here, as by a power cut."""


@dataclass(slots=True)
class Crm:
    """Another system's files, and their import, which is killed after so many ``pieces``."""

    office: Office
    folder: Path
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    pieces: int | None = None

    async def perform(self, order: str, body: Json) -> Json:
        if self.pieces is not None:
            if self.pieces == 0:
                raise KilledError
            self.pieces -= 1
        # As it would be told to the running bot.
        told = json.loads(json.dumps(body))
        return await OwnWriter(self.office.database, self.office.house).perform(order, told)

    def write(self, name: str, *lines: str | Json) -> Path:
        path = self.folder / name
        text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
        return path

    async def bring(self, *paths: Path, most_rows: int = CHUNK_ROWS) -> Imported:
        """Import files without the refold at the end."""
        here = Circumstances(self.office.now, tuple(self.office.house.playbooks.chat))
        sources = {name: one.model_source for name, one in self.playbooks.items()}
        whole = Import(here, self, sources, self._refuse, most_rows=most_rows)
        return await whole.take([open_file(path) for path in paths])

    async def fold(self) -> Refolding:
        rules = {name: Rules(one.model, one.model_since) for name, one in self.playbooks.items()}
        return await refold_everybody(self.office.database.path, rules, self, now=self.office.now)

    async def take(self, name: str, *lines: str | Json) -> Imported:
        """Write one file, import it, and fold."""
        imported = await self.bring(self.write(name, *lines))
        await self.fold()
        return imported

    @property
    def playbooks(self) -> Mapping[str, Playbook]:
        return self.office.house.playbooks.audiences

    def _refuse(self, path: Path, line: int, mistake: str) -> None:
        self.refused.append((path.name, line, mistake))

    async def lead(self, number: int) -> StoredChat:
        chat = await self.office.write(lambda tx: leads.by_id(tx, number))
        assert chat is not None
        return chat

    async def assert_replayed(self) -> None:
        """Every lead with an audience stands as a full replay says, bit for bit."""
        for number, audience, standing, version in self.office.rows(
            "select id, audience, standing, model_version from leads where audience is not null"
        ):
            model = self.playbooks[audience].model
            history = await self.office.write(lambda tx, n=number: signals.history(tx, n))  # type: ignore[misc]
            assert version == model.version
            assert standing == pack(replay(model, history, self.office.now).standing)


@pytest.fixture
def crm(office: Office, tmp_path: Path) -> Crm:
    return Crm(office, tmp_path)


def ago(**by: float) -> str:
    return (MONDAY - timedelta(**by)).isoformat()


def signal(key: str, number: int, name: str = "demo.used", *, days: float = 1) -> Json:
    return {"kind": "signal", "id": f"s{number}", "lead": key, "at": ago(days=days), "signal": name}


def fact(key: str, number: int, name: str, value: object, *, days: float = 1) -> Json:
    return {"kind": "fact", "id": f"f{number}", "lead": key, "at": ago(days=days), "field": name, "value": value}


HOT = (
    fact("q", 1, "audience", "b2b", days=9),
    *(
        fact("q", number, name, value, days=8)
        for number, (name, value) in enumerate(
            (("role", "founder"), ("company_size", 500), ("need", "leads"), ("timeline", "now")), start=2
        )
    ),
    *(signal("q", number, days=days) for number, days in ((1, 7), (2, 2), (3, 1))),
)


def content(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is stored, without numbers that only count rows."""
    return {
        "leads": office.rows("select * from leads order by id"),
        "conversations": office.rows("select * from conversations order by lead_id"),
        "keys": office.rows("select * from lead_keys order by key"),
        "facts": office.rows("select * from facts order by id"),
        "signals": office.rows("select * from signals order by id"),
        "tier changes": office.rows(
            "select lead_id, at, tier_from, tier_to, because, score, model_version from tier_changes"
            " order by lead_id, at, id"
        ),
        "outcomes": office.rows(
            "select h.lead_id, h.at, reason, tier, score, model_version, claimed_by, claimed_at, h.outcome, outcome_at,"
            " closed_at, o.rep_id, o.at, o.outcome from handoffs h join outcomes o on o.handoff_id = h.id"
            " order by h.lead_id, h.at, o.at, o.outcome"
        ),
        "reps": office.rows("select * from reps order by id"),
        "outbox": office.rows("select * from outbox order by id"),
    }


async def test_leads_from_elsewhere_are_scored_and_nobody_hears_of_them(crm: Crm) -> None:
    imported = await crm.take("history.jsonl", *HOT)
    assert (imported.new["leads"], imported.new["facts"], imported.new["signals"]) == (1, 5, 3)
    quentin = await crm.lead(1)
    assert (quentin.id, quentin.lead.audience, quentin.lead.tier) == (None, "b2b", "hot")
    known = {"audience": "b2b", "role": "founder", "company_size": 500, "need": "leads", "timeline": "now"}
    assert json.loads(quentin.lead.facts) == known
    assert (quentin.lead.created_at, quentin.lead.last_seen_at) == (MONDAY - 9 * DAY, MONDAY)
    assert json.loads(quentin.state) == {"locale": "en"}
    await crm.assert_replayed()
    assert crm.office.rows("select * from outbox") == []
    assert crm.office.rows("select * from handoffs") == []


async def test_what_an_imported_lead_does_next_rings_as_usual(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT)
    office = crm.office
    office.pass_time(minutes=1)
    live = Signal("live", office.now, "email.opened")
    await office.write(lambda tx: record_signal(tx, 1, live, house=office.house, now=office.now))
    assert len(await office.deliver()) == 1
    assert len(office.alerts()) == 1


async def test_the_same_again_changes_nothing(crm: Crm) -> None:
    table = crm.write("leads.csv", "lead,name,audience,orders,at", f"q,Quentin,b2b,3,{ago(days=2)}", "p,Pia,b2c,1,")
    history = crm.write("history.jsonl", *HOT)
    outcomes = crm.write("outcomes.csv", "lead,at,outcome", f"q,{ago(days=5)},lost")
    await crm.bring(table, history, outcomes)
    await crm.fold()
    before = content(crm.office)
    crm.office.pass_time(days=1)
    again = await crm.bring(outcomes, history, table)
    assert (await crm.fold()).folded == 0
    assert content(crm.office) == before
    assert sum(again.new.values()) == 0
    assert again.known == {"leads": 2, "facts": 9, "signals": 3, "outcomes": 1}


async def test_a_lead_of_ours_is_named_by_its_number_and_one_that_nobody_has_is_refused(crm: Crm) -> None:
    await crm.office.start("b2b")
    imported = await crm.take("history.jsonl", signal("lead:1", 1), signal("lead:99", 2))
    assert crm.refused == [
        ("history.jsonl", 2, 'lead: found "lead:99", expected the number of a lead that `leadbot leads` lists')
    ]
    assert (imported.new["leads"], imported.known["leads"], imported.refused) == (0, 1, 1)
    assert crm.office.rows("select lead_id, name from signals where id like 's%'") == [(1, "demo.used")]
    await crm.assert_replayed()


async def test_an_undated_fact_is_one_of_today_and_only_if_it_is_news(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,audience,orders,vip,note", "p,b2c,3,true,=cmd|x", "q,b2b,3,,")
    crm.office.pass_time(days=1)
    imported = await crm.take("leads.csv", "lead,audience,orders,vip,note", "p,b2c,3.0,true,=cmd|x", "q,b2b,4,,")
    assert (imported.new["facts"], imported.known["facts"]) == (1, 5)
    told = crm.office.rows("select lead_id, at, value from facts where field = 'orders' order by lead_id, at")
    day_us = DAY // timedelta(microseconds=1)
    assert [(lead, value) for lead, _, value in told] == [(1, "3"), (2, "3"), (2, "4")]
    assert told[2][1] - told[1][1] == day_us
    assert json.loads((await crm.lead(1)).lead.facts) == {"audience": "b2c", "orders": 3, "vip": True, "note": "=cmd|x"}


async def test_the_first_undated_fact_of_a_field_was_true_since_the_lead_was_made(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=30)},b2b,student")
    crm.office.pass_time(days=1)
    await crm.take("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=30)},b2b,founder")
    told = crm.office.rows("select value, at from facts where field = 'role' order by at")
    assert [value for value, _ in told] == ['"student"', '"founder"']
    assert told[1][1] - told[0][1] == 31 * DAY // timedelta(microseconds=1)
    await crm.assert_replayed()


async def test_the_latest_fact_counts_in_whatever_order_they_come(crm: Crm) -> None:
    await crm.take("new.csv", "lead,at,audience,role,name", f"q,{ago(days=1)},b2b,founder,Quentin")
    await crm.take("old.csv", "lead,at,audience,role,name", f"q,{ago(days=90)},b2c,student,Q.")
    lead = (await crm.lead(1)).lead
    assert (json.loads(lead.facts), lead.audience) == ({"audience": "b2b", "role": "founder"}, "b2b")
    assert lead.name == "Quentin"
    await crm.assert_replayed()


async def test_a_lead_has_no_score_before_its_audience_is_known(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT[1:])
    lead = (await crm.lead(1)).lead
    assert (lead.audience, lead.tier, lead.model_version) == (None, "cold", "")
    await crm.take("leads.csv", "lead,audience", "q,b2b")
    assert (await crm.lead(1)).lead.tier == "hot"
    await crm.assert_replayed()


async def test_who_turns_out_to_be_of_another_audience_has_had_no_tier_under_its_rules(crm: Crm) -> None:
    playbooks = shipped()
    since = {name: replace(one, model_since=MONDAY - DAY) for name, one in playbooks.audiences.items()}
    crm.office.house = replace(crm.office.house, playbooks=replace(playbooks, audiences=since))
    await crm.take("history.jsonl", *HOT)
    await crm.take("late.jsonl", fact("q", 9, "audience", "b2c", days=0))
    version = crm.playbooks["b2c"].model.version
    assert {changed for (changed,) in crm.office.rows("select model_version from tier_changes")} <= {version}
    await crm.assert_replayed()


async def test_late_history_of_a_lead_who_chats_is_folded_with_the_next_thing_they_do(crm: Crm) -> None:
    office = crm.office
    await office.start("b2b")
    await crm.bring(crm.write("history.jsonl", *(signal("lead:1", n, days=n) for n in range(1, 4))))
    assert (await crm.lead(1)).lead.model_version == "late"
    await office.tap("need", "sales")
    await crm.assert_replayed()
    assert (await crm.fold()).folded == 0


async def test_a_lead_who_chats_says_who_they_are_and_a_table_does_not(crm: Crm) -> None:
    await crm.office.start("b2b")
    before = (await crm.lead(1)).lead
    await crm.take("leads.csv", "lead,name,username,language,source", "lead:1,QUIST Q.,qq,fr,fair")
    assert (await crm.lead(1)).lead == replace(before, source="fair")


async def test_an_imported_lead_takes_the_name_and_language_that_come_later(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT)
    assert (await crm.lead(1)).lead.name == "q"
    await crm.take("leads.csv", "lead,name,username,language,created_at", f"q,Quentin,quentin_q,fr,{ago(days=400)}")
    quentin = await crm.lead(1)
    assert (quentin.lead.name, quentin.lead.username, quentin.lead.locale) == ("Quentin", "quentin_q", "fr")
    assert json.loads(quentin.state) == {"locale": "fr"}
    assert quentin.lead.created_at == MONDAY - 400 * DAY


async def test_an_id_that_another_lead_has_is_refused_and_not_passed_over(crm: Crm) -> None:
    await crm.take("a.jsonl", signal("q", 1), fact("q", 1, "role", "founder"))
    imported = await crm.take("b.jsonl", signal("p", 1), signal("r", 2), signal("s", 2), fact("p", 1, "role", "x"))
    assert [line for _, line, _ in crm.refused] == [1, 3, 4]
    expected = "an id that no other lead's signal has: give each system's ids a beginning of its own"
    assert crm.refused[0][2] == f'id: found "s1", expected {expected}'
    assert (imported.new["leads"], imported.new["signals"], imported.refused) == (1, 1, 3)


async def test_what_is_imported_while_a_lead_is_being_folded_is_not_lost(crm: Crm) -> None:
    await crm.bring(crm.write("a.jsonl", *HOT[:6]))

    class Meanwhile(Crm):
        async def perform(self, order: str, body: Json) -> Json:
            if order == REFOLD:
                await crm.bring(crm.write("b.jsonl", *HOT[6:]))
            return await Crm.perform(self, order, body)

    await Meanwhile(crm.office, crm.folder).fold()
    await crm.fold()
    await crm.assert_replayed()


async def test_leads_from_long_ago_are_kept_from_the_import_on(crm: Crm) -> None:
    office = crm.office
    kept_for = office.house.playbooks.business.kept_for
    await crm.take("history.jsonl", signal("q", 1, days=4000))

    async def unseen() -> list[int]:
        return await office.write(lambda tx: leads.unseen_since(tx, office.now - kept_for, limit=9))

    assert await unseen() == []
    office.now += kept_for + DAY
    await crm.take("history.jsonl", signal("q", 1, days=4000))
    assert await unseen() == [1], "the same again is no new sign of life"


# Outcomes


async def test_outcomes_are_closed_handoffs_with_the_tier_of_their_beginning(crm: Crm) -> None:
    rows = [("reached", 6), ("lost", 4), ("meeting", 0.5), ("won", 0.25)]
    outcomes = crm.write("outcomes.csv", "lead,at,outcome", *(f"q,{ago(days=days)},{what}" for what, days in rows))
    imported = await crm.bring(outcomes, crm.write("history.jsonl", *HOT))
    assert imported.new["outcomes"] == 4
    told = crm.office.rows("select reason, tier, claimed_by, outcome, closed_at is not null from handoffs order by id")
    assert told == [("imported", "lukewarm", 0, "lost", 1), ("imported", "hot", 0, "won", 1)]
    counted = await crm.office.write(handoffs.outcomes_by_tier)
    assert sorted(counted) == [("b2b", "hot", "won", 1), ("b2b", "lukewarm", "lost", 1)]
    assert crm.office.rows("select id, name from reps") == [(0, "imported")]


async def test_outcomes_that_come_later_find_their_place(crm: Crm) -> None:
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=3)},meeting")
    assert crm.office.rows("select id, outcome, closed_at is not null from handoffs") == [(1, "meeting", 1)]
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=5)},lost", f"q,{ago(days=2)},won")
    assert crm.office.rows("select outcome from handoffs order by id") == [("lost",), ("won",)]
    told = crm.office.rows("select handoff_id, outcome from outcomes order by id")
    assert told == [(1, "lost"), (2, "meeting"), (2, "won")]


async def test_what_sales_did_elsewhere_takes_nothing_from_the_handoff_they_have_here(crm: Crm) -> None:
    office = crm.office
    await quentin_is_lukewarm(office)
    await crm.take("outcomes.csv", "lead,at,outcome", f"lead:1,{ago(days=90)},lost")
    latest = await office.write(lambda tx: handoffs.latest(tx, 1))
    assert latest is not None
    assert (latest.number, latest.closed_at) == (1, None)
    newest = await office.write(lambda tx: handoffs.newest_between(tx, 1, 1))
    assert newest[1].number == 1
    await office.at_desk("claim", "1", BO)
    assert office.rows("select claimed_by from handoffs where id = 1") == [(BO.id,)]


async def test_forgetting_a_lead_with_outcomes_from_elsewhere_writes_to_nobody(crm: Crm) -> None:
    office = crm.office
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=90)},lost")
    assert await office.write(lambda tx: forget_lead(tx, 1, house=office.house, now=office.now))
    assert office.rows("select * from outbox") == []
    assert office.rows("select * from outcomes") == []


# A dry run


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(crm: Crm) -> None:
    table = crm.write("leads.csv", "lead,audience,orders", "q,b2b,3", "p,b2d,1")
    history = crm.write("history.jsonl", *HOT, signal("lead:7", 9))
    before = content(crm.office)
    with bulk.copied(crm.office.database.path) as copy:
        here = Circumstances(crm.office.now, ("en",))
        rehearsed = await Import(here, Rehearsal(copy), {}, lambda *_: None, most_rows=2).take(
            [open_file(path) for path in (table, history)]
        )
    assert content(crm.office) == before
    assert rehearsed == await crm.bring(table, history)
    assert rehearsed.refused == 2


# Large files


async def test_a_large_file_is_read_in_a_process_of_its_own_and_says_the_same(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [signal("q", number, days=number / 100) for number in range(1, 200)]
    path = crm.write("history.jsonl", *lines, "not json")
    file, here = open_file(path), Circumstances(MONDAY, ("en",))
    alone = [*import_chunks.chunks(file, here, 60)]
    monkeypatch.setattr(import_chunks, "WORTH_A_PROCESS_BYTES", 0)
    async with aclosing(import_chunks.read_ahead(file, here, 60)) as ahead:
        assert [chunk async for chunk in ahead] == alone
    assert [len(chunk.rows) for chunk in alone] == [60, 60, 60, 19]
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
    kills = data.draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 12)), max_size=3))

    async def brought(kills: Sequence[tuple[int, int]]) -> dict[str, list[tuple[Any, ...]]]:
        async with temporary_office() as office:
            crm = Crm(office, office.database.path.parent)
            await office.start("b2b")
            files = (
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
            return content(office)

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
            crm = Crm(office, office.database.path.parent)
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
