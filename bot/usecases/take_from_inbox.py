"""Takes updates out of the inbox: what is to be interpreted is looked at first, then all is handled as if it came now.

In between, outside of any transaction, an interpreter may be asked.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Typed, is_in_doubt
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.prospects.turn import begin_turn
from bot.usecases.put_in_inbox import incoming_of
from bot.usecases.serve_update import is_by_sales, serve_update
from bot.usecases.setup import Setup
from storage import inbox
from storage.statements import Transaction

MOST_STARTS = 2
"""So many starts of the bot may find an update waiting: after that, perhaps its interpretation is what ends the bot."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is typed in an update that waits, and where; what rules make of it now; and whether to ask an interpreter.

    ``may_leave`` says whether it may be shown to a machine that is not ours: they have agreed that we keep answers, and
    no person has the conversation.
    """

    chat_id: int
    typed: Typed
    asks: bool
    may_leave: bool


def look_at_waiting(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> Look | None:
    """Return what is typed in an update that waits, in the conversation as it is now; None where nothing is."""
    waiting = inbox.waiting(tx, number)
    if waiting is None:
        return None
    incoming = incoming_of(waiting.payload)
    if is_by_sales(incoming, setup):
        return None
    turn = begin_turn(tx, incoming, setup=setup, now=now)
    typed, state = turn.typed(), turn.state
    if typed is None:
        return None
    asks = waiting.starts < MOST_STARTS and is_in_doubt(typed)
    return Look(incoming.chat_id, typed, asks=asks, may_leave=state.consented and not state.rep)


def handle_waiting(tx: Transaction, number: int, *, setup: Setup, now: datetime, found: Interpretation | None) -> None:
    """Handle an update that waits, if it still does, with what its words were found to mean."""
    waiting = inbox.waiting(tx, number)
    if waiting is None:
        return
    inbox.drop(tx, number)
    # It has waited for an interpreter as long as it may.
    alone = replace(setup, asks_interpreter=False)
    serve_update(tx, incoming_of(waiting.payload), setup=alone, now=now, found=found)


def bury_waiting(tx: Transaction, number: int, error: str, *, setup: Setup, now: datetime) -> bool:
    """Keep an update that could not be handled with its error, as one that comes in would be; False if it is gone."""
    waiting = inbox.waiting(tx, number)
    if waiting is None:
        return False
    inbox.drop(tx, number)
    try:
        incoming = incoming_of(waiting.payload)
    except ValueError:
        # Written by a version that came after this one: its own number cannot be read.
        poison = Poison(-number, waiting.payload, error, chat_id=waiting.chat_id)
    else:
        language = incoming.sender.language
        poison = Poison(incoming.update_id, waiting.payload, error, chat_id=waiting.chat_id, language=language)
    return bury_update(tx, poison, setup=setup, now=now)
