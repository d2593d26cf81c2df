"""What other systems say that somebody did, and of who they are, before it is mapped to signals and facts of ours.

Plain values on the ground: readers of another system's format make them, the mapping and the use case read them.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

Plain = str | int | float | bool

PAGE = "page"
"""The name of a page view, whatever the sender calls it."""
MOST_PROPERTIES = 64
MOST_CHARS = 500
"""Of a property's or a trait's value."""
MOST_ID_CHARS = 200
VISITOR, USER, MAIL, PHONE = "visitor:", "user:", "mail:", "tel:"
"""How identities begin: an anonymous id, a customer number, an e-mail, a phone number as ``+46...``."""


class ForeignEvent(Struct, frozen=True):
    """Something that somebody did elsewhere.

    ``id`` is the sender's own, unique within its source, of at most ``MOST_ID_CHARS``. ``at`` is aware UTC, by our
    clock. ``name`` is the sender's word, but for ``PAGE``. ``identities`` says who it was, the surest first, never
    empty. ``properties`` are flat (what was nested has dotted names) and bounded; ``context`` is what the mapping knows
    beside: path, url, referrer, title, user_agent, utm_source, utm_medium, utm_campaign, ids of clicks.
    """

    id: str
    at: datetime
    name: str
    identities: tuple[str, ...]
    properties: Mapping[str, Plain]
    context: Mapping[str, str]


class Identification(Struct, frozen=True):
    """What another system says of who somebody is: all these identities are one person's, who has these traits.

    ``traits`` are flat and bounded like an event's properties. ``explicit`` is set where the sender says on purpose
    that two customers are one.
    """

    id: str
    at: datetime
    identities: tuple[str, ...]
    traits: Mapping[str, Plain]
    explicit: bool = False


Report = ForeignEvent | Identification


class Reporter(Struct, frozen=True):
    """Who reports. Ids are unique within ``source``: the name of a key, or of a sender.

    ``trusted`` is False for a browser's key, which everybody can read: it speaks for its anonymous visitor only.
    ``audience`` is that of whoever becomes a lead by it.
    """

    source: str
    trusted: bool
    audience: str | None
