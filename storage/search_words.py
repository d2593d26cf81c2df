"""The words by which a lead is found: of their name, username, company, addresses and phone, without case and accents.

A word is kept once per lead, and found by its beginning. They are written anew only when something that is searched
has changed. A phone number is kept from its end: so its last digits find it, with or without the country's number.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import bindparam, delete, func, select

from storage.dialects import is_one_of
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.leads import SearchWord

MOST_WORDS = 24
"""Of one lead: a name has four, a company six; whoever pastes a page as their company is found by its beginning."""
MAX_WORD_CHARS = 40
SHORTEST_PHONE = 4
"""In digits: of the last three, a thousandth of all numbers would be found."""
MOST_CANDIDATES = 5_000
"""So many leads whom one word finds are looked through for the others: 20,000 took a quarter of a second."""
_COUNTED_TO = 1000
_COMPANY, _PHONE = "company", "phone"
_PHONE_MARK = "#"
"""Before the digits of a phone: no word begins so."""
_LAST = "\U0010ffff"
_WORD = re.compile(r"\w+")
# What Unicode does not take apart into a letter and its accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})

_FACTS = Decoder(dict[str, Any])

_words = table_of(SearchWord)
_beginning = (_words.c.word >= bindparam("low"), _words.c.word < bindparam("high"))

_ADD = InsertMany(SearchWord, "word", "lead_id")
_DROP = Statement(delete(_words).where(_words.c.lead_id == bindparam("lead"), is_one_of(_words.c.word, "words")))
_DROP_ALL = Statement(delete(_words).where(_words.c.lead_id == bindparam("lead")))
_EXACT = Statement(
    select(_words.c.lead_id)
    .where(_words.c.word == bindparam("low"))
    .order_by(_words.c.lead_id.desc())
    .limit(bindparam("limit"))
)
_LONGER = Statement(
    select(_words.c.lead_id)
    .where(_words.c.word > bindparam("low"), _words.c.word < bindparam("high"))
    .order_by(_words.c.word.desc(), _words.c.lead_id.desc())
    .limit(bindparam("limit"))
)
_COUNT = Statement(
    select(func.count()).select_from(select(_words.c.lead_id).where(*_beginning).limit(bindparam("most")).subquery())
)
_AMONG = Statement(select(_words.c.lead_id).where(is_one_of(_words.c.lead_id, "ids"), *_beginning).distinct())


@lru_cache(8192)
def folded(text: str) -> str:
    """Return a text without case and accents.

    >>> folded("Ångström Straße Øre")
    'angstrom strasse ore'
    """
    plain = text.casefold().translate(_LETTERS)
    if plain.isascii():
        return plain
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are kept and looked for.

    >>> words_in("Zoë O'Brien <zoe@acme.com>")
    ['zoe', 'o', 'brien', 'zoe', 'acme', 'com']
    """
    return [word[:MAX_WORD_CHARS] for word in _WORD.findall(folded(text))]


def phone_word(number: str) -> str:
    """Return a phone number as it is kept and looked for: its digits from the last on, without leading zeros.

    >>> phone_word("+46 70-123 45 67"), phone_word("070-123 45 67")
    ('#76543210764', '#765432107')
    """
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit()).lstrip("0")
    return _PHONE_MARK + digits[::-1]


def words_of(name: str, username: str, facts: str) -> frozenset[str]:
    """Return the words by which a lead is found; ``facts`` is JSON, the latest value by field."""
    return _words_of(name, username, _searched(facts))


@lru_cache(1024)
def _searched(facts: str) -> tuple[tuple[str, str], ...]:
    """Return the answers that are searched: the company, the phone, and whatever is an address."""
    told: dict[str, Any] = _FACTS.decode(facts)
    return tuple((field, str(value)) for field, value in told.items() if _is_searched(field, value))


def _is_searched(field: str, value: object) -> bool:
    return field in (_COMPANY, _PHONE) or (isinstance(value, str) and (value.startswith("+") or "@" in value))


@lru_cache(1024)
def _words_of(name: str, username: str, searched: tuple[tuple[str, str], ...]) -> frozenset[str]:
    found = [*words_in(name), *words_in(username)]
    for field, value in searched:
        phone = phone_word(value) if field == _PHONE or value.startswith("+") else ""
        found += [phone] if len(phone) > SHORTEST_PHONE else words_in(value)
    return frozenset(list(dict.fromkeys(found))[:MOST_WORDS])


def add(tx: Transaction, lead_id: int, words: Iterable[str]) -> None:
    """Keep words by which a lead is found, none of which they have."""
    tx.add_many(_ADD, ((word, lead_id) for word in words))


def add_many(tx: Transaction, found_by: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Keep the words of many new leads, given by number."""
    tx.add_many(_ADD, ((word, lead_id) for lead_id, words in found_by for word in words))


def change(tx: Transaction, lead_id: int, *, gone: Iterable[str], new: Iterable[str]) -> None:
    """Keep the new words of a lead and no longer those that are gone; where there are none, nothing is run."""
    if left := list(gone):
        tx.run(_DROP, lead=lead_id, words=json.dumps(left))
    add(tx, lead_id, new)


def replace(tx: Transaction, lead_id: int, words: Iterable[str]) -> None:
    """Keep these words of a lead, and no others, whichever there were."""
    tx.run(_DROP_ALL, lead=lead_id)
    add(tx, lead_id, words)


def leads_called(tx: Transaction, words: Iterable[str], *, limit: int) -> list[int]:
    """Return the leads of whom each of these words begins one, those of whom it is a whole one first.

    Where several words are given and very many leads have each of them, not all are looked through.
    """
    wanted = sorted(dict.fromkeys(words), key=lambda word: (_count(tx, word), -len(word)))
    if not wanted:
        return []
    first, *others = wanted
    found = [*_begun(tx, first, limit=MOST_CANDIDATES if others else limit)]
    for word in others:
        among = _among(tx, found, word)
        found = [lead_id for lead_id in found if lead_id in among]
    return found[:limit]


def leads_with_phone(tx: Transaction, number: str, *, limit: int) -> list[int]:
    """Return the leads whose phone number ends in these digits; nobody where they are too few."""
    word = phone_word(number)
    return [*_begun(tx, word, limit=limit)] if len(word) > SHORTEST_PHONE else []


def _begun(tx: Transaction, word: str, *, limit: int) -> Iterator[int]:
    exact = [lead_id for (lead_id,) in tx.all(_EXACT, low=word, limit=limit)]
    longer = tx.all(_LONGER, low=word, high=word + _LAST, limit=limit) if len(exact) < limit else []
    yield from dict.fromkeys([*exact, *(lead_id for (lead_id,) in longer)])


def _count(tx: Transaction, word: str) -> int:
    row = tx.first(_COUNT, low=word, high=word + _LAST, most=_COUNTED_TO)
    return int(row[0]) if row else 0


def _among(tx: Transaction, lead_ids: Iterable[int], word: str) -> set[int]:
    rows = tx.all(_AMONG, ids=json.dumps(list(lead_ids)), low=word, high=word + _LAST)
    return {lead_id for (lead_id,) in rows}
