"""Whether a picture or a document is one that Telegram takes: there, not too large, and what its name says."""

import os
import stat
from pathlib import Path

from bot.script import MAX_DOCUMENT_BYTES, MAX_PICTURE_BYTES

FOLDER = "media"
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_BEGINNINGS = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF",
    ".pdf": b"%PDF-",
}
MOST_PIXELS, MOST_RATIO = 10_000, 20
"""Of width and height together, and of the one to the other."""
_HEAD_BYTES = 65_536
# The marks of a JPEG after which its height and width stand.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def mistake_in(path: Path, *, is_picture: bool) -> tuple[str, str] | None:
    """Return what is wrong with a file, and what was expected; None where Telegram will take it."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return "no file", "a file"
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        return "missing file", f"this file in the folder {FOLDER} of your templates"
    except OSError as error:
        return f"unreadable: {error.strerror}", "a file"
    return _mistake(head, path.suffix.lower(), size=status.st_size, is_picture=is_picture)


def _mistake(head: bytes, suffix: str, *, size: int, is_picture: bool) -> tuple[str, str] | None:
    most = MAX_PICTURE_BYTES if is_picture else MAX_DOCUMENT_BYTES
    if not size:
        return "an empty file", "a file with something in it"
    if size > most:
        return f"{size} bytes", f"at most {most}"
    if not head.startswith(_BEGINNINGS.get(suffix, b"")):
        return f"a file that is no {suffix[1:].upper()}", "what its name says"
    width, height = size_of(head, suffix) if is_picture else (1, 1)
    if width + height > MOST_PIXELS:
        return f"{width} by {height} pixels", f"width and height of {MOST_PIXELS} together at most"
    if max(width, height) > MOST_RATIO * min(width, height):
        return f"{width} by {height} pixels", f"one side at most {MOST_RATIO} times the other"
    return None


def size_of(head: bytes, suffix: str) -> tuple[int, int]:
    """Return a picture's width and height, (1, 1) where its beginning does not tell."""
    if suffix == ".png" and len(head) >= 24:
        return int.from_bytes(head[16:20], "big") or 1, int.from_bytes(head[20:24], "big") or 1
    if suffix in (".jpg", ".jpeg"):
        return _size_of_jpeg(head)
    return 1, 1


def _size_of_jpeg(head: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        if head[at + 1] in _FRAMES:
            return int.from_bytes(head[at + 7 : at + 9], "big") or 1, int.from_bytes(head[at + 5 : at + 7], "big") or 1
        at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return 1, 1
