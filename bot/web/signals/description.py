"""What the addresses for reports take and answer, as OpenAPI, and as a page that needs nothing from elsewhere."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from bot.web.signals.answers import MOST_MISTAKES_TOLD

TITLE = "Leadbot: reports of websites and other systems"
_ABOUT = (
    "Segment's HTTP API and PostHog's capture. A key comes from `leadbot keys create`: as the user of basic "
    "authentication, or in the body. What was answered 200 is on disk; what is answered 429 or 503 may be sent again."
)
_TEXT = {"type": "string"}
_ANYTHING: dict[str, Any] = {}
_OBJECT = {"type": "object", "additionalProperties": True}
_EVENT = {
    "type": "object",
    "additionalProperties": True,
    "properties": {
        "userId": _ANYTHING,
        "anonymousId": _ANYTHING,
        "messageId": _ANYTHING,
        "timestamp": _ANYTHING,
        "properties": _ANYTHING,
        "traits": _ANYTHING,
        "context": _ANYTHING,
        "writeKey": _ANYTHING,
    },
}
_CAPTURED = {
    "type": "object",
    "additionalProperties": True,
    "properties": {
        "event": _ANYTHING,
        "distinct_id": _ANYTHING,
        "uuid": _ANYTHING,
        "timestamp": _ANYTHING,
        "properties": _ANYTHING,
        "api_key": _ANYTHING,
    },
}
_MISTAKES = {
    "type": "array",
    "maxItems": MOST_MISTAKES_TOLD,
    "items": {
        "type": "object",
        "required": ["index", "reason", "message"],
        "properties": {"index": {"type": "integer"}, "reason": _TEXT, "message": _TEXT},
    },
}
_REFUSED = {
    "type": "object",
    "required": ["success", "code", "message", "detail"],
    "properties": {"success": {"const": False}, "code": _TEXT, "message": _TEXT, "detail": _TEXT},
}
_BATCH = {"type": "object", "required": ["batch"], "properties": {"batch": {"type": "array", "items": _EVENT}}}
_MANY = {"type": "object", "required": ["batch"], "properties": {"batch": {"type": "array", "items": _CAPTURED}}}
_ASKED = {
    "type": "object",
    "required": ["anonymousId"],
    "additionalProperties": True,
    "properties": {
        "anonymousId": {"type": "string", "minLength": 10, "maxLength": 200},
        "context": {
            "type": "object",
            "properties": {"page": {"type": "object", "properties": {"url": _TEXT}}},
        },
        "writeKey": _ANYTHING,
    },
}
_LINK = {
    "type": "object",
    "required": ["success", "url", "expiresIn"],
    "properties": {"success": {"const": True}, "url": _TEXT, "expiresIn": {"type": "integer"}},
}
_REFUSALS = {
    400: "No JSON of this shape, or too large by Segment's specification.",
    401: "The key is missing, wrong or revoked.",
    403: "A browser's page of a website that is not allowed.",
    408: "The body did not arrive.",
    413: "Too large.",
    429: "Too many requests with this key: again after `Retry-After` seconds.",
    503: "Too much is coming in, or nothing can be stored: again after `Retry-After` seconds.",
}
_SUMMARIES = {
    "segment_batch": "Many events of any kind.",
    "segment_track": "Something that somebody did.",
    "segment_identify": "Who somebody is. With a server's key and an address, a visitor becomes a lead.",
    "segment_page": "A page that was seen.",
    "segment_screen": "A screen of an app that was seen.",
    "segment_group": "The company that somebody belongs to.",
    "segment_alias": "Two names are one person's.",
    "continue": "The link by which a visitor goes on in the chat as the same person: once, within `expiresIn` seconds.",
    "segment_settings": "What Segment's library for browsers asks first.",
    "rudderstack_source": "What RudderStack's library for browsers asks first.",
    "posthog_capture": "One event, a list of events, or a batch.",
    "posthog_config": "What PostHog's library for browsers asks first.",
    "posthog_config_script": "The same as a script.",
    "posthog_flags": "No feature is switched for anybody.",
}


def documented(name: str) -> dict[str, Any]:
    """Return how a route is described, as the web framework takes it."""
    taken = name.startswith("segment_") and name != "segment_settings"
    body = _BODIES.get(name, _EVENT if taken else None)
    ok: dict[str, Any] = _LINK if name == "continue" else _OBJECT
    if body is not None and name != "continue":
        done = {"success": {"const": True}} if taken else {"status": {"const": 1}}
        ok = {"type": "object", "required": [*done], "properties": {**done, "mistakes": _MISTAKES}}
    media = "text/javascript" if name == "posthog_config_script" else "application/json"
    answers: dict[int, Any] = {
        200: {"description": "On disk." if body else "The answer.", "content": {media: {"schema": ok}}}
    }
    if media != "application/json":
        answers[200]["content"][media]["schema"] = _TEXT
    for status, told in _REFUSALS.items() if name != "posthog_flags" else ():
        answers[status] = {"description": told, "content": {"application/json": {"schema": _REFUSED}}}
    more: dict[str, Any] = {"security": [{"key": []}, {}]}
    if body is not None:
        more["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if name in _OF_A_KEY:
        more["parameters"] = [{"name": "key", "in": "path", "required": True, "schema": _TEXT}]
    if name == "rudderstack_source":
        more["parameters"] = [{"name": "writeKey", "in": "query", "schema": _TEXT}]
    return {"summary": _SUMMARIES[name], "responses": answers, "openapi_extra": more}


_BODIES: Mapping[str, dict[str, Any]] = {
    "segment_batch": _BATCH,
    "posthog_capture": {"anyOf": [_CAPTURED, _MANY, {"type": "array", "items": _CAPTURED}]},
    "continue": _ASKED,
}
_OF_A_KEY = ("segment_settings", "posthog_config", "posthog_config_script")


def described(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """Return the description of the routes that are shown, as OpenAPI."""
    found = get_openapi(title=TITLE, version="1", description=_ABOUT, routes=routes)
    for operations in found["paths"].values():
        for operation in operations.values():
            # The framework's own answer to arguments that it checks: ours are checked here.
            operation["responses"].pop("422", None)
            media = operation["responses"]["200"]["content"]
            if len(media) > 1:
                media.pop("application/json")
    found.setdefault("components", {})["securitySchemes"] = {"key": {"type": "http", "scheme": "basic"}}
    return found


def page(description: Mapping[str, Any]) -> str:
    """Return the description as a page."""
    rows = "\n".join(
        f"<h2><code>{escape(method.upper())} {escape(path)}</code></h2>\n<p>{escape(operation['summary'])}</p>\n"
        f"<table>{''.join(_row(status, answer) for status, answer in operation['responses'].items())}</table>"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    )
    about = escape(_ABOUT).replace("`leadbot keys create`", "<code>leadbot keys create</code>")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(TITLE)}</title>'
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}"
        "td{padding:.1rem 1rem .1rem 0;vertical-align:top}</style>"
        f'<h1>{escape(TITLE)}</h1><p>{about}</p><p><a href="/docs/openapi.json">openapi.json</a></p>\n{rows}</html>'
    )


def _row(status: str, answer: Mapping[str, Any]) -> str:
    return f"<tr><td>{escape(status)}</td><td>{escape(answer['description'])}</td></tr>"
