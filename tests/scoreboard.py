"""How much of what people type is understood: ``python -m tests.scoreboard FILE`` prints right, missed and wrong.

Each line of the file is a typed message and what a person would take from it: ``{"locale", "audience", "asked",
"text", "facts": {field: [values that are right]}, "intent", "question"}``. Two numbers are a range; "*" is any words.
A fact is wrong if its field is not listed or its value not right, however unsure; missed if it is listed and not taken.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bot import playbooks, rendering
from bot.commands.understand import Message, told_of
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES

ROOT = Path(__file__).resolve().parent.parent
SLACK = 0.1
"""Of a range of numbers: "about forty" may be 38 or 42."""
SAME = ({"no", "skip"}, {"back", "edit"}, {"human", "callback"})
"""Wishes that come to the same."""
WRITTEN = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""When the messages were written: "in March" is a quarter and some days away."""
MUST = ("refuse_consent", "stop")

Case = Mapping[str, Any]


def judged(told: Case, case: Case) -> Iterator[tuple[str, str, str]]:
    """Return what became of each fact: its field, right, missed or wrong, and what was taken."""
    facts = told["facts"]
    for field, value in facts.items():
        right = field in case["facts"] and is_right(value, case["facts"][field])
        yield field, "right" if right else "wrong", str(value)
    yield from ((field, "missed", "") for field in case["facts"] if field not in facts)


def is_right(value: object, expected: list[Any]) -> bool:
    """Return whether a value is among those that are right."""
    if "*" in expected and isinstance(value, str):
        return True
    if len(expected) == 2 and all(isinstance(end, int | float) for end in expected):
        expected = [expected]
    return any(_is_within(value, one) if isinstance(one, list) else _is_like(value, one) for one in expected)


def _is_within(value: object, ends: list[float]) -> bool:
    low, high = ends
    return isinstance(value, int | float) and low * (1 - SLACK) <= value <= high * (1 + SLACK)


def _is_like(value: object, one: object) -> bool:
    return str(value).casefold() == str(one).casefold()


def is_same_wish(told: str | None, expected: str | None) -> bool:
    """Return whether two wishes come to the same."""
    return told == expected or any({told, expected} <= same for same in SAME)


def told_by(loaded: Playbooks, cases: Iterable[Case]) -> Iterator[tuple[Case, Case, float]]:
    """Return each case with what was understood of it, and the seconds that took."""
    for case in cases:
        message = Message(case["text"], case["audience"], case["locale"], case["asked"])
        began = perf_counter()
        told = told_of(loaded, message, now=WRITTEN)
        yield case, told, perf_counter() - began


def main() -> None:
    """Print the scoreboard, and with ``--faults`` each message that was not taken as a person would."""
    asked = argparse.ArgumentParser(prog="python -m tests.scoreboard", description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--faults", action="store_true")
    options = asked.parse_args()
    cases = [json.loads(line) for line in options.file.read_text().splitlines() if line.strip()]
    loaded = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    facts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wishes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seconds = []
    for case, told, took in told_by(loaded, cases):
        seconds.append(took)
        faults = []
        for field, became, value in judged(told, case):
            for row in ("all", case["locale"], field):
                facts[row][became] += 1
            if became != "right":
                faults.append(f"{field} {became} {value!r}")
        for name, right in _wishes(told, case):
            wishes[name][str(right)] += 1
            if not right:
                faults.append(f"{name}: {told['intent']}/{told['question']}")
        if options.faults and faults:
            asking = case["asked"] or "-"
            print(f"{case['locale']} {case['audience'] or '-'} [{asking}] {case['text']!r}: {'; '.join(faults)}")
    _print(facts, wishes)
    print(f"\nA message: median {1000 * median(seconds):.2f} ms, most {1000 * max(seconds):.1f} ms.")


def _wishes(told: Case, case: Case) -> Iterator[tuple[str, bool]]:
    yield "wish", is_same_wish(told["intent"], case["intent"])
    if case["intent"]:
        yield "wish, where there is one", is_same_wish(told["intent"], case["intent"])
    if case["intent"] in MUST:
        yield case["intent"], told["intent"] == case["intent"]
    yield "question", told["question"] == case["question"]
    if case["question"]:
        yield "question, where there is one", bool(told["question"])


def _print(facts: Mapping[str, Counter[str]], wishes: Mapping[str, Counter[str]]) -> None:
    print(f"{'facts':30}{'of':>6}{'right':>8}{'missed':>8}{'wrong':>8}")
    for row, counts in facts.items():
        total = sum(counts.values())
        shares = "".join(f"{counts[became] / total:>8.0%}" for became in ("right", "missed", "wrong"))
        print(f"{row:30}{total:>6}{shares}")
    print(f"\n{'wishes and questions':30}{'of':>6}{'right':>8}")
    for row, counts in wishes.items():
        print(f"{row:30}{sum(counts.values()):>6}{counts['True'] / sum(counts.values()):>8.0%}")


if __name__ == "__main__":
    main()
