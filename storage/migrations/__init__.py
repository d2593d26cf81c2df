"""The history of the tables, append-only, the same for both engines."""

REVISIONS = tuple(f"{number:04}" for number in range(1, 33))
HEAD = REVISIONS[-1]
