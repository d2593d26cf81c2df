"""Makes the link by which a visitor of a website goes on in the chat, and says who comes by it.

What the link carries is kept as a hash: whoever reads the database cannot go on as anybody.
"""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.usecases.leads import identities
from bot.usecases.links.links import LETTERS, NOWHERE, CameBy, carried_by, random_id
from bot.usecases.signals.reporting_keys import hash_of
from scoring.history import order_key
from storage import erased, keys, leads, visitor_links, visitors
from storage.statements import Transaction

LASTS = timedelta(hours=1)
"""Long enough to fetch one's phone and install a messenger; what lies in a browser's history is worth nothing."""
_CHARS = 26
"""127 bits: nobody guesses one, however many are open."""
_BY_VISITOR = re.compile(rf"v-[{LETTERS}]{{{_CHARS}}}")


def link_of_visitor(tx: Transaction, visitor: str, url: str, *, now: datetime) -> str:
    """Return what a link to the chat carries for a visitor, who looks at the page of an address.

    Of whoever was erased on request nothing is kept: the link only leads to the chat.
    """
    start = f"v-{random_id(_CHARS)}"
    if not _was_erased(tx, visitor):
        visitor_links.add(
            tx,
            hash_of(start),
            visitor,
            lead_id=keys.lead_of(tx, visitor),
            properties=carried_by(_query(url)),
            expires_at=now + LASTS,
        )
    return start


def came_from_website(tx: Transaction, start: str, *, now: datetime) -> CameBy | None:
    """Return what is known of how a visitor came to the website who goes on in the chat; None if they come otherwise.

    Nothing of a link that was used, whose time is up, or that nobody made.
    """
    if not is_of_visitor(start):
        return None
    found = visitor_links.find(tx, hash_of(start), now=now)
    if found is None:
        return NOWHERE
    visitor, carried = found
    source, audience = _visits(tx, visitor)
    campaign = source or carried.get("utm_campaign", "") or carried.get("utm_source", "")
    medium = carried.get("utm_medium", "")
    return CameBy(audience, campaign, medium, {**carried, **({"medium": medium} if medium else {})})


def take_visitor(tx: Transaction, start: str, *, now: datetime) -> str | None:
    """Return the identity of the visitor who goes on, the first time that somebody comes by their link."""
    return visitor_links.take(tx, hash_of(start), now=now) if is_of_visitor(start) else None


def is_of_visitor(start: str) -> bool:
    """Return whether the words behind /start are of the shape of a visitor's link."""
    return _BY_VISITOR.fullmatch(start) is not None


def _visits(tx: Transaction, visitor: str) -> tuple[str, str | None]:
    """Return where a visitor came from first, and the audience that the first telling page was for."""
    lead = keys.lead_of(tx, visitor)
    if lead is not None:
        known = leads.by_ids(tx, (lead,))[lead]
        return known.source, known.audience
    kept = visitors.of_identities(tx, (visitor,)).get(visitor)
    items = [item for _, item in visitors.signals_of(tx, (kept.visitor,))] if kept else []
    items.sort(key=lambda item: order_key(item.signal))
    source = next((item.source for item in items if item.source), "")
    return source, next((item.audience for item in items if item.audience), None)


def _was_erased(tx: Transaction, visitor: str) -> bool:
    if not erased.secrets_of(tx):
        return False
    return bool(erased.among(tx, identities.looked_up_as(identities.of_key(visitor))))


def _query(url: str) -> str:
    try:
        return urlsplit(url).query
    except ValueError:
        return ""
