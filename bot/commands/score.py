"""`leadbot score`: scores histories from files alone, without a database and without a messenger's library."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.commands.histories import DONE, option_instant, read_histories, read_model
from bot.commands.ledgers import RuleNames, ledger_lines, terminal_width
from scoring.engine import replay
from scoring.history import Item
from scoring.ledger import explain
from scoring.model import Model


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
    print("\n".join(ledger_lines(ledger, RuleNames(), width=terminal_width())))
    for change in folded.tier_changes:
        print(f"{change.at:%Y-%m-%d %H:%M:%S}  {change.tier_from} -> {change.tier_to}  ({change.because})")
