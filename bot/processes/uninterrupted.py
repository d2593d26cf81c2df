"""Processes that do not hear Ctrl-C: it is for the command, which then ends them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def uninterrupted_processes() -> Iterator[None]:
    """Let every process begun in here be deaf from its first moment: while it starts it could only end in a traceback.

    A Ctrl-C that comes meanwhile is heard by the command at the end.
    """
    # The tracker, which the first process brings along, would let the signal through again.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
