"""The files of the templates as they are read: from which layer each came, what it says, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from bot.playbooks.overlay import Overlay
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, read_content
from scoring.errors import Problem

_VERSION_DIGITS = 12


@dataclass(slots=True)
class Files:
    """What was read so far: ``sources`` of all files by name, ``own`` of those that marketing edits.

    ``languages`` are those that texts are looked for in, once that is known; ``problems`` are gathered, not raised.
    """

    templates: Overlay
    problems: list[FileProblem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def read(self, file: str, *, as_text: bool = False) -> Document | None:
        """Return a file, remembered as one of those read; None where it cannot be read at all."""
        layer = self.templates.layer(file)
        called = self.templates.called(file, layer)
        document, problems = read_content(partial(layer.read, file), called, as_text=as_text)
        self.problems += problems
        if document:
            self.documents[file] = document
            self.sources[file] = document.source
            if layer is self.templates.folder:
                self.own[file] = document.source
        return document

    def note(self, document: Document, mistakes: Iterable[Problem]) -> None:
        """Note mistakes in a file, each with its line."""
        self.problems += [document.located(mistake) for mistake in mistakes]

    def version(self) -> str:
        """Return what tells whether anything that was read has changed since."""
        digest = sha256()
        for file, source in sorted(self.sources.items()):
            digest.update(f"{file}\0{source}\0".encode())
        return digest.hexdigest()[:_VERSION_DIGITS]
