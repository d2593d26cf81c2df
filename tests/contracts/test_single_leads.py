"""The list of leads, and the commands about single ones: how they are called and shown, and what is asked first."""

import asyncio
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.commands import merge_forget
from bot.errors import LeadbotError
from bot.settings import load_settings
from bot.usecases.leads.cool_lead import cool_lead
from storage import keys
from tests.builders import CY, PIA, Office, opened_office
from tests.contracts.terminal import Terminal, assert_sentence, run
from tests.rules import GENEROUS, RULES, STRICT, changed, model_of, quentin_tries_the_demo, started

LONG_RULE = "engagement.page.viewed[path=/integrations*|/security*|/terms*]"
NORTHWIND = changed(
    RULES,
    (
        "  - {signal: email.opened",
        '  - {signal: page.viewed, where: {path: {one_of: ["/integrations*", "/security*", "/terms*"]}}, points: 3, '
        "label: Read the terms}\n  - {signal: email.opened",
    ),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder without a database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1001000")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database with three leads: a stranger, then Quentin, whom sales has heard of, then Pia."""
    place = tmp_path_factory.mktemp("story")
    asyncio.run(_story(place))
    return (place / "leadbot.db").read_bytes()


@pytest.fixture
def folder(place: Path, story: bytes) -> Path:
    """Return the folder with these leads."""
    (place / "leadbot.db").write_bytes(story)
    return place


async def _story(place: Path, *desk: tuple[str, str]) -> None:
    async with opened_office(place) as office:
        marketing = await started(office)
        await office.start("", CY)
        await office.start("b2b-spring")
        office.pass_time(minutes=1)
        await office.signal("demo.used", {"channel": "web"})
        for command in desk:
            await office.at_desk(*command)
        office.pass_time(minutes=1)
        await office.signal("page.viewed", {"path": "/terms/2026"})
        office.pass_time(days=1)
        await marketing.publish(NORTHWIND)
        await marketing.refold()
        await office.start("b2c-shoes", PIA)
        await _call(office, ("crm-77", 2), ("q@acme.com", 2), ("3", 2), ("88", 3))


async def _call(office: Office, *called: tuple[str, int]) -> None:
    await office.write(lambda tx: keys.add(tx, called))


def _listed(*words: str) -> list[int]:
    return [json.loads(line)["id"] for line in run("leads", "--json", *words).out.splitlines()]


# How a lead is called


@pytest.mark.parametrize(
    "called", ["2", "lead:2", " 2 ", "#1", "crm-77", "key:crm-77", "q@acme.com", "key:3"], ids=lambda called: called
)
def test_a_lead_is_found_by_their_number_a_handoff_or_the_key_of_another_system(folder: Path, called: str) -> None:
    assert json.loads(run("explain", called, "--json").out)["lead"] == 2


def test_a_number_alone_is_always_ours_even_where_another_system_has_it_as_a_key(folder: Path) -> None:
    assert json.loads(run("explain", "3", "--json").out)["lead"] == 3


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("99", "there is no lead 99: expected"),
        ("lead:99", "there is no lead 99: expected"),
        ("88", "there is no lead 88 (did you mean key:88?)"),
        ("#9", "there is no handoff #9: expected"),
        ("CRM-78", 'no lead has the key "CRM-78" (did you mean crm-77?)'),
        ("key:crm77", 'no lead has the key "crm77" (did you mean crm-77?)'),
        ("Quentin", 'no lead has the key "Quentin": expected'),
        ("key:1", 'no lead has the key "1": expected'),
        ("99999999999999999999", 'no lead has the key "99999999999999999999": expected'),
        ("", 'no lead has the key "": expected'),
    ],
)
@pytest.mark.parametrize("words", [("explain",), ("forget", "--yes"), ("merge", "--yes", "1")], ids=lambda w: w[0])
def test_whoever_is_not_there_is_said_so_in_one_line_with_what_would_be_understood(
    folder: Path, words: Iterable[str], called: str, told: str
) -> None:
    ended = run(*words, called)
    assert_sentence(ended, told, "a lead's number (12)", "'#1042'", "key:77", "`leadbot leads --json`")
    assert len(ended.err.splitlines()) == 1
    assert _listed() == [1, 2, 3]


# The list


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), [1, 2, 3]),
        (("--audience", "b2b"), [2]),
        (("--audience", "b2c"), [3]),
        (("--tier", "cold,lukewarm"), [1, 2, 3]),
        (("--tier", "hot", "--tier", "unfit"), []),
        (("--tier", "Cold", "--audience", "b2c"), [3]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_leads_are_listed_by_tier_and_audience(folder: Path, words: tuple[str, ...], found: list[int]) -> None:
    assert _listed(*words) == found


def test_leads_are_sorted_by_score_or_by_when_they_were_seen(folder: Path) -> None:
    scores = {row["id"]: row["score"] for row in map(json.loads, run("leads", "--json").out.splitlines())}
    by_score = _listed("--sort", "score")
    assert by_score[-1] == 1, "who has no score comes last"
    assert [scores[lead] for lead in by_score[:2]] == sorted((scores[2], scores[3]), reverse=True)
    assert _listed("--sort", "seen")[0] == 3
    assert "seen" in run("leads", "--sort", "seen").out.splitlines()[0]


def test_the_list_in_json_has_names_and_keys(folder: Path) -> None:
    quentin = json.loads(run("leads", "--json").out.splitlines()[1])
    assert (quentin["name"], quentin["keys"]) == ("Quentin Quist", ["3", "crm-77", "q@acme.com"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--tier", "warm"),
            '--tier: found "warm" (did you mean lukewarm?), expected any of hot, lukewarm, cold, unfit',
        ),
        (("--tier", "hot,tepid"), '--tier: found "tepid", expected any of hot, lukewarm, cold, unfit'),
        (("--audience", "b2d"), "'b2b', 'b2c'"),
        (("--sort", "name"), "'lead', 'score', 'seen'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_listed_is_wrong_usage_with_what_can(folder: Path, words: tuple[str, ...], told: str) -> None:
    assert_sentence(run("leads", *words), told)


def test_the_table_says_who_has_no_score_yet(folder: Path) -> None:
    stranger, quentin, pia = run("leads").out.splitlines()[2:]
    assert "no score yet" in stranger
    assert "no score yet" not in quentin + pia


@pytest.mark.parametrize(
    ("desk", "told"),
    [
        ((), "#1 open"),
        ((("claim", "1"),), "#1 Bo Berg"),
        ((("claim", "1"), ("outcome", "1 meeting")), "#1 Bo Berg"),
        ((("claim", "1"), ("outcome", "1 won")), "#1 won"),
        ((("outcome", "1 not_a_fit"),), "#1 not a fit"),
    ],
)
def test_the_table_says_who_has_a_handoff_and_what_came_of_it(
    place: Path, desk: tuple[tuple[str, str], ...], told: str
) -> None:
    asyncio.run(_story(place, *desk))
    assert told in run("leads").out.splitlines()[3]


def test_a_list_of_nobody_says_so(folder: Path) -> None:
    assert run("leads", "--tier", "hot").out == "There is no such lead.\n"
    assert run("leads", "--tier", "hot", "--json").out == ""


# Why a lead has their score


@pytest.mark.parametrize("columns", [80, 120])
def test_no_rules_name_is_cut_and_no_line_is_wider_than_the_terminal(
    folder: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = run("explain", "2").out
    assert "Read the terms" in told
    assert max(map(len, told.splitlines())) <= columns
    # While the desk's texts cannot be read, rules go by their own names.
    _write(folder / "mine/desk/texts/en.yaml", "nonsense\n")
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(folder / "mine"))
    told = run("explain", "2").out
    assert re.search(rf"^{re.escape(LONG_RULE)}$", told, re.MULTILINE)
    assert max(map(len, told.splitlines())) <= columns


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_the_tier_history_names_what_happened(folder: Path) -> None:
    in_json = json.loads(run("explain", "2", "--at", "2099-01-01", "--json").out)
    happened = ["demo.used (channel: web)", "cooling"]
    assert [change["what"] for change in in_json["tier_changes"]] == happened
    assert in_json["tier_changes"][0]["because"].startswith("web:")
    told = run("explain", "2", "--at", "2099-01-01").out.splitlines()
    assert [line[43:] for line in told if " -> " in line] == happened


def test_the_tier_history_names_the_fact_that_was_told_and_the_rules_that_changed(place: Path) -> None:
    async def story() -> None:
        async with opened_office(place) as office:
            marketing = await started(office, GENEROUS)
            await office.start("b2b")
            office.pass_time(minutes=1)
            await office.say("I am the director")
            office.pass_time(days=1)
            await marketing.publish(STRICT)
            await marketing.refold()

    asyncio.run(story())
    told = json.loads(run("explain", "1", "--json").out)
    happened = ["role = director", f"new rules {model_of(STRICT).version}"]
    assert [change["what"] for change in told["tier_changes"]] == happened


def test_what_later_rules_would_have_done_is_no_part_of_the_tier_history(place: Path) -> None:
    """Under the later rules he would have fallen later: by then he was cold already."""

    async def story() -> None:
        async with opened_office(place) as office:
            marketing = await started(office)
            await quentin_tries_the_demo(office)
            office.pass_time(days=15)
            await office.write(lambda tx: cool_lead(tx, 1, setup=office.setup, now=office.now))
            office.pass_time(days=10)
            await marketing.publish(changed(RULES, ("leave: 10", "leave: 5")))
            await marketing.refold()

    asyncio.run(story())
    told = json.loads(run("explain", "1", "--json").out)
    assert [change["what"] for change in told["tier_changes"]] == ["demo.used", "cooling"]


def test_what_is_still_to_come_is_said_to_be_a_forecast(folder: Path) -> None:
    told = run("explain", "2", "--at", "2099-01-01").out
    assert "forecast: what will be if nothing happens until then" in told
    assert "score, cold" in told
    in_json = json.loads(run("explain", "2", "--at", "2099-01-01", "--json").out)
    assert (in_json["forecast"], in_json["tier"]) == (True, "cold")
    assert "forecast" not in run("explain", "2", "--at", "2026-03-02").out
    assert json.loads(run("explain", "2", "--at", "2026-03-02", "--json").out)["forecast"] is False


# What cannot be undone


@pytest.mark.parametrize("words", [("forget", "2"), ("merge", "2", "3")], ids=lambda words: words[0])
def test_where_nobody_can_be_asked_it_takes_a_yes_among_the_options(folder: Path, words: tuple[str, ...]) -> None:
    assert_sentence(run(*words), "no terminal", "--yes", "lead")
    assert _listed() == [1, 2, 3]


@pytest.mark.parametrize("answer", ["no\n", "y\n", "\n", "yes please\n", "\x04"], ids=repr)
@pytest.mark.parametrize("words", [("forget", "2"), ("merge", "2", "3")], ids=lambda words: words[0])
def test_any_answer_but_yes_changes_nothing(folder: Path, words: tuple[str, ...], answer: str) -> None:
    ended = _at_a_terminal(*words, answer=answer)
    assert (ended.code, ended.err.splitlines()[0][:24]) == (1, "leadbot: not confirmed: ")
    assert _listed() == [1, 2, 3]


def test_who_would_be_erased_is_shown_with_how_much_and_a_yes_does_it(folder: Path) -> None:
    ended = _at_a_terminal("forget", "#1", answer="yes\n")
    assert "Lead 2, Quentin Quist (known elsewhere as 3, crm-77, q@acme.com)" in ended.out
    assert "1 fact, 3 signals and 1 handoff" in ended.out
    assert (ended.code, ended.err) == (0, "")
    assert _listed() == [1, 3]


def test_both_who_would_be_one_are_shown_and_a_yes_unites_them(folder: Path) -> None:
    ended = _at_a_terminal("merge", "key:88", "crm-77", answer="Yes\n")
    assert ended.out.index("Lead 2, Quentin") < ended.out.index("becomes part of") < ended.out.index("Lead 3, Pia")
    assert (ended.code, ended.err) == (0, "")
    assert _listed() == [1, 3]
    assert json.loads(run("explain", "crm-77", "--json").out)["lead"] == 3


def test_one_lead_under_two_names_is_not_two_leads(folder: Path) -> None:
    assert_sentence(run("merge", "#1", "crm-77", "--yes"), "#1 and crm-77 are not two leads: both are lead 2")


def test_whoever_went_while_the_question_stood_is_said_so(folder: Path) -> None:
    settings = load_settings()
    shown, both = merge_forget.to_forget(settings, "2"), merge_forget.to_merge(settings, "2", "3")
    assert run("forget", "2", "--yes").code == 0
    with pytest.raises(LeadbotError, match="lead 2 has been erased or merged meanwhile: nothing was done"):
        asyncio.run(merge_forget.forget(settings, shown))
    with pytest.raises(LeadbotError, match="lead 2 or lead 3 has been erased or merged meanwhile"):
        asyncio.run(merge_forget.merge(settings, *both))
    assert _listed() == [1, 3]


def _at_a_terminal(*words: str, answer: str) -> Terminal:
    """Run a command whose questions are answered at a terminal."""
    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, answer.encode())
        program = "from bot.cli import main; main()"
        ended = subprocess.run(
            [sys.executable, "-c", program, *words], stdin=terminal, capture_output=True, text=True, timeout=60
        )
        return Terminal(ended.returncode, ended.stdout, ended.stderr)
    finally:
        os.close(keyboard)
        os.close(terminal)
