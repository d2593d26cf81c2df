"""Transactions that see the database as it was at an instant, beside everything else.

A snapshot never waits for the writer and never holds it up. Worker processes open their own; on PostgreSQL all of them
see the same instant.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from storage.place import Place
from storage.sqlite import snapshots as of_files
from storage.statements import Snapshot, Transaction


def snapshot(place: Place, *, exported: str = "") -> AbstractContextManager[Snapshot]:
    """Context manager: a transaction that sees the database as it is now, and can write nothing.

    One that is ``exported`` sees what that one does, and stays so when it is renewed. Raises as ``opened_to_read``
    does, and DatabaseFailedError or NotADatabaseError where it cannot be read to the end.
    """
    if isinstance(place, Path):
        return of_files.snapshot_of(place)
    # Its driver takes a tenth of a second to load.
    from storage.postgres.snapshots import snapshot_of

    return snapshot_of(place, exported=exported)


def exported_snapshot(place: Place) -> AbstractContextManager[str]:
    """Context manager: the name by which processes see the database as it is now, for whoever opens it meanwhile.

    A file has none: as long as one is seen its log grows, so that each piece of long work is read as it is by then.
    Raises as ``snapshot`` does.
    """
    if isinstance(place, Path):
        return nullcontext("")
    from storage.postgres.snapshots import exported_of

    return exported_of(place)


def copied(place: Place) -> AbstractContextManager[Transaction]:
    """Context manager: a transaction on a copy of the database, for trials: it is gone afterwards, even after a kill.

    PostgreSQL needs no copy: it takes everything back. Raises as ``snapshot`` does, and CopyFailedError where there is
    no room for the copy.
    """
    if isinstance(place, Path):
        return of_files.copy_of(place)
    from storage.postgres.snapshots import taken_back

    return taken_back(place)
