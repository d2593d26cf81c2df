"""How other systems that report by webhook sign what they bring, and where in it each thing stands.

Values on the ground: the reader of ``templates/senders`` makes them, whoever takes deliveries in reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

HMACS = ("hmac-sha256", "hmac-sha1", "hmac-sha512")
ECDSA, TOKEN = "ecdsa-sha256", "token"
WAYS = (*HMACS, ECDSA, TOKEN)
HEX, BASE64 = "hex", "base64"
JSON, FORM = "json", "form"
HEADER = "header:"
"""How a place begins that is no part of the body."""
PARTS = ("{id}", "{timestamp}", "{body}")


@dataclass(frozen=True, slots=True)
class Signed:
    """How a delivery is signed.

    ``header`` holds the signature, written as ``encoding`` says, behind ``prefix``; several may stand there with
    blanks between them. With ``pairs`` the header is a list such as ``t=1492774577,v1=5257a8...``, and these are the
    names of its timestamp and its signature. ``over`` is what is signed, of ``PARTS`` and anything between them;
    ``timestamp`` and ``id`` are the headers that these parts stand in. No older or newer than ``within`` is taken,
    where that is said. With ``TOKEN`` nothing is signed: the header, or the address where there is none, shows the
    secret itself. ``secret_prefix`` begins a secret of which the rest is base64.
    """

    by: str
    header: str = ""
    encoding: str = HEX
    prefix: str = ""
    pairs: tuple[str, str] | None = None
    over: str = "{body}"
    timestamp: str = ""
    id: str = ""
    within: timedelta | None = None
    secret_prefix: str = ""


Places = tuple[str, ...]
"""Where something may stand: dotted paths into an event, or headers (``header:X-Topic``); the first that is there."""


@dataclass(frozen=True, slots=True)
class Example:
    """A delivery as the sender brings it: its body, and the headers beside those of its signature."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sender:
    """Another system that reports by webhook.

    ``body`` is JSON or a form; ``events`` the path to a list where a delivery may hold several, ``"."`` where the body
    is one. ``pings`` is how the body of a delivery begins that only tries whether we are there. ``called`` is where the
    person's name stands, ``identifies`` the names of events that say who somebody is. ``example`` is for trying out.
    """

    name: str
    signed: Signed
    id: Places
    at: Places
    event: Places
    body: str = JSON
    events: str = ""
    pings: str = ""
    mail: Places = ()
    phone: Places = ()
    user: Places = ()
    called: Places = ()
    identifies: tuple[str, ...] = ()
    example: Example | None = None
