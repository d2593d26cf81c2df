"""Where the data is: a small value made from ``LEADBOT_DATABASE_URL``, which worker processes are handed as it is."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

_SCHEMA = re.compile(r"search_path\s*=\s*([\w,]+)")
SQLITE = "sqlite+aiosqlite:///"
POSTGRES = "postgresql+psycopg://"


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database of PostgreSQL. ``url`` is libpq's and may hold a password: it is never shown."""

    url: str = field(repr=False)

    @property
    def setting(self) -> str:
        """The address as ``LEADBOT_DATABASE_URL`` has it."""
        return self.url.replace("postgresql://", POSTGRES, 1)

    def __str__(self) -> str:
        """Return its name as messages and logs carry it: the server and the database, and nobody's name or password.

        >>> str(place_of("postgresql+psycopg://leadbot:secret@db.example.com:5433/sales"))
        'postgresql://db.example.com:5433/sales'
        >>> str(place_of("postgresql+psycopg://leadbot@db/sales?options=-csearch_path%3Dshop"))
        'postgresql://db/sales (schema shop)'
        """
        parts = urlsplit(self.url)
        told = parse_qs(parts.query)
        server = parts.netloc.rpartition("@")[2] or unquote(told.get("host", [""])[0])
        schema = _SCHEMA.search(told.get("options", [""])[0])
        named = f" (schema {schema[1]})" if schema else ""
        return f"postgresql://{server}/{parts.path.strip('/') or told.get('dbname', [''])[0]}{named}"


Place = Path | Postgres
"""A file of SQLite is named by its path."""


def place_of(url: str) -> Place:
    """Return the place that a checked ``LEADBOT_DATABASE_URL`` names."""
    if url.startswith(POSTGRES):
        return Postgres("postgresql://" + url.removeprefix(POSTGRES))
    return Path(url.removeprefix(SQLITE))
