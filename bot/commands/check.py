"""`leadbot check`: every mistake in the templates, at once."""

import asyncio
import json
import sys
from pathlib import Path

from bot import playbooks, rendering
from bot.channels.email.sending import greet
from bot.commands.plurals import counted
from bot.errors import DeliveryError
from bot.interpreters.vectors import is_installed
from bot.playbooks import FileProblem
from bot.settings import ENV_FILE, PREFIX, SHIPPED_TEMPLATES, SettingsError, load_settings
from storage.place import place_of

_OF_MAIL = f"{PREFIX}SMTP"


def check_templates(folder: Path, *, strict: bool = False, as_json: bool) -> int:
    """Print mistakes and warnings and return the exit code: 1 if anything must be mended, with ``strict`` all of it."""
    if not playbooks.is_folder(folder):
        wrong = f"there is no folder {folder} that may be read"
        print(f"leadbot: {wrong}: give the one that holds playbooks, chat and desk", file=sys.stderr)
        return 2
    checked = playbooks.check(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text, chats=_sales_chats())
    found = (*checked, *_given_up(folder), *_about_mail())
    mistakes = [problem for problem in found if not problem.warning]
    warnings = [problem for problem in found if problem.warning and not problem.notice]
    if as_json:
        print(json.dumps([problem.to_json() for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(problem)
        if not is_installed():
            print("The sentence encoder is not installed: rules alone understand what is typed.")
        but = "but " * (bool(warnings) and not mistakes)
        print(f"{folder}: {counted(len(mistakes), 'mistake')}, {but}{counted(len(warnings), 'warning')}.")
    return 1 if mistakes or (strict and warnings) else 0


def _sales_chats() -> tuple[int, ...]:
    """Return the chats that desks may have; none where no settings say so."""
    try:
        return load_settings().sales_chat
    except SettingsError:
        return ()


def _about_mail() -> list[FileProblem]:
    """Return what is wrong with the settings of mail, where there are any, asking the server whether it lets us in."""
    try:
        mail = load_settings().mail
    except SettingsError as error:
        told = (problem.partition(": ") for problem in error.problems if problem.startswith(_OF_MAIL))
        return [FileProblem(ENV_FILE, 1, name, what) for name, _, what in told]
    if mail is None:
        return []
    try:
        asyncio.run(greet(*mail))
    except DeliveryError as error:
        # It may be away for a moment: nothing that is served waits for it.
        return [FileProblem(ENV_FILE, 1, _OF_MAIL + "_URL", error.reason, warning=True)]
    return []


def _given_up(folder: Path) -> list[FileProblem]:
    """Return a warning for each language and audience that is in force and no longer in the folder.

    None of them where there is no database that could tell: a check needs nothing but the files.
    """
    try:
        place = place_of(load_settings().database_url)
    except SettingsError:
        return []
    if isinstance(place, Path) and not place.exists():
        return []
    # To load what reads a database takes a fifth of the time of a whole check.
    from bot.commands.given_up import given_up

    return given_up(place, folder)
