"""What a person goes by: the names under which other systems, and we, would know them again."""

import re

from scoring.values import Value

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE = re.compile(r"[+(]?[\d\s().\-/]{8,24}")
_SHORTEST_PHONE = 8
"""In digits: a shorter number is a count, or one that others have in another town."""
PHONE = "phone"


def of_key(key: str) -> set[str]:
    """Return the names that a key of another system may be, as it is matched: a key exactly, an address in any case.

    >>> sorted(of_key("Ada@Acme.com"))
    ['key:Ada@Acme.com', 'mail:ada@acme.com']
    >>> sorted(of_key("+46 70-123 45 67"))
    ['key:+46 70-123 45 67', 'tel:46701234567']
    """
    return {f"key:{key}"} | _of_text(key, is_phone=True)


def of_fact(field: str, value: Value) -> set[str]:
    """Return the names that a fact tells: an address in any field; a phone number in its own, or as +46...

    >>> of_fact("work_email", "Ada@Acme.com"), of_fact("company_size", 20_000_000)
    ({'mail:ada@acme.com'}, set())
    """
    if isinstance(value, bool) or (field != PHONE and not isinstance(value, str)):
        return set()
    if isinstance(value, float) and not value.is_integer():
        return set()
    text = value if isinstance(value, str) else str(int(value))
    return _of_text(text, is_phone=field == PHONE or text.startswith("+"))


def of_username(username: str) -> set[str]:
    """Return the name that a messenger's username is."""
    bare = username.removeprefix("@").casefold()
    return {f"user:{bare}"} if bare else set()


def of_chat(chat_id: int) -> set[str]:
    """Return the name that a private chat is: no list knows it, but a backup does."""
    return {f"chat:{chat_id}"}


def _of_text(text: str, *, is_phone: bool) -> set[str]:
    text = text.strip()
    if _ADDRESS.fullmatch(text):
        return {f"mail:{text.casefold()}"}
    digits = "".join(letter for letter in text if letter in "0123456789")
    if is_phone and _PHONE.fullmatch(text) and len(digits) >= _SHORTEST_PHONE:
        return {f"tel:{digits.removeprefix('00')}"}
    return set()
