"""What languages are called in themselves, by Babel's files.

Babel keeps whatever it has read of a language for ever: for the names of sixty, fifty megabytes. So each file is read
for its one name, and let go of.
"""

import pickle

from babel import Locale, UnknownLocaleError
from babel.localedata import resolve_locale_filename


def own_name(code: str) -> str:
    """Return what a language is called in itself; empty where Babel does not know it.

    >>> own_name("sv"), own_name("de"), own_name("xx")
    ('svenska', 'Deutsch', '')
    """
    try:
        with open(resolve_locale_filename(code), "rb") as file:
            name = pickle.load(file).get("languages", {}).get(code)
        # What a file does not say stands in that of the language from which it inherits.
        return str(name or Locale(code).languages.get(code, ""))
    except (OSError, UnknownLocaleError):
        return ""
