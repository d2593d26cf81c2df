"""Pictures and documents as Telegram takes them: an address, the id that it gave a file, or the bytes of one."""

import asyncio
import os
from dataclasses import dataclass, field

from aiogram.types import BufferedInputFile, Message

from bot.script import MAX_DOCUMENT_BYTES

_MOST_KNOWN = 200

Stamp = tuple[str, int, int]
"""A file by its path, when it was changed last, and its size: another one under its name is sent anew."""


@dataclass(slots=True)
class MediaFiles:
    """The files that were sent already, with the ids under which Telegram knows them."""

    _known: dict[Stamp, str] = field(default_factory=dict)

    async def prepared(self, place: str) -> tuple[str | BufferedInputFile, Stamp | None]:
        """Return what to send, and what to remember its id by where Telegram has not told one; raise OSError."""
        if place.startswith("https://"):
            return place, None
        stamp, content = await asyncio.to_thread(_read, place, self._known)
        if content is None:
            return self._known[stamp], None
        return BufferedInputFile(content, filename=os.path.basename(place)), stamp

    def remember(self, stamp: Stamp | None, sent: object) -> None:
        """Keep the id that Telegram gave a file."""
        if stamp is not None and isinstance(sent, Message) and (file_id := _id_of(sent)):
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[stamp] = file_id

    def forget(self, place: str) -> bool:
        """Let go of the id of a file, which Telegram does not know any more; return whether there was one."""
        known = [stamp for stamp in self._known if stamp[0] == place]
        for stamp in known:
            del self._known[stamp]
        return bool(known)


def _read(place: str, known: dict[Stamp, str]) -> tuple[Stamp, bytes | None]:
    """Return a file's stamp and, where it is not known by that, its content."""
    status = os.stat(place)
    stamp = (place, status.st_mtime_ns, status.st_size)
    if stamp in known:
        return stamp, None
    with open(place, "rb") as file:
        content = file.read(MAX_DOCUMENT_BYTES + 1)
    if not 0 < len(content) <= MAX_DOCUMENT_BYTES:
        raise OSError(f"{len(content)} bytes")
    return stamp, content


def _id_of(sent: Message) -> str | None:
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None
