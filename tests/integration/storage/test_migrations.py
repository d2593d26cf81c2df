"""The history of the tables, against the tables as they are declared."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import storage.tables
from storage import migrations
from storage.migrations import HEAD
from storage.sqlite.migrating import migrate, revision_of
from storage.tables.leads import Lead
from tests.builders import database_of_revision

assert storage.tables.leads.Lead is Lead


def _script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_the_head_named_in_the_code_is_the_newest_revision() -> None:
    assert _script().get_heads() == [HEAD]


def test_migrating_gives_exactly_the_tables_that_are_declared(tmp_path: Path) -> None:
    path = tmp_path / "migrated.db"
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        difference = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert difference == []


def test_both_ways_to_make_the_tables_leave_the_same_schema(tmp_path: Path) -> None:
    migrated, declared = tmp_path / "migrated.db", tmp_path / "declared.db"
    migrate(migrated)
    engine = create_engine(f"sqlite:///{declared}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    assert _schema(migrated) == _schema(declared)


def _schema(path: Path) -> dict[str, tuple[object, ...]]:
    """Return what SQLite itself says of every table, index and trigger: columns, keys, references, conditions."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {name: _described(connection, kind, name, sql) for kind, name, sql in names}


def _described(connection: sqlite3.Connection, kind: str, name: str, sql: str) -> tuple[object, ...]:
    if kind == "trigger":
        return (" ".join(sql.split()),)
    if kind == "index":
        # By name: a column that came later has another place in its table.
        indexed = tuple(row[2:] for row in connection.execute(f"PRAGMA index_xinfo({name})"))
        return indexed, "UNIQUE" in sql, sql.partition(" WHERE ")[2].strip()
    columns = {row[1]: row[2:] for row in connection.execute(f"PRAGMA table_info({name})")}
    references = sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})"))
    return columns, references, "AUTOINCREMENT" in sql


def test_migrating_again_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    assert revision_of(path) is None
    assert migrate(path)
    assert revision_of(path) == HEAD
    assert not migrate(path)


_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from storage.sqlite.migrating import migrate

ran = []
event.listen(Engine, "before_cursor_execute", lambda *told: ran.append(told) or (
    len(ran) > int(sys.argv[2]) and os.kill(os.getpid(), signal.SIGKILL)))
migrate(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("statements", [5, 15, 30])
def test_a_migration_that_is_killed_has_changed_nothing_and_is_made_the_next_time(
    tmp_path: Path, statements: int
) -> None:
    path = tmp_path / "leadbot.db"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path), str(statements)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert revision_of(path) is None
    assert migrate(path)
    assert revision_of(path) == HEAD


def test_leads_and_what_belongs_to_them_survive_the_copy_of_their_table(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    database_of_revision(path, "0002")
    with closing(sqlite3.connect(path)) as connection:
        for number in (3, 7):
            connection.execute(
                "INSERT INTO leads VALUES (?, 'b2b', 'en', 'Quentin', '', '', 0, 0, '{}', '[2]', 'hot', 'abc', 5)",
                (number,),
            )
            connection.execute("INSERT INTO lead_keys VALUES (?, ?)", (f"crm-{number}", number))
        connection.commit()
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        assert connection.execute("SELECT id, name, tier, model_version FROM leads").fetchall() == [
            (3, "Quentin", "hot", "outgrown"),
            (7, "Quentin", "hot", "outgrown"),
        ]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("DELETE FROM leads WHERE id = 7")
        assert connection.execute("SELECT key FROM lead_keys").fetchall() == [("crm-3",)]
        assert connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'leads'").fetchall() == [(7,)]


def test_addresses_that_0_1_0_stored_in_capitals_have_one_spelling_and_nobody_becomes_somebody_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "leadbot.db"
    database_of_revision(path, "0032")
    stored = {
        "Cy.Berg@Example.COM": 1,
        "ADA@ACME.COM": 2,
        "ada@acme.com": 3,  # another lead: whether they are one is for people to say
        "Bo@Acme.com": 4,
        "BO@acme.com": 4,
        "CRM-7@Acme": 5,
        "Ida <Ida@Acme.com>": 6,
        "Åsa@Acme.com": 7,
        "mail:ida@acme.com": 6,
        "0015000000Gv7qJ": 8,
    }
    with closing(sqlite3.connect(path)) as connection:
        for number in range(1, 9):
            connection.execute(
                "INSERT INTO leads (id, locale, name, username, source, created_at, last_seen_at, facts, standing,"
                " tier, model_version) VALUES (?, 'en', '', '', '', 0, 0, '{}', '[]', 'cold', '')",
                (number,),
            )
        connection.executemany("INSERT INTO lead_keys VALUES (?, ?)", stored.items())
        connection.commit()
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        found = dict(connection.execute("SELECT key, lead_id FROM lead_keys").fetchall())
    kept = {"ADA@ACME.COM", "Bo@Acme.com", "Ida <Ida@Acme.com>", "0015000000Gv7qJ"}
    assert found == {key if key in kept else key.lower(): number for key, number in stored.items()}


def test_every_row_that_names_a_lead_goes_with_the_lead() -> None:
    """Erasing is one DELETE: every table with a reference to leads or handoffs cascades."""
    for table in SQLModel.metadata.tables.values():
        for reference in table.foreign_keys:
            if reference.column.table.name in ("leads", "handoffs"):
                assert reference.ondelete == "CASCADE", f"{table.name}.{reference.parent.name}"


def test_a_personal_value_has_one_gate() -> None:
    """Names, words and answers pass one column type on their way to disk."""
    personal = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if type(column.type).__name__ == "Personal"
    }
    assert personal == {
        *("lead_keys.key", "leads.name", "leads.username", "leads.facts", "leads.standing", "conversations.state"),
        *("facts.value", "signals.properties", "outbox.payload", "inbox.payload", "dead_updates.raw"),
        *("unanswered.words", "search_words.word", "notes.text"),
        "messages.text",
        "visitor_links.visitor",
        "summaries.words",
        *("outcomes.reason", "outcomes.state", "desk_steps.detail"),
        *("visitors.identity", "visitors.visitor", "unknown_events.visitor", "unknown_events.payload"),
        *("consents.address", "consents.words", "newsletter_codes.address", "newsletter_codes.words"),
        *("visitor_signals.visitor", "visitor_signals.properties", "visitor_facts.visitor", "visitor_facts.value"),
    }
