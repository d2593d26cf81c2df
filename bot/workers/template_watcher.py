"""Watches the templates: what is right goes live at once, what is broken stays out and is told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from watchfiles import DefaultFilter, awatch
from watchfiles.main import FileChange

from bot import clock, logs
from bot.in_force import InForce
from bot.playbooks import FileProblem, PlaybookError, Playbooks, fingerprint
from bot.rules.publish import unpublished
from bot.usecases.marketing.keep_templates import gone_from, keep_templates
from bot.usecases.marketing.tell_of_templates import Trouble, tell_of_templates
from storage.statements import Transaction
from storage.store import Store

DEBOUNCE_MS = 200
LOOK_EVERY_MS = 2000
MOST_NAMED = 3
BEING_SAVED_FOR = timedelta(seconds=5)
"""What lasts no longer is a file half-written, or a folder half-copied: nobody is told of it."""


@dataclass(slots=True)
class TemplateWatch:
    """Reloads the playbooks of a folder over its base, keeps what comes into force, and tells what does not.

    What was good last stays in force until something good replaces it.
    """

    database: Store
    in_force: InForce
    folder: Path
    base: Path
    load: Callable[[Path], Playbooks]
    now: Callable[[], datetime]
    patience: timedelta = BEING_SAVED_FOR
    _trouble: Trouble = field(default_factory=Trouble)
    _logged: str = ""
    _since: float = 0.0
    _unsettled: bool = True
    _fails: bool = False
    _not_kept: logs.OngoingTrouble = field(
        default_factory=lambda: logs.OngoingTrouble("templates", elapsed=clock.elapsed)
    )

    async def run(self) -> None:
        """Look whenever a file of the folder or its base changes, until cancelled."""
        while True:
            try:
                await self.look(quiet=True)
                await self._watch()
                self._fails = False
            except Exception as error:  # noqa: BLE001  # no watches left on this machine, a folder that nobody may list
                if not self._fails:
                    logs.logger().error("The templates cannot be watched.", action="templates", error=error)
                self._fails = True
                await asyncio.sleep(LOOK_EVERY_MS / 1000)

    async def look(self, *, quiet: bool = False) -> bool:
        """Put the folder's playbooks in force, or say what is wrong with them; return whether they changed.

        Where nothing has changed, nothing is said, unless something was saved (not ``quiet``).
        """
        found, problems = await asyncio.to_thread(self._read)
        self._trouble = Trouble(problems=problems) if found is None else self._missing(found)
        is_new = found is not None and not self._trouble.gone and await self._adopt(found)
        if not is_new and not quiet and not self._trouble.state and not self._logged:
            logs.logger().info("The templates are as they were before; nothing changes.", action="templates")
        await self._settle()
        return is_new

    async def _watch(self) -> None:
        """Look at every change, until the folder or its base is another one."""
        folders = tuple(dict.fromkeys((self.folder, self.base)))
        while _identity(folders) is None:  # the file system sets no event
            await asyncio.sleep(LOOK_EVERY_MS / 1000)
            await self._settle()
        watched, seen = _identity(folders), None
        async for changes in _changes(folders):
            # A folder that was replaced as a whole is another one: the old one will never change again.
            if _identity(folders) != watched:
                return
            there = await asyncio.to_thread(lambda: tuple(map(fingerprint, folders)))
            if changes or there != seen:
                # What was saved while the watch began has set off nothing.
                await self.look(quiet=not changes and seen is None)
                seen = there
            else:
                await self._settle()

    def _read(self) -> tuple[Playbooks | None, tuple[FileProblem, ...]]:
        try:
            return self.load(self.folder), ()
        except PlaybookError as error:
            return None, error.problems
        except Exception as error:  # noqa: BLE001  # whatever a file may bring about, the bot goes on
            logs.logger().error("The templates could not be read.", action="templates", error=error)
            return None, (FileProblem(str(self.folder), 1, "", f"cannot be read: {type(error).__name__}"),)

    def _missing(self, found: Playbooks) -> Trouble:
        """Half a copied folder must not bring in the base's business, or turn prospects into another audience."""
        before = self.in_force.files or self.in_force.setup.playbooks
        return gone_from(before.own, found, language=self.in_force.setup.sales_locale)

    async def _adopt(self, found: Playbooks) -> bool:
        if found.version == self.in_force.setup.playbooks.version:
            return False
        # What is in force is kept already, whenever the bot ends; a full disk holds back no text.
        await self._stored(partial(self._keep, found))
        # What marketing was told of the templates before, perhaps in an earlier life, is looked at anew.
        self._unsettled = True
        self.in_force.adopt(found, now=self.now())
        logs.logger().info("The templates have changed and are in force.", action="templates", version=found.version)
        say_what_is_unpublished(self.in_force)
        return True

    async def _settle(self) -> None:
        """Log and tell what is new of the trouble, and keep what is in force; what cannot be stored is tried again."""
        playbooks = self.in_force.setup.playbooks
        trouble = replace(
            self._trouble, unwritten=playbooks.unwritten, slips=playbooks.slips, version=playbooks.version
        )
        if trouble.state != self._logged:
            self._logged, self._unsettled, self._since = trouble.state, True, clock.elapsed()
            _log(trouble)
        lasted = timedelta(seconds=clock.elapsed() - self._since)
        if not self._unsettled or (trouble.state and lasted < self.patience):
            return
        setup, files = self.in_force.setup, self.in_force.files or self.in_force.setup.playbooks

        def settled(tx: Transaction) -> None:
            self._keep(files, tx)
            tell_of_templates(tx, trouble, setup=setup, now=self.now())

        self._unsettled = not await self._stored(settled)

    def _keep(self, files: Playbooks, tx: Transaction) -> None:
        keep_templates(tx, files, folder=str(self.folder.absolute()), now=self.now())

    async def _stored(self, work: Callable[[Transaction], None]) -> bool:
        try:
            await self.database.write(work)
        except Exception as error:  # noqa: BLE001  # whatever a name or a disk may bring about, the bot goes on
            self._not_kept.tell("The templates could not be kept.", level="error", error=error)
            return False
        self._not_kept.over("The templates are kept again.")
        return True


def _changes(folders: Sequence[Path]) -> AsyncIterator[set[FileChange]]:
    """Yield what has changed in the folders, and nothing each time that a while has passed.

    By itself `watchfiles` passes over all that is below a folder called ``.venv``, ``node_modules`` and the like.
    """
    return awatch(
        *folders,
        watch_filter=DefaultFilter(ignore_dirs=()),
        debounce=DEBOUNCE_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
    )


def _identity(folders: Iterable[Path]) -> tuple[int, ...] | None:
    try:
        return tuple(folder.stat().st_ino for folder in folders)
    except OSError:
        return None


def _listed(files: Sequence[str]) -> str:
    shown = ", ".join(files[:MOST_NAMED])
    return shown if len(files) <= MOST_NAMED else f"{shown} and {len(files) - MOST_NAMED} more"


def _log(trouble: Trouble) -> None:
    logger = logs.logger()
    for problem in trouble.problems:
        logger.error(str(problem), action="templates")
    if trouble.problems:
        logger.error("The templates have mistakes: the last good ones stay in force.", action="templates")
    elif trouble.gone:
        leave = "" if trouble.needed else "; if you mean to do without them, start the bot anew, ten minutes from now"
        logger.error(
            f"No longer there: {_listed(trouble.gone)}. The last good templates stay in force until the files are "
            f"back{leave}.",
            action="templates",
        )
    for text in trouble.unwritten:
        logger.error(f"{text}: the shipped words were sent instead.", action="templates")
    for slip in trouble.slips:
        logger.warning(slip, action="templates")
    if not trouble.state:
        logger.info("The templates are in order again.", action="templates")


def say_what_is_unpublished(in_force: InForce) -> None:
    """Remind marketing of rules that they have changed and not yet published."""
    for audience in unpublished(in_force.files or in_force.setup.playbooks, in_force.setup.playbooks):
        logs.logger().info(
            f"The rules in playbooks/{audience}/model.yaml are not in force yet: "
            "see what they would change with `leadbot whatif`, then `leadbot publish`.",
            action="templates",
        )
