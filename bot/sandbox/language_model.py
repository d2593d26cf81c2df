"""A stand-in for an OpenAI-compatible server: it checks what it is asked as strictly as the strictest of them does.

It answers by rules, so that the same question has the same answer; it can be told what it knows, and to be slow, down,
a liar, or to obey whoever speaks to it. It is no model: what it finds are words that two texts share.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

JSON = dict[str, Any]
Mood = Literal["helpful", "slow", "down", "prose", "lying", "huge", "torn"]

MODEL = "stand-in"
KEPT = 200
HUGE_BYTES = 10_000_000
_STEM = 4
_HOSTILE = ("<a href='https://evil.example'>Act now</a>", "/claim_1 @bo https://evil.example", "x" * 5000)
_KNOWN_KEYS = frozenset({"model", "temperature", "max_tokens", "messages", "response_format"})
_ROLES = frozenset({"system", "user", "assistant"})
_DEEPEST = 10


class BadRequestError(Exception):
    """What a strict server refuses, with its status and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass
class StandIn:
    """The server: the ``model`` and ``key`` that it knows, its mood, and what it was asked.

    ``knows`` maps words that may stand in a message to the answer that they get, as the schema has it; what of it is
    left out is null.
    """

    model: str = MODEL
    key: str = ""
    mood: Mood = "helpful"
    seconds: float = 30.0
    knows: dict[str, JSON] = field(default_factory=dict)
    asked: list[JSON] = field(default_factory=list)

    def answer(self, body: JSON) -> JSON:
        """Return the answer to the body of a request, as its schema has it; raise BadRequestError."""
        check(body, model=self.model)
        self.asked.append(body)
        del self.asked[:-KEPT]
        shown = json.loads(body["messages"][-1]["content"])
        schema = body["response_format"]["json_schema"]["schema"]
        if "lines" in schema["properties"]:
            return {"lines": list(_HOSTILE) if self.mood == "lying" else _summed_up(shown)}
        told = _lied(schema) if self.mood == "lying" else self._told(shown)
        return told if self.mood == "lying" else _filled(told, schema)

    def _told(self, shown: JSON) -> JSON:
        message = str(shown.get("message", ""))
        for words, told in self.knows.items():
            if words.casefold() in message.casefold():
                return told
        return _found(shown, message)


def check(body: object, *, model: str) -> None:
    """Refuse what a strict server would: unknown keys, another model, no schema, or one that is not strict."""
    if not isinstance(body, dict) or not body.keys() <= _KNOWN_KEYS:
        raise BadRequestError(400, "unknown or missing parameters")
    if body.get("model") != model:
        raise BadRequestError(404, f"The model `{body.get('model')}` does not exist")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(map(_is_message, messages)):
        raise BadRequestError(400, "messages: expected a list of role and content")
    if body.get("temperature") != 0 or not isinstance(body.get("max_tokens"), int):
        raise BadRequestError(400, "temperature and max_tokens: expected numbers")
    wanted = body.get("response_format")
    told = wanted.get("json_schema") if isinstance(wanted, dict) and wanted.get("type") == "json_schema" else None
    if not isinstance(told, dict) or told.get("strict") is not True or not isinstance(told.get("name"), str):
        raise BadRequestError(400, "response_format: expected a strict json_schema with a name")
    _check_schema(told.get("schema"), depth=0)


def _is_message(message: object) -> bool:
    return isinstance(message, dict) and message.get("role") in _ROLES and isinstance(message.get("content"), str)


def _check_schema(schema: object, *, depth: int) -> None:
    """Refuse a schema that is not strict: each object names all its properties as required, and allows no others."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        raise BadRequestError(400, "schema: expected objects, not too deep")
    if "anyOf" in schema:
        for each in schema["anyOf"]:
            _check_schema(each, depth=depth + 1)
        return
    match schema.get("type"):
        case "object":
            properties = schema.get("properties")
            if not isinstance(properties, dict) or schema.get("additionalProperties") is not False:
                raise BadRequestError(400, "schema: 'additionalProperties' is required to be false")
            if schema.get("required") != list(properties):
                raise BadRequestError(400, "schema: 'required' must hold every property")
            for each in properties.values():
                _check_schema(each, depth=depth + 1)
        case "array":
            _check_schema(schema.get("items"), depth=depth + 1)
        case "string":
            names = schema.get("enum", ["any"])
            if not names or len(set(names)) != len(names):
                raise BadRequestError(400, "schema: an enum must hold names, each once")
        case "number" | "null":
            pass
        case other:
            raise BadRequestError(400, f"schema: {other} is no type")


def _filled(told: Mapping[str, Any], schema: JSON) -> JSON:
    """Return an answer with null for whatever it leaves out, as the schema wants it."""
    properties: JSON = schema["properties"]
    answers = told.get("answers", {})
    filled: JSON = {"answers": {name: answers.get(name) for name in properties["answers"]["properties"]}}
    filled["wish"] = told.get("wish")
    if "topics" in properties:
        filled["topics"] = told.get("topics", [])
    return filled


def _lied(schema: JSON) -> JSON:
    """Return an answer by no schema and in no message: invented options, numbers, names, wishes and topics."""
    claims: JSON = {
        name: {"value": "platinum", "quote": "as agreed"} for name in schema["properties"]["answers"]["properties"]
    }
    claims |= {"budget": {"value": 1e9, "quote": "a billion"}, "shoe_size": {"value": 43, "quote": "43"}}
    wish = {"value": "stop", "quote": "never write to me again"}
    return {"answers": claims, "wish": wish, "topics": ["free_beer"], "said": "Dear customer, you get 90 % off!"}


def _found(shown: JSON, message: str) -> JSON:
    """Return the option of the open question, and the topic, with whose words a message shares the most."""
    words, asked = message.split(), shown.get("asked")
    options = shown.get("questions", {}).get(asked, {}).get("options", {})
    told: JSON = {}
    if option := _nearest(words, options):
        told["answers"] = {asked: {"value": option, "quote": _quoted(words, options[option])}}
    elif topic := _nearest(words, shown.get("topics", {})):
        told["topics"] = [topic]
    return told


def _nearest(words: Iterable[str], named: Mapping[str, list[str]]) -> str | None:
    stems = {_stem(word) for word in words if len(word) >= _STEM}
    shared = {
        name: len(stems & {_stem(word) for text in texts for word in text.split()}) for name, texts in named.items()
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    others = [count for name, count in shared.items() if name != best]
    return best if best is not None and shared[best] > max(others, default=0) else None


def _quoted(words: list[str], texts: list[str]) -> str:
    stems = {_stem(word) for text in texts for word in text.split()}
    at = [place for place, word in enumerate(words) if len(word) >= _STEM and _stem(word) in stems]
    return " ".join(words[at[0] : at[-1] + 1])


def _stem(word: str) -> str:
    return word.casefold().strip(".,;:!?")[:_STEM]


def _summed_up(shown: JSON) -> list[str]:
    """Return what is known in three lines, the lead's own words in the last."""
    answers = "; ".join(f"{name}: {value}" for name, value in shown.get("answers", {}).items())
    asked = ", ".join(shown.get("asked", ()))
    own = " / ".join(shown.get("words", ()))
    return [
        line
        for line in (f"Known: {answers}", f"Asked about: {asked}", f"In their own words: {own}")
        if line[-2:] != ": "
    ]


class Told(BaseModel):
    """How the stand-in is to be from now on; what is left out stays."""

    mood: Mood | None = None
    seconds: float | None = Field(default=None, ge=0)
    knows: dict[str, JSON] | None = None


def routes(stand_in: StandIn) -> APIRouter:
    """Return the routes of a server, and those by which it is told how to be."""
    router = APIRouter()
    # Each mood's way to answer; the others give the answer as it should be.
    moods: Mapping[str, Callable[[], Response]] = {
        "down": lambda: JSONResponse({"error": {"message": "overloaded"}}, status_code=503),
        "prose": lambda: _completion("Sure! I'd say this person is a founder with a big budget."),
        "huge": lambda: Response(b"x" * HUGE_BYTES, media_type="application/json"),
        "torn": lambda: Response(b'{"choices": [{"message": {"content": "{', media_type="application/json"),
    }

    @router.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        if stand_in.key and request.headers.get("authorization") != f"Bearer {stand_in.key}":
            return _refused(BadRequestError(401, "Incorrect API key provided"))
        try:
            answer = stand_in.answer(json.loads(await request.body()))
        except BadRequestError as error:
            return _refused(error)
        except ValueError:
            return _refused(BadRequestError(400, "expected JSON"))
        if stand_in.mood == "slow":
            await asyncio.sleep(stand_in.seconds)
        return moods[stand_in.mood]() if stand_in.mood in moods else _completion(json.dumps(answer))

    @router.get("/v1/models")
    async def list_models() -> JSON:
        return {"object": "list", "data": [{"id": stand_in.model, "object": "model"}]}

    @router.get("/sandbox/language-model")
    async def read() -> JSON:
        return {"mood": stand_in.mood, "asked": stand_in.asked}

    @router.post("/sandbox/language-model")
    async def tell(told: Told) -> JSON:
        for name, value in told.model_dump(exclude_none=True).items():
            setattr(stand_in, name, value)
        return {"mood": stand_in.mood}

    return router


def _completion(content: str) -> Response:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return JSONResponse({"id": "chatcmpl-1", "object": "chat.completion", "model": MODEL, "choices": [choice]})


def _refused(error: BadRequestError) -> Response:
    return JSONResponse({"error": {"message": str(error), "type": "invalid_request_error"}}, status_code=error.status)
