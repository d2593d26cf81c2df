"""Keeps the vectors of everything that ships (``make vectors``), so that no start has to make them."""

from typing import TYPE_CHECKING

from bot import playbooks, rendering
from bot.interpreters.known_texts import sorted_by_examples, texts_of
from bot.interpreters.likeness import Rows
from bot.interpreters.sorting import Sorter, key_of
from bot.interpreters.vectors import Encoder, write_known
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES

if TYPE_CHECKING:
    from bot.interpreters.vectors import Vectors


def write() -> int:
    """Write the file that the encoder reads, and return how many sentences and words it knows."""
    shipped = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    return write_known(texts_of(shipped), lambda encoder: _weights(shipped, encoder))


def _weights(shipped: Playbooks, encoder: Encoder) -> "dict[str, Vectors]":
    """Return what each sentence says for each option: a second of reckoning for a question."""
    rows = Rows(encoder)
    return {key_of(named): Sorter(named, rows.of(named)).weights for named in sorted_by_examples(shipped)}


if __name__ == "__main__":
    write()
