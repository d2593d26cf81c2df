"""Calls to the Bot API as JSON, with every failure sorted by what is known of the call.

aiogram's own session sends forms, which costs several times as much, and lets answers that are no JSON through as
errors of other kinds.
"""

import json
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile, Message
from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector

from bot import clock
from bot.channels.telegram.batches import updates_in
from bot.channels.telegram.retry_after import seconds_to_wait
from bot.channels.telegram.time_limits import TimeLimits
from bot.errors import DeliveryError

CONNECT_SECONDS = 5.0
CALL_SECONDS = 30.0
MAX_CONNECTIONS = 200
"""More than are ever under way at once: nothing that may be sent waits for a connection."""
MAX_REASON_CHARS = 200
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
        status, answer = await self._post(token, method, seconds=seconds, json=payload)
        try:
            decoded = json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise _no_json(method, status) from error
        return _result(method, decoded, status)

    async def updates(self, token: str, wish: dict[str, Any], *, seconds: float) -> list[Any]:
        """Ask for updates and return each decoded on its own; raise ``DeliveryError``."""
        status, answer = await self._post(token, "getUpdates", seconds=seconds, json=wish)
        try:
            result = _result("getUpdates", json.loads(answer), status)
        except (ValueError, RecursionError) as error:
            # It may be a single one of them that is no JSON: those beside it are none the worse for it.
            result = updates_in(answer)
            if result is None:
                raise _no_json("getUpdates", status) from error
        if not isinstance(result, list):
            raise ApiError("getUpdates: the result is no list", code=status)
        return result

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
            status, answer = await self._post(bot.token, name, seconds=seconds, **body)
        result = _result_of_sending(name, status, answer)
        try:
            response = self.check_response(bot=bot, method=method, status_code=status, content=answer)
        except (TelegramAPIError, ClientDecodeError):
            # It was done, only told in a way that we do not know: sent again, it would arrive twice.
            return _understood(name, status, result)  # type: ignore[return-value]  # all that is read of any
        return response.result  # type: ignore[return-value]  # an answer that is ok has its result

    @contextmanager
    def _timed(self, method: str) -> Iterator[None]:
        """Remember what a call takes, also where it was given up."""
        began = clock.elapsed()
        try:
            yield
        finally:
            self._limits.note(method, clock.elapsed() - began)

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

    async def _post(self, token: str, method: str, *, seconds: float, **body: Any) -> tuple[int, str]:
        url = self.api.api_url(token=token, method=method)
        limit = ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        try:
            async with self._connected().post(url, timeout=limit, **body) as answer:
                return answer.status, (await answer.read()).decode("utf-8", "replace")
        except (ClientError, TimeoutError, OSError) as error:
            # The error's own text would show the address, and with it the token.
            raise DeliveryError(f"{method}: {type(error).__name__}") from error

    def _connected(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(connector=TCPConnector(limit=MAX_CONNECTIONS, ttl_dns_cache=300))
        return self._session


def _result(method: str, decoded: Any, status: int) -> Any:
    """Return the result of a decoded answer; raise ``ApiError`` for a refusal, and for what is no answer at all."""
    if not isinstance(decoded, dict):
        raise _no_json(method, status)
    if decoded.get("ok") is True and "result" in decoded:
        return decoded["result"]
    # Codes decide, never words, and nothing is taken for granted of their shape.
    parameters = decoded.get("parameters")
    told: dict[str, Any] = parameters if isinstance(parameters, dict) else {}
    code = _whole_number(decoded.get("error_code")) or status
    moved_to = _whole_number(told.get("migrate_to_chat_id"))
    raise ApiError(
        f"{method}: {str(decoded.get('description') or 'refused')[:MAX_REASON_CHARS]}",
        code=code,
        permanent=400 <= code < 500 and code not in _NOT_ABOUT_THE_MESSAGE and moved_to is None,
        retry_after=seconds_to_wait(told.get("retry_after")),
        blocked=code == FORBIDDEN,
        moved_to=moved_to,
    )


def _whole_number(told: object) -> int | None:
    return told if type(told) is int and abs(told) < 2**63 else None


def _understood(method: str, status: int, result: Any) -> Message:
    """Return all that we ever read of a result that is not shaped as it should be: the message's number."""
    number = _whole_number(result.get("message_id")) if isinstance(result, dict) else None
    if number is None:
        raise _no_json(method, status)
    return Message.model_construct(message_id=number)  # type: ignore[call-arg]


def _result_of_sending(method: str, status: int, answer: str) -> Any:
    """Return the result as plain JSON values. What is refused as too much waits a moment, also where none is named."""
    try:
        return _result(method, json.loads(answer), status)
    except (ValueError, RecursionError) as error:
        failed = _no_json(method, status)
        failed.__cause__ = error
    except ApiError as error:
        failed = error
    if failed.code == TOO_MANY_REQUESTS:
        failed.retry_after = min(failed.retry_after or WAIT_UNLESS_TOLD, LONGEST_WAIT_TO_SEND)
    raise failed


def _no_json(method: str, status: int) -> ApiError:
    return ApiError(f"{method}: the answer is no JSON (HTTP {status})", code=status)


def _form(payload: dict[str, Any], files: dict[str, InputFile], bot: Bot) -> FormData:
    form = FormData(quote_fields=False)
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        form.add_field(name, file.read(bot), filename=file.filename or name)
    return form
