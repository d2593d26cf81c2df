"""Notes that a group became a supergroup: it has another id, and numbers its messages anew."""

from collections.abc import Iterable
from datetime import datetime

from storage import handoffs, sent_messages, updates
from storage.statements import Transaction


def move_group(tx: Transaction, old_id: int, new_id: int, *, now: datetime) -> None:
    """Remember a group's new id. Said again, as each message under way to the old one does, it changes nothing.

    What was sent before cannot be edited any more, and its numbers are given again: an edit by one of them would
    write one lead's card over another's.
    """
    moved = updates.moved_chats(tx)
    if new_id in (old_id, moved.get(old_id)):
        return
    updates.move_chat(tx, old_id, new_id)
    for known_as in {old_id, *(earlier for earlier, later in moved.items() if later == old_id)}:
        sent_messages.forget_places(tx, known_as, now=now, error="its group has moved")


def adopt_new_ids(tx: Transaction, chats: Iterable[int]) -> None:
    """Let what belongs to a group under its old id be of the new one, where the settings name that since."""
    moved, now_named = updates.moved_chats(tx), set(chats)
    for old_id in moved.keys() - now_named:
        new_id = moved[old_id]
        for _ in moved:
            new_id = new_id if new_id in now_named else moved.get(new_id, new_id)
        if new_id in now_named:
            handoffs.move_desk(tx, old_id, new_id)
