"""`leadbot score`: scores histories from files alone, without a database and without a messenger's library."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.commands.histories import DONE, option_instant, read_histories, read_model
from bot.desk.explanations import Account, account
from scoring.engine import replay
from scoring.ledger import Ledger, Line, explain
from scoring.model import Model
from scoring.signals import Item

_PER_POINT = 100


def score_files(model_path: Path, history_path: Path, at: str, *, as_json: bool) -> int:
    """Print the score of each lead of a history file and return the exit code; raise RefusedError for bad files."""
    instant = option_instant(at, option="--at")
    model = read_model(model_path)
    for lead, items in read_histories(history_path).items():
        _print(model, lead, items, at=instant, as_json=as_json)
    return DONE


def _print(model: Model, lead: str | None, items: Sequence[Item], *, at: datetime, as_json: bool) -> None:
    folded = replay(model, items, at)
    ledger = explain(model, folded.standing, at)
    if as_json:
        named = {} if lead is None else {"lead": lead}
        print(json.dumps(named | ledger.to_json(folded.tier_changes), ensure_ascii=False))
        return
    if lead is not None:
        print(f"Lead {lead}")
    print("\n".join(ledger_lines(ledger)))
    for change in folded.tier_changes:
        print(f"{change.at:%Y-%m-%d %H:%M:%S}  {change.tier_from} -> {change.tier_to}  ({change.because})")


def ledger_lines(ledger: Ledger) -> list[str]:
    """Return a ledger as lines for a terminal: the rules, their sum, and when it will cool. What is shown adds up."""
    whole = account(ledger, per_point=_PER_POINT)
    lines = [f"{'rule':<44}{'given':>9}{'to cap':>9}{'faded':>9}{'remains':>9}", *_rule_lines(whole)]
    lines.append(f"fit {_written(whole.fit.points)}")
    lines.append(f"engagement {_written(whole.engagement.points)}")
    lines.append(f"{'score, ' + ledger.tier:<71}{_written(whole.score):>9}")
    if ledger.next_change_at is not None:
        lines.append(f"If nothing happens, the tier falls at {ledger.next_change_at:%Y-%m-%d %H:%M:%S} UTC.")
    lines += [f"To rise a tier: {lift}" for lift in ledger.lifts]
    return [line.rstrip() for line in lines]


def _rule_lines(whole: Account) -> Iterator[str]:
    for line in whole.unfit:
        yield _rule_line(line, (0, 0, 0, 0))
    for counted in (*whole.fit.lines, *whole.engagement.lines):
        yield _rule_line(counted.line, (counted.given, counted.capped, counted.faded, counted.points))


def _rule_line(line: Line, columns: tuple[int, ...]) -> str:
    numbers = "".join(f"{_written(points):>9}" for points in columns)
    return f"{line.rule[:43]:<44}{numbers}  {_label(line)}"


def _written(hundredths: int) -> str:
    return format(hundredths / _PER_POINT, ".2f")


def _label(line: Line) -> str:
    """Return what the rule is called: in English, or for all languages, or as it is called first."""
    labels = dict(line.labels)
    return labels.get("en") or labels.get("") or next(iter(labels.values()), "")
