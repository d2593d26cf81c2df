"""What waits to be sent, and what goes next: by worth, then by age, within the pace, in order per address.

The courier's picture of the outbox. Nothing is sent, read or written here, and no clock is looked at: instants are
monotonic seconds, handed in, so that no clock that is set can hold anything up.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf

from bot.usecases.delivery.worth import Worth
from bot.workers.lanes import Lane, Row
from bot.workers.outage import Outage
from bot.workers.rate_limits import Pace

MOST_UNDER_WAY = 100
MOST_TAPS_UNDER_WAY = 50
TIDY_SECONDS = 20.0
"""An edit that only tidies and found no room for so long is not wanted any more."""


@dataclass(slots=True)
class Choice:
    """What to send now, best first, what is left out for good, and when to look again (never: nothing waits)."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)
    look_again_at: float = inf

    def by(self, at: float) -> None:
        """Look again at an instant, or before."""
        self.look_again_at = min(self.look_again_at, at)


class Waiting:
    """All that is owed and not settled, as far as the courier has read it. ``is_wide`` tells a sales chat."""

    def __init__(self, pace: Pace, *, is_wide: Callable[[int], bool]) -> None:
        self._pace = pace
        self._is_wide = is_wide
        self._outage = Outage()
        self._rows: dict[int, Row] = {}
        self._lanes: dict[int, Lane] = {}
        self._wide: dict[int, Lane] = {}
        self._taps: deque[Row] = deque()
        self._tidy: deque[Row] = deque()
        self._heads: list[tuple[Worth, int, Row]] = []
        self._timers: list[tuple[float, int, Row]] = []
        self._timer_numbers = count()
        self._unanswered: list[Row] = []
        self._under_way = 0
        self._taps_under_way = 0

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, rows: Iterable[Row], now: float) -> None:
        """Take note of messages that were read from the outbox."""
        for row in rows:
            if row.id not in self._rows:
                self._rows[row.id] = row
                if row.worth is not Worth.TAP:
                    self._lane(row.chat_id).expect(row)
                self._queue(row, now)

    def choose(self, now: float) -> Choice:
        """Return the messages that may be sent now; they count as being on their way from here on."""
        choice = Choice()
        while self._timers and self._timers[0][0] <= now:
            self._bring_back(heappop(self._timers)[2], now)
        self._leave_out_tidy(choice, now)
        if not self._outage.is_on:
            self._choose(choice, now, most=MOST_UNDER_WAY)
        elif self._outage.may_try(now, under_way=self._under_way + self._taps_under_way):
            self._choose(choice, now, most=1)
        elif self._outage.try_at > now:
            choice.by(self._outage.try_at)
        # Else a trial is under way: what becomes of it is told, there is nothing to look for before.
        if self._timers:
            choice.by(self._timers[0][0])
        return choice

    def arrived(self, row: Row, now: float) -> None:
        """Take note that a message arrived."""
        self.answered(now)
        self.settled(row, now)

    def settled(self, row: Row, now: float) -> None:
        """Take note that a message is owed no more: it was refused, withdrawn, or erased with its lead."""
        self._land(row, now)
        self._drop(row)
        self._offer(row)

    def again(self, row: Row, now: float, *, pause: float, in_order: bool = True) -> None:
        """Take note that a message must be tried again after a pause; ``in_order`` its private chat waits for it."""
        self._land(row, now)
        row.not_before, row.keeps_place = now + pause, in_order
        self._queue(row, now)

    def answered(self, now: float) -> None:
        """Take note that Telegram says something, whatever it is: after an outage, everything may go at once."""
        if self._outage.answered():
            for row in self._unanswered:
                row.not_before = now
                self._bring_back(row, now)
        self._unanswered.clear()

    def unanswered(self, row: Row, now: float) -> None:
        """Take note that a call was not answered at all."""
        self._outage.failed(row.chat_id, now)
        self._unanswered.append(row)

    def remember(self, chat_id: int, at: float) -> None:
        """Take note of a message that arrived before the bot was started."""
        self._pace.remember(chat_id, at)

    def turned_away(self, row: Row) -> None:
        """Take note that a message was turned away, as one too many or at an old address: it used up nothing."""
        if row.sent is not None:
            self._pace.turned_away(row.chat_id, row.sent)

    def too_many(self, row: Row, now: float, *, retry_after: float) -> None:
        """Take note that a message was turned away as one too many: its chat waits as long as Telegram says."""
        self.turned_away(row)
        self._pace.was_too_quick(now)
        self.hold(row.chat_id, now + retry_after)

    def move(self, old_id: int, new_id: int) -> None:
        """Let everything that waits for a group, or is on its way there, count as its new id's."""
        self._pace.move(old_id, new_id)
        for row in self._rows.values():
            if row.chat_id == old_id:
                row.chat_id = new_id
        self._wide.pop(old_id, None)
        if (lane := self._lanes.pop(old_id, None)) is not None:
            self._lane(new_id).take_over(lane)

    def hold(self, chat_id: int, until: float) -> None:
        """Send nothing more to a chat before an instant."""
        self._pace.hold(chat_id, until)

    # The choice.

    def _choose(self, choice: Choice, now: float, *, most: int) -> None:
        while self._taps and self._taps_under_way < MOST_TAPS_UNDER_WAY and len(choice.rows) < most:
            row = self._taps.popleft()
            self._taps_under_way += 1
            choice.rows.append(row)
        for lane in self._wide.values():
            self._choose_wide(lane, choice, now, most=most)
        self._choose_private(choice, now, most=most)

    def _choose_wide(self, lane: Lane, choice: Choice, now: float, *, most: int) -> None:
        while self._has_room(choice, most) and (row := lane.candidate()) is not None:
            at = max(self._pace.bot_ready_at(row.worth, now), self._pace.chat_ready_at(row.chat_id, row.worth, now))
            if at > now:
                choice.by(at)
                return
            self._take(row, lane, choice, now)

    def _choose_private(self, choice: Choice, now: float, *, most: int) -> None:
        while self._heads and self._has_room(choice, most):
            worth, _, row = self._heads[0]
            lane = self._lanes.get(row.chat_id)
            if lane is None or lane.candidate() is not row:
                heappop(self._heads)
                continue
            at = self._pace.bot_ready_at(worth, now)
            if at > now:
                choice.by(at)
                return
            heappop(self._heads)
            at = max(row.not_before, self._pace.chat_ready_at(row.chat_id, worth, now))
            at = max(at, lane.calm_until) if worth.replaceable else at
            if at > now:
                self._wake(row, at)
            elif surplus := lane.surplus():
                self._leave_out(surplus, lane, choice)
            else:
                self._take(row, lane, choice, now)
                if worth.replaceable:
                    lane.replied(now)

    def _has_room(self, choice: Choice, most: int) -> bool:
        return len(choice.rows) < most and self._under_way < MOST_UNDER_WAY

    def _take(self, row: Row, lane: Lane, choice: Choice, now: float) -> None:
        lane.remove(row)
        lane.under_way.append(row)
        self._under_way += 1
        row.sent = self._pace.leaves(row.chat_id, now)
        choice.rows.append(row)

    def _leave_out(self, rows: Iterable[Row], lane: Lane, choice: Choice) -> None:
        for row in rows:
            lane.remove(row)
            self._drop(row)
            choice.left_out.append(row)
        self._offer_lane(lane)

    def _leave_out_tidy(self, choice: Choice, now: float) -> None:
        while self._tidy and self._tidy[0].since + TIDY_SECONDS <= now:
            row = self._tidy.popleft()
            if row.id in self._rows and row.sent is None:
                self._leave_out((row,), self._lane(row.chat_id), choice)

    # Where a message is: in its lane (or among the taps), put off till later, or under way.

    def _queue(self, row: Row, now: float) -> None:
        lane = self._lane(row.chat_id) if row.worth is not Worth.TAP else None
        keeps_place = lane is not None and not lane.is_wide and row.keeps_place
        row.put_off = row.not_before > now and not keeps_place
        if row.put_off:
            self._wake(row, row.not_before)
            self._offer(row)
        elif lane is None:
            self._taps.append(row)
        else:
            lane.insert(row)
            if row.worth is Worth.TIDY:
                self._tidy.append(row)
            self._offer_lane(lane)

    def _wake(self, row: Row, at: float) -> None:
        heappush(self._timers, (at, next(self._timer_numbers), row))

    def _bring_back(self, row: Row, now: float) -> None:
        if self._rows.get(row.id) is not row or row.not_before > now:
            return
        if row.put_off:
            self._queue(row, now)
        else:
            self._offer(row)

    def _offer(self, row: Row) -> None:
        if row.worth is not Worth.TAP and row.chat_id in self._lanes:
            self._offer_lane(self._lanes[row.chat_id])

    def _offer_lane(self, lane: Lane) -> None:
        """Let a private lane take part in the choice with its first message, or forget it if there is none."""
        if not lane.is_wide and (head := lane.candidate()) is not None:
            heappush(self._heads, (head.worth, head.id, head))
        elif lane.is_idle:
            del self._lanes[lane.chat_id]
            self._wide.pop(lane.chat_id, None)

    def _land(self, row: Row, now: float) -> None:
        if row.worth is Worth.TAP:
            self._taps_under_way -= 1
            return
        self._under_way -= 1
        self._lane(row.chat_id).under_way.remove(row)
        if row.sent is not None:
            self._pace.answered(row.sent, now)
            row.sent = None

    def _drop(self, row: Row) -> None:
        del self._rows[row.id]
        if row.chat_id in self._lanes:
            self._lanes[row.chat_id].settle(row)

    def _lane(self, chat_id: int) -> Lane:
        lane = self._lanes.get(chat_id)
        if lane is None:
            lane = self._lanes[chat_id] = Lane(chat_id, self._is_wide(chat_id))
            if lane.is_wide:
                self._wide[chat_id] = lane
        return lane
