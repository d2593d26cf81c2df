"""How commands end: what an operator can mend as a sentence on stderr with its exit code, never as a traceback.

Importing this costs nothing: what only some commands raise is imported when they run.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any, TextIO, TypeVar, cast

import typer

from bot.commands.interrupts import INTERRUPTED, begin_work
from bot.settings import Settings, SettingsError, load_settings

T = TypeVar("T")
CONTENT, USAGE = 1, 2
UNREACHABLE = 75
"""A neighbour cannot be reached now (sysexits' EX_TEMPFAIL): a supervisor does well to try again."""
UNREAD = 141
"""What a shell says of a program whose reader has gone away (128 + SIGPIPE)."""


def fail(sentence: str, *, code: int) -> typer.Exit:
    """Print a sentence about what is wrong and what to do, and return the exit to raise."""
    for line in sentence.splitlines():
        print(f"leadbot: {line}", file=sys.stderr)
    return typer.Exit(code)


def settings(*, to_serve: bool = False) -> Settings:
    """Return the settings, or end with every problem named."""
    try:
        return load_settings(to_serve=to_serve)
    except SettingsError as error:
        raise fail(str(error), code=USAGE) from None


class OutputLostError(Exception):
    """Nobody takes what is printed: a full disk, or a reader who has gone away."""


@dataclass(frozen=True, slots=True)
class _Outlet:
    """Standard output, whose failures can be told from those of files and connections."""

    stream: Any

    def write(self, text: str) -> int:
        with self._told_apart():
            return int(self.stream.write(text))

    def flush(self) -> None:
        with self._told_apart():
            self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputLostError from error


@contextmanager
def printing() -> Iterator[None]:
    """See that what is printed inside arrives; where nobody takes it, end in a sentence, or silently after `| head`."""
    if sys.stdout is None:
        yield
        return
    outlet = cast(TextIO, _Outlet(sys.stdout))
    try:
        with redirect_stdout(outlet):
            try:
                yield
            finally:
                outlet.flush()
    except OutputLostError as lost:
        # What is left in the buffer would otherwise fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(lost.__cause__, BrokenPipeError):
            raise typer.Exit(UNREAD) from None
        sentence = f"the output could not be written ({_reason(lost)}): make room for it, and run the command again"
        raise fail(sentence, code=USAGE) from None


def _reason(lost: OutputLostError) -> str:
    cause = lost.__cause__
    return (cause.strerror if isinstance(cause, OSError) else None) or str(cause)


def on_files(work: Callable[[], int]) -> None:
    """Run something that needs files only, and end with its exit code, or with what is wrong with the files."""
    from bot.commands.histories import RefusedError

    begin_work()
    try:
        with printing():
            code = work()
    except RefusedError as error:
        raise fail(str(error), code=error.code) from None
    raise typer.Exit(code)


def understood(work: Callable[[], T]) -> T:
    """Return the result of some work; an error that an operator can mend ends in a sentence and the right exit code."""
    from bot.errors import LeadbotError
    from bot.playbooks import PlaybookError
    from storage.errors import StorageError

    begin_work()
    try:
        with printing():
            return work()
    except PlaybookError as error:
        raise fail("\n".join(str(problem) for problem in error.problems), code=CONTENT) from None
    except (LeadbotError, StorageError) as error:
        raise fail(str(error), code=UNREACHABLE if error.is_temporary else USAGE) from None
    except KeyboardInterrupt:
        sentence = "interrupted: what was written so far stays; run the same command again to go on"
        raise fail(sentence, code=INTERRUPTED) from None


def guarded(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run something asynchronous, and end as ``understood`` does."""
    understood(lambda: asyncio.run(work()))
