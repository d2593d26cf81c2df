"""Commands of reps in the spellings in which they come: by the outcome's name, without a gap, or in reply to a card."""

import re

from msgspec.structs import replace

from bot.cleaning import number_in
from bot.desk.outcomes import OUTCOMES
from bot.messages import Commanded, Incoming
from bot.usecases.filed_under import handoff_of
from bot.usecases.sales.rep_wishes import TYPED
from storage import sent_messages
from storage.statements import Transaction

NUMBERED = TYPED | {"lead", "note", "meet"}
"""Behind these stands the number of a handoff."""
_BY_OUTCOME = re.compile(rf"({'|'.join(OUTCOMES)})(?:_?(\d+))?(?:_(.+))?")
_WITHOUT_GAP = re.compile(rf"({'|'.join(sorted(NUMBERED | {'undo'}))})(\d.*)")
_ALSO = {"undo": "reopen"}
"""What the button is called."""


def spelled_out(tx: Transaction, incoming: Incoming, what: Commanded) -> Commanded:
    """Return a command as it is usually typed; one in reply to a card, or to a prospect's words, means that lead."""
    about = None if what.reply_to is None else sent_messages.filed_under(tx, incoming.chat_id, what.reply_to)
    return usual(what, card=None if about is None else handoff_of(about))


def usual(what: Commanded, *, card: int | None = None) -> Commanded:
    """Return a command as it is usually typed; ``card`` is the number of the one to which it replies.

    >>> [(each.name, each.argument) for each in map(usual, (Commanded("won_12", "5k", 1), Commanded("claim12", "", 1)))]
    [('outcome', '12 won 5k'), ('claim_12', '')]
    >>> [usual(Commanded(name, said, 1), card=12).argument for name, said in (("note", "calls back"), ("won", "5000"))]
    ['12 calls back', '12 won 5000']
    """
    by_outcome = _BY_OUTCOME.fullmatch(what.name)
    if by_outcome is not None:
        outcome, number, more = by_outcome.groups()
        said = " ".join([*(more or "").split("_"), what.argument]).split()
        if number is None and card is not None:
            number, said = str(card), said[1:] if said[:1] in ([str(card)], [f"#{card}"]) else said
        elif number is None:
            number, said = " ".join(said[:1]), said[1:]
        if number_in(number) is None:
            return what  # other bots may know it
        return replace(what, name="outcome", argument=" ".join([number, outcome, *said]).strip())
    without_gap = _WITHOUT_GAP.fullmatch(what.name)
    name = "_".join(without_gap.groups()) if without_gap else what.name
    typed, gap, hanging = name.partition("_")
    verb = _ALSO.get(typed, typed)
    name = f"{verb}{gap}{hanging}"
    first = (hanging or what.argument).partition(" ")[0]
    if card is None or verb not in NUMBERED or hanging or number_in(first) is not None or first.lower() == "lead":
        return replace(what, name=name)
    return replace(what, name=name, argument=f"{card} {what.argument}".strip())
