"""What can come of a handoff, which of it closes it, and how long it is undone by a tap."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.understanding.lexicon.outcome_words import OUTCOME_WORDS
from bot.understanding.tokens import fold

OUTCOMES = ("reached", "no_answer", "meeting", "won", "lost", "not_a_fit")
FINAL = frozenset(("won", "lost", "not_a_fit"))
TELL_OF_CONTACT = frozenset(OUTCOMES) - {"not_a_fit"}
"""By these a rep says that they wrote or called; not a fit may be seen from the card."""
HAVE_REASONS = ("lost", "not_a_fit")
HAS_AMOUNT = "won"
CLAIMS_AT_ONCE = "not_a_fit"
"""It may be said of a lead that nobody has: then it claims and closes in one."""

UNDO_FOR = timedelta(minutes=10)
"""For so long a slip is undone by the button beside it; later by another one that says what it does."""

_WORDS = re.compile(r"[^\s_:,;.!?¡¿()«»“”\"–—-]+")
_BETWEEN = re.compile(r"(?:[\s_:,;.!?–—]|-(?!\d))*")


def may_undo(reported_at: datetime, *, now: datetime) -> bool:
    """Return whether an outcome is so new that a button undoes it."""
    return now - reported_at < UNDO_FOR


def outcome_in(said: str, labels: Mapping[str, str] = MappingProxyType({})) -> tuple[str, str] | None:
    """Return the outcome that typed words begin with, and what follows it, its reason or amount; None if there is none.

    It goes by its name, by words for it in any of our languages, and by the ``labels`` that reps read on the buttons.

    >>> outcome_in("Not a fit: student"), outcome_in("won 5k eur"), outcome_in("no-answer"), outcome_in("wonderful")
    (('not_a_fit', 'student'), ('won', '5k eur'), ('no_answer', ''), None)
    >>> outcome_in("Perdu : trop cher"), outcome_in("möte"), outcome_in("In the bag, 5k", {"won": "In the bag!"})
    (('lost', 'trop cher'), ('meeting', ''), ('won', '5k'))
    """
    own = {" ".join(_plain(label)): outcome for outcome, label in labels.items()}
    words = _plain(said)
    for spoken, outcome in sorted((_SPOKEN | own).items(), key=lambda each: len(each[0].split()), reverse=True):
        length = len(spoken.split())
        if words[:length] == spoken.split():
            return outcome, _after(said, length)
    return None


def to_withdraw(outcomes: Iterable[str]) -> int:
    """Return how many of the outcomes that stand, the newest first, must go until a handoff is open again.

    Without a final one it is the newest: there is nothing to open, only a slip to undo.

    >>> to_withdraw(["won", "lost", "meeting"]), to_withdraw(["meeting", "reached"]), to_withdraw([])
    (2, 1, 0)
    """
    newest_first = list(outcomes)
    final = next((n for n, outcome in enumerate(newest_first) if outcome not in FINAL), len(newest_first))
    return final or min(1, len(newest_first))


def _plain(said: str) -> list[str]:
    return [word for part in _WORDS.findall(said) if (word := fold(part))]


_SPOKEN = {" ".join(_plain(said)): outcome for outcome, phrases in OUTCOME_WORDS.items() for said in phrases}


def _after(said: str, words: int) -> str:
    """Return what follows the first words, which spaces, underscores, hyphens and other signs divide."""
    for place, found in enumerate(_WORDS.finditer(said), start=1):
        if place == words:
            between = _BETWEEN.match(said, found.end())
            return " ".join(said[between.end() if between else found.end() :].split())
    return ""
