"""Finds the lead whom an operator means by a number of ours, a handoff's number, or what another system calls them.

A bare number is always ours: what it means must not depend on which keys were imported.
"""

import re

from rapidfuzz import fuzz, process

from bot.cleaning import clean_text
from bot.errors import LeadbotError
from bot.usecases.leads import identities
from scoring.document_reader import describe
from storage import handoffs, keys, leads
from storage.leads import StoredLead
from storage.statements import Transaction

_EXPECTED = (
    "expected a lead's number (12), a handoff's ('#1042', in quotes) or another system's key (crm-77, or key:77); "
    "`leadbot leads --json` lists all three"
)
_NUMBER = r"([1-9][0-9]{0,17})"
_OURS, _HANDOFF, _KEY = re.compile(f"(?:lead:)?{_NUMBER}"), re.compile(f"#{_NUMBER}"), re.compile("key:(.+)")
_NEAR = 75
"""In percent: one letter of four may differ."""


def find_lead(tx: Transaction, called: str) -> StoredLead:
    """Return the lead whom an operator means; raise LeadbotError, which says what would have been understood."""
    called = clean_text(called)
    number = _number(tx, called)
    found = None if number is None else leads.by_id(tx, number)
    if found is None:
        raise LeadbotError(f"{_nobody(called)}{_meant(tx, called)}: {_EXPECTED}")
    return found.lead


def _number(tx: Transaction, called: str) -> int | None:
    if ours := _OURS.fullmatch(called):
        return int(ours[1])
    if match := _HANDOFF.fullmatch(called):
        handoff = handoffs.by_number(tx, int(match[1]))
        return None if handoff is None else handoff.lead_id
    key = _key(called)
    return keys.lead_of(tx, key) or keys.lead_of(tx, identities.as_compared(key))


def _key(called: str) -> str:
    match = _KEY.fullmatch(called)
    return match[1] if match else called


def _nobody(called: str) -> str:
    if ours := _OURS.fullmatch(called):
        return f"there is no lead {ours[1]}"
    if _HANDOFF.fullmatch(called):
        return f"there is no handoff {called}"
    return f"no lead has the key {describe(_key(called))}"


def _meant(tx: Transaction, called: str) -> str:
    """Return the hint at what was probably meant, if anything: a number may be a key, a key may be misspelt."""
    if _OURS.fullmatch(called) or _HANDOFF.fullmatch(called):
        near = f"key:{called}" if keys.lead_of(tx, called) else None
    else:
        near = _nearest(tx, _key(called))
    return f" (did you mean {near}?)" if near else ""


def _nearest(tx: Transaction, key: str) -> str | None:
    found = [
        (match[1], match[0])
        for page in keys.pages(tx)
        if (match := process.extractOne(key, page, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_NEAR))
    ]
    near = max(found, default=(0, None))[1]
    return f"key:{near}" if near and (_OURS.fullmatch(near) or _HANDOFF.fullmatch(near)) else near
