"""Logs: one sentence, an action, ids. Never a name, a phone number, an address, a message text or a token."""

import logging
import sys
from collections.abc import MutableMapping
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

    Only what an error calls ``loggable`` is added: a database's or a system's own words, which quote nobody.

    >>> describe(ValueError("ada@acme.com"))
    'ValueError'
    """
    kind, loggable = type(error).__name__, getattr(error, "loggable", "")
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" in {last.tb_frame.f_code.co_qualname} (line {last.tb_lineno})" if last else ""
    return f"{kind}{place}{': ' if loggable else ''}{loggable}"


def logger() -> Any:
    """Return the logger."""
    return structlog.get_logger()
