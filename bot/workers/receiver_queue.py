"""What waits for other systems, and what goes next: in order per lead, a few at a time to each receiver.

Pure, without a clock: instants are monotonic seconds, handed in. A receiver at which several leads' news failed in a
row is left alone, and one delivery is tried now and then for all; the first that arrives lets the others go.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf

MOST_AT_ONCE = 4
"""To one receiver: more would make a small server slower, and order within a lead allows no more than one anyway."""
MOST_REMEMBERED = 2000
"""Of what waits for one receiver: the rest stays in the outbox until there is room for it."""
FAILING_FROM = 3
"""Leads in a row whose news failed. One event that its receiver cannot take does not hold the others up."""
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 900.0
LONGEST_HOLD = 300.0


def pause_before(attempt: int, *, longest: float = LONGEST_PAUSE) -> float:
    """Return the seconds to wait after the n-th failure: doubling up to the longest.

    >>> [pause_before(attempt) for attempt in (1, 2, 3, 20)]
    [5.0, 10.0, 20.0, 900.0]
    """
    return min(longest, FIRST_PAUSE * 2.0 ** min(attempt - 1, 12))


@dataclass(slots=True, eq=False)
class Parcel:
    """A delivery that waits: what its place depends on.

    ``since`` is when it was owed, in monotonic seconds; ``tries`` how often it has failed.
    """

    id: int
    receiver: str
    about: str
    since: float = 0.0
    tries: int = 0


@dataclass(slots=True, eq=False)
class _Lane:
    """What one receiver is to be told about one lead, in order; its first parcel may be under way."""

    about: str
    parcels: deque[Parcel] = field(default_factory=deque)
    put_off_until: float | None = None


@dataclass(slots=True, eq=False)
class _Receiver:
    lanes: dict[str, _Lane] = field(default_factory=dict)
    ready: deque[_Lane] = field(default_factory=deque)
    put_off: list[tuple[float, int, _Lane]] = field(default_factory=list)
    failing: "OrderedDict[str, _Lane]" = field(default_factory=OrderedDict)
    waiting: int = 0
    under_way: int = 0
    holds: int = 0
    held_until: float = -inf

    @property
    def is_failing(self) -> bool:
        return len(self.failing) >= FAILING_FROM or self.held_until > -inf


@dataclass(slots=True)
class Choice:
    """What to deliver now, and when to look again (never: nothing waits)."""

    parcels: list[Parcel] = field(default_factory=list)
    look_again_at: float = inf


class ReceiverQueue:
    """All that is owed to other systems, as far as it has been read."""

    def __init__(self) -> None:
        self._receivers: dict[str, _Receiver] = {}
        self._numbers = count()

    def __len__(self) -> int:
        return sum(receiver.waiting for receiver in self._receivers.values())

    def room(self, name: str) -> int:
        """Return how many more deliveries to a receiver may be remembered."""
        receiver = self._receivers.get(name)
        return max(0, MOST_REMEMBERED - (receiver.waiting if receiver else 0))

    def add(self, parcel: Parcel) -> None:
        """Take note of a delivery that is owed; those of one lead in the order in which they were owed."""
        receiver = self._receivers.setdefault(parcel.receiver, _Receiver())
        lane = receiver.lanes.get(parcel.about)
        if lane is None:
            lane = receiver.lanes[parcel.about] = _Lane(parcel.about)
            receiver.ready.append(lane)
        lane.parcels.append(parcel)
        receiver.waiting += 1

    def choose(self, now: float) -> Choice:
        """Return what may be delivered now; it counts as being under way from here on."""
        choice = Choice()
        for receiver in self._receivers.values():
            self._choose(receiver, choice, now)
        return choice

    def _choose(self, receiver: _Receiver, choice: Choice, now: float) -> None:
        _bring_back(receiver, now)
        if receiver.held_until > now:
            choice.look_again_at = min(choice.look_again_at, receiver.held_until)
            return
        if receiver.is_failing and not receiver.ready and not receiver.under_way and receiver.put_off:
            # Somebody must try whether it is there again, though each of them has waited for less than it should.
            _release(receiver, receiver.put_off[0][2])
            _bring_back(receiver, now)
        if receiver.put_off:
            choice.look_again_at = min(choice.look_again_at, receiver.put_off[0][0])
        most = 1 if receiver.is_failing else MOST_AT_ONCE
        while receiver.ready and receiver.under_way < most:
            receiver.under_way += 1
            choice.parcels.append(receiver.ready.popleft().parcels[0])

    def settled(self, parcel: Parcel) -> None:
        """Take note that a delivery is owed no more: it was given up, or erased with its lead."""
        receiver = self._landed(parcel)
        lane = receiver.lanes[parcel.about]
        lane.parcels.popleft()
        receiver.waiting -= 1
        if lane.parcels:
            receiver.ready.append(lane)
            return
        del receiver.lanes[parcel.about]
        receiver.failing.pop(parcel.about, None)
        if not receiver.lanes and not receiver.under_way and not receiver.is_failing:
            del self._receivers[parcel.receiver]

    def arrived(self, parcel: Parcel) -> None:
        """Take note that a delivery has arrived: whatever failed before it may be tried at once."""
        receiver = self._receivers[parcel.receiver]
        receiver.holds, receiver.held_until = 0, -inf
        for lane in receiver.failing.values():
            _release(receiver, lane)
        receiver.failing.clear()
        self.settled(parcel)

    def failed(self, parcel: Parcel, now: float, *, retry_after: float | None = None) -> float:
        """Put a delivery off, with all that its receiver is to be told of this lead; return for how many seconds.

        ``retry_after`` is what the receiver asks for: then nothing goes there before.
        """
        receiver = self._landed(parcel)
        lane = receiver.lanes[parcel.about]
        receiver.failing[parcel.about] = lane
        parcel.tries += 1
        pause = max(pause_before(parcel.tries), retry_after or 0.0)
        lane.put_off_until = now + pause
        heappush(receiver.put_off, (now + pause, next(self._numbers), lane))
        if len(receiver.failing) >= FAILING_FROM:
            receiver.holds += 1
            receiver.held_until = max(receiver.held_until, now + pause_before(receiver.holds, longest=LONGEST_HOLD))
        if retry_after:
            receiver.held_until = max(receiver.held_until, now + retry_after)
        return pause

    def _landed(self, parcel: Parcel) -> _Receiver:
        receiver = self._receivers[parcel.receiver]
        receiver.under_way -= 1
        return receiver


def _bring_back(receiver: _Receiver, now: float) -> None:
    """Let those take part in the choice again who have waited long enough; forget those who were let go before."""
    while receiver.put_off:
        at, _, lane = receiver.put_off[0]
        if lane.put_off_until == at and at > now:
            return
        heappop(receiver.put_off)
        if lane.put_off_until == at:
            _release(receiver, lane)


def _release(receiver: _Receiver, lane: _Lane) -> None:
    if lane.put_off_until is not None:
        lane.put_off_until = None
        receiver.ready.append(lane)
