"""From which websites browsers may report: only from those that the operator names, and from our own pages.

The browser enforces this for whoever follows the rules of CORS; what it sends without asking first is refused here.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request

MAX_AGE_SECONDS = 7200
"""For how long a browser need not ask again: the longest that Chromium heeds."""
_ASKED = "Access-Control-Request-Headers"
_USUAL_HEADERS = "Authorization, Content-Type, Content-Encoding"


def origin_of(request: Request) -> str | None:
    """Return the website whose page sends a request; None where no browser's page does."""
    return request.headers.get("Origin")


def is_allowed(request: Request, allowed: frozenset[str]) -> bool:
    """Return whether a request may come from where it comes: our own pages, a named website, or no browser at all."""
    origin = origin_of(request)
    if origin is None or origin.lower() in allowed:
        return True
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(host) and host == request.headers.get("Host", "").lower()


def headers_for(request: Request) -> dict[str, str]:
    """Return the headers by which a browser lets a page read an answer that it may have."""
    origin = origin_of(request)
    if origin is None:
        return {}
    # A beacon always comes with cookies, of which we have none: without the last line a browser would not send it.
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Expose-Headers": "Retry-After, X-RateLimit-Reset",
        "Vary": "Origin",
    }


def preflight_headers(request: Request) -> Mapping[str, str]:
    """Return the answer to a browser that asks what its page may send."""
    asked = request.headers.get(_ASKED, "")
    is_plain = asked and len(asked) <= 500 and all(sign.isalnum() or sign in "-_, " for sign in asked)
    return {
        **headers_for(request),
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": asked if is_plain else _USUAL_HEADERS,
        "Access-Control-Max-Age": str(MAX_AGE_SECONDS),
    }
