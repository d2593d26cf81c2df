"""Draws the chart that comes in as JSON, and gives the picture out: ``python -m bot.pictures png``."""

import sys

from msgspec.json import decode

from bot.messages import Chart
from bot.pictures import PNG, SVG


def main() -> None:
    """Draw one chart."""
    from bot.pictures.charts import png_of, svg_of

    chart = decode(sys.stdin.buffer.read(), type=Chart)
    draw = {PNG: png_of, SVG: svg_of}[sys.argv[1]]
    sys.stdout.buffer.write(draw(chart))


if __name__ == "__main__":
    main()
