"""Processes that Ctrl-C does not reach: a terminal sends it to all of them, but it is for the command, which ends them.

Three traps. A signal handler is not enough: between the fork and the handler, Python is still importing, and Ctrl-C
there prints a traceback; so the signal is blocked before the fork, and a child inherits that. multiprocessing starts
its resource tracker with the first worker, and ends by *unblocking* the signal in this process, in the middle of our
block; so it is started before. And what is blocked is not lost: the command gets it at the end of the block.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def uninterrupted_processes() -> Iterator[None]:
    """Context manager: processes that begin inside never get Ctrl-C; the command gets it when the block ends."""
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
