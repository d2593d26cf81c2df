"""Which layer each file of the templates is taken from: the one that marketing edits, or the base below it."""

from dataclasses import dataclass

from bot.playbooks.template_sources import Layer

PLAYBOOKS = "playbooks"
PARTS = ("business.yaml", "chat", "desk", "imports", PLAYBOOKS, "senders", "signals.yaml")


@dataclass(frozen=True, slots=True)
class Overlay:
    """The templates that marketing edits, and the base from which the files are taken that they lack.

    Playbooks are never mixed: who has their own takes none from the base, so that a business speaks to its own
    audiences only, and in its own words.
    """

    folder: Layer
    base: Layer | None = None

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Return the layers that say which languages there are: the base is asked only where it gives the playbooks.

        So a business that speaks one language keeps its playbooks, and nothing else, in that one.
        """
        if self.base is None or self.folder.has(PLAYBOOKS):
            return (self.folder,)
        return (self.folder, self.base)

    @property
    def is_empty(self) -> bool:
        """Return whether the folder has no part of the templates at all: hardly the folder that was meant."""
        return self.base is not None and not any(self.folder.has(part) for part in PARTS)

    def layer(self, file: str) -> Layer:
        """Return the layer that a file is taken from; where none has it, the one where it is missing."""
        part = PLAYBOOKS if file.startswith(f"{PLAYBOOKS}/") else file
        if self.base is None or self.folder.has(part) or not self.base.has(file):
            return self.folder
        return self.base

    def has(self, file: str) -> bool:
        """Return whether a file is in the layer that it would be taken from."""
        return self.layer(file).has(file)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of all files of a folder, whichever layer has them."""
        layers = (self.folder,) if self.base is None else (self.folder, self.base)
        return tuple(sorted({name for layer in layers for name in layer.names(folder)}))

    def called(self, file: str, layer: Layer) -> str:
        """Return a file's name for people: its path in the folder that they edit, or where the base has it."""
        return file if layer is self.folder else layer.whole(file)
