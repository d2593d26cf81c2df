"""Tells marketing, in their chat, what keeps the templates from being in force, and when that is mended."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot import contexts
from bot.messages import SendText
from bot.playbooks import FileProblem
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup
from storage import templates
from storage.statements import Transaction

MOST_LISTED = 5
_MOST_CHARS = 300
_LINE = re.compile(r":\d+  ")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the templates; nothing, if all is well.

    ``problems`` are mistakes in the files; ``gone`` are files that were there when the templates came into force,
    ``needed`` says that the business would not be itself without them; ``unwritten`` are texts that failed since
    the start, with file and line and why; ``slips`` stand in the templates in force and would be read as nobody means
    it; ``version`` is that of the templates in force.
    """

    problems: tuple[FileProblem, ...] = ()
    gone: tuple[str, ...] = ()
    needed: bool = False
    unwritten: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    version: str = ""

    @property
    def state(self) -> str:
        """Return a text that tells one trouble from another, empty for none.

        Where a mistake stands is no part of it: a line more above it makes no other mistake.
        """
        wrong = {f"{each.file} {each.key} {each.found} {each.expected}" for each in self.problems}
        failed = f"{self._failed}{_digest(set(self.unwritten))}" if self.unwritten else ""
        read = {_LINE.sub(" ", slip, count=1) for slip in self.slips}
        return _digest(wrong.union(self.gone, read)) + failed

    @property
    def _failed(self) -> str:
        return f" failed {self.version[:16]} "

    def is_known_by(self, told: str) -> bool:
        """Return whether whoever was told of a state knows all.

        Texts fail when they are used: after a start those of the same templates have not failed yet, and are no
        better for it.
        """
        return told == self.state or (not self.unwritten and told.startswith(self.state + self._failed))


def _digest(parts: set[str]) -> str:
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16] if parts else ""


def tell_of_templates(tx: Transaction, trouble: Trouble, *, setup: Setup, now: datetime) -> bool:
    """Owe marketing what has changed since they were told last; False if they know it all."""
    if trouble.is_known_by(templates.told_state(tx)):
        return False
    owe(tx, setup.marketing_chat, SendText(_words(trouble, setup)), now=now, worth=Worth.HELP)
    templates.note_told(tx, trouble.state, now=now)
    return True


def _words(trouble: Trouble, setup: Setup) -> str:
    texts = setup.desk_texts
    if trouble.problems:
        return texts.render("templates.broken", _mistakes(tuple(map(str, trouble.problems))))
    if trouble.gone:
        shown, more = trouble.gone[:MOST_LISTED], len(trouble.gone[MOST_LISTED:])
        return texts.render("templates.gone", contexts.FilesGone(shown, more, trouble.needed))
    if trouble.unwritten:
        return texts.render("templates.unwritten", _mistakes(trouble.unwritten))
    if trouble.slips:
        return texts.render("templates.slips", _mistakes(trouble.slips))
    return texts.render("templates.mended", contexts.Nothing())


def _mistakes(sentences: tuple[str, ...]) -> contexts.Mistakes:
    shown = tuple(each if len(each) <= _MOST_CHARS else f"{each[:_MOST_CHARS]}…" for each in sentences[:MOST_LISTED])
    return contexts.Mistakes(shown, len(sentences[MOST_LISTED:]))
