"""Watches the templates: what is right goes live at once, what is broken stays out and is reported."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from watchfiles import awatch

from bot import logs
from bot.live import Live
from bot.playbooks import PlaybookError, Playbooks

DEBOUNCE_MS = 200
LOOK_EVERY_MS = 2000


async def watch_templates(live: Live, folder: Path, *, load: Callable[[Path], Playbooks]) -> None:
    """Reload the playbooks whenever a file changes, until cancelled; the last good ones stay until then."""
    while True:
        watched = _identity(folder)
        async for changes in awatch(folder, debounce=DEBOUNCE_MS, rust_timeout=LOOK_EVERY_MS, yield_on_timeout=True):
            # A folder that was replaced as a whole is another one: the old one will never change again.
            if _identity(folder) != watched:
                break
            if changes:
                reload(live, folder, load=load)
        while _identity(folder) is None:  # noqa: ASYNC110  # the file system sets no event
            await asyncio.sleep(LOOK_EVERY_MS / 1000)
        reload(live, folder, load=load)


def _identity(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino
    except OSError:
        return None


def reload(live: Live, folder: Path, *, load: Callable[[Path], Playbooks]) -> bool:
    """Put the folder's playbooks in force, or say all that is wrong with them; return whether they changed."""
    try:
        playbooks = load(folder)
    except PlaybookError as error:
        for problem in error.problems:
            logs.logger().error(str(problem), action="templates")
        logs.logger().error("The templates have mistakes: the last good ones stay in force.", action="templates")
        return False
    if playbooks.version == live.house.playbooks.version:
        logs.logger().info("The templates are as they were before; nothing changes.", action="templates")
        return False
    live.house = replace(live.house, playbooks=playbooks)
    logs.logger().info("The templates have changed and are in force.", action="templates", version=playbooks.version)
    return True
