"""A phrase for an option where it stands in a message."""

from msgspec import Struct

from bot.understanding.options import Phrase

_LETTERS_PER_SLIP = 5
"""A phrase is sure with one slip for so many letters. With 3, a guess with two slips ("directeur" for "director")
would not be read back; with 9, the plain "direktor" would be."""


class Match(Struct, frozen=True):
    """A phrase found at the words ``start`` up to, not including, ``end`` of a message."""

    phrase: Phrase
    start: int
    end: int
    slips: int
    whole_clause: bool

    @property
    def at(self) -> range:
        """The places of its words."""
        return range(self.start, self.end)

    def is_sure(self, open_field: str | None) -> bool:
        """Return whether it need not be read back: hardly misspelt, and not at all where something else is asked."""
        clear = self.slips == 0 or self.phrase.field == open_field
        return clear and self.slips * _LETTERS_PER_SLIP <= sum(map(len, self.phrase.words))
