"""How PostgreSQL is told what is declared and stated once for both engines.

SQLite's integers hold 64 bits whatever they are called, and its texts compare by their bytes: so do ours here, by the
types of columns. What a statement says in values of its own (and not in parameters) is written into it, since
PostgreSQL knows by it which partial index holds the rows, and that a group is what is selected.
"""

from typing import Any

from sqlalchemy import BindParameter, Column, String
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg


class Compiler(PGCompiler_psycopg):
    """Makes statements."""

    def visit_bindparam(self, bindparam: BindParameter[Any], *told: Any, **options: Any) -> str:
        """Return a parameter; a value that is always the same is written as it is."""
        if not bindparam.required and bindparam.value is not None:
            options["literal_binds"] = True
        made: str = super().visit_bindparam(bindparam, *told, **options)  # type: ignore[no-untyped-call]
        return made

    def visit_json_each_func(self, function: Any, **options: Any) -> str:
        """Return the function that gives keys and values of a JSON object as rows of text."""
        (told,) = function.clauses
        return f"json_each_text(CAST({self.process(told, **options)} AS JSON))"

    def _on_conflict_target(self, clause: Any, **options: Any) -> str:
        """Return what an upsert says of its key: SQLite's have no constraints to name."""
        clause.constraint_target = getattr(clause, "constraint_target", None)
        target: str = super()._on_conflict_target(clause, **options)  # type: ignore[no-untyped-call]
        return target


class Types(PGTypeCompiler):
    """Makes the names of types."""

    def visit_INTEGER(self, type_: Any, **options: Any) -> str:
        """Return the type that holds what SQLite's does."""
        return "BIGINT"


class Tables(PGDDLCompiler):
    """Makes the statements that make tables."""

    def get_column_specification(self, column: Column[Any], **options: Any) -> str:
        """Return a column's definition."""
        told: str = super().get_column_specification(column, **options)  # type: ignore[no-untyped-call]
        told = told.replace(" SERIAL", " BIGSERIAL")
        return f'{told} COLLATE "C"' if column.type._type_affinity is String else told


class TablesDialect(PGDialect_psycopg):
    """PostgreSQL by psycopg, with tables as ours are meant: for whoever makes, changes and compares them."""

    supports_statement_cache = True
    ddl_compiler = Tables
    type_compiler_cls = Types


class StatementsDialect(TablesDialect):
    """The same, with statements as ours are meant."""

    supports_statement_cache = True
    statement_compiler = Compiler
