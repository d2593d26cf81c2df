"""Who has left the newsletter by the link in it, as another system reports, is off it in the chat, too."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from bot.conversation.newsletter import UNSUBSCRIBED
from bot.conversation.state import State
from scoring.history import Signal
from storage import conversations, leads, newsletter
from storage.statements import Transaction


def note_left(tx: Transaction, lead_id: int, signals: Iterable[Signal], *, now: datetime) -> None:
    """Withdraw the consent of a lead who has left since they gave it; for others this asks nothing of the database."""
    left = max((signal.at for signal in signals if signal.name == UNSUBSCRIBED), default=None)
    since = newsletter.subscribed_at(tx, lead_id) if left is not None else None
    if left is None or since is None or left < since:
        return
    newsletter.unsubscribe(tx, lead_id, at=now)
    chat = leads.by_id(tx, lead_id)
    if chat is not None:
        state = replace(State.from_json(chat.state), subscribed=False)
        conversations.save_state(tx, lead_id, state=state.to_json())
