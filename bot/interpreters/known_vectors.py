"""Keeps the vectors of everything that ships (``make vectors``), so that no start has to make them."""

from collections.abc import Mapping
from typing import Any

from bot import playbooks, rendering
from bot.interpreters.known_texts import sorted_by_examples, texts_of, wishes_and_answers
from bot.interpreters.likeness import Rows
from bot.interpreters.sorting import Sorter, key_of
from bot.interpreters.vectors import Encoder, write_known
from bot.interpreters.wish_sorter import kept_of
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES


def write() -> int:
    """Write the file that the encoder reads, and return how many sentences and words it knows."""
    shipped = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    return write_known(texts_of(shipped), lambda encoder: _weights(shipped, encoder))


def _weights(shipped: Playbooks, encoder: Encoder) -> Mapping[str, Any]:
    """Return what each sentence says for each option and wish: a second of reckoning for a question, ten for wishes."""
    rows = Rows(encoder)
    options = {key_of(each): Sorter(each.names, rows.of(each)).weights for each in sorted_by_examples(shipped)}
    return {**options, **kept_of(wishes_and_answers(shipped), encoder)}


if __name__ == "__main__":
    write()
