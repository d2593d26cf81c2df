"""What waits for one address, in the order in which it may leave.

A private chat gets one message at a time, its replies in the order in which they were owed. A sales chat gets the
worthiest first, and a few at a time: cards of different leads need not wait for each other's answers.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from bot.usecases.delivery.worth import Worth
from bot.workers.rate_limits import Sent

MOST_IN_A_GROUP = 4
MOST_CLAIMS_BESIDE = 2
"""So many cards of claims may be under way beside them: where calls hang, no rep must think that a lead is free."""
MOST_REPLIES = 5
"""So many replies may wait for one person; beyond that, those to their last message stand for all."""
CALM_SECONDS = (5.0, 10.0, 20.0, 30.0)
"""Whoever goes on writing faster than we may answer is answered at these distances."""
_LOOKED_THROUGH = 200


@dataclass(slots=True, eq=False)
class Row:
    """A message that is owed: what its place depends on. ``about`` is what it is filed under, as in the outbox.

    ``since`` (when it was owed), ``due_since`` (from when on it might leave) and ``not_before`` are monotonic. Until
    ``not_before`` it waits in its lane, where it ``keeps_place``, or is ``put_off`` outside it. ``sent`` is there while
    it is on its way.
    """

    id: int
    chat_id: int
    worth: Worth
    is_edit: bool = False
    about: str | None = None
    since: float = 0.0
    due_since: float = 0.0
    not_before: float = 0.0
    keeps_place: bool = False
    put_off: bool = False
    sent: Sent | None = None

    @property
    def subject(self) -> str:
        """Return the number of the handoff that it is about, as text; empty if none."""
        return (self.about or "").partition(":")[2].partition(":")[0]


@dataclass(slots=True, eq=False)
class Lane:
    """What waits for one address, first what goes first, and what is on its way there."""

    chat_id: int
    is_wide: bool
    rows: list[Row] = field(default_factory=list)
    under_way: list[Row] = field(default_factory=list)
    calm_until: float = -inf
    _unsent: dict[str, list[Row]] = field(default_factory=dict)
    _floods: int = 0
    _flooded: bool = False

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is left of it that is worth remembering."""
        return not (self.rows or self.under_way or self._unsent or self._floods)

    def expect(self, row: Row) -> None:
        """Take note of a message that is owed, also where it is put off till later."""
        if self.is_wide and row.subject and not row.is_edit:
            self._unsent.setdefault(row.subject, []).append(row)

    def settle(self, row: Row) -> None:
        """Take note that a message is owed no more."""
        left = [other for other in self._unsent.get(row.subject, ()) if other is not row]
        if left:
            self._unsent[row.subject] = left
        else:
            self._unsent.pop(row.subject, None)

    def insert(self, row: Row) -> None:
        """Put a message in its place."""
        insort(self.rows, row, key=self._order)

    def remove(self, row: Row) -> None:
        """Take a message out of its place, if it is in it."""
        place = bisect_left(self.rows, self._order(row), key=self._order)
        if place < len(self.rows) and self.rows[place] is row:
            del self.rows[place]

    def take_over(self, other: "Lane") -> None:
        """Put everything of another lane in its place: its address is this one's now."""
        self.under_way += other.under_way
        for rows in other._unsent.values():
            for row in rows:
                self.expect(row)
        for row in other.rows:
            self.insert(row)

    def _order(self, row: Row) -> tuple[int, int]:
        return (row.worth if self.is_wide else row.worth.rank), row.id

    def candidate(self) -> Row | None:
        """Return the first message that need not wait for another of this address."""
        if not self.is_wide:
            return None if self.under_way or not self.rows else self.rows[0]
        if len(self.under_way) >= MOST_IN_A_GROUP + MOST_CLAIMS_BESIDE:
            return None
        is_full = len(self.under_way) >= MOST_IN_A_GROUP
        may_go = (row for row in self.rows[:_LOOKED_THROUGH] if not self._must_wait(row))
        return next((row for row in may_go if row.worth <= Worth.CLAIM or not is_full), None)

    def _must_wait(self, row: Row) -> bool:
        # What is about nobody goes one after the other, too: a rep reads answers in the order of the questions.
        if any(other.about == row.about for other in self.under_way):
            return True
        earlier = [other for other in self._unsent.get(row.subject, ()) if other.id < row.id]
        if row.is_edit:
            # An edit never overtakes the sending of what it edits.
            return any(other.about == row.about for other in earlier)
        return any(other.worth <= row.worth for other in earlier)

    def surplus(self) -> Sequence[Row]:
        """Return the replies that nobody needs any more, because their reader has gone on writing meanwhile."""
        if self.is_wide or len(self.rows) <= MOST_REPLIES:
            return ()
        replies = [row for row in self.rows if row.worth.replaceable]
        if len(replies) <= MOST_REPLIES:
            return ()
        self._flooded = True
        last_turn = max((row.id for row in replies if row.worth is Worth.FIRST_REPLY), default=replies[-1].id)
        return [row for row in replies if row.id < last_turn]

    def replied(self, now: float) -> None:
        """Let the next reply wait, ever longer, for whoever floods us; no longer for whoever has stopped to."""
        if self._flooded:
            self.calm_until = now + CALM_SECONDS[min(self._floods, len(CALM_SECONDS) - 1)]
            self._floods += 1
        elif not self.rows:
            self._floods = 0
        self._flooded = False
