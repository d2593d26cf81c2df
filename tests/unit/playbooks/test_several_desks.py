"""What the file of the desks says, and what is wrong with it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.rules import DeskRules
from bot.playbooks import FileProblem, Playbooks, check, load
from bot.rendering import compile_text
from tests.unit.playbooks.template_trees import write

CHATS = (-1001, -1002, -1003)


def folder(tmp_path: Path, desk: str) -> Path:
    return write(tmp_path, {"desk/desk.yaml": desk})


def said(tmp_path: Path, desk: str, chats: tuple[int, ...] = CHATS) -> list[str]:
    problems = check(folder(tmp_path, desk), compile_text=compile_text, chats=chats)
    return [_told(problem) for problem in problems if problem.file == "desk/desk.yaml"]


def _told(problem: FileProblem) -> str:
    return f"{'~' if problem.warning else '>'} {problem}".replace("desk/desk.yaml:", "")


def loaded(tmp_path: Path, desk: str) -> Playbooks:
    return load(folder(tmp_path, desk), compile_text=compile_text, chats=CHATS)


TWO = """
hours: {mon-fri: 9:00-18:00}
holidays: [12-25]
response_time: 30m
desks:
  first: {chat: -1001}
  nordic:
    chat: -1002
    when: "source == 'fair' or country in ['SE', 'NO']"
    timezone: Europe/Stockholm
    hours: {mon-thu: 8:00-17:00}
  closers: {chat: -1003, when: "tier == 'hot'", response_time: 5m, head: "@ada"}
"""


def test_a_desk_has_its_own_rules_and_else_the_common_ones(tmp_path: Path) -> None:
    assert said(tmp_path, TWO) == []
    playbooks = loaded(tmp_path, TWO)
    first, nordic, closers = playbooks.desks
    common = playbooks.desk_rules
    assert (first.chat, first.when, first.rules) == (-1001, None, common)
    assert (nordic.name, nordic.chat) == ("nordic", -1002)
    assert nordic.rules.zone == nordic.rules.hours.zone == "Europe/Stockholm"
    assert nordic.rules.hours.yearly == {(12, 25)}
    assert nordic.rules.hours.week is not None
    assert (len(nordic.rules.hours.week[0]), nordic.rules.hours.week[4]) == (1, ())
    assert nordic.rules.response_time["hot"] == timedelta(minutes=30)
    assert (closers.rules.response_time["hot"], closers.rules.head) == (timedelta(minutes=5), "@ada")
    assert closers.rules.hours == common.hours


def test_without_desks_all_is_as_before(tmp_path: Path) -> None:
    assert loaded(tmp_path, "hours: always").desks == ()
    assert loaded(tmp_path, "hours: always").desk_rules == DeskRules()
    assert said(tmp_path, "hours: always", chats=(-1001,)) == []


@pytest.mark.parametrize(
    ("desks", "sentences"),
    [
        (
            "a: {chat: -1004, when: country}",
            ["> 2  desks.a.chat: -1004 is not in LEADBOT_SALES_CHAT, expected one of -1001, -1002, -1003"],
        ),
        (
            "a: {chat: -1002, when: \"tier == 'hot' and tier == 'cold'\"}",
            ["> 2  desks.a.when: no lead can fit this rule, expected one that somebody fits"],
        ),
        (
            "a: {chat: -1002, when: \"tier in ['hot', 'lukewarm']\"}\n  b: {chat: -1003, when: \"tier == 'hot'\"}",
            ["> 3  desks.b.when: the desks above take every lead that fits this rule, expected another order, or rule"],
        ),
        (
            "a: {chat: -1002, when: country}\n  b: {chat: -1002, when: source}",
            ["> 3  desks.b.chat: found -1002, expected each chat once (it is that of a: join rules by or)"],
        ),
        (
            "a: {chat: -1002, when: country}\n  a: {chat: -1003, when: source}",
            ["> 3  desks.a: a second entry of this name"],
        ),
        (
            "a: {chat: -1002, when: \"langauge == 'fr'\"}",
            ['> 2  desks.a.when: a desk cannot look at "langauge" (did you mean "language"?)'],
        ),
        (
            "a: {chat: -1002, when: \"role == 'founder'\"}",
            ['> 2  desks.a.when: a desk cannot look at "role", expected audience, language, source, country, tier'],
        ),
        (
            "a: {chat: -1002, when: \"language == 'klingon'\"}",
            ['> 2  desks.a.when: "klingon" is no language'],
        ),
        (
            "a: {chat: -1002, when: \"tier = 'hot'\"}",
            ["> 2  desks.a.when: found \"tier = 'hot'\", expected two signs: =="],
        ),
        ("a: {chat: -1002, wehn: country}", ['> 2  desks.a.wehn: found "wehn" (did you mean "when"?)']),
        ("a: {when: country}", ["> 2  desks.a.chat: found nothing, expected a value for chat"]),
        ("a: {chat: sales, when: country}", ['> 2  desks.a.chat: found "sales", expected the id of a chat']),
        ("a: {chat: -1002, hours: {mon: 9-25}, when: country}", ['> 2  desks.a.hours.mon: found "9-25"']),
        ("a b: {chat: -1002, when: country}", ['> 2  desks.a b: found "a b", expected the name of a desk']),
        (
            "a: {chat: -1002, when: country}\n  A: {chat: -1003, when: source}",
            ['> 3  desks.A: found "A", expected each name once, whether in capitals or not'],
        ),
        (
            "a: {chat: -1002, when: \"country > 'DE'\"}",
            ["> 2  desks.a.when: country >, expected country ==, or country in [...]"],
        ),
        ("a: -1002", ["> 2  desks.a: found -1002, expected a mapping"]),
    ],
)
def test_a_mistake_is_told_with_where_and_what_to_do(tmp_path: Path, desks: str, sentences: list[str]) -> None:
    found = [sentence for sentence in said(tmp_path, f"desks:\n  {desks}\n") if sentence.startswith(">")]
    assert len(found) == len(sentences), found
    for sentence, begins in zip(found, sentences, strict=True):
        assert sentence.startswith(begins), found


@pytest.mark.parametrize(
    ("desk", "sentence"),
    [
        ("hours: always", "~ 1  desks: no desk has the chat -1002 of LEADBOT_SALES_CHAT: no lead is sent there"),
        ("desks:\n  a: {chat: -1002}", "~ 2  desks.a: no lead is sent to this desk, expected a rule, such as"),
    ],
)
def test_a_chat_to_which_no_rule_leads_is_a_warning(tmp_path: Path, desk: str, sentence: str) -> None:
    assert any(each.startswith(sentence) for each in said(tmp_path, desk)), said(tmp_path, desk)


def test_without_settings_the_chats_are_not_looked_at(tmp_path: Path) -> None:
    assert said(tmp_path, "desks:\n  a: {chat: -5, when: country}", chats=()) == []
