"""Where files of templates are read from: a folder, opened with care, or what was kept of one.

Folders are edited, copied and mounted by people: what stands under a file's name may be anything, and is never waited
for nor read beyond the size that a file of templates may have.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

MAX_BYTES = 500_000
MOST_NAMES = 1000
"""More is in no folder of templates; a folder may still be somebody's whole home."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class UnreadableError(Exception):
    """Something under a file's name cannot be read as one: what was ``found``, and what was ``expected``."""

    def __init__(self, found: str, expected: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected


class Layer(Protocol):
    """A tree of files of templates."""

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, without those that editors leave behind; none where it is no folder."""

    def folders(self, folder: str) -> list[str]:
        """Return the names of its folders."""

    def has(self, file: str) -> bool:
        """Return whether there is something, be it unreadable: what cannot be read is reported, not replaced."""

    def read(self, file: str) -> bytes:
        """Return the content of a file; raise UnreadableError."""

    def whole(self, file: str) -> str:
        """Return the path under which people find a file that they do not edit."""

    def path_of(self, file: str) -> Path | None:
        """Return where a file that is no text lies on the disk; None where that is not known."""

    @property
    def is_edited(self) -> bool:
        """Return whether people can still mend what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk."""

    path: Path

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        try:
            with os.scandir(self.path / folder) as entries:
                found = [entry.name for entry in islice(entries, MOST_NAMES)]
        except OSError:
            return []
        return sorted(map(shown, (name for name in found if not name.startswith((".", "~", "#")))))

    def folders(self, folder: str) -> list[str]:
        """Return the names of its folders."""
        return [name for name in self.names(folder) if is_folder(self.path / folder / name)]

    def has(self, file: str) -> bool:
        """Return whether there is something."""
        try:
            (self.path / file).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return True

    def read(self, file: str) -> bytes:
        """Return the content of a file."""
        return content_of(self.path / file)

    def whole(self, file: str) -> str:
        """Return a file's path."""
        return str(self.path / file)

    def path_of(self, file: str) -> Path | None:
        """Return where a file lies."""
        return self.path / file

    @property
    def is_edited(self) -> bool:
        """Return True: a folder is edited."""
        return True


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a folder: the text of each file by its path. What is no text still lies in ``folder``."""

    files: Mapping[str, str]
    folder: Path | None = None

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        begin = f"{folder}/"
        return sorted({file.removeprefix(begin).split("/")[0] for file in self.files if file.startswith(begin)})

    def folders(self, folder: str) -> list[str]:
        """Return the names of its folders."""
        return [name for name in self.names(folder) if f"{folder}/{name}" not in self.files]

    def has(self, file: str) -> bool:
        """Return whether there is something."""
        return file in self.files or bool(self.names(file))

    def read(self, file: str) -> bytes:
        """Return the content of a file."""
        if file not in self.files:
            raise UnreadableError("missing file")
        return self.files[file].encode()

    def whole(self, file: str) -> str:
        """Return a file's path."""
        return file

    def path_of(self, file: str) -> Path | None:
        """Return where a file lay when its folder was kept."""
        return self.folder / file if self.folder else None

    @property
    def is_edited(self) -> bool:
        """Return False: what was kept stays as it is."""
        return False


def shown(name: str) -> str:
    r"""Return a file's name on one line, with a sign in place of what cannot be shown or sent.

    >>> shown("fr\n\udcff.yaml")
    'fr��.yaml'
    """
    return "".join(sign if sign.isprintable() or sign == " " else "\N{REPLACEMENT CHARACTER}" for sign in name)


def is_folder(path: Path) -> bool:
    """Return whether this is a folder that may be entered."""
    try:
        return path.is_dir() and os.access(path, os.R_OK | os.X_OK, effective_ids=True)
    except OSError:
        return False


def fingerprint(folder: Path) -> int:
    """Return a number that changes with any file of a folder of templates, also with what a link points to.

    The system's own word of changes does not reach what lies on another machine, nor what is behind a link.
    """
    found = []
    for path in _paths(folder):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
    return hash(tuple(found))


def changed_at(folder: Path) -> float | None:
    """Return when anything in a folder of templates was changed or put there last, in seconds since 1970.

    By the instant at which the file system itself noted it: what is copied keeps its own date, but not that one.
    """
    found = []
    for path in _paths(folder):
        try:
            found.append(path.lstat().st_ctime)
        except OSError:
            continue
    return max(found, default=None)


def _paths(folder: Path) -> Iterator[Path]:
    """Yield the places where there may be something of the templates, the folder itself first."""
    parts = [folder / part for part in ("chat", "desk", "playbooks", "media")]
    yield from (folder, folder / "business.yaml", folder / "signals.yaml", *parts)
    walked = chain.from_iterable(map(os.walk, parts))
    yield from islice((Path(at, name) for at, folders, files in walked for name in (*folders, *files)), MOST_NAMES)


def content_of(path: Path, *, piped: bool = False) -> bytes:
    """Return the content of a file; raise UnreadableError for whatever is no file of an ordinary size.

    ``piped``: somebody named this very file, which may then be a pipe.
    """
    try:
        # Opening a pipe would wait for somebody to write into it, and opening a device may do anything.
        status = os.stat(path)
        is_piped = piped and stat.S_ISFIFO(status.st_mode)
        if not is_piped:
            _refuse_oddities(status)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOCTTY | os.O_CLOEXEC | (0 if is_piped else os.O_NONBLOCK))
        try:
            if not is_piped:
                _refuse_oddities(os.fstat(descriptor))
            return _bounded(descriptor)
        finally:
            os.close(descriptor)
    except FileNotFoundError as error:
        raise UnreadableError("missing file") from error
    except OSError as error:
        raise UnreadableError(f"unreadable: {error.strerror}") from error


def _refuse_oddities(status: os.stat_result) -> None:
    kind = next((kind for is_kind, kind in _KINDS if is_kind(status.st_mode)), None)
    if kind:
        raise UnreadableError(f"unreadable: {kind}", "a file")
    if status.st_size > MAX_BYTES:
        raise UnreadableError(f"{status.st_size} bytes", f"at most {MAX_BYTES}")


def _bounded(descriptor: int) -> bytes:
    """Return all that there is to read; what grows while it is read, or hides its size, is refused."""
    content = b""
    while piece := os.read(descriptor, MAX_BYTES + 1 - len(content)):
        content += piece
        if len(content) > MAX_BYTES:
            raise UnreadableError(f"more than {MAX_BYTES} bytes", f"at most {MAX_BYTES}")
    return content
