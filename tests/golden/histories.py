"""The book of golden histories (``histories.md``): reads its stories, and fills in what the scores come to.

What happened is written by hand; the figures follow from it, by the engine or by the letter of the rules.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.settings import SHIPPED_TEMPLATES
from scoring.engine import next_change, replay, score_at
from scoring.history import Fact, Item, Signal
from scoring.ledger import LedgerLine, lines_at
from scoring.model import Model
from scoring.parse import parse_model
from scoring.values import Value
from tests.builders import MONDAY
from tests.property.scoring.scoring_oracle import Oracle

BOOK = Path(__file__).with_name("histories.md")
LEDGER = "What is left, rule by rule:"
LEDGER_HEAD = ["| rule | given | over the cap | faded | remains |", "|---|---|---|---|---|"]
EVER = timedelta(days=3650)


@dataclass(frozen=True)
class Figures:
    fit: float
    engagement: float
    score: float
    tier: str
    falls_at: datetime | None

    def cells(self) -> list[str]:
        falls = "never" if self.falls_at is None else day_and_time(self.falls_at)
        return [f"{self.fit:.2f}", f"{self.engagement:.2f}", f"{self.score:.2f}", f"**{self.tier}**", falls]


Teller = Callable[[str, Sequence[Item], datetime], Figures]


@cache
def document(audience: str) -> dict[str, Any]:
    path = Path(SHIPPED_TEMPLATES) / "playbooks" / audience / "model.yaml"
    read: dict[str, Any] = YAML(typ="safe").load(path)
    return read


@cache
def model(audience: str) -> Model:
    return parse_model(document(audience))


def by_the_engine(audience: str, history: Sequence[Item], at: datetime) -> Figures:
    rules = model(audience)
    standing = replay(rules, history, at).standing
    score = score_at(rules, standing, at)
    return Figures(score.fit, score.engagement, score.score, score.tier, next_change(rules, standing))


def by_the_letter(audience: str, history: Sequence[Item], at: datetime) -> Figures:
    oracle = Oracle(document(audience)).tell(history, at)
    fit, engagement = oracle.fit(), oracle.engagement(at)
    return Figures(fit, engagement, fit + engagement, oracle.tier, oracle.next_fall(at + EVER))


@dataclass
class Story:
    """One lead while its story is told: `second` is what belongs to another lead, until the two are united."""

    audience: str
    first: list[Item] = field(default_factory=list)
    second: list[Item] = field(default_factory=list)
    at: datetime = MONDAY

    def tell(self, when: str, what: str, *, figures: Teller) -> list[str]:
        """Let one row of the story happen; return its figures."""
        self.at = instant(when)
        self.audience = {"is for herself": "b2c", "is for his company": "b2b"}.get(what, self.audience)
        whose = self.second if what.startswith("second lead: ") else self.first
        for part in what.removeprefix("second lead: ").split("; "):
            self._happen(part, whose)
        return figures(self.audience, whose, self.at).cells()

    def _happen(self, part: str, whose: list[Item]) -> None:
        if part == "both leads are united":
            whose += [item for item in self.second if item not in whose]
            return
        late = re.fullmatch(r"arrives late: (.+), of (day .+)", part)
        said, at = (late[1], instant(late[2])) if late else (part, self.at)
        for item in happened(said, at):
            whose.append(item._replace(id=f"{len(self.first) + len(self.second):04d}"))
            self.at = max(self.at, item.at)

    def ledger(self) -> list[str]:
        standing = replay(model(self.audience), self.first, self.at).standing
        lines = lines_at(model(self.audience), standing, self.at)
        return [
            *LEDGER_HEAD,
            *map(ledger_row, lines),
            f"| score | | | | **{sum(line.remains for line in lines):.2f}** |",
        ]


def ledger_row(line: LedgerLine) -> str:
    given = [line.given, -line.lost_to_cap, -line.lost_to_decay, line.remains]
    # Adding 0 makes a 0 of what is rounded to -0.
    return f"| {line.rule} | " + " | ".join(f"{round(points, 2) + 0:.2f}" for points in given) + " |"


def happened(said: str, at: datetime) -> Iterator[Item]:
    """Yield what one part of a cell says, without ids: an answer is a fact and a signal."""
    if several := re.fullmatch(r"(\d+) times (.+), a minute apart", said):
        for number in range(int(several[1])):
            yield from happened(several[2], at + number * timedelta(minutes=1))
    elif told := re.fullmatch(r"(answers )?(\w+) = (.+)", said):
        yield Fact("", at, told[2], value(told[3]))
        if told[1]:
            yield Signal("", at, "chat.answered")
    elif did := re.fullmatch(r"(\w+\.\w+)(?: with (\w+) (\S+))?", said):
        yield Signal("", at, did[1], {did[2]: value(did[3])} if did[2] else {})
    elif said not in ("nothing", "is for herself", "is for his company"):
        raise ValueError(f"histories.md: nobody knows what {said!r} means")


def value(text: str) -> Value:
    return int(text) if text.isdigit() else text


def instant(when: str) -> datetime:
    """Return the instant of ``day 3, 14:30``; day 0 is Monday, 2 March 2026."""
    day, hours, minutes = map(int, re.findall(r"\d+", when))
    return MONDAY.replace(hour=hours, minute=minutes) + timedelta(days=day)


def day_and_time(at: datetime) -> str:
    return f"day {(at.date() - MONDAY.date()).days}, {at:%H:%M}"


def told(book: str, figures: Teller) -> str:
    """Return the book with all its figures as this teller finds them."""
    lines: list[str] = []
    audience, story, in_ledger = "", Story(""), False
    for line in book.splitlines():
        if in_ledger and (not line or line.startswith("|")):
            continue  # the ledger of the last edition
        lines += [""] if in_ledger else []
        in_ledger = line == LEDGER
        if line.startswith("## "):
            audience = line.partition("(")[2].rstrip(")")
        elif line.startswith("### "):
            story = Story(audience)
        elif line.startswith("| day "):
            when, what = (cell.strip() for cell in line.split("|")[1:3])
            line = f"| {when} | {what} | {' | '.join(story.tell(when, what, figures=figures))} |"
        lines += [line, "", *story.ledger()] if in_ledger else [line]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    BOOK.write_text(told(BOOK.read_text(encoding="utf-8"), by_the_letter), encoding="utf-8")
