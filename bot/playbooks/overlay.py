"""Which folder each file of the templates is taken from: the one that marketing edits, or the base below it."""

from dataclasses import dataclass
from pathlib import Path

PLAYBOOKS = "playbooks"
PARTS = ("business.yaml", "chat", "desk", PLAYBOOKS)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A folder of templates, and the base from which the files are taken that it lacks.

    Playbooks are never mixed: a folder that has its own takes none from the base, so that a business speaks to its
    own audiences only, and in its own words.
    """

    folder: Path
    base: Path | None = None

    @property
    def layers(self) -> tuple[Path, ...]:
        """Return the folders that say which languages there are: the base is asked only where it gives the playbooks.

        So a business that speaks one language keeps its playbooks, and nothing else, in that one.
        """
        if self.base is None or _is_there(self.folder / PLAYBOOKS):
            return (self.folder,)
        return (self.folder, self.base)

    @property
    def is_empty(self) -> bool:
        """Return whether the folder has no part of the templates at all: hardly the folder that was meant."""
        return self.base is not None and not any(_is_there(self.folder / part) for part in PARTS)

    def root(self, file: str) -> Path:
        """Return the folder that a file is taken from; where none has it, the one where it is missing."""
        part = PLAYBOOKS if file.startswith(f"{PLAYBOOKS}/") else file
        if self.base is None or _is_there(self.folder / part) or not _is_there(self.base / file):
            return self.folder
        return self.base

    def has(self, file: str) -> bool:
        """Return whether a file is in the folder that it would be taken from."""
        return _is_there(self.root(file) / file)

    def called(self, file: str, root: Path) -> str:
        """Return what people call a file: its path in the folder that they edit, or where the base has it."""
        return file if root == self.folder else str(root / file)


def _is_there(path: Path) -> bool:
    """Return whether there is something, be it unreadable: what cannot be read is reported, not replaced."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
