"""Keeps the templates that come into force, and chooses those to start with: the folder's, or the last good ones."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playbooks import FileProblem, PlaybookError, Playbooks
from bot.usecases.marketing.tell_of_templates import Trouble
from storage import templates
from storage.statements import Transaction

BEING_COPIED_FOR = timedelta(minutes=10)
"""A folder that changed so lately may still be under way; nobody waits so long between two files of one copy."""
_ITSELF = ("business.yaml", "playbooks/")

LoadKept = Callable[[Mapping[str, str]], Playbooks]


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder of templates holds at the start: playbooks, or what is wrong; and when it was changed last."""

    folder: str
    playbooks: Playbooks | None
    problems: tuple[FileProblem, ...] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The playbooks to start with, and what speaks against those of the folder."""

    playbooks: Playbooks
    trouble: Trouble


def keep_templates(tx: Transaction, playbooks: Playbooks, *, folder: str, now: datetime) -> bool:
    """Keep the files of playbooks that came into force; False if they are the newest already."""
    return templates.keep(tx, folder=folder, version=playbooks.version, files=playbooks.own, now=now)


def choose_templates(
    tx: Transaction, found: Found, *, load_kept: LoadKept, language: str, now: datetime
) -> Chosen | None:
    """Return the folder's playbooks, or where they are broken or half there, the last good ones of the same folder.

    None where the folder is broken and there are none. ``language`` is the one that sales reads.
    """
    kept = templates.kept_of(tx, found.folder)
    if found.playbooks is None:
        trouble = Trouble(problems=found.problems)
    else:
        gone = gone_from(kept[0].files if kept else {}, found.playbooks, language=language)
        age = now - found.changed_at if found.changed_at else None
        is_fresh = age is not None and age < BEING_COPIED_FOR
        trouble = gone if gone.needed or is_fresh else Trouble()
        if not trouble.gone:
            return Chosen(found.playbooks, trouble)
    for each in kept:
        # What an earlier version of Leadbot took may be a mistake by now.
        with suppress(PlaybookError):
            return Chosen(load_kept(each.files), trouble)
    return Chosen(found.playbooks, Trouble()) if found.playbooks else None


def gone_from(before: Mapping[str, str], playbooks: Playbooks, *, language: str) -> Trouble:
    """Return which files were there before and are no longer, and whether the business is itself without them."""
    gone = tuple(sorted(before.keys() - playbooks.own.keys()))
    needed = _lost_itself(gone, playbooks) or language not in playbooks.desk
    return Trouble(gone=gone, needed=needed) if gone else Trouble()


def _lost_itself(gone: tuple[str, ...], playbooks: Playbooks) -> bool:
    """Return whether without these files the business would speak under the shipped name, or by shipped playbooks."""
    own = "\n".join(("", *playbooks.own))
    return any(file.startswith(part) and f"\n{part}" not in own for file in gone for part in _ITSELF)
