"""Ends a PostgreSQL server and deletes its folder when the last of the processes that use it has ended or was killed.

Each of them starts this program, which lives as long as whoever started it: until its standard input ends. All hold a
lock on the folder together; who can have it alone is the last.
"""

import fcntl
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

END_WITHIN = 10.0


def _end(folder: Path) -> None:
    """Let a server stop at once, as a power cut does, and wait until it has."""
    running = folder / "postmaster.pid"
    deadline = time.monotonic() + END_WITHIN
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int(running.read_text().partition("\n")[0]), signal.SIGQUIT)
        while running.exists() and time.monotonic() < deadline:
            time.sleep(0.01)


def main(folder: Path) -> None:
    """Wait for the end of whoever started us."""
    users = os.open(folder, os.O_RDONLY)
    fcntl.flock(users, fcntl.LOCK_SH)
    print("watching", flush=True)
    sys.stdin.read()
    with suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _end(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
