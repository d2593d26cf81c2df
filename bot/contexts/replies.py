"""What is said of words between a prospect and their rep: those that came, and those that did not arrive."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Static
from bot.contexts.subjects import Named, Number


@dataclass(frozen=True, slots=True)
class Wrote(Named):
    """When a prospect who was handed over writes again: ``number`` of the handoff, their ``name`` and ``text``.

    ``rep`` is who has them, and ``rep_link`` calls that rep; both are empty where nobody has. ``edited`` says that they
    have changed it since. ``reopen`` is the command that takes up again what is closed; empty of what is open.
    """

    text: str
    rep: str = ""
    rep_link: str = ""
    edited: bool = False
    reopen: str = ""


@dataclass(frozen=True, slots=True)
class OthersReply(Named):
    """When a rep writes to another one's lead: ``number``, ``name``, ``rep`` who wrote, ``owner`` who has the lead.

    ``owner_link`` calls the owner.
    """

    rep: str
    owner: str
    owner_link: str


@dataclass(frozen=True, slots=True)
class Undelivered(Named):
    """When a rep's words do not arrive: ``number`` and ``name`` of the lead, the ``reason`` as Telegram says it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused(Number):
    """When Telegram refuses a message about a lead: ``number`` of the handoff, the ``reason`` as Telegram says it.

    ``claim`` is the command that claims.
    """

    reason: str
    claim: str


REPLIES: Mapping[str, type] = {
    **same(Wrote, "wrote sent"),
    **same(Wrote, "stopped blocked forgotten", "news."),
    **same(Named, "gone no_chat stopped blocked too_long closed unchanged not_theirs", "reply."),
    "reply.by_other": OthersReply,
    "reply.failed": Undelivered,
    **same(Refused, "card words", "refused."),
    "wrote_to_them": Number,
    "commands.wrote": Static,
}
"""The context of each of these texts, by key."""
