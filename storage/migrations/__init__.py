"""The history of the tables, append-only, the same for both engines."""

from storage.errors import DatabaseNewerError, DatabaseUnfinishedError, MoveRefusedError
from storage.place import Place

REVISIONS = tuple(f"{number:04}" for number in range(1, 34))
HEAD = REVISIONS[-1]
UNFINISHED = "moving "
"""How the revision of a database begins that `leadbot move` has not filled wholly yet: no bot may serve from it."""


def expect_known(place: Place, revision: str | None) -> None:
    """Raise DatabaseNewerError for tables of a newer Leadbot, DatabaseUnfinishedError where a move did not end."""
    if revision is None or revision in REVISIONS:
        return
    if revision.startswith(UNFINISHED):
        raise DatabaseUnfinishedError(place)
    raise DatabaseNewerError(place, revision, HEAD)


def is_to_make(place: Place, revision: str | None) -> bool:
    """Return whether a database to move to has no tables yet; raise MoveRefusedError for those of another version."""
    if revision is not None and revision != HEAD and not revision.startswith(UNFINISHED):
        raise MoveRefusedError(
            f"{place} has tables of another version of Leadbot already ({revision}): name an empty database, schema or "
            "file to move to; nothing was changed"
        )
    return revision is None
