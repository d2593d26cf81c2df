"""`leadbot score`: scores histories from files alone, without a database and without a messenger's library."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.playbooks import PlaybookError, load_model
from scoring.engine import replay
from scoring.errors import HistoryError
from scoring.ledger import Ledger, explain
from scoring.model import Model
from scoring.parse import parse_history
from scoring.signals import Item

DONE, CONTENT, USAGE = 0, 1, 2


def score_files(model_path: Path, history_path: Path, at: str, *, as_json: bool) -> int:
    """Print the score of each lead of a history file and return the exit code."""
    instant = _instant(at)
    if instant is None:
        return _refuse(f"--at: found {at}, expected an instant with its offset, such as 2026-02-01T00:00:00Z", USAGE)
    try:
        model = load_model(model_path)
        histories = _histories(history_path)
    except PlaybookError as error:
        return _refuse(str(error), CONTENT)
    except HistoryError as error:
        return _refuse(f"{history_path}: {error}", CONTENT)
    except UnicodeDecodeError:
        return _refuse(f"{history_path}: not UTF-8: save it as UTF-8", CONTENT)
    except OSError as error:
        return _refuse(f"{history_path}: {error.strerror}: give a file that can be read", USAGE)
    for lead, items in histories.items():
        _print(model, lead, items, at=instant, as_json=as_json)
    return DONE


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _histories(path: Path) -> Mapping[str | None, list[Item]]:
    """Return the items by lead, leads in the order they appear; a file without leads is one history."""
    histories: dict[str | None, list[Item]] = {}
    with path.open(encoding="utf-8") as lines:
        for lead, item in parse_history(lines):
            histories.setdefault(lead, []).append(item)
    return histories or {None: []}


def _print(model: Model, lead: str | None, items: list[Item], *, at: datetime, as_json: bool) -> None:
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
    """Return a ledger as lines for a terminal: the rules, their sum, and when it will cool."""
    lines = [f"{'rule':<44}{'given':>9}{'to cap':>9}{'faded':>9}{'remains':>9}"]
    for line in ledger.lines:
        # Nothing lost is 0.00, never -0.00.
        columns = (line.given, -line.lost_to_cap, -line.lost_to_decay, line.remains)
        lines.append(f"{line.rule[:43]:<44}" + "".join(f"{round(points, 2) or 0.0:>9.2f}" for points in columns))
    lines.append(f"{'fit ' + format(ledger.fit, '.2f'):<44}")
    lines.append(f"{'engagement ' + format(ledger.engagement, '.2f'):<44}")
    lines.append(f"{'score, ' + ledger.tier:<71}{ledger.score:>9.2f}")
    if ledger.next_change_at is not None:
        lines.append(f"If nothing happens, the tier falls at {ledger.next_change_at:%Y-%m-%d %H:%M:%S} UTC.")
    lines += [f"To rise a tier: {lift}" for lift in ledger.lifts]
    return [line.rstrip() for line in lines]


def _refuse(sentence: str, code: int) -> int:
    for line in sentence.splitlines():
        print(f"leadbot: {line}", file=sys.stderr)
    return code
