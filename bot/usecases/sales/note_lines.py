"""Notes of reps as lines of a card or a message, by the clock of sales."""

from collections.abc import Iterable
from datetime import datetime

from bot import contexts, rendering
from bot.usecases.setup import Setup
from storage.notes import StoredNote

ON_CARD, CHARS_ON_CARD = 2, 200
"""A card is read in five seconds: of more notes, and longer ones, /lead tells."""


def note_lines(
    noted: Iterable[StoredNote], *, setup: Setup, now: datetime, max_chars: int = CHARS_ON_CARD
) -> tuple[contexts.NoteLine, ...]:
    """Return notes as lines, each with when and by whom."""
    zone, locale = setup.time_zone, setup.desk_texts.locale
    return tuple(
        contexts.NoteLine(
            rendering.moment(each.at, zone, now=now, locale=locale),
            each.rep,
            each.text if len(each.text) <= max_chars else f"{each.text[: max_chars - 1]}…",
        )
        for each in noted
    )
