"""Rows that end before their table does: whether they are somebody's, whose last cells are empty, or no rows.

Excel leaves out the separators of empty cells at the end, in whole blocks of rows. A row that was cut in two by a line
break, a total or a footer is shorter as well, and must make nobody. Pure: cells in, a verdict out.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
MOST_SHAPES = 100
"""So many ways of writing keys are remembered: a list of names has as many as it has rows, and tells nothing."""


def shape_of(key: str) -> str:
    """Return how a key is written, whatever it says; empty where it is words alone, as titles and footers are.

    >>> shape_of("crm-10077"), shape_of("Ada.Berg@acme.com"), shape_of("10077"), shape_of("Total"), shape_of("Page 2")
    ('a-9', '@', '9', '', '')
    """
    key = key.strip()
    if " " in key or not any(sign.isdigit() or sign == "@" for sign in key):
        return ""
    return "@" if "@" in key else _DIGITS.sub("9", _LETTERS.sub("a", key))


class ShortRows:
    """Knows how the keys of whole rows are written, and judges by it the rows that are shorter than the table."""

    def __init__(self, columns: int, place_of_key: int) -> None:
        self._columns = columns
        self._place = place_of_key
        self._shapes: set[str] = set()

    def saw(self, cells: Sequence[str]) -> None:
        """Learn from a row that has all its cells."""
        if len(self._shapes) < MOST_SHAPES and (shape := self._shape_in(cells)):
            self._shapes.add(shape)

    def are_whole(self, rows: Sequence[Sequence[str]]) -> bool:
        """Return whether rows that follow each other, all of them shorter, are somebody's with nothing at their ends.

        Each has a key written as whole rows' keys are, and no two or more of them could be one row that line breaks
        have cut: the cells of its pieces are as many as its columns, and one more for each break.
        """
        if not all(self._shape_in(cells) in self._shapes for cells in rows):
            return False
        reached = {0}
        for total in accumulate(len(cells) - 1 for cells in rows):
            if total - (self._columns - 1) in reached:
                return False
            reached.add(total)
        return True

    def _shape_in(self, cells: Sequence[str]) -> str:
        return shape_of(cells[self._place]) if self._place < len(cells) else ""
