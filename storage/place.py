"""Where the data is: a small value made from ``LEADBOT_DATABASE_URL``, which worker processes are handed as it is."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

SQLITE = "sqlite+aiosqlite:///"
POSTGRES = "postgresql+psycopg://"


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database of PostgreSQL. ``url`` is libpq's and may hold a password: it is never shown."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Return its name as messages and logs carry it: the server and the database, and nobody's name or password.

        >>> str(place_of("postgresql+psycopg://leadbot:secret@db.example.com:5433/sales"))
        'postgresql://db.example.com:5433/sales'
        """
        parts = urlsplit(self.url)
        told = parse_qs(parts.query)
        server = parts.netloc.rpartition("@")[2] or unquote(told.get("host", [""])[0])
        return f"postgresql://{server}/{parts.path.strip('/') or told.get('dbname', [''])[0]}"


Place = Path | Postgres
"""A file of SQLite is named by its path."""


def place_of(url: str) -> Place:
    """Return the place that a checked ``LEADBOT_DATABASE_URL`` names."""
    if url.startswith(POSTGRES):
        return Postgres("postgresql://" + url.removeprefix(POSTGRES))
    return Path(url.removeprefix(SQLITE))
