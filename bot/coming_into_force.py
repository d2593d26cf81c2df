"""What comes into force when a bot starts: the folder's templates, the last good ones, or what a leader serves by."""

import asyncio
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot import clock, logs, playbooks, rendering
from bot.errors import LeadbotError
from bot.in_force import InForce
from bot.playbooks import FileProblem, PlaybookError, Playbooks, changed_at
from bot.rules.publish import publish_first
from bot.settings import SHIPPED_TEMPLATES, Settings, missing_folder
from bot.usecases.delivery.move_group import adopt_new_ids
from bot.usecases.marketing.keep_templates import Found, choose_templates
from bot.usecases.setup import Setup
from bot.workers.standing_by import templates_in_force
from bot.workers.template_watcher import say_what_is_unpublished
from storage import publications, updates
from storage.store import Store


def load_playbooks(folder: Path, chats: tuple[int, ...] = ()) -> Playbooks:
    """Return the playbooks of a folder over the shipped ones; raise ``PlaybookError`` with every mistake.

    ``chats`` are those that desks may have, empty where that does not matter.
    """
    if not playbooks.is_folder(folder):
        found = "no folder that can be read" if os.path.lexists(folder) else "there is no such folder"
        raise PlaybookError([FileProblem(str(folder), 1, "", found, "the one that holds playbooks, chat and desk")])
    return _load(folder, chats)


def load_kept(files: Mapping[str, str], *, folder: Path | None = None) -> Playbooks:
    """Return the playbooks of files that were kept in the database, over the shipped ones; raise ``PlaybookError``."""
    return _load(playbooks.Kept(files, folder))


def _load(source: Path | playbooks.Kept, chats: tuple[int, ...] = ()) -> Playbooks:
    try:
        return playbooks.load(source, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text, chats=chats)
    except PlaybookError:
        raise
    except Exception as error:  # whatever a file may bring about, the bot starts and goes on
        logs.logger().error("The templates could not be read.", action="templates", error=error)
        place = str(source) if isinstance(source, Path) else "."
        raise PlaybookError([FileProblem(place, 1, "", f"cannot be read: {type(error).__name__}")]) from error


def found_in(folder: Path, chats: tuple[int, ...]) -> Found:
    """Return what a folder holds: its playbooks, or what is wrong with them."""
    changed_last = _changed_last(folder)
    try:
        return Found(str(folder.absolute()), load_playbooks(folder, chats), changed_at=changed_last)
    except PlaybookError as error:
        return Found(str(folder.absolute()), None, error.problems, changed_last)


async def found_now(found: Found, folder: Path, chats: tuple[int, ...]) -> Found:
    """Return what a folder holds where it may have been found long ago: read anew if it has changed since."""
    if _changed_last(folder) == found.changed_at:
        return found
    # Beside the loop, as below.
    return await asyncio.to_thread(found_in, folder, chats)


def _changed_last(folder: Path) -> datetime | None:
    changed = changed_at(folder)
    return clock.instant(changed) if changed is not None else None


async def in_force_already(database: Store, settings: Settings, *, while_waiting: Callable[[], None]) -> InForce:
    """Return what a leader has put in force; where none ever has, that is waited for."""
    kept = await templates_in_force(database, while_waiting=while_waiting)
    # Beside the loop: whoever is not heard of for seconds is taken to be frozen.
    files = await asyncio.to_thread(load_kept, kept.files, folder=settings.templates)
    in_force = InForce(_setup(files, settings), await database.read(updates.moved_chats))
    in_force.published = await database.read(publications.oldest_first)
    in_force.adopt(files, now=clock.utc_now())
    return in_force


async def put_in_force(database: Store, found: Found, settings: Settings, *, drafts_live: bool) -> InForce:
    """Put the folder's templates in force, or the last good ones, and the rules published last, or those of files."""
    setup = _setup(await _chosen(database, found, settings), settings)
    in_force = InForce(setup, await database.write(updates.moved_chats))
    await database.write(partial(adopt_new_ids, chats=setup.chats))
    if not drafts_live:
        in_force.published = await database.write(lambda tx: publish_first(tx, setup.playbooks, now=clock.utc_now()))
    in_force.adopt(setup.playbooks, now=clock.utc_now())
    say_what_is_unpublished(in_force)
    return in_force


async def _chosen(database: Store, found: Found, settings: Settings) -> Playbooks:
    """Return the folder's playbooks, or the last good ones."""
    now, language = clock.utc_now(), settings.sales_language
    chosen = await database.write(
        lambda tx: choose_templates(
            tx, found, load_kept=partial(load_kept, folder=settings.templates), language=language, now=now
        )
    )
    if chosen is None:
        raise broken(found, settings)
    if chosen.trouble.state:
        logs.logger().error("The templates are not in order: the bot starts with the last good ones.", action="start")
    return chosen.playbooks


def _setup(files: Playbooks, settings: Settings) -> Setup:
    """Return the setup with the playbooks of some files; raise LeadbotError where sales cannot read them."""
    language = settings.sales_language
    if language not in files.desk:
        known = ", ".join(sorted(files.desk))
        raise LeadbotError(f"LEADBOT_SALES_LANGUAGE: {language} is not there, expected one of {known}")
    return Setup(
        files,
        settings.sales_chat[0],
        language,
        settings.timezone,
        several_chats=settings.sales_chat if len(settings.sales_chat) > 1 else (),
        chat_of_marketing=settings.marketing_chat,
        gathers_for=timedelta(seconds=settings.gather_seconds),
        public_url=settings.public_url or "",
        newsletter=settings.mail is not None,
    )


def broken(found: Found, settings: Settings) -> Exception:
    """Return what is said of templates that nothing can be served by."""
    missing = missing_folder(settings)
    return LeadbotError(missing) if missing else PlaybookError(found.problems)
