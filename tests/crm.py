"""Another system, whose files are imported, and what it tells of leads."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.imports.cell_readings import RowContext
from bot.imports.files import open_file
from bot.imports.importing import CHUNK_ROWS, Import, Imported
from bot.orders.writing import OwnWriter
from bot.playbooks import Playbook
from bot.rules.dated_model import Rules
from bot.rules.refold_all import Refolding, refold_everybody
from scoring.engine import pack, replay
from storage import histories, leads
from storage.leads import StoredChat
from tests.builders import MONDAY, Office

Json = dict[str, Any]
DAY = timedelta(days=1)


class KilledError(Exception):
    """The import ends here, as by a power cut."""


@dataclass(slots=True)
class Crm:
    """Another system's files, and their import, which is killed after so many ``pieces``."""

    office: Office
    folder: Path
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    pieces: int | None = None

    async def perform(self, order: str, body: Json) -> Json:
        if self.pieces is not None:
            if self.pieces == 0:
                raise KilledError
            self.pieces -= 1
        # As it would be told to the running bot.
        told = json.loads(json.dumps(body))
        return await OwnWriter(self.office.database, self.office.setup).perform(order, told)

    def write(self, name: str, *lines: str | Json) -> Path:
        path = self.folder / name
        text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
        return path

    async def bring(
        self, *paths: Path, most_rows: int = CHUNK_ROWS, returning: Collection[str] = frozenset()
    ) -> Imported:
        """Import files without the refold at the end."""
        here = RowContext(self.office.now, tuple(self.office.setup.playbooks.chat))
        sources = {name: one.model_source for name, one in self.playbooks.items()}
        whole = Import(here, self, sources, self._refuse, most_rows=most_rows, returning=frozenset(returning))
        return await whole.run([open_file(path) for path in paths])

    async def fold(self) -> Refolding:
        rules = {name: Rules(one.model, one.model_since) for name, one in self.playbooks.items()}
        return await refold_everybody(self.office.database.place, rules, self, now=self.office.now)

    async def take(self, name: str, *lines: str | Json) -> Imported:
        """Write one file, import it, and fold."""
        imported = await self.bring(self.write(name, *lines))
        await self.fold()
        return imported

    @property
    def playbooks(self) -> Mapping[str, Playbook]:
        return self.office.setup.playbooks.audiences

    def _refuse(self, path: Path, line: int, mistake: str) -> None:
        self.refused.append((path.name, line, mistake))

    async def lead(self, number: int) -> StoredChat:
        chat = await self.office.write(lambda tx: leads.by_id(tx, number))
        assert chat is not None
        return chat

    async def assert_replayed(self) -> None:
        """Every lead with an audience stands as a full replay says, bit for bit."""
        for number, audience, standing, version in self.office.rows(
            "select id, audience, standing, model_version from leads where audience is not null"
        ):
            model = self.playbooks[audience].model
            history = await self.office.write(lambda tx, n=number: histories.history(tx, n))  # type: ignore[misc]
            assert version == model.version
            assert standing == pack(replay(model, history, self.office.now).standing)


def ago(**by: float) -> str:
    return (MONDAY - timedelta(**by)).isoformat()


def signal(key: str, number: int, name: str = "demo.used", *, days: float = 1) -> Json:
    return {"kind": "signal", "id": f"s{number}", "lead": key, "at": ago(days=days), "signal": name}


def fact(key: str, number: int, name: str, value: object, *, days: float = 1) -> Json:
    return {"kind": "fact", "id": f"f{number}", "lead": key, "at": ago(days=days), "field": name, "value": value}


HOT = (
    fact("q", 1, "audience", "b2b", days=9),
    *(
        fact("q", number, name, value, days=8)
        for number, (name, value) in enumerate(
            (("role", "founder"), ("company_size", 500), ("need", "leads"), ("timeline", "now")), start=2
        )
    ),
    *(signal("q", number, days=days) for number, days in ((1, 7), (2, 2), (3, 1))),
)


def content(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is stored, without numbers that only count rows."""
    return {
        "leads": office.rows("select * from leads order by id"),
        "conversations": office.rows("select * from conversations order by lead_id"),
        "keys": office.rows("select * from lead_keys order by key"),
        "facts": office.rows("select * from facts order by id"),
        "signals": office.rows("select * from signals order by id"),
        "tier changes": office.rows(
            "select lead_id, at, tier_from, tier_to, because, score, model_version from tier_changes"
            " order by lead_id, at, id"
        ),
        "outcomes": office.rows(
            "select h.lead_id, h.at, h.reason, tier, score, model_version, claimed_by, claimed_at, h.outcome,"
            " outcome_at, closed_at, o.rep_id, o.at, o.outcome from handoffs h join outcomes o on o.handoff_id = h.id"
            " order by h.lead_id, h.at, o.at, o.outcome"
        ),
        "reps": office.rows("select * from reps order by id"),
        "outbox": office.rows("select * from outbox order by id"),
    }
