"""Gives a website's visitor the link by which they go on in the chat, once, as the same person."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from bot import clock, logs, metrics
from bot.usecases.links.continue_in_chat import LASTS, link_of_visitor
from bot.usecases.links.lead_on import chat_address
from bot.web.signals import segment
from bot.web.signals.answers import NOT_STORED, SEGMENT, TOO_OFTEN, WRONG_VISITOR, Answer
from bot.web.signals.headers import key_of, response_to
from bot.web.signals.intake import BUSY_SECONDS, RefusedError, SignalIntake
from bot.web.signals.limits import RateLimit
from bot.web.signals.parsed import MOST_ADDRESS_CHARS, MOST_EVENT_BYTES, decoded, object_of, text_of, visitor
from storage.errors import StorageError

CONTINUE = "/v1/continue"
LINKS_A_SECOND, LINKS_AT_ONCE = 5.0, 300.0
"""Of a key. Few visitors go on to the chat: more is somebody who wants to fill our disk."""
SHORTEST_ID = 10
"""Characters. By a visitor's number (42) anybody would go on as anybody; libraries make names that nobody guesses."""

ChatAddress = Callable[[str], str]
"""Returns the address at which a chat is started by some words."""


class _Asked(Struct):
    anonymousId: Any = None  # noqa: N815  # as in Segment's specification
    context: Any = None


_ASKED = msgspec.json.Decoder(_Asked)


def continuing(intake: SignalIntake, at: ChatAddress | None = None) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that gives links; ``at`` says where the chat is, if not in Telegram."""
    rate = RateLimit(LINKS_A_SECOND, LINKS_AT_ONCE)

    async def give_link(request: Request) -> Response:
        try:
            start = await _start(request, intake, rate)
        except RefusedError as error:
            metrics.REQUESTS_REFUSED.labels("continue", error.reason).inc()
            refusal = SEGMENT.refused(error.reason, str(error), wait_seconds=error.wait_seconds)
            return response_to(request, refusal, intake.origins)
        url = at(start) if at else chat_address(intake.in_force.setup.bot_name, start)
        given = {"success": True, "url": url, "expiresIn": int(LASTS.total_seconds())}
        return response_to(request, Answer(200, given), intake.origins)

    return give_link


async def _start(request: Request, intake: SignalIntake, rate: RateLimit) -> str:
    """Return what the link carries, once it is on disk whose it is; raise RefusedError."""
    key = key_of(request) or segment.key_in
    async with intake.received(request, key=key, most=MOST_EVENT_BYTES) as (reporter, body):
        asked: _Asked = decoded(_ASKED, body)
        who = next(visitor(asked.anonymousId), "")
        if len(text_of(asked.anonymousId)) < SHORTEST_ID or not who:
            expected = f"expected the visitor's id, as the library makes it: at least {SHORTEST_ID} characters"
            raise RefusedError(WRONG_VISITOR, f"anonymousId: {expected}")
        wait = rate.seconds_to_wait(reporter.source, now=clock.elapsed())
        if wait:
            raise RefusedError(TOO_OFTEN, "too many links with this key", wait_seconds=wait)
        page = object_of(object_of(asked.context).get("page"))
        url = text_of(page.get("url"), max_chars=MOST_ADDRESS_CHARS)
        try:
            return await intake.database.write(lambda tx: link_of_visitor(tx, who, url, now=intake.now()))
        except StorageError as error:
            logs.logger().error("A visitor's link could not be stored.", action="signals", error=error)
            raise RefusedError(NOT_STORED, "not stored; please ask again", wait_seconds=BUSY_SECONDS) from error
