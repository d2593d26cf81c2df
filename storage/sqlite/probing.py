"""Whether a database's files are still in their place, have room, and take what is written, also where nobody writes.

SQLite itself would not tell: it goes on writing into a file that was deleted under it, until the process ends.
"""

import os
import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

LEAST_FREE_BYTES = 4_000_000
"""With less than this the log cannot grow, and the next message may be the one that does not fit."""

Identity = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Files:
    """The database's file and its log as they were when they were opened, by device and number of the file."""

    path: Path
    main: Identity
    log: Identity

    @classmethod
    def of(cls, path: Path) -> "Files":
        """Return those that are open now."""
        return cls(path, _identity(path), _identity(_log(path)))

    def with_log(self) -> "Files":
        """Return them with the log, which is made with the first write."""
        return self if self.log is not None else replace(self, log=_identity(_log(self.path)))

    def missing(self) -> str:
        """Return what has become of them in one sentence, empty if they are where they were."""
        for file, was in ((self.path, self.main), (_log(self.path), self.log)):
            now = _identity(file)
            if was is not None and now != was:
                what = "is gone" if now is None else "was replaced by another file"
                return f"{file} {what} while the bot runs: what it writes is lost when it stops"
        return ""


def probe(connection: sqlite3.Connection, files: Files) -> str:
    """Write what changes nothing, and return why the database takes nothing or will soon: empty if all is well.

    For the writer, outside of transactions.
    """
    if reason := files.missing():
        return reason
    if (free := free_bytes(files.path)) is not None and free < LEAST_FREE_BYTES:
        return f"the disk is full: {free // 1000:,} KB are left for {files.path}"
    try:
        connection.execute("BEGIN IMMEDIATE")
        (mark,) = connection.execute("PRAGMA user_version").fetchone()
        # The same number again: SQLite writes the page all the same.
        connection.execute(f"PRAGMA user_version = {mark}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return str(error)
    return ""


def free_bytes(path: Path) -> int | None:
    """Return how much room there is for a database; None where the system does not tell."""
    try:
        return shutil.disk_usage(path.absolute().parent).free
    except OSError:
        return None


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _identity(file: Path) -> Identity:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
