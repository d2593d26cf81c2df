"""Runs a function over all leads, or over those that are named, on every core; memory stays that of a few hundred.

On PostgreSQL all pieces are read in one snapshot, which the processes share: nobody is counted twice, or left out, who
is merged or made meanwhile. In a file each has its own: one for all would keep its log from shrinking for as long as it
takes.

Traps. *Fork* takes no time but copies only the calling thread: a lock that another thread holds stays locked for ever
in the child, so it is used only while there is one thread; else *spawn*. A killed parent tells its workers nothing, and
their snapshots would pin the database's log: each has a thread that waits for the parent's end. A worker that is killed
(the system is short of memory) shows as ``BrokenProcessPool`` at the next result, not as an error of its piece.
"""

import asyncio
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from bot.errors import LeadbotError
from bot.processes.uninterrupted import uninterrupted_processes
from storage.place import Place
from storage.snapshots import exported_snapshot, snapshot
from storage.statements import Snapshot

Result = TypeVar("Result")
Work = Callable[..., Result]
"""Called with a transaction and what a piece names: a range's first and last number, or a list of numbers."""

RANGE = 1000
WORTH_PROCESSES = 4 * RANGE
"""Starting processes takes about a second: below this many leads one does it sooner alone."""


def over_leads(
    place: Place, work: Work[Result], *, last: int, at_once: int = RANGE, alone_below: int = WORTH_PROCESSES
) -> AsyncGenerator[Result, None]:
    """Yield the result of ``work`` for each range of ``at_once`` lead numbers up to ``last``, in order.

    ``work`` gets a snapshot of the database; it is sent to other processes, so that it must be picklable.
    """
    ranges = [(first, min(first + at_once - 1, last)) for first in range(1, last + 1, at_once)]
    return _over(place, work, ranges, alone=last < alone_below)


def over_these(
    place: Place,
    work: Work[Result],
    numbers: Sequence[int],
    *,
    at_once: int = RANGE,
    alone_below: int = WORTH_PROCESSES,
) -> AsyncGenerator[Result, None]:
    """Yield the result of ``work`` for each ``at_once`` of these leads, in order, as ``over_leads`` does."""
    pieces = ((numbers[first : first + at_once],) for first in range(0, len(numbers), at_once))
    return _over(place, work, pieces, alone=len(numbers) < alone_below)


async def _over(
    place: Place, work: Work[Result], pieces: Iterable[tuple[Any, ...]], *, alone: bool
) -> AsyncGenerator[Result, None]:
    read = _alone if alone else _in_processes
    with exported_snapshot(place) as exported:
        async with aclosing(read(place, work, pieces, exported=exported)) as results:
            async for result in results:
                yield result


async def _alone(
    place: Place, work: Work[Result], pieces: Iterable[tuple[Any, ...]], *, exported: str
) -> AsyncGenerator[Result, None]:
    with snapshot(place, exported=exported) as tx:
        for piece in pieces:
            result = work(tx, *piece)
            tx.renew()
            yield result


async def _in_processes(
    place: Place, work: Work[Result], pieces: Iterable[tuple[Any, ...]], *, exported: str
) -> AsyncGenerator[Result, None]:
    cores = _cores()
    loop = asyncio.get_running_loop()
    begun_by = (place, exported)
    pool = ProcessPoolExecutor(cores, mp_context=get_context(_method()), initializer=_begin, initargs=begun_by)
    waiting: deque[asyncio.Future[Result]] = deque()
    # What is read refers to nothing that refers back, so counting references frees all of it; looking for cycles among
    # a thousand leads' histories costs a fifth of the time. It is looked for again when this is done.
    gc.disable()
    try:
        for piece in pieces:
            with uninterrupted_processes():
                waiting.append(loop.run_in_executor(pool, _run, work, piece))
            if len(waiting) > 2 * cores:
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()
    except BrokenProcessPool as error:
        raise LeadbotError(
            "a process that read leads was ended from outside (short of memory?): run this again; "
            "what was done stays done"
        ) from error
    finally:
        gc.enable()
        pool.shutdown(wait=True, cancel_futures=True)


def _method() -> str:
    """Return the method of starting processes: a copy of this one, which takes no time, where that is safe."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _cores() -> int:
    """Return the number of cores that we may use."""
    # Not every system lets a process be held to some of its cores.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Snapshot:
    """What a worker process reads with, open as long as the process lives."""

    tx: Snapshot | None = None


_snapshot = _Snapshot()
_open = ExitStack()


def _begin(place: Place, exported: str) -> None:
    # Ctrl-C is for the parent, who then ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # as in the parent, and for good: this process does nothing else
    _snapshot.tx = _open.enter_context(snapshot(place, exported=exported))
    _snapshot.tx.renew()  # a process that starts when nothing is left to do would keep what it has looked at to the end


def _end_with_parent() -> None:
    """End when the parent was killed: nobody else would end us, and our snapshot would keep the log from shrinking."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(work: Work[Result], piece: tuple[Any, ...]) -> Result:
    assert _snapshot.tx is not None
    try:
        return work(_snapshot.tx, *piece)
    finally:
        _snapshot.tx.renew()
