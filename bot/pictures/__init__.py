"""Charts as PNG for chats and SVG for pages, drawn in a process of their own.

What draws them is large and seldom needed: so the bot never holds it, and no turn waits while it is loaded.
"""

import asyncio
import sys

from msgspec.json import encode

from bot.messages import Chart

LONGEST_SECONDS = 60.0
PNG, SVG = "png", "svg"


class NotDrawnError(Exception):
    """A chart could not be drawn; what is to be read beside it goes without."""


async def drawn(chart: Chart, kind: str = PNG) -> bytes:
    """Return a chart as a file of this kind; raise NotDrawnError."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.pictures", kind),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            file, told = await process.communicate(encode(chart))
    except TimeoutError as error:
        raise NotDrawnError(f"it took longer than {LONGEST_SECONDS:.0f} seconds") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not file:
        last = told.decode(errors="replace").strip().splitlines()[-1:]
        raise NotDrawnError(" ".join(last) or f"it ended with {process.returncode}")
    return file
