"""How much of what people type is understood: ``python -m tests.scoreboard FILE`` prints right, missed and wrong.

Each line of the file is a typed message and what a person would take from it: ``{"locale", "audience", "asked",
"text", "facts": {field: [values that are right]}, "intent", "question"}``. Two numbers are a range; "*" is any words.
A fact is wrong if its field is not listed or its value not right, however unsure; missed if it is listed and not taken.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bot import playbooks, rendering
from bot.commands.understand import Message, told_of
from bot.interpreters.encoder import interpreter_for
from bot.interpreters.in_turn import InTurn
from bot.interpreters.language_model import LanguageModel
from bot.interpreters.model_request import ModelRequest
from bot.playbooks import Playbooks
from bot.sandbox.language_model import MODEL, StandIn
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.interpreter import Interpreter

ROOT = Path(__file__).resolve().parent.parent
SLACK = 0.1
"""Of a range of numbers: "about forty" may be 38 or 42."""
SAME = ({"no", "skip"}, {"back", "edit"}, {"human", "callback"})
"""Wishes that come to the same."""
WRITTEN = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""When the messages were written: "in March" is a quarter and some days away."""
BECAME = ("right", "missed", "wrong")
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


@dataclass(slots=True)
class Board:
    """What became of all messages, as one way of understanding them took them."""

    name: str
    interpreter: Interpreter | None = None
    facts: defaultdict[str, Counter[str]] = kept(default_factory=lambda: defaultdict(Counter))
    wishes: defaultdict[str, Counter[str]] = kept(default_factory=lambda: defaultdict(Counter))
    seconds: list[float] = kept(default_factory=list)

    def take(self, loaded: Playbooks, case: Case) -> list[str]:
        """Understand a message, count what became of it, and return its faults."""
        message = Message(case["text"], case["audience"], case["locale"], case["asked"])
        began = perf_counter()
        told = told_of(loaded, message, self.interpreter, now=WRITTEN)
        self.seconds.append(perf_counter() - began)
        faults = []
        for name, became, value in judged(told, case):
            for row in ("all", case["locale"], name):
                self.facts[row][became] += 1
            if became != "right":
                faults.append(f"{name} {became} {value!r}")
        for name, right in _wishes(told, case):
            self.wishes[name][str(right)] += 1
            if not right:
                faults.append(f"{name}: {told['intent']}/{told['question']}")
        return faults

    def time(self) -> str:
        """Return what a message costs."""
        ordered = sorted(self.seconds)
        late = ordered[len(ordered) * 95 // 100]
        return f"{self.name}: median {1000 * median(ordered):.2f} ms, p95 {1000 * late:.0f} ms"


class StandInModel(LanguageModel):
    """The sandbox's stand-in, asked without a wire."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1/v1", MODEL)
        self._stand_in = StandIn()

    async def _ask(self, request: ModelRequest, seconds: float) -> str:
        return json.dumps(self._stand_in.answer(request.body(self.name)))


def main() -> None:
    """Print the scoreboard, and with ``--faults`` each message that was not taken as a person would."""
    asked = argparse.ArgumentParser(prog="python -m tests.scoreboard", description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--faults", action="store_true", help="list each message that was not taken as a person would")
    asked.add_argument("--rules-only", action="store_true", help="leave the sentence encoder out")
    asked.add_argument("--with-model", action="store_true", help="ask the stand-in for a language model, too")
    options = asked.parse_args()
    cases = [json.loads(line) for line in options.file.read_text().splitlines() if line.strip()]
    loaded = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    boards = [Board("rules")]
    encoder = None if options.rules_only else interpreter_for(loaded)
    if encoder is not None:
        boards.append(Board("rules and encoder", encoder))
    if options.with_model:
        boards.append(Board("with the stand-in model", InTurn(loaded, encoder, StandInModel())))
    for case in cases:
        faults = [board.take(loaded, case) for board in boards][-1]
        if options.faults and faults:
            asking = case["asked"] or "-"
            print(f"{case['locale']} {case['audience'] or '-'} [{asking}] {case['text']!r}: {'; '.join(faults)}")
    _print(boards)
    print("\nA message costs, " + "; ".join(board.time() for board in boards) + ".")


def _wishes(told: Case, case: Case) -> Iterator[tuple[str, bool]]:
    yield "wish", is_same_wish(told["intent"], case["intent"])
    if case["intent"]:
        yield "wish, where there is one", is_same_wish(told["intent"], case["intent"])
    if case["intent"] in MUST:
        yield case["intent"], told["intent"] == case["intent"]
    yield "question", told["question"] == case["question"]
    if case["question"]:
        yield "question, where there is one", bool(told["question"])


def _print(boards: list[Board]) -> None:
    """Print right, missed and wrong of each way, as a table in Markdown."""
    first = boards[0]
    heads = [f"{board.name}: {became}" for board in boards for became in BECAME]
    print(f"| facts | of | {' | '.join(heads)} |\n|---|---|{'---|' * len(heads)}")
    for row in first.facts:
        of = sum(first.facts[row].values())
        print(f"| {row} | {of} | {' | '.join(_shares(board.facts[row]) for board in boards)} |")
    print(f"\n| wishes and questions | of | {' | '.join(f'{board.name}: right' for board in boards)} |")
    print(f"|---|---|{'---|' * len(boards)}")
    for row, counts in first.wishes.items():
        right = [board.wishes[row]["True"] / sum(board.wishes[row].values()) for board in boards]
        print(f"| {row} | {sum(counts.values())} | {' | '.join(f'{share:.0%}' for share in right)} |")


def _shares(counts: Counter[str]) -> str:
    total = sum(counts.values()) or 1
    return " | ".join(f"{counts[became] / total:.0%}" for became in BECAME)


if __name__ == "__main__":
    main()
