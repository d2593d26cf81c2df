"""Watches the templates: what is right goes live at once, what is broken stays out and is reported."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from watchfiles import awatch

from bot import clock, logs
from bot.in_force import InForce
from bot.playbooks import PlaybookError, Playbooks
from bot.rules.publish import unpublished

DEBOUNCE_MS = 200
LOOK_EVERY_MS = 2000
MOST_NAMED = 3


async def watch_templates(in_force: InForce, folder: Path, *, load: Callable[[Path], Playbooks], base: Path) -> None:
    """Reload the playbooks whenever a file of the folder or its base changes, until cancelled.

    What was good last stays in force until something good replaces it.
    """
    folders = tuple(dict.fromkeys((folder, base)))
    while True:
        watched = _identity(folders)
        async for changes in awatch(*folders, debounce=DEBOUNCE_MS, rust_timeout=LOOK_EVERY_MS, yield_on_timeout=True):
            # A folder that was replaced as a whole is another one: the old one will never change again.
            if _identity(folders) != watched:
                break
            if changes:
                reload(in_force, folder, load=load)
        while _identity(folders) is None:  # noqa: ASYNC110  # the file system sets no event
            await asyncio.sleep(LOOK_EVERY_MS / 1000)
        reload(in_force, folder, load=load)


def _identity(folders: Iterable[Path]) -> tuple[int, ...] | None:
    try:
        return tuple(folder.stat().st_ino for folder in folders)
    except OSError:
        return None


def _listed(files: Sequence[str]) -> str:
    shown = ", ".join(files[:MOST_NAMED])
    return shown if len(files) <= MOST_NAMED else f"{shown} and {len(files) - MOST_NAMED} more"


def say_what_is_unpublished(in_force: InForce) -> None:
    """Remind marketing of rules that they have changed and not yet published."""
    for audience in unpublished(in_force.files or in_force.setup.playbooks, in_force.setup.playbooks):
        logs.logger().info(
            f"The rules in playbooks/{audience}/model.yaml are not in force yet: "
            "see what they would change with `leadbot whatif`, then `leadbot publish`.",
            action="templates",
        )


def reload(in_force: InForce, folder: Path, *, load: Callable[[Path], Playbooks]) -> bool:
    """Put the folder's playbooks in force, or say all that is wrong with them; return whether they changed."""
    try:
        playbooks = load(folder)
    except PlaybookError as error:
        for problem in error.problems:
            logs.logger().error(str(problem), action="templates")
        logs.logger().error("The templates have mistakes: the last good ones stay in force.", action="templates")
        return False
    if gone := (in_force.files or in_force.setup.playbooks).own.keys() - playbooks.own.keys():
        # Half a copied folder must not bring in the base's business, or turn prospects into another audience.
        logs.logger().error(
            f"No longer there: {_listed(sorted(gone))}. The last good templates stay in force until the files are "
            "back; if you mean to do without them, start the bot anew.",
            action="templates",
        )
        return False
    if playbooks.version == in_force.setup.playbooks.version:
        logs.logger().info("The templates are as they were before; nothing changes.", action="templates")
        return False
    in_force.adopt(playbooks, now=clock.utc_now())
    logs.logger().info("The templates have changed and are in force.", action="templates", version=playbooks.version)
    say_what_is_unpublished(in_force)
    return True
