"""Draws a chart that can be read on a phone: few marks, big words, each number beside its mark.

matplotlib without its global state (pyplot): it may be used from any thread. The background is opaque, so that the
picture looks the same in a light chat and a dark one.
"""

import io
from collections.abc import Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke

from bot.messages import Chart

INCHES = (3.9, 4.95)
"""At 100 points to the inch the width of a common phone."""
_WIDTH, _HEIGHT = INCHES
_LEFT = 0.05
_ROW = 0.27
_DIGIT, _LETTER = 0.78, 0.66
"""How wide a bold digit and a letter are with the space beside them, by their size."""
_DOTS_PER_INCH = 220
_PAPER, _INK, _FAINT = "#ffffff", "#1c1c1e", "#5f6368"
_NOW, _BEFORE = "#2166ac", "#c9ced6"
_PARTS = ("#1b7837", "#7fbf7b", "#f1a340", "#c9ced6")
"""Told apart by lightness too: one in twelve men sees red and green alike."""
_TITLE, _WORDS, _FIGURES = 15, 10.5, 12
# A number that comes to lie across the edge of a grey bar is read all the same.
_HALO: list[AbstractPathEffect] = [withStroke(linewidth=3, foreground=_PAPER)]


def png_of(chart: Chart) -> bytes:
    """Return a chart as a PNG picture, about 860 points wide."""
    figure = _figure(chart)
    FigureCanvasAgg(figure)
    return _printed(figure, "png")


def svg_of(chart: Chart) -> bytes:
    """Return a chart as SVG, its words as text that can be searched and read aloud."""
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "leadbot"}):
        figure = _figure(chart)
        FigureCanvasSVG(figure)
        return _printed(figure, "svg")


def _printed(figure: Figure, kind: str) -> bytes:
    printed = io.BytesIO()
    # Without a date in it, the same figures give the same file.
    metadata = {"Date": None} if kind == "svg" else None
    figure.savefig(printed, format=kind, dpi=_DOTS_PER_INCH, facecolor=_PAPER, metadata=metadata)
    return printed.getvalue()


def _figure(chart: Chart) -> Figure:
    figure = Figure(figsize=INCHES, facecolor=_PAPER)
    _write(figure, 0.36, chart.title, size=_TITLE, weight="bold")
    _write(figure, 0.64, chart.about, color=_FAINT)
    _bars(figure.add_axes((_LEFT, _up(2.55), 1 - 2 * _LEFT, 1.67 / _HEIGHT)), chart)
    _write(figure, 3.15, chart.whole, weight="bold")
    _shares(figure.add_axes((_LEFT, _up(3.54), 1 - 2 * _LEFT, 0.26 / _HEIGHT)), chart)
    most_digits = max((len(str(share.count)) for share in chart.shares), default=1)
    for number, (share, colour) in enumerate(zip(chart.shares, _PARTS, strict=False)):
        down, numbers_end = 3.84 + _ROW * number, 0.13 + 0.025 * most_digits
        _write(figure, down, "■", size=_FIGURES, color=colour)
        _write(figure, down, str(share.count), left=numbers_end, weight="bold", ha="right")
        _write(figure, down, share.label, left=numbers_end + 0.03)
    return figure


def _up(inches_from_top: float) -> float:
    return 1 - inches_from_top / _HEIGHT


def _write(figure: Figure, inches_from_top: float, words: str, *, left: float = _LEFT, **how: Any) -> None:
    """Write words on a line: by their baseline, as accents would push down what hangs from its top."""
    how.setdefault("size", _WORDS)
    how.setdefault("color", _INK)
    figure.text(left, _up(inches_from_top), words, va="baseline", parse_math=False, **how)


def _bars(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.bars))
    most = max((max(bar.count, bar.before) for bar in chart.bars), default=0) or 1
    axes.bar(places, [bar.before for bar in chart.bars], width=0.86, color=_BEFORE)
    axes.bar(places, [bar.count for bar in chart.bars], width=0.5, color=_NOW)
    numbers = [str(bar.count) if bar.count else "" for bar in chart.bars]
    size = _fitting(_FIGURES, numbers, _DIGIT)
    for place, (bar, number) in enumerate(zip(chart.bars, numbers, strict=True)):
        height = bar.count + most * 0.03
        told = axes.text(place, height, number, size=size, weight="bold", color=_INK, ha="center", va="bottom")
        told.set_path_effects(_HALO)
    labels = [bar.label for bar in chart.bars]
    axes.set_xticks(list(places), labels, color=_INK, parse_math=False)
    axes.tick_params(length=0, pad=14, labelsize=_fitting(_WORDS, labels, _LETTER))
    for label in axes.get_xticklabels():
        label.set_verticalalignment("baseline")
    axes.set_ylim(0, most * 1.18)
    axes.set_xlim(-0.6, max(len(chart.bars), 1) - 0.4)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_BEFORE)


def _fitting(size: float, words: Sequence[str], letter: float) -> float:
    """Return the size in which each of the words fits below or above its bar, so that none meets the next."""
    longest = max((len(one) for one in words), default=0) or 1
    points_each = 72 * _WIDTH * (1 - 2 * _LEFT) / (len(words) + 0.2)
    return min(size, points_each / (letter * longest))


def _shares(axes: Axes, chart: Chart) -> None:
    total, reached = sum(share.count for share in chart.shares) or 1, 0
    for share, colour in zip(chart.shares, _PARTS, strict=False):
        axes.barh(0, share.count, left=reached, height=1, color=colour)
        reached += share.count
    axes.set_xlim(0, total)
    axes.set_ylim(-0.5, 0.5)
    axes.axis("off")
