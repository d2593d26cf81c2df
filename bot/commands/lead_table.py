"""A table that is printed page by page: the first page tells how wide its columns are, the others keep to that."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from bot.commands.ledgers import columns

Row = Sequence[str]
_GAP = 1
_LEAST = 6
"""No column is made narrower than this to make room for the others."""
_FOLDED = frozenset(("name", "source", "handoff", "score", "rep", "campaign", "amount", "address", "state", "events"))
"""Columns whose words may go on in another line."""


def print_table(names: Sequence[str], pages: Iterable[Sequence[Row]]) -> bool:
    """Print rows below their columns' names, each page as soon as it is there; return whether there was any."""
    # A name may look like markup.
    console = Console(markup=False, emoji=False, width=columns())
    widths: list[int] = []
    for page in pages:
        is_first = not widths
        widths = widths or fitting(names, page, console.width)
        console.print(_table(names, page, widths, is_first=is_first))
        console.file.flush()
    return bool(widths)


def fitting(names: Sequence[str], rows: Sequence[Row], width: int) -> list[int]:
    """Return the width of each column, so that the table fits: foldable columns give way, the widest first."""
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        widest = max((place for place, name in enumerate(names) if name in _FOLDED), key=lambda place: widths[place])
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def _table(names: Sequence[str], rows: Iterable[Row], widths: Sequence[int], *, is_first: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True, show_header=is_first)
    for name, width in zip(names, widths, strict=True):
        table.add_column(name, overflow="fold", no_wrap=name not in _FOLDED, width=width)
    for row in rows:
        table.add_row(*row)
    return table
