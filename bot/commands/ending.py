"""How commands end: what an operator can mend as a sentence on stderr with its exit code, never as a traceback.

Importing this costs nothing: what only some commands raise is imported when they run.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import typer

from bot.settings import Settings, SettingsError, load_settings

T = TypeVar("T")
CONTENT, USAGE, INTERRUPTED = 1, 2, 130


def fail(sentence: str, *, code: int) -> typer.Exit:
    """Say what is wrong and what to do, and return the exit to raise."""
    for line in sentence.splitlines():
        print(f"leadbot: {line}", file=sys.stderr)
    return typer.Exit(code)


def settings(*, to_serve: bool = False) -> Settings:
    """Return the settings, or end with every problem named."""
    try:
        return load_settings(to_serve=to_serve)
    except SettingsError as error:
        raise fail(str(error), code=USAGE) from None


def on_files(work: Callable[[], int]) -> None:
    """Run something that needs files only, and end with its exit code, or with what is wrong with the files."""
    from bot.commands.histories import RefusedError

    try:
        code = work()
    except RefusedError as error:
        raise fail(str(error), code=error.code) from None
    raise typer.Exit(code)


def understood(work: Callable[[], T]) -> T:
    """Return what something gives; what an operator can mend ends in a sentence and the right exit code."""
    from bot.errors import LeadbotError
    from bot.playbooks import PlaybookError
    from storage.errors import StorageError

    try:
        return work()
    except PlaybookError as error:
        raise fail("\n".join(str(problem) for problem in error.problems), code=CONTENT) from None
    except (LeadbotError, StorageError) as error:
        raise fail(str(error), code=USAGE) from None
    except KeyboardInterrupt:
        sentence = "interrupted: what was written so far stays; run the same command again to go on"
        raise fail(sentence, code=INTERRUPTED) from None


def guarded(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run something asynchronous, and end as ``understood`` does."""
    understood(lambda: asyncio.run(work()))
