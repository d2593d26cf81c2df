"""What can go wrong with the database, told so that an operator knows what to do."""

import errno
import os
import sqlite3
from pathlib import Path

from storage.place import Place

_MAKE_ROOM = "make room, or lift the limit on the size of files, and run it again"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class StorageError(Exception):
    """The database cannot be used."""

    is_temporary = False
    """Whether the same may succeed later, without a setting being changed."""


class DatabaseFailedError(StorageError):
    """The database could not keep what was written (a full disk, a lock): nothing of it was kept; try again.

    ``loggable`` is the reason in SQLite's or the system's own words, which hold nothing personal.
    """

    is_temporary = True

    def __init__(self, path: Path | Place, reason: str, *, cure: str = "run it again") -> None:
        self.loggable = reason
        super().__init__(f"the database {path} failed ({reason}): {cure}; what was written before stays")


class CopyFailedError(StorageError):
    """There is no room for the temporary copy on which things are tried out."""

    is_temporary = True

    def __init__(self, path: Path | Place, reason: str) -> None:
        super().__init__(
            f"the temporary copy of {path} could not be written ({reason}): "
            "make room for temporary files, or name a folder that has it in SQLITE_TMPDIR; nothing was changed"
        )


class DatabaseInUseError(StorageError):
    """Another process already writes to this database file."""

    is_temporary = True

    def __init__(self, path: Path | Place) -> None:
        super().__init__(
            f"the database {path} is already in use by another Leadbot process: "
            "stop that one first if it is a bot, wait until it has ended if it is a command, "
            "or give this one its own LEADBOT_DATABASE_URL"
        )


class DeposedError(StorageError):
    """Another bot has taken the place of this one, which was not heard of for a while."""

    is_temporary = True

    def __init__(self, place: Path | Place) -> None:
        super().__init__(f"another Leadbot process serves {place} now and this one has ended: start it as a standby")


class DatabaseNotWritableError(StorageError):
    """The file or its folder does not let us write."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the database {path} cannot be written ({reason}): "
            "make the file and its folder writable for the account that runs Leadbot, or change LEADBOT_DATABASE_URL"
        )


class DatabaseNotReadableError(StorageError):
    """The file or its folder does not let us read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the database {path} cannot be read ({reason}): make the file readable for the account that runs this, "
            "with its -wal if there is one and the folder they are in, or check LEADBOT_DATABASE_URL"
        )


class NotADatabaseError(StorageError):
    """The file is something else, or damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} is not a database that Leadbot can use ({reason}): "
            "restore it from a backup, or give another file in LEADBOT_DATABASE_URL"
        )


class DatabaseOutdatedError(StorageError):
    """The tables are older than the code."""

    def __init__(self, path: Path | Place, found: str | None, expected: str) -> None:
        super().__init__(
            f"the tables in {path} are of version {found or 'none'}, this Leadbot needs {expected}: "
            "run `leadbot migrate` (after an upgrade), or use the Leadbot that made them"
        )


class DatabaseNewerError(StorageError):
    """The tables were made by a newer Leadbot: there is no way back but a backup."""

    def __init__(self, path: Path | Place, found: str, known: str) -> None:
        super().__init__(
            f"{path} was made by a newer Leadbot (its tables are of version {found}, this one knows up to {known}): "
            "use that one, or restore a backup made before the upgrade (`leadbot restore FILE`)"
        )


class DatabaseUnfinishedError(StorageError):
    """A move into it has not ended: nobody may serve from half of the leads."""

    def __init__(self, place: Path | Place) -> None:
        super().__init__(
            f"`leadbot move` has not finished filling {place}: run the same move again, it goes on where it stopped"
        )


class MoveRefusedError(StorageError):
    """Nothing can be carried over from here to there: nothing was changed."""


EMPTY_IT = "empty it (remove the file, or drop the database or schema and create it again)"


class MoveFailedError(StorageError):
    """What arrived is not what was sent: nobody may serve from it."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(
            f"what has arrived at {place} is not what was carried over ({reason}): {EMPTY_IT} and run the move "
            "again; the other side is as it was"
        )


class FolderMissingError(StorageError):
    """There is no folder for the database, which is never made: its name may be mistyped."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no folder {path.absolute().parent} for the database {path.name}: "
            "make it (in a container: mount a volume there), or check LEADBOT_DATABASE_URL"
        )


class DatabaseMissingError(StorageError):
    """There is no database file yet."""

    def __init__(self, path: Path | Place) -> None:
        super().__init__(
            f"there is no database at {path} yet: start the bot once (`leadbot run` or `leadbot migrate`), "
            "or check LEADBOT_DATABASE_URL"
        )


class OwnToolsError(StorageError):
    """PostgreSQL is backed up and restored by tools of its own."""

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"{place} is a PostgreSQL database, which has tools of its own for this: `pg_dump` and `pg_restore`, "
            "`pg_basebackup`, or your provider's; nothing was done"
        )


class BackupFailedError(StorageError):
    """A backup could not be made: there is no file of it."""

    def __init__(self, file: Path, reason: str, *, cure: str = "make room, or name a file elsewhere") -> None:
        super().__init__(f"{file} could not be written ({reason}): {cure}; nothing was changed")


class NotABackupError(StorageError):
    """A file is no database of Leadbot, or damaged."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"{file} is no backup that Leadbot can use ({reason}): give a file that `leadbot backup` made; "
            "nothing was changed"
        )


def refused(path: Path, error: OSError) -> StorageError:
    """Return the error to raise where the system would not make or change a file of the database."""
    reason = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        return DatabaseFailedError(path, reason, cure=_MAKE_ROOM)
    return DatabaseNotWritableError(path, reason)


def failed(path: Path, error: sqlite3.Error) -> StorageError | None:
    """Return the error to raise where SQLite could not go on with a database, None if the database is not to blame."""
    match _kind(error):
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return DatabaseFailedError(path, str(error), cure=_MAKE_ROOM)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            cure = "wait until no other program holds it and run it again"
            return DatabaseFailedError(path, str(error), cure=cure)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return NotADatabaseError(path, str(error))
        case _:
            return None


def not_opened(path: Path, error: sqlite3.Error, *, to_write: bool) -> StorageError:
    """Return the error to raise where SQLite could not open a database."""
    if path.is_dir():
        return NotADatabaseError(path, "it is a folder")
    if is_closed_to_us(error):
        # The system's reason is not in SQLite's words; to try ourselves would let go of SQLite's locks on the file.
        hidden = not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)
        reason = os.strerror(errno.EACCES) if hidden and path.exists() else str(error)
        return DatabaseNotWritableError(path, reason) if to_write else DatabaseNotReadableError(path, reason)
    return failed(path, error) or NotADatabaseError(path, str(error))


def is_closed_to_us(error: sqlite3.Error) -> bool:
    """Return whether it is a matter of permissions, not of what the file holds."""
    return _kind(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def _kind(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of an error; 0 for one that it did not raise."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
