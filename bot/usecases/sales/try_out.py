"""Lets a rep walk through the conversation as a prospect, where nothing of it can ring, be listed or be counted.

The very use case that serves prospects runs on a small database of the trial's own; what it owes to the rep's chat is
sent, and what it owes to sales is dropped.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import contexts
from bot.conversation.state import State
from bot.messages import Commanded, Incoming, SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.prospects.converse import converse
from bot.usecases.setup import Setup
from bot.usecases.webhooks.receivers import Receivers
from storage import leads, outbox, trials
from storage.statements import Transaction
from storage.trials import StoredTrial

LASTS = timedelta(days=1)
# No chat has this id.
_NOBODY = 0


def trial_under_way(tx: Transaction, chat_id: int, *, now: datetime) -> StoredTrial | None:
    """Return the trial in a chat; one that has lasted too long is erased."""
    trial = trials.under_way(tx, chat_id)
    if trial is not None and now - trial.begun_at < LASTS:
        return trial
    trials.end(tx, chat_id)
    return None


def begin_trial(tx: Transaction, incoming: Incoming, what: Commanded, *, setup: Setup, now: datetime) -> None:
    """Begin a trial, as a prospect does who comes by a link with the command's argument."""
    # Else whoever types fast, or is the sales chat, would take the greeting for a real one.
    _say(tx, incoming.chat_id, "trial.begins", worth=Worth.PROMISE, setup=setup, now=now)
    started = replace(incoming, what=Commanded("start", what.argument, what.message_id))
    go_on_with_trial(tx, started, trials.begin(now), setup=setup, now=now)


def go_on_with_trial(tx: Transaction, incoming: Incoming, trial: StoredTrial, *, setup: Setup, now: datetime) -> None:
    """Take a turn of a trial; it ends where a prospect would stop, or be forgotten."""
    with trials.unpacked(trial) as scratch:
        converse(
            scratch,
            incoming,
            setup=replace(
                setup,
                sales_chat=_NOBODY,
                several_chats=(),
                asks_interpreter=False,
                gathers_for=timedelta(),
                receivers=Receivers(),
            ),
            now=now,
        )
        messages = [message for message in scratch.messages() if message.chat_id == incoming.chat_id]
        chat = leads.by_chat(scratch, incoming.chat_id)
        held = scratch.packed()
    outbox.owe(tx, messages, now)
    if chat is None or State.from_json(chat.state).stopped:
        end_trial(tx, incoming.chat_id, setup=setup, now=now)
    else:
        trials.keep(tx, incoming.chat_id, replace(trial, held=held))


def end_trial(tx: Transaction, chat_id: int, *, setup: Setup, now: datetime) -> None:
    """Erase a trial and say so."""
    trials.end(tx, chat_id)
    _say(tx, chat_id, "trial.ended", worth=Worth.FIRST_REPLY, setup=setup, now=now)


def _say(tx: Transaction, chat_id: int, key: str, *, worth: Worth, setup: Setup, now: datetime) -> None:
    owe(tx, chat_id, SendText(setup.desk_texts.render(key, contexts.Nothing())), now=now, worth=worth)
