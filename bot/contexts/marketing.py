"""What marketing is told: rules to look at again, broken templates, webhooks that are told no more."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Nothing


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """That rules should be looked at: ``audience`` is B2B or B2C, ``days`` how many ago that was done, ``by`` whom.

    ``by`` is empty if nobody has looked at them since the first start.
    """

    audience: str
    days: int
    by: str


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with the templates: ``problems`` lists the first, with file and line, ``more`` counts the rest."""

    problems: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FilesGone:
    """Which files of the templates are no longer there: ``files`` lists the first ones, ``more`` counts the rest.

    ``needed`` says that without them the business would speak under a name, or ask questions, that are not its own.
    """

    files: tuple[str, ...]
    more: int
    needed: bool


@dataclass(frozen=True, slots=True)
class Webhook:
    """What marketing reads about a webhook that is told no more: its ``number`` and ``host``, the last ``reason``."""

    number: int
    host: str
    reason: str


MARKETING: Mapping[str, type] = {
    "review_due": ReviewDue,
    **same(Mistakes, "broken unwritten slips", "templates."),
    "templates.gone": FilesGone,
    "templates.mended": Nothing,
    **same(Webhook, "given_up gone", "webhooks."),
}
"""The context of each of these texts, by key."""
