"""The addresses that the clients of both dialects speak to, and what their browsers' libraries ask there first."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from bot.settings import SHIPPED_TEMPLATES
from bot.web.signals import posthog, segment
from bot.web.signals.answers import POSTHOG, SEGMENT, Dialect
from bot.web.signals.continuing import CONTINUE, ChatAddress, continuing
from bot.web.signals.description import described, documented, page
from bot.web.signals.first_questions import (
    posthog_config,
    posthog_config_script,
    posthog_flags,
    rudderstack_source,
    segment_settings,
)
from bot.web.signals.headers import key_of, response_to
from bot.web.signals.intake import Parse, RefusedError, SignalIntake
from bot.web.signals.origins import headers_for, is_allowed, preflight_headers
from bot.web.signals.parsed import MOST_EVENT_BYTES, Parsed, moment

MOST_BATCH_BYTES = 500 * 1024
"""Of Segment's specification."""
MOST_POSTHOG_BYTES = 100 * MOST_EVENT_BYTES
"""PostHog's libraries send up to a hundred events at once, and what is larger is not sent again in pieces."""
SEGMENT_PATHS = {kind: [f"/v1/{kind}"] for kind in (segment.BATCH, *segment.KINDS)}
for _letter, _kind in segment.SHORT.items():
    SEGMENT_PATHS[_kind].append(f"/v1/{_letter}")
for _kind, _paths in SEGMENT_PATHS.items():
    # Jitsu's library speaks the same under its own addresses: a browser's, and a server's.
    _paths += (f"/api/s/{_kind}", f"/api/s/s2s/{_kind}")
POSTHOG_PATHS = ("/i/v0/e", "/e", "/batch", "/capture")
FLAG_PATHS = ("/flags", "/decide")
SOURCE_PATHS = ("/sourceConfig/", "/sourceConfig")
SNIPPET = "/v1/leadbot.js"

Endpoint = Callable[[Request], Awaitable[Response]]


def add_signals(
    web: FastAPI, intake: SignalIntake, *, public_url: str | None = None, chat_address: ChatAddress | None = None
) -> None:
    """Let a web application take reports, and describe at `/docs` how.

    ``chat_address`` says where a chat is started by some words, if not in Telegram.
    """
    router = APIRouter()
    for kind, paths in SEGMENT_PATHS.items():
        most = MOST_BATCH_BYTES if kind == segment.BATCH else MOST_EVENT_BYTES
        endpoint = _taking(intake, _segment_parse(kind), SEGMENT, most=most)
        _add(router, paths, endpoint, "POST", named=f"segment_{kind}", shown=paths[:1])
    both = [path for each in POSTHOG_PATHS for path in (f"{each}/", each)]
    _add(router, both, _posthog(intake), "POST", named="posthog_capture", shown=both[::2])
    _add(router, [SNIPPET], _snippet, "GET", named="snippet")
    _add(router, [CONTINUE], continuing(intake, chat_address), "POST", named="continue", shown=[CONTINUE])
    _add_first_questions(router, intake, public_url)
    web.include_router(router)
    _add_documents(web, described(router.routes))


def _add(
    router: APIRouter, paths: Sequence[str], endpoint: Endpoint, method: str, *, named: str, shown: Sequence[str] = ()
) -> None:
    """Add the same endpoint at several paths; only those ``shown`` are described."""
    for path in paths:
        more = documented(named) if path in shown else {}
        router.add_api_route(
            path, endpoint, methods=[method], name=named, include_in_schema=path in shown, response_model=None, **more
        )


async def _snippet(_: Request) -> Response:
    # A script of a page is asked for without CORS; nobody can do anything with it but report as the page says.
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    file = SHIPPED_TEMPLATES / "web" / "website" / "leadbot.js"
    return FileResponse(file, media_type="text/javascript", headers=headers)


def _segment_parse(kind: str) -> Parse:
    if kind == segment.BATCH:
        return lambda body, at: segment.parse_batch(body, at=at)
    return lambda body, at: segment.parse_event(body, kind, at=at)


def _taking(intake: SignalIntake, parse: Parse, dialect: Dialect, *, most: int) -> Endpoint:
    async def take(request: Request) -> Response:
        key = key_of(request) or segment.key_in
        answer = await intake.take(request, parse, dialect, key=key, most=most)
        return response_to(request, answer, intake.origins)

    return take


def _posthog(intake: SignalIntake) -> Endpoint:
    async def take(request: Request) -> Response:
        parse = partial(_parse_posthog, request.query_params.get("_"))
        key = key_of(request) or posthog.key_in
        answer = await intake.take(request, parse, POSTHOG, key=key, most=MOST_POSTHOG_BYTES)
        return response_to(request, answer, intake.origins)

    return take


def _parse_posthog(sent: str | None, body: bytes, at: datetime) -> Parsed:
    """Take a body apart; the library for browsers says in the address when it was sent, in milliseconds since 1970."""
    sent_at = moment(int(sent)) if sent and sent.isdecimal() and len(sent) < 16 else None
    return posthog.parse(body, at=at, sent_at=sent_at)


def _add_first_questions(router: APIRouter, intake: SignalIntake, public_url: str | None) -> None:
    async def settings(request: Request) -> Response:
        return await _answered(intake, request, lambda key: JSONResponse(segment_settings(key, request, public_url)))

    async def source(request: Request) -> Response:
        key = request.query_params.get("writeKey", "") or key_of(request)
        return await _answered(intake, request, lambda key: JSONResponse(rudderstack_source(key)), key=key)

    async def config(request: Request) -> Response:
        return await _answered(intake, request, lambda key: JSONResponse(posthog_config(key)))

    async def script(request: Request) -> Response:
        return await _answered(
            intake, request, lambda key: Response(posthog_config_script(key), media_type="text/javascript")
        )

    async def flags(request: Request) -> Response:
        headers = headers_for(request) if is_allowed(request, intake.origins) else {}
        return JSONResponse(posthog_flags(), headers=headers)

    async def no_script(request: Request) -> Response:
        # PostHog's library loads what it knows to be switched off; a failure would be an error in the site's console.
        headers = headers_for(request) if is_allowed(request, intake.origins) else {}
        return Response("", media_type="text/javascript", headers=headers)

    async def preflight(request: Request) -> Response:
        if is_allowed(request, intake.origins):
            return Response(status_code=204, headers=dict(preflight_headers(request)))
        return Response(status_code=403)

    asked = ("/v1/projects/{key}/settings", "/array/{key}/config", "/array/{key}/config.js")
    for path, endpoint, named in zip(
        asked, (settings, config, script), ("segment_settings", "posthog_config", "posthog_config_script"), strict=True
    ):
        _add(router, [path], endpoint, "GET", named=named, shown=[path])
    _add(router, SOURCE_PATHS, source, "GET", named="rudderstack_source", shown=SOURCE_PATHS[:1])
    both = [path for each in FLAG_PATHS for path in (f"{each}/", each)]
    _add(router, both, flags, "POST", named="posthog_flags", shown=both[::2])
    _add(router, ["/static/{name:path}"], no_script, "GET", named="posthog_scripts")
    posted = [path for paths in SEGMENT_PATHS.values() for path in paths]
    posted += [path for each in POSTHOG_PATHS for path in (f"{each}/", each)] + both + [*asked, *SOURCE_PATHS, CONTINUE]
    _add(router, posted, preflight, "OPTIONS", named="preflight")


async def _answered(
    intake: SignalIntake, request: Request, answer: Callable[[str], Response], *, key: str | None = None
) -> Response:
    """Answer what a library asks for a key, which stands in the path by default, or that there is no such key."""
    key = str(request.path_params["key"]) if key is None else key
    try:
        await intake.reporter(key, request)
    except RefusedError as error:
        refusal = SEGMENT.refused(error.reason, str(error), wait_seconds=error.wait_seconds)
        return response_to(request, refusal, intake.origins)
    response = answer(key)
    response.headers.update(headers_for(request))
    return response


def _add_documents(web: FastAPI, description: dict[str, object]) -> None:
    html = page(description)

    @web.get("/docs", include_in_schema=False)
    async def show_documents() -> HTMLResponse:
        return HTMLResponse(html)

    @web.get("/docs/openapi.json", include_in_schema=False)
    async def show_description() -> JSONResponse:
        return JSONResponse(description)
