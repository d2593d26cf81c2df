"""Languages are known by their own names, and none of them is kept in memory for its name alone."""

import subprocess
import sys

import pytest
from babel import Locale

from bot.understanding.language_names import own_name
from bot.understanding.lexicon.other_languages import NAMED


@pytest.mark.parametrize("code", sorted(NAMED))
def test_a_language_is_called_as_babel_calls_it(code: str) -> None:
    assert own_name(code) == Locale(code).languages.get(code, "")


@pytest.mark.parametrize("code", ["xx", "", "tlh", "en_XX"])
def test_what_is_no_language_has_no_name(code: str) -> None:
    assert own_name(code) == ""


def test_knowing_sixty_languages_by_name_keeps_four_in_memory() -> None:
    """In a process of its own: others have read what they need."""
    asks = (
        "from babel import localedata\n"
        "from bot.understanding.language_wishes import _names\n"
        "assert len(_names()) > 100\n"
        "print(*sorted(localedata._cache))\n"
    )
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["en", "es", "fr", "root", "sv"]
