"""The example businesses: folders below the shipped templates, with playbooks and a history, to try and to copy."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot import clock
from bot.app import App
from bot.errors import LeadbotError
from bot.imports.cell_readings import RowContext
from bot.imports.files import open_file
from bot.imports.importing import LEADS, Import
from bot.orders.writing import OwnWriter
from bot.rules.dated_model import Rules
from bot.rules.refold_all import refold_everybody
from bot.settings import SHIPPED_TEMPLATES

EXAMPLES = SHIPPED_TEMPLATES / "examples"
HISTORY = "history.jsonl"
FILES = ("leads.csv", HISTORY, "outcomes.csv")
_INSTANTS = ("at", "created_at")


def example_folder(name: str) -> Path:
    """Return the templates of an example; raise LeadbotError with the names of those that there are."""
    names = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
    if name not in names:
        raise LeadbotError(f'--example: there is no example "{name}": choose one of {", ".join(names)}')
    return EXAMPLES / name


async def bring_in(app: App, example: Path, folder: Path) -> int:
    """Import an example's history, told as if it had gone on until now, and return how many leads it has.

    ``folder`` takes the files as they are for today.
    """
    now = clock.utc_now()
    setup = app.in_force.setup
    writer = OwnWriter(app.database, setup)
    models = {name: playbook.model_source for name, playbook in setup.playbooks.audiences.items()}
    rules = {name: Rules(playbook.model, None) for name, playbook in setup.playbooks.audiences.items()}
    files = [open_file(path) for path in until_now(example, folder, now=now)]
    here = RowContext(now, tuple(setup.playbooks.chat), setup.playbooks.only_audience)
    imported = await Import(here, writer, models, _refuse).run(files)
    await refold_everybody(app.database.place, rules, writer, now=now)
    return imported.new[LEADS]


def _refuse(path: Path, line: int, mistake: str) -> None:
    raise LeadbotError(f"{path}:{line}: {mistake}")


def until_now(example: Path, folder: Path, *, now: datetime) -> Iterator[Path]:
    """Write an example's files into a folder, moved in time so that the last thing happened just now."""
    files = {name: _read(example / name) for name in FILES}
    newest = max(datetime.fromisoformat(row[name]) for rows in files.values() for row in rows for name in _told(row))
    for name, rows in files.items():
        _write(folder / name, [row | _moved(row, now - newest) for row in rows])
        yield folder / name


def _told(row: Mapping[str, Any]) -> list[str]:
    """Return the instants in a row."""
    return [name for name in _INSTANTS if row.get(name)]


def _moved(row: Mapping[str, Any], span: timedelta) -> dict[str, str]:
    return {name: (datetime.fromisoformat(row[name]) + span).isoformat() for name in _told(row)}


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [json.loads(line) for line in lines] if path.name == HISTORY else [*csv.DictReader(lines)]


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.name == HISTORY:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        else:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
