"""SQL that SQLite and PostgreSQL say differently: one helper each, which knows both.

A statement is written once. SQLite's is what it was without these helpers; PostgreSQL's own compiler
(storage/postgres/dialect.py) does what can be done without being told.
"""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, String, Table, any_, bindparam, cast, column, func, select, table
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import Select, SelectBase


class Either(ColumnElement[Any]):
    """An expression that each engine is told in words of its own."""

    inherit_cache = False

    def __init__(self, *, sqlite: ColumnElement[Any], postgres: ColumnElement[Any]) -> None:
        self.sqlite = sqlite
        self.postgres = postgres
        self.type = sqlite.type

    @property
    def _from_objects(self) -> Any:
        return self.sqlite._from_objects

    def self_group(self, against: Any = None) -> "Either":
        """Return the expression as it stands beside others: a condition is no column to be compared with 1."""
        return self

    def _negate(self) -> "Either":
        return Either(sqlite=~self.sqlite, postgres=~self.postgres)


@compiles(Either)
def _compile_either(element: Either, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.sqlite if compiler.dialect.name == "sqlite" else element.postgres, **options)


def is_one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return a condition: a column has one of any number of values, given as a JSON list in a parameter."""
    listed = select(func.json_array_elements_text(cast(bindparam(name), JSON))).scalar_subquery()
    return Either(
        sqlite=column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value)),
        # An array is looked up in an index value by value; of a list of rows the planner expects a hundred.
        postgres=column == any_(cast(func.array(listed), ARRAY(column.type))),
    )


def is_among(column: ColumnElement[Any], some: SelectBase) -> ColumnElement[bool]:
    """Return a condition: a column has one of the few values that a query gives.

    PostgreSQL does not know how few they are when it plans, and might go through the whole table beside them.
    """
    listed = some.scalar_subquery()
    return Either(sqlite=column.in_(listed), postgres=column == any_(func.array(listed)))


def later_of(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the greater of two values."""
    return Either(sqlite=func.max(one, other, type_=one.type), postgres=func.greatest(one, other, type_=one.type))


def earlier_of(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the smaller of two values."""
    return Either(sqlite=func.min(one, other, type_=one.type), postgres=func.least(one, other, type_=one.type))


def text_of(properties: ColumnElement[str], name: str) -> ColumnElement[Any]:
    """Return a property out of a column of JSON, NULL where there is none of that name."""
    return Either(
        sqlite=func.json_extract(properties, f"$.{name}", type_=String),
        postgres=func.json_extract_path_text(cast(properties, JSON), name, type_=String),
    )


def new_numbers_of(numbered: Table, name: str) -> Select[Any]:
    """Return a query for numbers that no row of a table was ever given, as many as a JSON object has keys: 1, 2, 3 ...

    SQLite's only writer is alone with those behind the last. PostgreSQL's sequence gives each of them to nobody else,
    also where they are not used.
    """
    each = func.json_each(bindparam(name)).table_valued("key")
    last = func.coalesce(_last_number_of(numbered).scalar_subquery(), 0)
    return select(
        Either(sqlite=last + cast(each.c.key, Integer), postgres=func.nextval(f"{numbered.name}_id_seq"))
    ).select_from(each)


def _last_number_of(numbered: Table) -> Select[Any]:
    given = table("sqlite_sequence", column("name"), column("seq"))
    return select(given.c.seq).where(given.c.name == numbered.name)
