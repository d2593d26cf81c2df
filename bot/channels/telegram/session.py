"""Calls to the Bot API as JSON, with every failure sorted by what is known of the call.

aiogram's own session sends forms, which costs several times as much, and lets answers that are no JSON through as
errors of other kinds.
"""

import json
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile, Message
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, FormData, TCPConnector

from bot import clock
from bot.channels.telegram.batches import MOST_UPDATES, unreadable, updates_in
from bot.channels.telegram.retry_after import seconds_to_wait
from bot.channels.telegram.time_limits import TimeLimits
from bot.errors import DeliveryError
from bot.http_answers import beginning_of

CONNECT_SECONDS = 5.0
CALL_SECONDS = 30.0
MAX_CONNECTIONS = 200
"""More than are ever under way at once: nothing that may be sent waits for a connection."""
MAX_REASON_CHARS = 200
MAX_ANSWER_BYTES = 20_000_000
"""A hundred updates have a hundredth of it; an answer without an end must not take all memory."""
FORBIDDEN, TOO_MANY_REQUESTS = 403, 429
WAIT_UNLESS_TOLD, LONGEST_WAIT_TO_SEND = 1.0, 300.0
"""A chat that waits longer than this without a trial would look like the end of the bot."""
# A wrong token, a method that the server does not know, a second poller, too much of anything.
_NOT_ABOUT_THE_MESSAGE = (401, 404, 408, 409, TOO_MANY_REQUESTS)


class ApiError(DeliveryError):
    """The Bot API refused a call; ``code`` is its error code, or the HTTP status where the answer was no JSON."""

    def __init__(self, reason: str, *, code: int, **known: Any) -> None:
        super().__init__(reason, **known)
        self.code = code


class OddAnswerError(ApiError):
    """What answered does not speak as the Bot API does: a page of a proxy, a cut line, another server."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came: ``wait`` is what the header asks for, ``is_cut`` whether there was more than we read."""

    status: int
    text: str
    wait: float | None = None
    is_cut: bool = False


class JsonSession(BaseSession):
    """An aiogram session that speaks JSON; forms only where a file is sent."""

    def __init__(self, api_url: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_url), timeout=CALL_SECONDS)
        self._session: ClientSession | None = None
        self._limits = TimeLimits()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def raw(self, token: str, method: str, payload: dict[str, Any], *, seconds: float = CALL_SECONDS) -> Any:
        """Call a method by name and return its result as plain JSON values; raise ``DeliveryError``."""
        answer = await self._post(token, method, seconds=seconds, json=payload)
        try:
            return _result(method, json.loads(answer.text), answer)
        except (ValueError, RecursionError) as error:
            raise _no_json(method, answer) from error

    async def updates(self, token: str, wish: dict[str, Any], *, seconds: float) -> list[Any]:
        """Ask for updates and return each decoded on its own, no more than are asked for; raise ``DeliveryError``."""
        answer = await self._post(token, "getUpdates", seconds=seconds, json=wish)
        try:
            result = _result("getUpdates", json.loads(answer.text), answer)
        except (ValueError, RecursionError) as error:
            # It may be a single one of them that is no JSON: those beside it are none the worse for it.
            result = updates_in(answer.text)
            if result is None and not answer.is_cut:
                raise _no_json("getUpdates", answer) from error
            # Nor does one that fills an answer without an end keep those behind it waiting.
            result = result or [unreadable(answer.text)]
        if not isinstance(result, list):
            raise OddAnswerError("getUpdates: the result is no list", code=answer.status)
        return result[:MOST_UPDATES]

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Call a method and return its result; raise ``DeliveryError``."""
        files: dict[str, InputFile] = {}
        payload = {
            name: prepared
            for name, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) is not None
        }
        body = {"data": _form(payload, files, bot)} if files else {"json": payload}
        name = method.__api_method__
        seconds = timeout or self._limits.limit(name, sends_file=bool(files))
        with self._timed(name):
            answer = await self._post(bot.token, name, seconds=seconds, **body)
        result = _result_of_sending(name, answer)
        # aiogram's model of a message is large, and brittle where we never look.
        is_done = isinstance(result, bool) and method.__returning__ is not Message
        if isinstance(result, list):
            return [_numbered(name, answer, each) for each in result]  # type: ignore[return-value]
        return result if is_done else _numbered(name, answer, result)  # type: ignore[return-value]

    @contextmanager
    def _timed(self, method: str) -> Iterator[None]:
        """Remember what a call takes, also where it was given up; one that was cut off says nothing of that."""
        began = clock.elapsed()
        try:
            yield
        except DeliveryError as error:
            if isinstance(error.__cause__, TimeoutError):
                self._limits.gave_up(method, clock.elapsed() - began)
            raise
        self._limits.answered(method, clock.elapsed() - began)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Stream a file: the bot never downloads one, but aiogram's sessions must offer it."""
        session = self._connected()
        limit = ClientTimeout(total=timeout)
        async with session.get(url, headers=headers, timeout=limit, raise_for_status=raise_for_status) as answer:
            async for chunk in answer.content.iter_chunked(chunk_size):
                yield chunk

    async def _post(self, token: str, method: str, *, seconds: float, **body: Any) -> _Answer:
        url = self.api.api_url(token=token, method=method)
        limit = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        try:
            async with self._connected().post(url, timeout=limit, **body) as answer:
                return await _read(answer)
        except (ClientError, TimeoutError, OSError) as error:
            # The error's own text would show the address, and with it the token.
            raise DeliveryError(f"{method}: {type(error).__name__}") from error

    def _connected(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(connector=TCPConnector(limit=MAX_CONNECTIONS, ttl_dns_cache=300))
        return self._session


async def _read(response: ClientResponse) -> _Answer:
    """Return an answer as far as it is not too large."""
    body, is_cut = await beginning_of(response, most_bytes=MAX_ANSWER_BYTES)
    wait = seconds_to_wait(response.headers.get("Retry-After")) if response.status == TOO_MANY_REQUESTS else None
    return _Answer(response.status, body.decode("utf-8", "replace"), wait, is_cut=is_cut)


def _result(method: str, decoded: Any, answer: _Answer) -> Any:
    """Return the result of a decoded answer; raise ``ApiError`` for a refusal, and for what is no answer at all."""
    if not isinstance(decoded, dict):
        raise _no_json(method, answer)
    if decoded.get("ok") is True and "result" in decoded:
        return decoded["result"]
    # Codes decide, never words, and nothing is taken for granted of their shape.
    parameters = decoded.get("parameters")
    told: dict[str, Any] = parameters if isinstance(parameters, dict) else {}
    code = _whole_number(decoded.get("error_code")) or answer.status
    moved_to, wait = _whole_number(told.get("migrate_to_chat_id")), seconds_to_wait(told.get("retry_after"))
    raise ApiError(
        f"{method}: {str(decoded.get('description') or 'refused')[:MAX_REASON_CHARS]}",
        code=code,
        permanent=400 <= code < 500 and code not in _NOT_ABOUT_THE_MESSAGE and moved_to is None,
        retry_after=answer.wait if wait is None else wait,
        blocked=code == FORBIDDEN,
        moved_to=moved_to,
    )


def _whole_number(told: object) -> int | None:
    return told if type(told) is int and abs(told) < 2**63 else None


def _numbered(method: str, answer: _Answer, result: Any) -> Message:
    """Return all that we ever read of a message that was sent: its number. Whatever else is told may have any shape."""
    number = _whole_number(result.get("message_id")) if isinstance(result, dict) else None
    if number is None:
        raise _no_json(method, answer)
    return Message.model_construct(message_id=number)  # type: ignore[call-arg]


def _result_of_sending(method: str, answer: _Answer) -> Any:
    """Return the result as plain JSON values. What is refused as too much waits a moment, also where none is named."""
    try:
        return _result(method, json.loads(answer.text), answer)
    except (ValueError, RecursionError) as error:
        failed: ApiError = _no_json(method, answer)
        failed.__cause__ = error
    except ApiError as error:
        failed = error
    if failed.code == TOO_MANY_REQUESTS:
        failed.retry_after = min(failed.retry_after or WAIT_UNLESS_TOLD, LONGEST_WAIT_TO_SEND)
    raise failed


def _no_json(method: str, answer: _Answer) -> OddAnswerError:
    reason = f"{method}: the answer is no JSON (HTTP {answer.status})"
    return OddAnswerError(reason, code=answer.status, retry_after=answer.wait)


def _form(payload: dict[str, Any], files: dict[str, InputFile], bot: Bot) -> FormData:
    form = FormData(quote_fields=False)
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        form.add_field(name, file.read(bot), filename=file.filename or name)
    return form
