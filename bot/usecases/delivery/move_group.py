"""Notes that a group became a supergroup: it has another id, and numbers its messages anew."""

from datetime import datetime

from storage import sent_messages, updates
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
