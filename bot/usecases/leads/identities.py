"""What a person goes by: the names under which other systems, and we, would know them again.

The same list comes back in other spellings: a spreadsheet drops a plus or a zero, a form changes the case, a person
types a display name around their address. A name is what all spellings of one thing have in common.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from email_validator import EmailNotValidError, validate_email

from scoring.values import Value
from storage import histories, keys
from storage.leads import StoredLead
from storage.statements import Transaction

PHONE = "phone"
TELEGRAM = frozenset({"telegram", "username", "telegram_username"})
"""The fields in which @ada_l is a name in Telegram: elsewhere it may be one in another network."""
_BARE_ADDRESS = r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+"
_ADDRESS = re.compile(rf"(?:[^@<>]*<)?(?:mailto:)?({_BARE_ADDRESS})>?", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[\s,;]+")
_LINK = re.compile(r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/@?(\w{4,64})/?(?:\?\S*)?", re.IGNORECASE)
_USERNAME = re.compile(r"@(\w{4,64})")
_PHONE = re.compile(r"[+(]?[\d\s().\-/]{8,24}")
_TRUNK_ZERO = re.compile(r"\(0\)")
_SHORTEST_PHONE = 8
"""In digits: a shorter number is a count, or one that others have in another town."""
_SHORTEST_WITHIN_COUNTRY = 7
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_COUNTED_BY_CASE = re.compile(r"(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})")
_LETTERS = re.compile(r"[^\W\d_]+")


def of_key(key: str) -> set[str]:
    """Return the names that a key of another system may be.

    >>> sorted(of_key("Ada@Acme.com"))
    ['key:Ada@Acme.com', 'mail:ada@acme.com']
    >>> sorted(of_key(" CRM-1")), sorted(of_key("0015000000Gv7qJ"))
    (['key:crm-1'], ['key:0015000000Gv7qJ'])
    """
    written = _as_written(key)
    found = _of_text(written, is_phone=True, is_telegram=True)
    return found | {f"key:{_in_one_case(written)}"}


def as_compared(key: str) -> str:
    """Return a key of another system as it is stored: an address in its one spelling, any other key as it is.

    >>> as_compared("Ada@Acme.com"), as_compared("CRM-1"), as_compared("info@acme.com, ada@acme.com")
    ('ada@acme.com', 'CRM-1', 'info@acme.com, ada@acme.com')
    """
    found = _addresses(_as_written(key)) if "@" in key else set()
    return found.pop().partition(":")[2] if len(found) == 1 else key


def of_fact(field: str, value: Value) -> set[str]:
    """Return the names that a fact tells.

    Addresses and links into Telegram count in any field, a phone number in its own or with a plus.

    >>> of_fact("work_email", "Ada Lovelace <Ada@Acme.com>"), of_fact("company_size", 20_000_000)
    ({'mail:ada@acme.com'}, set())
    """
    if isinstance(value, bool) or (field != PHONE and not isinstance(value, str)):
        return set()
    if isinstance(value, float) and not value.is_integer():
        return set()
    text = _as_written(value if isinstance(value, str) else str(int(value)))
    return _of_text(text, is_phone=field == PHONE or text.startswith("+"), is_telegram=field in TELEGRAM)


def of_username(username: str) -> set[str]:
    """Return the name that a messenger's username is."""
    bare = username.removeprefix("@").casefold()
    return {f"user:{bare}"} if bare else set()


def of_chat(chat_id: int) -> set[str]:
    """Return the name that a private chat is: no list knows it, but a backup does."""
    return {f"chat:{chat_id}"}


def of_lead(tx: Transaction, lead: StoredLead) -> set[str]:
    """Return everything that a stored lead goes by, but for their chat."""
    told = [of_fact(fact.field, fact.value) for fact in histories.facts_of(tx, [lead.id])[lead.id]]
    return of_username(lead.username).union(*told, *map(of_key, keys.of_lead(tx, lead.id)))


def remembered_as(names: Iterable[str]) -> set[str]:
    """Return what is remembered of somebody who goes by these names.

    An international phone number is also remembered as it is dialled within its country: ``within:701234567``. So a
    national number is found, while two countries' numbers that agree in it are told apart.
    """
    return set(_spelled(names, within="within"))


def looked_up_as(names: Iterable[str]) -> set[str]:
    """Return what to look for among the remembered, to find whoever may be meant by these names."""
    return set(_spelled(names, within="national"))


def _spelled(names: Iterable[str], *, within: str) -> Iterator[str]:
    for name in names:
        yield name
        kind, _, told = name.partition(":")
        if kind == "tel":
            for code in (told[:length] for length in (1, 2, 3)):
                bare = told.removeprefix(code).lstrip("0")
                if len(bare) >= _SHORTEST_WITHIN_COUNTRY:
                    yield f"tel:{code}{bare}"
                    yield f"{within}:{bare}"
        elif kind == "national" and within == "national":
            yield f"within:{told}"
        elif kind == "mail" and "+" in told:
            before, _, domain = told.rpartition("@")
            yield f"mail:{before.partition('+')[0]}@{domain}"


def _as_written(text: str) -> str:
    """Return a text without what nobody sees or means: widths, invisible signs, kinds of blanks and dashes."""
    if text.isascii():
        return " ".join(text.split())
    seen = (letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return " ".join("".join(seen).translate(_DASHES).split())


def _in_one_case(key: str) -> str:
    """Return a key in lower case, unless case may be all that tells it from the next: as in Salesforce's ids."""
    words = _LETTERS.findall(key)
    is_mixed = any(not (word.islower() or word.isupper() or word.istitle()) for word in words)
    by_case = _COUNTED_BY_CASE.fullmatch(key) and len({word.islower() for word in words}) > 1
    return key if is_mixed or by_case or "@" in key else key.casefold()


def _of_text(text: str, *, is_phone: bool, is_telegram: bool) -> set[str]:
    if "@" in text and (addresses := _addresses(text)):
        return addresses
    if (link := _LINK.fullmatch(text)) or (is_telegram and (link := _USERNAME.fullmatch(text))):
        return of_username(link[1])
    return _phone(text.removeprefix("'").removeprefix("tel:")) if is_phone else set()


def _addresses(text: str) -> set[str]:
    """Return the addresses that a text is; nothing if it says anything else."""
    whole = _ADDRESS.fullmatch(text)
    parts = [whole[1]] if whole else _BETWEEN_ADDRESSES.split(text.strip(" ,;"))
    found = [_ADDRESS.fullmatch(part) for part in parts]
    return {f"mail:{_one_address(match[1])}" for match in found if match} if all(found) else set()


def _one_address(address: str) -> str:
    # Another case, and no other letters: straße.example is not strasse.example.
    before, _, domain = address.strip(".").lower().rpartition("@")
    if domain.isascii():
        return f"{before}@{domain}"
    try:
        # A domain with an umlaut has a second spelling: xn--bcher-kva.
        found = validate_email(f"any@{domain}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return f"{before}@{domain}"
    return f"{before}@{found.ascii_domain}"


def _phone(text: str) -> set[str]:
    text = _TRUNK_ZERO.sub("", text.strip()).removesuffix(".0")
    if not _PHONE.fullmatch(text):
        return set()
    digits = "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())
    if len(digits) < _SHORTEST_PHONE:
        return set()
    if digits.startswith("00") or text.startswith("+"):
        return {f"tel:{digits.removeprefix('00')}"}
    within = digits.lstrip("0")
    # Without a plus it may be either: a spreadsheet drops it, and a zero before a number, too.
    return {f"national:{within}"} if digits.startswith("0") else {f"tel:{digits}", f"national:{within}"}
