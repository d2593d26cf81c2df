"""Says which tables serve a locale: its own language first, English under it (rule 15 of the conversation)."""

from functools import lru_cache

from bot.understanding.lexicon.en import ENGLISH
from bot.understanding.lexicon.es import SPANISH
from bot.understanding.lexicon.fr import FRENCH
from bot.understanding.lexicon.sv import SWEDISH
from bot.understanding.lexicon.table import Lexicon, laid_over

TABLES = {table.language: table for table in (ENGLISH, FRENCH, SPANISH, SWEDISH)}


def lexicon_for(locale: str) -> Lexicon:
    """Return the words for a locale such as ``fr`` or ``es-MX``; English alone where we know no better.

    >>> lexicon_for("pt").language
    'en'
    """
    return laid_out(locale.replace("_", "-").split("-")[0].lower())


@lru_cache(maxsize=64)
def laid_out(language: str) -> Lexicon:
    """Return a language's table with the English one under it."""
    table = TABLES.get(language, ENGLISH)
    return table if table is ENGLISH else laid_over(table, ENGLISH)
