"""Calls to the Bot API as JSON, with every failure sorted by what is known of the call.

aiogram's own session sends forms, which costs several times as much, and lets answers that are no JSON through as
errors of other kinds.
"""

import json
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector

from bot.channels.telegram.batches import updates_in
from bot.channels.telegram.waits import seconds_to_wait
from bot.errors import DeliveryError

CONNECT_SECONDS = 10.0
CALL_SECONDS = 30.0
MAX_CONNECTIONS = 64


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
        status, answer = await self._post(bot.token, name, seconds=timeout or CALL_SECONDS, **body)
        try:
            response = self.check_response(bot=bot, method=method, status_code=status, content=answer)
        except (TelegramAPIError, ClientDecodeError) as error:
            raise _sorted_out(error, name, status) from error
        return response.result  # type: ignore[return-value]  # an answer that is ok has its result

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
    parameters, code = decoded.get("parameters"), decoded.get("error_code")
    raise ApiError(
        f"{method}: {decoded.get('description', 'refused')}",
        code=code if type(code) is int else status,
        permanent=400 <= status < 500 and status not in (401, 404, 409, 429),
        retry_after=seconds_to_wait(parameters.get("retry_after")) if isinstance(parameters, dict) else None,
    )


def _no_json(method: str, status: int) -> ApiError:
    return ApiError(f"{method}: the answer is no JSON (HTTP {status})", code=status)


def _form(payload: dict[str, Any], files: dict[str, InputFile], bot: Bot) -> FormData:
    form = FormData(quote_fields=False)
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        form.add_field(name, file.read(bot), filename=file.filename or name)
    return form


def _sorted_out(error: Exception, method: str, status: int) -> ApiError:
    """Return the error of a refused call, sorted by its code; by its words only where Telegram has no code for it."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return ApiError(f"{method}: too many requests", code=429, retry_after=seconds)
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return ApiError(f"{method}: the group has moved", code=400, moved_to=chat_id)
        case TelegramForbiddenError(message=message):
            return ApiError(f"{method}: {message}", code=403, permanent=True, blocked=True)
        case TelegramBadRequest(message=message):
            return ApiError(f"{method}: {message}", code=400, permanent=True)
        case TelegramAPIError(message=message):
            return ApiError(f"{method}: {message}", code=status)
        case _:
            return _no_json(method, status)
