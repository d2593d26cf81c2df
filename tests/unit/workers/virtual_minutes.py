"""Minutes of sending in no time: what waits, the pace, and a messenger that counts as Telegram says it does."""

import random
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from bot.channels.telegram.time_limits import SHORTEST_LIMIT
from bot.usecases.delivery.worth import Worth
from bot.workers.failures import MOST_DOUBLED, pause_after
from bot.workers.lanes import Row
from bot.workers.rate_limits import Pace
from bot.workers.send_queue import Waiting

GROUP, MOVED = -1001000, -1002000
# The courier writes before it sends, and is not always woken at once.
SLOW_HANDS = 0.005


@dataclass
class StrictMessenger:
    """Refuses what comes too soon: more than 20 in any 60 s to a group, 30 a second in all, 5 in 5 s to a person."""

    arrived: list[tuple[float, Row]] = field(default_factory=list)
    refused: list[tuple[float, Row]] = field(default_factory=list)
    _counts: dict[object, deque[float]] = field(default_factory=dict)

    def take(self, row: Row, now: float) -> bool:
        if row.worth is not Worth.TAP:
            group = row.chat_id < 0
            limits = (("all", 30, 1.0), (row.chat_id, 20 if group else 5, 60.0 if group else 5.0))
            windows = [(self._window(key, now - seconds), calls) for key, calls, seconds in limits]
            if any(len(window) >= calls for window, calls in windows):
                self.refused.append((now, row))
                return False
            for window, _ in windows:
                window.append(now)
        self.arrived.append((now, row))
        return True

    def _window(self, key: object, since: float) -> deque[float]:
        window = self._counts.setdefault(key, deque())
        while window and window[0] <= since:
            window.popleft()
        return window


@dataclass
class VirtualMinutes:
    """A story of what is owed when, told with ``at``, and run to its end with ``run``."""

    messenger: StrictMessenger = field(default_factory=StrictMessenger)
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    latency: Callable[[random.Random], float] = lambda dice: dice.uniform(0.05, 0.07)
    now: float = 1000.0
    delays: dict[int, float] = field(default_factory=dict)
    left_out: list[Row] = field(default_factory=list)
    fault: Callable[[random.Random], str | None] = lambda _dice: None
    wait: Callable[[random.Random], float] = lambda dice: dice.uniform(1, 3)
    tries: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    told_to_wait: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.began = self.now
        self.waiting = Waiting(Pace(), is_wide=lambda chat_id: chat_id < 0)

    def at(self, seconds: float, event: Callable[[], None]) -> None:
        """Let something happen so many seconds after the beginning."""
        heappush(self._events, (self.began + seconds, next(self._numbers), event))

    def owe(
        self, chat_id: int, worth: Worth, *, at: float = 0.0, about: str | None = None, is_edit: bool = False
    ) -> Row:
        """Owe a message so many seconds after the beginning."""
        row = Row(0, chat_id, worth, is_edit=is_edit, about=about)

        def owed() -> None:
            row.id, row.since = next(self._ids), self.now
            self.waiting.add([row], self.now)

        self.at(at, owed)
        return row

    def run(self, seconds: float = 1e9) -> None:
        """Let time pass until nothing more happens, or for so long."""
        end = self.began + seconds
        while True:
            choice = self.waiting.choose(self.now)
            self.left_out += choice.left_out
            for row in choice.rows:
                self._send(row)
            if not choice.rows and not choice.left_out:
                assert choice.look_again_at > self.now, "it would look again at once, for nothing, again and again"
            soonest = min(choice.look_again_at, self._events[0][0] if self._events else float("inf"))
            if soonest > end or soonest == float("inf"):
                return
            self.now = max(self.now, soonest)
            while self._events and self._events[0][0] <= self.now:
                heappop(self._events)[2]()

    def _send(self, row: Row) -> None:
        way, fault = self.latency(self.dice), self.fault(self.dice)
        self.tries[row.id] += 1
        if fault is not None:
            self._after(SLOW_HANDS + (SHORTEST_LIMIT if fault == "hangs" else way), lambda: self._fail(row, fault))
        else:
            self._after(SLOW_HANDS + way / 2, lambda: self._land(row, way / 2))

    def _fail(self, row: Row, fault: str) -> None:
        """Do what the courier does where something goes wrong on the way."""
        if fault == "too many":
            seconds = self.wait(self.dice)
            self.told_to_wait[row.id] += seconds
            self._be_refused(row, seconds)
        else:
            self.waiting.unanswered(row, self.now)
            took = self.now - row.sent.began if row.sent else 0.0
            attempt = min(self.tries[row.id], MOST_DOUBLED) if row.worth <= Worth.ALERT else self.tries[row.id]
            pause = pause_after(attempt, took=took, spread=self.dice.random())
            self.waiting.again(row, self.now, pause=pause)

    def _land(self, row: Row, way_back: float) -> None:
        if self.messenger.take(row, self.now):
            self.delays[row.id] = self.now - row.since
            self._after(way_back, lambda: self.waiting.arrived(row, self.now))
        else:
            self._after(way_back, lambda: self._be_refused(row, 1.0))

    def _be_refused(self, row: Row, seconds: float) -> None:
        self.waiting.answered(self.now)
        self.waiting.too_many(row, self.now, retry_after=seconds)
        self.waiting.again(row, self.now, pause=seconds)

    def _after(self, seconds: float, event: Callable[[], None]) -> None:
        heappush(self._events, (self.now + seconds, next(self._numbers), event))

    def delays_of(self, rows: Sequence[Row]) -> list[float]:
        """Return how long these took to arrive, shortest first; all must have."""
        return sorted(self.delays[row.id] for row in rows)


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
