"""Readable tables: figures with their goals beside them, and whether they were reached."""

from collections.abc import Sequence
from statistics import median

_WIDE = 100


def heading(text: str) -> None:
    """Print the title of a part."""
    print(f"\n{text}\n{'-' * min(_WIDE, len(text))}")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their columns' names; the first column to the left, the others to the right."""
    cells = [list(columns), *(list(row) for row in rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    for row in cells:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([row[0].ljust(len(first)), *rest]).rstrip())


def at_most(value: float, goal: float) -> str:
    """Return a goal that a figure may not exceed, and whether it was reached."""
    return f"<= {goal:g}: {'reached' if value <= goal else 'missed'}"


def at_least(value: float, goal: float) -> str:
    """Return a goal that a figure may not fall short of, and whether it was reached."""
    return f">= {goal:g}: {'reached' if value >= goal else 'missed'}"


def ms(duration: float) -> str:
    """Return a duration in milliseconds."""
    return f"{duration * 1000:.3f} ms"


def seconds(duration: float) -> str:
    """Return a duration in seconds."""
    return f"{duration:.2f} s"


def mb(size: float) -> str:
    """Return a number of bytes in megabytes."""
    return f"{size / 1e6:,.0f} MB"


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """Return the median of the ratios of rounds that were measured side by side."""
    return median(one / other for one, other in zip(numerators, denominators, strict=True))
