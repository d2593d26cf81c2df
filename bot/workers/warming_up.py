"""Prepares what the first prospect of each language would wait for, once the bot serves and beside the writer."""

import asyncio
import gc
from collections.abc import Callable
from datetime import datetime

from bot import logs
from bot.in_force import InForce
from bot.usecases.prospects.first_words import hear_first_words

PAUSE_SECONDS = 1.0
"""Between two languages: whoever writes meanwhile shares the processor with one at a time."""


async def warm_up(in_force: InForce, *, now: Callable[[], datetime], pause: float = PAUSE_SECONDS) -> None:
    """Hear the first words of each language that the playbooks have, and return."""
    for locale in tuple(in_force.setup.playbooks.chat):
        try:
            await asyncio.to_thread(hear_first_words, in_force.setup, locale, now=now())
        except Exception as error:  # noqa: BLE001  # then the first prospect waits for it
            logs.logger().error("A language could not be prepared.", action="warm up", locale=locale, error=error)
        # Tables live until the end, like all that was there at the start: they need not be looked at again.
        gc.freeze()
        await asyncio.sleep(pause)
