"""The open database, whichever engine holds it: what the application asks of it, and the queue before its writer.

Whatever is waiting to be written at the same moment runs in one transaction and is made durable once. A piece of work
that fails spoils only itself (docs/decisions/0004). Works must therefore have no effect outside their transaction, and
none may wait for anything: they run one after the other.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from storage.editions import Edition
from storage.place import Place
from storage.roles import Leader
from storage.statements import Transaction

if TYPE_CHECKING:
    from storage.sqlite.database import Database

T = TypeVar("T")
Work = Callable[[Transaction], T]
Reload = Callable[[], Awaitable[Edition]]
"""Puts in force what others have put in force, and says what that is."""
Upkeep = Callable[[], None]
"""What is done on the writer's thread outside of transactions, while no work is."""

MAX_GROUP = 256
_FAILED_LATELY_SECONDS = 40.0
"""Longer than the longest pause before what failed is tried again: until then only that shows whether it goes now, for
there may be room for a probe and none for a message."""


@dataclass(slots=True)
class Pending(Generic[T]):
    """A piece of work that waits, and what came of it."""

    work: Work[T]
    done: "asyncio.Future[T]"
    result: T | None = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Tell whoever waits."""
        if self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.result)  # type: ignore[arg-type]  # None only where T allows it


@dataclass(frozen=True, slots=True)
class Committed:
    """What came of a group: the topics that were touched, and why the database takes nothing, if so.

    ``has_failed`` says that it took nothing of this group; one that wrote nothing tells nothing.
    """

    touched: Set[str] = frozenset()
    failed_because: str = ""
    has_failed: bool = False


@dataclass(slots=True)
class Counters:
    """What the writer did since it was opened: pieces of work, and groups (each one commit, one hop, one sync)."""

    works: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """That the database takes nothing: for how many seconds, and why in its own words, which hold nothing personal."""

    seconds: float
    reason: str


class Store(ABC):
    """The open database. ``write`` runs a function on the writer's thread, ``read`` one beside it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.counters = Counters()
        self._waiting: deque[Pending[Any]] = deque()
        self._upkeep: deque[Upkeep] = deque()
        self._draining: asyncio.Task[None] | None = None
        self._began_at: float | None = None
        self._failing_since: float | None = None
        self._failed_because = ""
        self._failed_at = -inf
        self._probe_failed_because = ""
        self._probe_failing_since: float | None = None
        self._wrote_at = monotonic()
        self._listeners: list[tuple[str, Callable[[], None]]] = []
        self._deposed = asyncio.Event()

    @abstractmethod
    async def follow(self, reload: Reload) -> None:
        """Write from now on only by what is in force: works run after ``reload`` wherever others have changed that."""

    @abstractmethod
    async def hold(self, chat_id: int) -> bool:
        """Keep a chat to this process until it is let go of; False where another one has it.

        Whoever is gone holds nothing. It spares double work, and no more: what is right, transactions see to.
        """

    @abstractmethod
    async def let_go(self, chat_id: int) -> None:
        """Let others have a chat."""

    @abstractmethod
    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run ``work`` beside the writer, on what is committed, and return its result; it cannot write.

        Raises DatabaseFailedError where it takes longer than ``within`` seconds.
        """

    @abstractmethod
    async def close(self) -> None:
        """Finish what is queued and let go of the database."""

    @abstractmethod
    async def _commit(self, group: Sequence[Pending[Any]]) -> Committed:
        """Run a group on the writer's thread in one transaction, and note with each work what came of it."""

    @abstractmethod
    async def _keep_up(self, upkeep: Upkeep) -> None:
        """Run an upkeep on the writer's thread."""

    @abstractmethod
    async def _probe(self) -> str:
        """Return why the database would take nothing now, empty if all is well."""

    @property
    def file(self) -> "Database | None":
        """The same as a file whose log, unused parts and door are ours to keep; None where a server does all that."""
        return None

    async def leader(self) -> Leader | None:
        """Return who leads, None where nobody does; raise DatabaseFailedError. Of a file none need ask."""
        return None

    async def probe(self) -> str:
        """Try whether the database takes what is written; return why not, empty if all is well.

        ``trouble`` tells of it from then on, also where nobody else writes.
        """
        began = monotonic()
        reason = await self._probe()
        if not reason:
            self._probe_failing_since = None
            if began - self._failed_at >= _FAILED_LATELY_SECONDS:
                self._failing_since, self._failed_because = None, ""
        elif self._probe_failing_since is None:
            self._probe_failing_since = began
        self._probe_failed_because = reason
        return reason

    async def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction and return its result once that is durable."""
        return await self.submit(work)

    def submit(self, work: Work[T]) -> "asyncio.Future[T]":
        """Queue ``work`` and return its future: works queued together are committed together, in order."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Pending(work, done))
        self._start()
        return done

    async def deposed(self) -> None:
        """Return when another bot has taken the place of this one: never where a database has one writer at a time."""
        await self._deposed.wait()

    @property
    def is_deposed(self) -> bool:
        """Whether another bot has taken the place of this one."""
        return self._deposed.is_set()

    def when_touched(self, topic: str, listener: Callable[[], None]) -> None:
        """Call ``listener`` in the event loop after each commit that touched a topic."""
        self._listeners.append((topic, listener))

    @property
    def is_wanted(self) -> bool:
        """Whether somebody's work waits for the writer: who has time should let it go first."""
        return bool(self._waiting)

    @property
    def queue_length(self) -> int:
        """How many works wait for the writer: whoever brings more of what can wait should be asked to come again."""
        return len(self._waiting)

    @property
    def idle_seconds(self) -> float:
        """For how long nobody has written anything."""
        return 0.0 if self.is_wanted or self._began_at is not None else monotonic() - self._wrote_at

    @property
    def trouble(self) -> Trouble | None:
        """For how long nothing could be written for good: the disk is full, the file is gone, one work does not end."""
        if self._failing_since is not None:
            return Trouble(monotonic() - self._failing_since, self._failed_because)
        if self._probe_failing_since is not None:
            return Trouble(monotonic() - self._probe_failing_since, self._probe_failed_because)
        if self._began_at is not None:
            return Trouble(monotonic() - self._began_at, "the writer is busy")
        return None

    def _start(self) -> None:
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain(), name="writer")

    async def _finish(self) -> None:
        """Wait until nothing is queued any more."""
        while self._draining is not None and not self._draining.done():
            await asyncio.wait([self._draining])

    async def _drain(self) -> None:
        while self._waiting or self._upkeep:
            if self._upkeep:
                await self._keep_up(self._upkeep.popleft())
            group = [self._waiting.popleft() for _ in range(min(MAX_GROUP, len(self._waiting)))]
            if group:
                await self._run(group)

    async def _run(self, group: Sequence[Pending[Any]]) -> None:
        self._began_at = monotonic()
        try:
            committed = await self._commit(group)
        except Exception as error:  # noqa: BLE001  # each waiting caller gets it
            fail(group, error)
            committed = Committed(failed_because=self._failed_because)
        self._failed_because = committed.failed_because
        if not committed.failed_because:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = self._began_at
        if committed.has_failed:
            self._failed_at = monotonic()
        self._began_at, self._wrote_at = None, monotonic()
        self.counters.works += len(group)
        self.counters.groups += 1
        for pending in group:
            pending.settle()
        self._tell(committed.touched)

    def _tell(self, touched: Set[str]) -> None:
        """Call those who listen to one of these topics."""
        for topic, listener in self._listeners:
            if topic in touched:
                listener()


def fail(group: Iterable[Pending[Any]], error: Exception) -> None:
    """Note an error with each work of a group that has none of its own."""
    for pending in group:
        pending.error = pending.error or error
