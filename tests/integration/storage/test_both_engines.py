"""What is declared and stated once, as PostgreSQL takes it: the same tables, and every statement."""

import importlib
import pkgutil
from collections.abc import Iterator

import psycopg
import pytest
from sqlmodel import SQLModel

import storage
from storage.errors import DatabaseNewerError
from storage.place import Postgres
from storage.postgres.migrating import engine_of, migrate
from storage.statements import InsertMany, Statement
from tests.postgres import Server

_SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, collation_name, column_default
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    """,
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    "constraints": """
        SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
    """,
    "triggers": """
        SELECT pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid
        WHERE NOT tgisinternal
    """,
}


def _rows(place: Postgres, sql: str) -> set[tuple[object, ...]]:
    with psycopg.connect(place.url) as connection:
        return set(connection.execute(sql.encode()).fetchall())


@pytest.fixture(scope="module")
def migrated(postgres: Server) -> Postgres:
    return postgres.migrated()


def test_both_ways_to_make_the_tables_leave_the_same_schema(postgres: Server, migrated: Postgres) -> None:
    declared = postgres.empty()
    engine = engine_of(declared)
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    for what, sql in _SCHEMA.items():
        assert _rows(migrated, sql), what
        assert _rows(migrated, sql) == _rows(declared, sql), what


def test_numbers_hold_64_bits_and_texts_compare_by_their_bytes_as_in_sqlite(migrated: Postgres) -> None:
    kinds = {(kind, collation) for _, _, kind, _, collation, _ in _rows(migrated, _SCHEMA["columns"])}
    assert {kind for kind, _ in kinds if "int" in str(kind)} == {"bigint"}
    assert {collation for kind, collation in kinds if kind in ("text", "character varying")} == {"C"}


def test_migrating_again_does_nothing(postgres: Server) -> None:
    place = postgres.empty()
    assert migrate(place)
    assert not migrate(place)


def test_tables_of_a_newer_version_are_left_alone_and_no_password_is_told(postgres: Server) -> None:
    place = postgres.empty()
    migrate(place)
    with psycopg.connect(place.url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewerError) as refused:
        migrate(Postgres(place.url.replace("postgres:@", "postgres:secret@")))
    assert "9999" in str(refused.value)
    assert "secret" not in str(refused.value)


def _within(name: str, value: object) -> Iterator[tuple[str, Statement]]:
    if isinstance(value, Statement):
        yield name, value
    elif isinstance(value, InsertMany):
        yield name, value.one
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _within(f"{name}[{key}]", part)
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from _within(f"{name}[{place}]", part)
    elif hasattr(value, "__dict__") and type(value).__module__.startswith("storage."):
        yield from _within(name, vars(value))


def _statements() -> Iterator[tuple[str, Statement]]:
    """Yield every statement that a module of storage holds."""
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        for name, value in list(vars(importlib.import_module(module.name)).items()):
            yield from _within(f"{module.name}.{name}", value)


def _numbered(sql: str) -> str:
    """Return SQL with its parameters as PostgreSQL itself names them."""
    first, *others = sql.split("%s")
    return (first + "".join(f"${place}{part}" for place, part in enumerate(others, 1))).replace("%%", "%")


def test_postgresql_accepts_every_statement(migrated: Postgres) -> None:
    refused, accepted = [], 0
    with psycopg.connect(migrated.url, autocommit=True) as connection:
        for name, statement in _statements():
            try:
                connection.execute(f"PREPARE tried AS {_numbered(statement.postgres.sql)}".encode())
                connection.execute("DEALLOCATE tried")
                accepted += 1
            except psycopg.Error as error:
                refused.append(f"{name}: {error}")
    assert refused == []
    assert accepted > 400
