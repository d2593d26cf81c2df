"""Draws a chart that can be read on a phone: few marks, big words, each number beside its mark.

matplotlib without its global state (pyplot): it may be used from any thread. The background is opaque, so that the
picture looks the same in a light chat and a dark one.
"""

import io

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke

from bot.messages import Chart

INCHES = (3.9, 4.4)
"""At 100 points to the inch the width of a common phone."""
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
    figure.text(0.05, 0.955, chart.title, size=_TITLE, weight="bold", color=_INK, va="top", parse_math=False)
    figure.text(0.05, 0.885, chart.about, size=_WORDS, color=_FAINT, va="top", parse_math=False)
    _bars(figure.add_axes((0.05, 0.42, 0.9, 0.38)), chart)
    figure.text(0.05, 0.315, chart.whole, size=_WORDS, weight="bold", color=_INK, va="top", parse_math=False)
    _shares(figure.add_axes((0.05, 0.195, 0.9, 0.06)), figure, chart)
    return figure


def _bars(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.bars))
    most = max((max(bar.count, bar.before) for bar in chart.bars), default=0) or 1
    axes.bar(places, [bar.before for bar in chart.bars], width=0.86, color=_BEFORE)
    axes.bar(places, [bar.count for bar in chart.bars], width=0.5, color=_NOW)
    for place, bar in enumerate(chart.bars):
        if bar.count:
            height, number = bar.count + most * 0.03, str(bar.count)
            told = axes.text(place, height, number, size=_FIGURES, weight="bold", color=_INK, ha="center", va="bottom")
            told.set_path_effects(_HALO)
    axes.set_xticks(list(places), [bar.label for bar in chart.bars], size=_WORDS, color=_INK, parse_math=False)
    axes.set_ylim(0, most * 1.18)
    axes.set_xlim(-0.6, max(len(chart.bars), 1) - 0.4)
    axes.set_yticks([])
    axes.tick_params(length=0)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_BEFORE)


def _shares(axes: Axes, figure: Figure, chart: Chart) -> None:
    total, reached = sum(share.count for share in chart.shares) or 1, 0
    for share, colour in zip(chart.shares, _PARTS, strict=False):
        axes.barh(0, share.count, left=reached, height=1, color=colour)
        reached += share.count
    axes.set_xlim(0, total)
    axes.set_ylim(-0.5, 0.5)
    axes.axis("off")
    for number, (share, colour) in enumerate(zip(chart.shares, _PARTS, strict=False)):
        left, top = 0.05 + 0.48 * (number % 2), 0.15 - 0.065 * (number // 2)
        figure.text(left, top, "■", size=_FIGURES, color=colour, va="top")
        words = f"{share.count}  {share.label}"
        figure.text(left + 0.055, top, words, size=_WORDS, color=_INK, va="top", parse_math=False)
