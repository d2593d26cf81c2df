"""Nothing that a model writes, or a prospect had it write, does anything on a card but be read."""

from dataclasses import replace

import pytest

from bot.contexts import Card, sample
from bot.desk.summary_lines import MAX_LINE_CHARS, MOST_LINES, fit_for_card
from bot.html import parse
from bot.sandbox.detect import detect
from tests.builders import shipped

HOSTILE = [
    "Visit https://evil.example/login now",
    "http:evil.example",
    "www.evil.example is ours",
    "evil.example/claim",
    "evil.com",
    "tg://user?id=42",
    "tg:resolve?domain=evil",
    "t.me/evil_bot",
    "mailto:ceo@acme.com",
    "ceo@acme.com wants it",
    "ask @bo_berg or @@cy",
    "/claim_1042 please",
    "/outcome 1042 won",
    "then send /stop@leadbot",
    "call +46 70 123 45 67",
    "#hot #urgent $ACME",
    "<b>hot</b> <a href='https://evil.example'>x</a>",
    "<tg-spoiler>secret</tg-spoiler> &lt;b&gt;",
    "[text](https://evil.example)",
    "ａ＠ｂ．com",
    "line\u202eone\u2066",
    "https://evil.example" * 50,
    "javascript:alert(1)",
]


def kinds(html: str) -> set[str]:
    return {entity.type for entity in parse(html).entities}


@pytest.mark.parametrize("line", HOSTILE)
def test_no_line_becomes_a_link_a_mention_or_a_command(line: str) -> None:
    told = fit_for_card([line])
    assert detect("\n".join(told), []) == []
    html = shipped().desk["en"].render("card", replace(sample(Card), summary=told))
    without = shipped().desk["en"].render("card", replace(sample(Card), summary=()))
    assert kinds(html) == kinds(without)


def test_there_are_at_most_three_short_lines() -> None:
    assert fit_for_card([]) == ()
    assert fit_for_card(["", "  ", "\u200b"]) == ()
    many = fit_for_card(["one\ntwo", "three", "four"])
    assert many == ("one", "two", "three")
    assert len(many) == MOST_LINES
    (long,) = fit_for_card(["word " * 1000])
    assert len(long) <= MAX_LINE_CHARS
    assert long.endswith("…")


def test_what_is_worth_reading_stays() -> None:
    lines = ("Needs faster follow-up for 200 people by 1.5.", "Budget: 10.000 to 15.000 EUR; asked about prices twice.")
    assert fit_for_card(lines) == lines
