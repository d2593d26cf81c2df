"""What holds while a command loads and no longer once it works: Ctrl-C just ends it, and no garbage is looked for.

Nothing is begun yet. Else Ctrl-C would end in a traceback, once in ten: what is loading just then wraps
``KeyboardInterrupt`` in its own errors. And what is loaded stays: to look through it again and again for garbage took a
sixth of the time. Only the standard library, since this comes before all that takes time to load.
"""

import gc
import os
import signal
from types import FrameType

INTERRUPTED = 130


def end_at_once(_signal: int, _frame: FrameType | None) -> None:
    """End the process as a shell expects it of an interrupted one."""
    os._exit(INTERRUPTED)


def load_quietly() -> None:
    """Let Ctrl-C end the process at once, until ``begin_work``; where it is ignored it stays so."""
    gc.disable()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)


def begin_work() -> None:
    """Let Ctrl-C interrupt the work, which ends it in an orderly way."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    if signal.getsignal(signal.SIGINT) is end_at_once:
        signal.signal(signal.SIGINT, signal.default_int_handler)
