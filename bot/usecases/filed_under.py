"""Under which name a message is filed in the outbox: what it is about, so that it is found when that changes."""

from datetime import datetime

_ALBUM = "album-"
_REPLY = "reply"
_LOOK = "look"


def card_about(number: int) -> str:
    """Return the name under which the card of a handoff is filed in the outbox."""
    return f"handoff:{number}"


def lead_about(lead_id: int) -> str:
    """Return the name under which words about a lead who was never handed over are filed in the outbox."""
    return f"lead:{lead_id}"


def events_about(lead_id: int) -> str:
    """Return the name under which what webhooks are told of a lead is filed in the outbox."""
    return f"events:{lead_id}"


def list_about(update_id: int) -> str:
    """Return the name under which a list of leads is filed in the outbox: by the update that asked for it."""
    return f"list:{update_id}"


def morning_about(at: datetime) -> str:
    """Return the name under which the morning list of an instant is filed in the outbox."""
    return f"morning:{at:%Y%m%dT%H%M%S}"


def look_about(number: int, update_id: int) -> str:
    """Return the name under which a look at a lead is filed in the outbox: whoever replies to it writes to them."""
    return f"{_LOOK}:{number}:{update_id}"


def reply_about(chat_id: int, message_id: int, album: str = "") -> str:
    """Return the name under which what a rep sends to a prospect is filed: where it stands, an album by its name."""
    return f"{_REPLY}:{chat_id}:{_part(message_id, album)}"


def albums_replied(chat_id: int) -> str:
    """Return how the names of all albums begin that reps send to prospects from a chat."""
    return f"{_REPLY}:{chat_id}:{_ALBUM}"


def albums_about(number: int) -> str:
    """Return how the names of all albums begin that the lead of a handoff sends."""
    return f"{words_about(number)}:{_ALBUM}"


def written_at(about: str | None) -> tuple[int, int | None] | None:
    """Return the chat in which a rep wrote what was passed on as this, and the number of their message; else None.

    An album has no number of its own.

    >>> written_at(reply_about(-100, 7)), written_at(reply_about(-100, 7, "x1")), written_at("handoff:7")
    ((-100, 7), (-100, None), None)
    """
    kind, *place = (about or "").split(":")
    return (int(place[0]), int(place[1]) if place[1].isdecimal() else None) if kind == _REPLY else None


def _part(message_id: int, album: str) -> str:
    return f"{_ALBUM}{album.replace(':', '-')}" if album else str(message_id)


def handoff_of(about: str) -> int | None:
    """Return the number of the handoff whose card, or whose lead's words, are filed under a name; None if none is.

    >>> [handoff_of(about) for about in ("handoff:12", "words:12", words_about(12, 345), "lead:12", "handoff:")]
    [12, 12, 12, None, None]
    >>> handoff_of(look_about(12, 345))
    12
    """
    kind, _, subject = about.partition(":")
    number = subject.partition(":")[0]
    return int(number) if kind in ("handoff", "words", _LOOK) and number.isdecimal() else None


def is_to_prospect(about: str) -> bool:
    """Return whether a reply to what is filed so is meant for the prospect: to a card, or to what they wrote.

    >>> [is_to_prospect(about) for about in (card_about(12), words_about(12, 345), words_about(12))]
    [True, True, False]
    """
    kind, _, subject = about.partition(":")
    return kind in ("handoff", _LOOK) or (kind == "words" and ":" in subject)


def words_about(number: int, message_id: int | None = None, album: str = "") -> str:
    """Return the name under which a prospect's words, and words about them, to sales are filed in the outbox.

    What stands in a message of theirs, or in an album, has a name of its own behind that: it may be changed, and
    replied to. What we say of them ourselves has none.
    """
    return f"words:{number}" if message_id is None else f"words:{number}:{_part(message_id, album)}"
