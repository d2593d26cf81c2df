"""Which rules and templates are in force in a database: two numbers, of which one grows with each that comes."""

from sqlalchemy import func, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.rules import Publication
from storage.tables.templates import TemplateVersion

Edition = tuple[int, int]
"""The last publication, and the last templates that were kept."""


def _last(model: type[Publication | TemplateVersion]) -> object:
    return func.coalesce(select(func.max(table_of(model).c.id)).scalar_subquery(), 0)


CURRENT = Statement(select(_last(Publication), _last(TemplateVersion)))  # type: ignore[call-overload]  # expressions


def current(tx: Transaction) -> Edition:
    """Return the edition that is in force."""
    row = tx.first(CURRENT)
    assert row is not None
    return int(row[0]), int(row[1])
