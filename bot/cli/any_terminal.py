"""What is printed reaches any terminal: what its encoding does not have is an escape, never a traceback."""

import codecs
import io
import sys

_ERRORS = "leadbot-escape"


def print_to_any_terminal() -> None:
    """Let standard output and error take every text."""
    codecs.register_error(_ERRORS, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


def _escaped(error: UnicodeError) -> tuple[str | bytes, int]:
    r"""Return ``\uXXXX`` for what cannot be written, as JSON has it too: nothing is lost, whoever reads it.

    >>> _escaped(UnicodeEncodeError("ascii", "é 👍", 2, 3, ""))
    ('\\ud83d\\udc4d', 3)
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end
