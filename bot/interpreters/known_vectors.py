"""Keeps the vectors of everything that ships (``make vectors``), so that no start has to make them."""

from bot import playbooks, rendering
from bot.interpreters.encoder import texts_of
from bot.interpreters.vectors import write_known
from bot.settings import SHIPPED_TEMPLATES


def write() -> int:
    """Write the file that the encoder reads, and return how many sentences and words it knows."""
    shipped = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    return write_known(texts_of(shipped))


if __name__ == "__main__":
    write()
