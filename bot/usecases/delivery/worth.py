"""What goes first when not everything can go at once: by who waits for it."""

from enum import IntEnum


class Worth(IntEnum):
    """How much waits for a message; the lower goes first. The numbers are stored with each message that is owed."""

    TAP = 0
    """The answer to a tap, and the mark that a reply has arrived: they cost nothing of Telegram's limits."""
    CLAIM = 10
    """The card of a claim or an outcome: two reps must not write to the same lead."""
    ALERT = 20
    """New cards, and prospects' words for sales."""
    PROMISE = 30
    """What a prospect has a right to: their data, the word that it was erased. Never left out."""
    FIRST_REPLY = 40
    """The first message of a turn: somebody waits for it."""
    REPLY = 41
    """What follows it in the same turn."""
    REP_ANSWER = 50
    """What a rep asked for in words."""
    REMINDER = 55
    """What sales is reminded of: it has waited for an hour, and can wait for another minute."""
    EDIT = 60
    """A card with what is new, the words of an erased lead blanked, a copy removed."""
    HELP = 70
    """Usage and help: nobody's work waits for it."""
    TIDY = 80
    """An edit that marks a choice and takes the buttons away: left out where there is no room for it soon."""
    BULK = 90
    """What falls due in masses: nudges, cards that only cooled, messages to many."""

    @property
    def replaceable(self) -> bool:
        """Return whether a later reply may stand for it where somebody writes faster than we may answer."""
        return self in (Worth.FIRST_REPLY, Worth.REPLY)

    @property
    def rank(self) -> int:
        """Return its rank within a private chat: replies of any kind keep the order in which they were owed."""
        return self - self % 10
