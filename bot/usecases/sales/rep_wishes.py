"""What a rep wants of which lead, said by a button or by a command."""

from dataclasses import dataclass

from bot.cleaning import number_in
from bot.messages import Commanded, Tapped

WHY_LEAD = "why lead"
VERBS = frozenset(("claim", "outcome", "why", "undo", "reopen", "reason", "release", "give", "take", "wrote"))
"""What is done to alerts."""
TYPED = VERBS - {"undo", "reason"}
"""What is typed, with the number of a handoff."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A verb, the number of the handoff (of the lead, for ``why lead``), and the words that follow it."""

    verb: str
    number: int
    words: str = ""


def wish_of(what: Tapped | Commanded) -> Wish | None:
    """Return the wish of a rep, by button or by words; None where that is unclear.

    A command's words may hang together, so that it can be tapped.

    >>> wish_of(Commanded("outcome", "#12 Not a fit", 1))
    Wish(verb='outcome', number=12, words='Not a fit')
    >>> wish_of(Commanded("outcome_12_not_a_fit", "", 1))
    Wish(verb='outcome', number=12, words='not a fit')
    >>> wish_of(Commanded("why", "lead 7", 1)), wish_of(Commanded("why_12", "", 1))
    (Wish(verb='why lead', number=7, words=''), Wish(verb='why', number=12, words=''))
    """
    if isinstance(what, Tapped):
        words = [what.tap.act.value, *what.tap.arguments[:1], ":".join(what.tap.arguments[1:])] if what.tap else []
    else:
        words = f"{what.name.replace('_', ' ')} {what.argument}".strip().split(maxsplit=2)
        if [word.lower() for word in words[:2]] == ["why", "lead"]:
            words = [WHY_LEAD, *words[2:]]
    number = number_in(words[1]) if len(words) > 1 else None
    if number is None or words[0] not in (*VERBS, WHY_LEAD):
        return None
    return Wish(words[0], number, words[2] if len(words) > 2 else "")


def verb_of(what: Tapped | Commanded) -> str:
    """Return the verb of a command; empty for a tap."""
    return what.name.partition("_")[0] if isinstance(what, Commanded) else ""


def is_about_alerts(what: Tapped | Commanded) -> bool:
    """Return whether a command or button is one by which alerts are worked on, not one of the conversation."""
    if isinstance(what, Commanded):
        return verb_of(what) in TYPED
    if what.tap is None or what.tap.act not in VERBS:
        return False
    # Prospects ask why, too: of a question, by its name.
    return what.tap.act != "why" or number_in("".join(what.tap.arguments)) is not None
