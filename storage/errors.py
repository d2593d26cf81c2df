"""What can go wrong with the database, told so that an operator knows what to do."""

from pathlib import Path


class StorageError(Exception):
    """The database cannot be used."""


class DatabaseFailedError(StorageError):
    """The database could not keep what was written (a full disk, a lock): nothing of it was kept; try again."""


class DatabaseInUseError(StorageError):
    """Another process already writes to this database file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the database {path} is already in use by another Leadbot process: "
            "stop that one first, or give this one its own LEADBOT_DATABASE_URL"
        )


class DatabaseNotWritableError(StorageError):
    """The file or its folder does not let us write."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the database {path} cannot be written ({reason}): "
            "make the file and its folder writable for the account that runs Leadbot, or change LEADBOT_DATABASE_URL"
        )


class NotADatabaseError(StorageError):
    """The file is something else, or damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} is not a database that Leadbot can use ({reason}): "
            "restore it from a backup, or give another file in LEADBOT_DATABASE_URL"
        )


class DatabaseOutdatedError(StorageError):
    """The tables are of another version than the code."""

    def __init__(self, path: Path, found: str | None, expected: str) -> None:
        super().__init__(
            f"the tables in {path} are of version {found or 'none'}, this Leadbot needs {expected}: "
            "run `leadbot migrate` (after an upgrade), or use the Leadbot that made them"
        )


class DatabaseMissingError(StorageError):
    """There is no database file yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no database at {path} yet: start the bot once (`leadbot run` or `leadbot migrate`), "
            "or check LEADBOT_DATABASE_URL"
        )
