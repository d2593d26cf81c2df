"""Logs: one sentence, an action, ids. Never a name, a phone number, an address, a message text or a token."""

import logging
import os
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog


def configure(*, json: bool = False) -> None:
    """Send every log line to stderr; as JSON lines where ``json``."""
    renderer = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _shorten_errors,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Looked up for each line: whoever runs us may have put another stderr in place.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    # Libraries that quote addresses (with the token in them) or message texts stay quiet; and so does what any stranger
    # at our port can have said a thousand times a second.
    for name in ("aiogram", "aiohttp", "asyncio", "uvicorn.access", "uvicorn.error", "alembic", "watchfiles"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _shorten_errors(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Show an error by its kind and place: its text may quote what a person wrote."""
    error = event.pop("error", None)
    if isinstance(error, BaseException):
        event["error"] = describe(error)
    elif error is not None:
        event["error"] = error
    return event


def describe(error: BaseException) -> str:
    """Return an error's kind and where it was raised, without its text.

    Only what an error calls ``loggable`` is added, and the system's and SQLite's own words, which quote nobody.

    >>> describe(ValueError("ada@acme.com"))
    'ValueError'
    >>> describe(OSError(28, "No space left on device", "/tmp/ada"))
    'OSError: No space left on device'
    """
    kind, loggable = type(error).__name__, getattr(error, "loggable", "") or _words_of_system(error)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" in {last.tb_frame.f_code.co_qualname} (line {last.tb_lineno})" if last else ""
    return f"{kind}{place}{': ' if loggable else ''}{loggable}"


def _words_of_system(error: BaseException) -> str:
    """Return why the system refused something, without the file's name; empty where it was not the system."""
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""


class OngoingTrouble:
    """One line where trouble begins, one where it changes or has gone on for ten minutes, one where it is over.

    Whoever tries again every second would fill the log with what it says already. ``elapsed`` gives seconds that pass.
    """

    SAID_AGAIN_AFTER = 600.0

    def __init__(self, action: str, *, elapsed: Callable[[], float]) -> None:
        self._action = action
        self._elapsed = elapsed
        self._said = ""
        self._said_at = self._since = 0.0
        self._times = 0

    def tell(self, sentence: str, *, level: str = "warning", error: BaseException | None = None, **more: Any) -> None:
        """Log trouble, unless the same was logged lately; ``more`` does not make it another."""
        now, cause = self._elapsed(), describe(error) if error is not None else more.get("reason", "")
        if not self._said:
            self._since, self._times = now, 0
        self._times += 1
        this = f"{sentence} {cause}"
        if this == self._said and now - self._said_at < self.SAID_AGAIN_AFTER:
            return
        self._said, self._said_at = this, now
        if error is not None:
            more["error"] = cause
        if self._times > 1:
            more |= {"times": self._times, "seconds": round(now - self._since)}
        getattr(logger(), level)(sentence, action=self._action, **more)

    def over(self, sentence: str) -> None:
        """Log that it is over, if there was any."""
        if self._said:
            seconds = round(self._elapsed() - self._since)
            logger().info(sentence, action=self._action, times=self._times, seconds=seconds)
        self._said = ""


def logger() -> Any:
    """Return the logger."""
    return structlog.get_logger()
