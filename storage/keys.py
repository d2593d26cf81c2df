"""What other systems call a lead, so that imports and later signals find them again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, select

from storage.dialects import is_one_of
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.leads import LeadKey

_keys = table_of(LeadKey)
PAGE = 10_000

_LEAD_OF = Statement(select(_keys.c.lead_id).where(_keys.c.key == bindparam("key")))
_LEADS_OF = Statement(select(_keys.c.key, _keys.c.lead_id).where(is_one_of(_keys.c.key, "keys")))
_OF_LEAD = Statement(select(_keys.c.key).where(_keys.c.lead_id == bindparam("lead")).order_by(_keys.c.key))
_OF_LEADS = Statement(
    select(_keys.c.lead_id, _keys.c.key).where(is_one_of(_keys.c.lead_id, "leads")).order_by(_keys.c.key)
)
_NEXT = Statement(
    select(_keys.c.key).where(_keys.c.key > bindparam("after")).order_by(_keys.c.key).limit(bindparam("limit"))
)
_ADD = InsertMany(LeadKey, "key", "lead_id")


def lead_of(tx: Transaction, key: str) -> int | None:
    """Return the number of the lead that another system calls so."""
    row = tx.first(_LEAD_OF, key=key)
    return None if row is None else int(row[0])


def leads_of(tx: Transaction, keys: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the leads that other systems call so, by key; keys that are not known are left out."""
    return dict(tx.all(_LEADS_OF, keys=json.dumps(list(keys))))


def of_lead(tx: Transaction, lead_id: int) -> list[str]:
    """Return the keys of a lead in other systems."""
    return [key for (key,) in tx.all(_OF_LEAD, lead=lead_id)]


def of_leads(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the keys of these leads in other systems, by lead."""
    found: dict[int, list[str]] = defaultdict(list)
    for lead_id, key in tx.all(_OF_LEADS, leads=json.dumps(list(lead_ids))):
        found[lead_id].append(key)
    return found


def pages(tx: Transaction) -> Iterator[list[str]]:
    """Yield every key there is, in order, some thousands at a time."""
    last = ""
    while page := [key for (key,) in tx.all(_NEXT, after=last, limit=PAGE)]:
        yield page
        last = page[-1]


def add(tx: Transaction, keys: Iterable[tuple[str, int]]) -> None:
    """Remember keys with the leads they mean. A key that is known already is an integrity error."""
    tx.add_many(_ADD, keys)
