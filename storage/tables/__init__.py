"""The tables, by what they are about. Their history is ``storage/migrations``; a test proves that the two agree.

Whoever imports one of these modules has all of them declared: tables name each other by their keys.
"""

from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# Before any table is declared: the convention gives names to what they declare.
SQLModel.metadata.naming_convention = NAMING

from storage.tables import (  # noqa: E402
    erasures,
    language_model,
    leads,
    links,
    messages,
    newsletter,
    rules,
    sales,
    sales_days,
    signals,
    templates,
    upkeep,
    webhooks,
)

__all__ = [
    "NAMING",
    "erasures",
    "language_model",
    "leads",
    "links",
    "messages",
    "newsletter",
    "rules",
    "sales",
    "sales_days",
    "signals",
    "templates",
    "upkeep",
    "webhooks",
]
