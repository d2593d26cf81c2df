"""What ``signals.yaml`` may say, and what is said of mistakes in it: all at once, with line, found and expected."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playbooks import PlaybookError, check, load
from bot.playbooks.signals_reader import MOST_RULES, read_signals
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from bot.signal_mapping import KEEP_ANONYMOUS, NO_MAPPING
from tests.unit.playbooks.template_trees import write


def said(tmp_path: Path, signals: str) -> list[str]:
    folder = write(tmp_path, {"signals.yaml": signals})
    problems = check(folder, compile_text=compile_text)
    found = [f"{'~' if each.warning else '>'} {each}" for each in problems if each.file.endswith("signals.yaml")]
    return [line.replace("signals.yaml:", "") for line in found]


WRONG = """\
keep_anonymous: 0d
events:
  - {event: "Product Added", signal: Cart.Aded}
  - {event: "Won", signal: outcome.won}
  - {event: "Product Added", signal: cart.added, keep: {value: [price]}, wehre: {price: 1}}
  - {signal: cart.added}
  - {event: "Liked"}
  - {event: [], signal: social.engaged}
  - {event: Viewed, signal: page.viewed, keep: {"a b": c}, with: {}}
  - page
channels:
  - {medum: cpc, channel: paid}
  - {channel: paid}
  - {medium: [], channel: paid}
audiences:
  - {path: "/x*", audience: b2d}
traits: {company: "Company Name", employees: company_siez}
leave_out:
  - {}
  - {emial: "*@x"}
ignore: [x]
"""


def test_all_mistakes_are_told_at_once_with_line_found_and_expected(tmp_path: Path) -> None:
    told = said(tmp_path, WRONG)
    assert told[1:3] == [
        '> 3  events.0.signal: found "Cart.Aded" (did you mean "cart.added"?)',
        '> 4  events.1.signal: found "outcome.won", expected another signal (these are the bot\'s own)',
    ]
    rest = "\n".join(told)
    for line, part in (
        (1, 'keep_anonymous: found "0d", expected a duration'),
        (5, 'wehre" (did you mean "where"?)'),
        (5, "keep.value: found a list, expected their name"),
        (6, "event: found nothing, expected a value for event"),
        (7, "signal: found nothing, expected signal: what it becomes"),
        (8, "event: found a list, expected a list of at least one value"),
        (9, 'a b: found "a b", expected the name of a property'),
        (9, "with: found a mapping, expected properties and their values"),
        (10, 'found "page", expected a mapping'),
        (12, 'medum: found "medum" (did you mean "medium"?)'),
        (13, "found a mapping, expected at least one of path"),
        (14, "medium: found a list, expected a list of at least one value"),
        (16, 'audience: found "b2d" (did you mean "b2'),
        (17, 'company: found "Company Name", expected the name of a field'),
        (19, "found a mapping, expected at least one of path"),
        (20, 'emial: found "emial" (did you mean "email"?)'),
        (21, 'ignore: found "ignore", expected one of keep_anonymous'),
    ):
        assert any(each.startswith(f"> {line}  ") and part in each for each in told), (line, part, rest)


HARDLY_MEANT = """\
events:
  - {event: [Liked, Shared], signal: demo.usd}
  - {event: "Shared", where: {network: x}, signal: social.engaged}
  - {event: "Pro*", where: {price: 1}, signal: cart.added}
  - {event: "Product Added", signal: cart.added}
traits: {employees: company_siez}
audiences:
  - {path: "/x*", audience: b2c}
"""


def test_what_can_hardly_be_meant_is_a_warning(tmp_path: Path) -> None:
    assert said(tmp_path, HARDLY_MEANT) == [
        '~ 2  events.0.signal: no rule of a model.yaml gives points for "demo.usd" (did you mean "demo.used"?)',
        "~ 3  events.1: never reached: line 2 takes this event, expected this line above it",
        '~ 6  traits.employees: no question or rule has "company_siez" (did you mean "company_size"?)',
    ]


def test_a_folder_without_the_file_uses_the_shipped_one_and_hears_nothing_of_it(tmp_path: Path) -> None:
    base = write(tmp_path / "base", {"signals.yaml": (SHIPPED_TEMPLATES / "signals.yaml").read_text(encoding="utf-8")})
    folder = write(tmp_path / "mine")
    found = load(folder, base=base, compile_text=compile_text)
    assert found.signals == load(base, compile_text=compile_text).signals != NO_MAPPING
    assert "signals.yaml" not in found.own
    assert not [each for each in check(folder, base=base, compile_text=compile_text) if "signals" in each.file]


def test_a_file_of_ones_own_takes_the_place_of_the_shipped_one_and_changes_the_version(tmp_path: Path) -> None:
    before = load(write(tmp_path), compile_text=compile_text)
    found = load(
        write(tmp_path, {"signals.yaml": "keep_anonymous: 7d\n"}), base=SHIPPED_TEMPLATES, compile_text=compile_text
    )
    assert found.signals.keep_anonymous == timedelta(days=7)
    assert found.signals.events == ()
    assert found.own["signals.yaml"] == "keep_anonymous: 7d\n"
    assert found.version != before.version


def test_a_broken_file_does_not_go_live(tmp_path: Path) -> None:
    folder = write(tmp_path, {"signals.yaml": "events: [{event: x}]\n"})
    with pytest.raises(PlaybookError, match=r"signals\.yaml:1  events\.0\.signal"):
        load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)


@pytest.mark.parametrize(
    "content",
    [
        {"events": [{"event": "x", "signal": "cart.added"}] * (MOST_RULES + 1)},
        {"events": {"event": "x"}},
        {"events": "Product Added"},
        {"events": [{"event": 5, "signal": "cart.added"}]},
        {"events": [{"event": ["x", 5], "signal": "cart.added"}]},
        {"events": [{"event": "x", "signal": "Cart Added"}]},
        {"events": [{"event": "x", "signal": ["cart.added"]}]},
        {"events": [{"event": "x", "signal": "chat.started"}]},
        {"events": [{"event": "demo.*", "keep": "all"}]},
        {"events": [{"event": "x", "signal": "cart.added", "keep": {}}]},
        {"events": [{"event": "x", "signal": "cart.added", "keep": {"value": "price |"}}]},
        {"events": [{"event": "x", "signal": "cart.added", "keep": {f"p{n}": "q" for n in range(21)}}]},
        {"events": [{"event": "x", "signal": "cart.added", "with": {"funnel": ["bofu"]}}]},
        {"events": [{"event": "x", "signal": "cart.added", "where": ["price"]}]},
        {"events": [{"event": "x", "signal": "cart.added", "where": {"price": {"above": 3}}}]},
        {"channels": [{"medium": {"one_of": []}, "channel": "paid"}]},
        {"channels": [{"medium": "cpc", "channel": ""}]},
        {"channels": [{"email": "x", "channel": "paid"}]},
        {"audiences": [{"path": "/x"}]},
        {"traits": ["email"]},
        {"traits": {"email": None}},
        {"leave_out": [{"user_agent": None}]},
        {"keep_anonymous": 30},
        {"keep_anonymous": "401d"},
        {"keep_anonymous": "23h"},
    ],
)
def test_what_cannot_be_meant_is_a_mistake_and_leaves_something_that_can_be_used(content: dict[object, object]) -> None:
    mapping, mistakes = read_signals(content)
    assert len(mistakes) >= 1
    assert mapping.keep_anonymous == KEEP_ANONYMOUS
    assert all(rule.event.holds("nothing") in (True, False) for rule in mapping.events)
