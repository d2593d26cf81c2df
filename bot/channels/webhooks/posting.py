"""Posts one signed event to one address and tells what came of it, without ever quoting where it went."""

from collections.abc import Collection
from datetime import datetime
from http import HTTPStatus

import aiohttp
from msgspec import Struct

from bot.channels.webhooks.addresses import AddressError, PrivateAddressError, PublicResolver, checked
from bot.channels.webhooks.retry_after import seconds_to_wait
from bot.channels.webhooks.signing import signed_headers
from bot.errors import DeliveryError
from bot.json_text import from_json, to_json

SECONDS = 20.0
CONNECT_SECONDS = 10.0
MOST_CONNECTIONS = 100
USER_AGENT = "Leadbot (webhooks)"


class Letter(Struct, frozen=True):
    """What is to be posted, where, and by which secret it is signed."""

    url: str
    secret: str
    event_id: str
    body: bytes


def letter(url: str, secret: str, payload: str) -> Letter:
    """Return the letter that an event in the outbox stands for: its id goes into a header."""
    event = from_json(payload)
    return Letter(url, secret, event.pop("id"), to_json(event).encode())


def new_session(allowed: Collection[str], *, within: float = SECONDS) -> aiohttp.ClientSession:
    """Return a session that connects to public addresses, and to hosts allowed by name; answers are due ``within``."""
    connector = aiohttp.TCPConnector(
        resolver=PublicResolver(allowed), use_dns_cache=False, limit=MOST_CONNECTIONS, limit_per_host=8
    )
    timeout = aiohttp.ClientTimeout(total=within, sock_connect=CONNECT_SECONDS)
    # No cookies: what one address sets is nobody else's business, nor its own the next time.
    return aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": USER_AGENT}
    )


async def post(session: aiohttp.ClientSession, letter: Letter, *, allowed: Collection[str], now: datetime) -> int:
    """Post a letter and return the status of the answer, a 2xx; raise ``DeliveryError`` for any other."""
    try:
        target = checked(letter.url, allowed=allowed)
    except AddressError as error:
        raise DeliveryError(f"the address is not allowed: {type(error).__name__}") from error
    headers = signed_headers(letter.secret, event_id=letter.event_id, body=letter.body, now=now)
    try:
        async with session.post(target, data=letter.body, headers=headers, allow_redirects=False) as answer:
            status, asks = answer.status, answer.headers.get("Retry-After")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise DeliveryError(_unreachable(error)) from error
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise _refusal(status, asks, now=now)
    return status


def _refusal(status: int, asks: str | None, *, now: datetime) -> DeliveryError:
    if status == HTTPStatus.GONE:
        return DeliveryError("HTTP 410: it is gone", permanent=True, blocked=True)
    if status < HTTPStatus.BAD_REQUEST:
        return DeliveryError(f"HTTP {status}: redirects are not followed")
    waits = status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    return DeliveryError(f"HTTP {status}", retry_after=seconds_to_wait(asks, now=now) if waits else None)


def _unreachable(error: BaseException) -> str:
    """Return why there was no answer: by the kind of the error, since its text names the address."""
    causes = [error, error.__cause__, getattr(error, "os_error", None)]
    if any(isinstance(cause, PrivateAddressError) for cause in causes):
        return "its name does not stand for an address of the public internet"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return f"no answer: {type(error).__name__}"
