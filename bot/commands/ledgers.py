"""A ledger as lines for a terminal: no rule's name is cut, what does not fit goes into another line, and it adds up."""

import shutil
import textwrap
from collections.abc import Iterator
from typing import Protocol

from bot.desk.explanations import Account, Shortfall, account
from scoring.ledger import Ledger, LedgerLine
from scoring.lifts import Lift

_UNBOUNDED = 1000
_PER_POINT = 100
_RULE_WIDTH, _TABLE_WIDTH = 44, 80


class Words(Protocol):
    """What a ledger's lines, and what would lift the lead, are called."""

    def reason(self, line: LedgerLine) -> tuple[str, str]:
        """Return the name of a line, and what stands behind its points."""
        ...

    def lift(self, lift: Lift) -> str:
        """Return what would lift the lead."""
        ...


class RuleNames:
    """The rules' own names, as the model has them."""

    def reason(self, line: LedgerLine) -> tuple[str, str]:
        """Return the rule's id, and its label: in English, or for all languages, or its first one."""
        labels = dict(line.labels)
        return line.rule, labels.get("en") or labels.get("") or next(iter(labels.values()), "")

    def lift(self, lift: Lift) -> str:
        """Return the signal or the fact, as rules name it."""
        return str(lift)


def columns() -> int:
    """Return the width to print at: the terminal's, or a very large one where another program reads."""
    return shutil.get_terminal_size((_UNBOUNDED, 0)).columns


def terminal_width() -> int:
    """Return the number of columns of the terminal, but not fewer than the table takes."""
    return max(columns(), _TABLE_WIDTH)


def wrapped(line: str, width: int, *, indent: int) -> list[str]:
    """Return a line as lines that fit, words and names whole, the later ones indented."""
    return textwrap.wrap(line, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


def ledger_lines(ledger: Ledger, words: Words, *, width: int) -> Iterator[str]:
    """Yield a ledger as lines: rules, sums, what is missing, when it cools, what would lift it."""
    whole = account(ledger, per_point=_PER_POINT)
    yield f"{'rule':<{_RULE_WIDTH}}{'given':>9}{'to cap':>9}{'faded':>9}{'remains':>9}"
    yield from _rules(whole, words, width)
    yield f"fit {_written(whole.fit.points)}"
    yield f"engagement {_written(whole.engagement.points)}"
    yield f"{'score, ' + ledger.tier:<71}{_written(whole.score):>9}"
    for shortfall in whole.shortfalls:
        yield from wrapped(_shortfall_line(shortfall), width, indent=4)
    if ledger.next_change_at is not None:
        yield f"If nothing happens, the tier falls at {ledger.next_change_at:%Y-%m-%d %H:%M:%S} UTC."
    for lift in ledger.lifts:
        yield from wrapped(f"To go up a tier: {words.lift(lift)}", width, indent=4)


def _rules(whole: Account, words: Words, width: int) -> Iterator[str]:
    for line in whole.unfit:
        yield from _rule(words.reason(line), (0, 0, 0, 0), width)
    for counted in (*whole.fit.lines, *whole.engagement.lines):
        points = (counted.given, counted.capped, counted.faded, counted.points)
        yield from _rule(words.reason(counted.line), points, width)


def _rule(reason: tuple[str, str], columns: tuple[int, ...], width: int) -> Iterator[str]:
    name, label = reason
    if len(name) >= _RULE_WIDTH:
        yield name
        name = ""
    numbers = "".join(f"{_written(points):>9}" for points in columns)
    row = f"{name:<{_RULE_WIDTH}}{numbers}"
    if label and len(row) + 2 + len(label) <= width:
        yield f"{row}  {label}"
        return
    yield row
    yield from textwrap.wrap(label, width, initial_indent="  ", subsequent_indent="  ")


def _shortfall_line(shortfall: Shortfall) -> str:
    missing, has, needs = shortfall.missing, _written(shortfall.has), _written(shortfall.needs)
    return f"Not {missing.tier}: {missing.side} {has}, at least {needs} needed."


def _written(hundredths: int) -> str:
    return format(hundredths / _PER_POINT, ".2f")
