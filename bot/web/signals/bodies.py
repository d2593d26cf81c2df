"""Bodies of requests, read and unpacked up to a size: what lies behind it is neither read nor made.

A few kilobytes of gzip can be unpacked into gigabytes; a header can promise a body that drips in for hours.
"""

import asyncio
import base64
import binascii
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from bot.web.signals.parsed import MOST_EVENTS

BODY_SECONDS = 30.0
MOST_AT_ONCE_BYTES = 64 * 1024 * 1024
"""Of all bodies that are being taken in at the same moment: memory is bounded, whoever sends."""
BYTES_PER_BYTE, BYTES_PER_EVENT = 4, 500
"""What a body of JSON takes at most once it is taken apart, measured: with small values 3, and 280 to 450 an event."""
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
"""zlib's word for: with a header of gzip, and no other."""
_FORM = b"data="


class TooLargeError(ValueError):
    """The body is larger than it may be, packed or unpacked."""


class BrokenBodyError(ValueError):
    """The body cannot be unpacked."""


class NoRoomError(Exception):
    """So many bodies are being taken in that there is no room for another."""


class Room:
    """The memory that bodies may take together, while they come, and while what they say waits to be recorded."""

    def __init__(self, most_bytes: int = MOST_AT_ONCE_BYTES) -> None:
        self._left = most_bytes

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Hold room for a body while it is taken in; raise NoRoomError where there is none."""
        if size > self._left:
            raise NoRoomError
        self._left -= size
        try:
            yield
        finally:
            self._left += size


def size_apart(body: bytes) -> int:
    """Return how much memory a body takes once it is taken apart."""
    return BYTES_PER_BYTE * len(body) + BYTES_PER_EVENT * min(body.count(b"{"), MOST_EVENTS)


def announced(request: Request, *, most: int) -> int:
    """Return how large a body may be by its header; raise TooLargeError where it says that it is too large."""
    said = request.headers.get("Content-Length", "")
    if not said.isdecimal() or len(said) > 15:
        return most
    if int(said) > most:
        raise TooLargeError(f"{said} bytes")
    return int(said)


async def read(request: Request, *, most: int) -> bytes:
    """Return the body; raise TooLargeError as soon as it is, TimeoutError where it does not come."""
    body = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise TooLargeError(f"more than {most} bytes")
    return bytes(body)


def unpacked(body: bytes, *, most: int) -> bytes:
    """Return the JSON in a body: as it is, packed by gzip, or in base64 in a form's field ``data``, packed or not.

    What it is, is told by how it begins: browsers and proxies get headers wrong. Raises TooLargeError and
    BrokenBodyError.
    """
    if body.startswith(_GZIP):
        return _gunzipped(body, most=most)
    if body.startswith(_FORM):
        field = body[len(_FORM) :].split(b"&", 1)[0]
        body = unquote_to_bytes(field.replace(b"+", b" "))
        return _from_base64(body, most=most) or body
    return (_from_base64(body, most=most) if body[:1].isalnum() else b"") or body


def _from_base64(body: bytes, *, most: int) -> bytes:
    """Return what base64 says, empty where it is none: a space stands for a plus that a form has lost."""
    try:
        found = base64.b64decode(body.strip().replace(b" ", b"+"), validate=True)
    except (binascii.Error, ValueError):
        return b""
    if found.startswith(_GZIP):
        return _gunzipped(found, most=most)
    return found if found[:1] in (b"{", b"[") else b""


def _gunzipped(body: bytes, *, most: int) -> bytes:
    unpacking = zlib.decompressobj(wbits=_GZIP_WINDOW)
    try:
        found = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise BrokenBodyError(f"not gzip: {error}") from None
    if len(found) > most:
        raise TooLargeError(f"more than {most} bytes, unpacked")
    if not unpacking.eof:
        raise BrokenBodyError("gzip that ends too early")
    return found
