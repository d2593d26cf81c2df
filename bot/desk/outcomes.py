"""What can come of a handoff, which of it closes it, and how long it is undone by a tap."""

from collections.abc import Iterable
from datetime import datetime, timedelta

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

_SPOKEN = {outcome.replace("_", " "): outcome for outcome in OUTCOMES}


def may_undo(reported_at: datetime, *, now: datetime) -> bool:
    """Return whether an outcome is so new that a button undoes it."""
    return now - reported_at < UNDO_FOR


def outcome_in(said: str) -> tuple[str, str] | None:
    """Return the outcome that typed words begin with, and what follows it, its reason or amount; None if there is none.

    >>> outcome_in("Not a fit: student"), outcome_in("won 5k eur"), outcome_in("no-answer"), outcome_in("wonderful")
    (('not_a_fit', 'student'), ('won', '5k eur'), ('no_answer', ''), None)
    """
    plain = " ".join(said.replace("_", " ").replace("-", " ").lower().split())
    for spoken, outcome in _SPOKEN.items():
        if plain == spoken or plain.startswith((f"{spoken} ", f"{spoken}:", f"{spoken},")):
            return outcome, _after(said, len(spoken.split()))
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


def _after(said: str, words: int) -> str:
    """Return what follows the first words, which spaces, underscores or hyphens divide."""
    rest = said.strip()
    for _ in range(words):
        at = next((place for place, sign in enumerate(rest) if sign in " _-:,\n\t"), len(rest))
        rest = rest[at:].lstrip(" _-:,\n\t")
    return " ".join(rest.split())
