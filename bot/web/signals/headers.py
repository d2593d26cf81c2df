"""What stands in the headers of requests and answers: the key, who may read it, when to come again."""

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.signals.answers import Answer
from bot.web.signals.origins import headers_for, is_allowed


def key_of(request: Request) -> str:
    """Return the key in the header, as the user of basic authentication or a bearer's token; empty if there is none.

    Jitsu's library has a header of its own for it, and takes no key that is not followed by a colon and a secret.
    """
    if own := request.headers.get("X-Write-Key"):
        return own.partition(":")[0].strip()
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return shown.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(shown.strip(), validate=True).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        return "?"


def response_to(request: Request, answer: Answer, allowed: frozenset[str]) -> Response:
    """Return an answer as HTTP has it, which a page of an allowed website may read."""
    headers = headers_for(request) if is_allowed(request, allowed) else {}
    if answer.wait_seconds:
        # Segment's library for browsers reads the second one only.
        headers |= {"Retry-After": str(answer.wait_seconds), "X-RateLimit-Reset": str(answer.wait_seconds)}
    return JSONResponse(dict(answer.body), status_code=answer.status, headers=headers)
