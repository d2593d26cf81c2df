"""Takes reports in: who may, how much, and only what is on disk is answered for.

Everything that can be refused cheaply is refused before anything is read; one body is taken apart beside the event
loop and recorded in few transactions, between which whoever chats comes first.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request

from bot import clock, logs, metrics
from bot.foreign_events import Report, Reporter
from bot.in_force import InForce
from bot.usecases.signals.record_reports import record_reports
from bot.usecases.signals.reporting_keys import reporter_of
from bot.usecases.signals.sift_reports import Recorded
from bot.web.signals.answers import (
    BUSY,
    NOT_JSON,
    NOT_STORED,
    TOO_LARGE,
    TOO_OFTEN,
    TOO_SLOW,
    WRONG_KEY,
    WRONG_ORIGIN,
    Answer,
    Dialect,
)
from bot.web.signals.bodies import (
    BrokenBodyError,
    NoRoomError,
    Room,
    TooLargeError,
    announced,
    read,
    size_apart,
    unpacked,
)
from bot.web.signals.limits import (
    BROWSER_REPORTS_A_SECOND,
    BROWSER_REPORTS_AT_ONCE,
    REPORTS_TOGETHER,
    BusyError,
    RateLimit,
    Turnstile,
)
from bot.web.signals.origins import is_allowed, origin_of
from bot.web.signals.parsed import NotJsonError, Parsed
from storage.errors import StorageError
from storage.store import Store

T = TypeVar("T")
Parse = Callable[[bytes, datetime], Parsed]
"""Takes a body apart that came in at an instant; raises NotJsonError."""
KeyIn = Callable[[bytes], str]
"""Finds the key that a body shows without taking it apart; raises NotJsonError."""
SMALL_BYTES = 16_000
"""A body of this size is taken apart in less time than it takes to hand it to another thread and back."""
MOST_QUEUED = 200
"""Works that wait for the writer: so many are a second and more of chats."""
STUCK_AFTER_SECONDS = 5.0
BUSY_SECONDS = 2


class RefusedError(Exception):
    """Nothing of a body is taken: ``reason`` in a word that clients and metrics know, and told in words."""

    def __init__(self, reason: str, message: str, *, wait_seconds: int = 0) -> None:
        super().__init__(message)
        self.reason = reason
        self.wait_seconds = wait_seconds


def _of_browsers() -> RateLimit:
    return RateLimit(BROWSER_REPORTS_A_SECOND, BROWSER_REPORTS_AT_ONCE)


@dataclass(slots=True)
class SignalIntake:
    """What all requests of all dialects share."""

    database: Store
    in_force: InForce
    origins: frozenset[str] = frozenset()
    now: Callable[[], datetime] = clock.utc_now
    rate: RateLimit = field(default_factory=RateLimit)
    browser_reports: RateLimit = field(default_factory=_of_browsers)
    room: Room = field(default_factory=Room)
    turnstile: Turnstile = field(default_factory=Turnstile)

    async def take(self, request: Request, parse: Parse, dialect: Dialect, *, key: str | KeyIn, most: int) -> Answer:
        """Return the answer to a request, once everything of it that can be taken is on disk.

        ``key`` is the one that its header shows, or finds the one in its body.
        """
        try:
            answer = await self._taken(request, parse, dialect, key, most=most)
        except RefusedError as error:
            answer = dialect.refused(error.reason, str(error), wait_seconds=error.wait_seconds)
        if answer.reason:
            metrics.REQUESTS_REFUSED.labels(dialect.name, answer.reason).inc()
        return answer

    async def reporter(self, key: str, request: Request) -> Reporter:
        """Return who reports by a key from where a request comes; raise RefusedError."""
        if not is_allowed(request, self.origins):
            raise RefusedError(WRONG_ORIGIN, "this website is not among LEADBOT_ALLOWED_ORIGINS")
        try:
            found = await self.database.read(lambda tx: reporter_of(tx, key))
        except StorageError as error:
            raise RefusedError(NOT_STORED, "the database cannot be read", wait_seconds=BUSY_SECONDS) from error
        if found is None:
            raise RefusedError(WRONG_KEY, "the key is missing, wrong or revoked")
        if found.trusted and origin_of(request) is not None:
            # Everybody who opens the page could read it, and say that they are anybody.
            raise RefusedError(WRONG_KEY, "a server's key in a web page: make one for browsers, and revoke this one")
        wait = self.rate.seconds_to_wait(found.source, now=clock.elapsed())
        if wait:
            raise RefusedError(TOO_OFTEN, "too many requests with this key", wait_seconds=wait)
        return found

    async def _taken(self, request: Request, parse: Parse, dialect: Dialect, key: str | KeyIn, *, most: int) -> Answer:
        at = self.now()
        async with self.received(request, key=key, most=most) as (reporter, body):
            parsed = await _beside(partial(_read_by, parse, body, at), size=len(body))
            self._hold_back(reporter, len(parsed.reports))
            await self.record(parsed.reports, reporter)
        count_mistakes(parsed)
        return dialect.accepted(parsed.mistakes)

    @asynccontextmanager
    async def received(self, request: Request, *, key: str | KeyIn, most: int) -> AsyncIterator[tuple[Reporter, bytes]]:
        """Give who sends a request and its body, unpacked, while there is room for it in memory; raise RefusedError.

        What goes wrong with the body within the block is refused, too.
        """
        if not is_allowed(request, self.origins):
            raise RefusedError(WRONG_ORIGIN, "this website is not among LEADBOT_ALLOWED_ORIGINS")
        self.refuse_if_busy()
        known = await self.reporter(key, request) if isinstance(key, str) else None
        try:
            with self.room.taken(announced(request, most=most)):
                packed = await read(request, most=most)
                body = await _beside(partial(unpacked, packed, most=most), size=len(packed))
            # A kilobyte of gzip may be a megabyte of JSON: room is taken for what it turned out to be.
            with self.room.taken(size_apart(body)):
                yield known or await self.reporter(await _shown(key, body), request), body
        except TooLargeError as error:
            raise RefusedError(TOO_LARGE, f"{error}, expected at most {most}") from None
        except (NotJsonError, BrokenBodyError) as error:
            raise RefusedError(NOT_JSON, str(error)) from None
        except (TimeoutError, ClientDisconnect) as error:
            raise RefusedError(TOO_SLOW, "the body did not arrive") from error
        except (NoRoomError, BusyError):
            raise RefusedError(BUSY, "too much is coming in", wait_seconds=BUSY_SECONDS) from None

    def _hold_back(self, reporter: Reporter, reports: int) -> None:
        """Refuse more of a browser's key than the visitors of a website do."""
        if reporter.trusted or not reports:
            return
        wait = self.browser_reports.seconds_to_wait(reporter.source, now=clock.elapsed(), cost=reports)
        if wait:
            raise RefusedError(TOO_OFTEN, "too many reports with this key", wait_seconds=wait)

    def refuse_if_busy(self) -> None:
        """Raise RefusedError where so much waits that chats would."""
        trouble = self.database.trouble
        if self.database.queue_length > MOST_QUEUED or (trouble and trouble.seconds > STUCK_AFTER_SECONDS):
            raise RefusedError(BUSY, "too much waits to be written", wait_seconds=BUSY_SECONDS)

    async def record(self, reports: Sequence[Report], reporter: Reporter) -> None:
        """Record reports, some at a time, and return when they are on disk; raise RefusedError."""
        for begin in range(0, len(reports), REPORTS_TOGETHER):
            some = reports[begin : begin + REPORTS_TOGETHER]
            async with self.turnstile.passed(len(some)):
                try:
                    done = await self.database.write(
                        lambda tx, some=some: record_reports(  # type: ignore[misc]
                            tx, some, reporter, setup=self.in_force.setup, now=self.now()
                        )
                    )
                except Exception as error:
                    logs.logger().error("Reports could not be stored.", action="signals", error=error)
                    raise RefusedError(
                        NOT_STORED, "not stored; please send it again", wait_seconds=BUSY_SECONDS
                    ) from error
            self._count(some, done)

    def _count(self, reports: Sequence[Report], done: Recorded) -> None:
        metrics.REPORTS_ACCEPTED.inc(done.accepted)
        metrics.REPORTS_REPEATED.inc(done.repeated)
        metrics.REPORTS_UNKNOWN.inc(done.unknown)
        metrics.REPORTS_LATE.inc(done.late)
        metrics.REPORTS_LEFT_OUT.inc(done.left_out)
        for reason, count in done.refused.items():
            metrics.REPORTS_REFUSED.labels(reason).inc(count)
        now = self.now()
        metrics.REPORTS_LAG.observe(max(0.0, max((now - report.at).total_seconds() for report in reports)))


def count_mistakes(parsed: Parsed) -> None:
    """Count what of a body could not be taken, by why."""
    for mistake in parsed.mistakes:
        metrics.REPORTS_REFUSED.labels(mistake.reason).inc()


async def _shown(key: str | KeyIn, body: bytes) -> str:
    return key if isinstance(key, str) else await _beside(partial(key, body), size=len(body))


def _read_by(parse: Parse, body: bytes, at: datetime) -> Parsed:
    try:
        return parse(body, at)
    except NotJsonError:
        raise
    except Exception as error:
        # A stranger has found what we had not thought of: theirs is refused, and nobody else's.
        logs.logger().error("A body could not be taken apart.", action="signals", error=error)
        raise NotJsonError("cannot be read") from error


async def _beside(work: Callable[[], T], *, size: int) -> T:
    """Return what some work gives, done beside the event loop where there is much of it."""
    return work() if size <= SMALL_BYTES else await asyncio.to_thread(work)
