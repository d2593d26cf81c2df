"""What is known of a call by its answer, whatever shape that has."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiohttp import web

from bot.channels.telegram import session
from bot.channels.telegram.outgoing import TelegramMessenger
from bot.channels.telegram.session import ApiError, JsonSession
from bot.errors import DeliveryError
from bot.messages import SendText

TOKEN = "123456789:AAE4-this-is-a-test-token-0123456789"
HELLO = SendText("Hello")


@asynccontextmanager
async def _messenger(
    *answers: tuple[int, object], headers: Mapping[str, str] | None = None
) -> AsyncIterator[TelegramMessenger]:
    """Give a messenger whose server gives these answers, one after the other; text as it is, all else as JSON."""
    left = list(answers)

    async def answer(_request: web.Request) -> web.Response:
        status, body = left.pop(0)
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(status=status, text=text, headers=headers)

    application = web.Application()
    application.router.add_post("/{anything:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    calls = JsonSession(f"http://127.0.0.1:{port}")
    try:
        yield TelegramMessenger(Bot(TOKEN, session=calls))
    finally:
        await calls.close()
        await runner.cleanup()


async def _failure(status: int, body: object, **headers: str) -> DeliveryError:
    async with _messenger((status, body), (status, body), headers=headers) as messenger:
        with pytest.raises(DeliveryError) as failed:
            await messenger.deliver(5, HELLO)
        return failed.value


def _too_many(parameters: object) -> dict[str, object]:
    return {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": parameters}


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        (3, 3.0),
        ("5", 5.0),
        (2.5, 2.5),
        (1e9, 300.0),
        (100_000, 300.0),
        ("1e9", 300.0),
        (-4, 1.0),
        (0, 1.0),
        (None, 1.0),
        ("soon", 1.0),
        ([5], 1.0),
        ({"seconds": 5}, 1.0),
        (True, 1.0),
        (10**400, 1.0),
    ],
)
async def test_a_wait_of_any_shape_is_survived_and_bounded(asked: object, waits: float) -> None:
    failed = await _failure(429, _too_many({"retry_after": asked}))
    assert failed.retry_after == waits
    assert not failed.permanent


@pytest.mark.parametrize("parameters", [None, [], "later", 7, {}, {"retry": 4}])
async def test_too_many_without_a_wait_waits_a_moment(parameters: object) -> None:
    assert (await _failure(429, _too_many(parameters))).retry_after == 1.0


@pytest.mark.parametrize(
    ("header", "waits"),
    [("7", 7.0), ("0", 1.0), ("-3", 1.0), ("86400", 300.0), ("soon", 1.0), ("Wed, 21 Oct 2099 07:28:00 GMT", 1.0)],
)
async def test_a_wait_that_stands_in_the_header_alone_is_kept_to(header: str, waits: float) -> None:
    for body in ("<html>slow down</html>", _too_many(None), _too_many({})):
        assert (await _failure(429, body, **{"Retry-After": header})).retry_after == waits
    assert (await _failure(429, _too_many({"retry_after": 4}), **{"Retry-After": header})).retry_after == 4.0


async def test_a_page_instead_of_an_answer_that_says_too_many_waits_a_moment() -> None:
    assert (await _failure(429, "<html>slow down</html>")).retry_after == 1.0


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, "<html>Bad Gateway</html>"),
        (500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}),
        (200, "no JSON"),
        (200, "[1]"),
        (200, {"ok": True}),
        (200, {"ok": True, "result": {"text": "without a number"}}),
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        (404, {"ok": False, "error_code": 404, "description": "Not Found"}),
        (409, {"ok": False, "error_code": 409, "description": "Conflict"}),
        (500, {"ok": False, "error_code": "five hundred", "description": ["odd"]}),
    ],
)
async def test_what_says_nothing_of_the_message_is_tried_again(status: int, body: object) -> None:
    failed = await _failure(status, body)
    assert not failed.permanent
    assert not failed.is_answer


@pytest.mark.parametrize("code", [400, 402, 410, 413])
async def test_a_message_is_refused_for_good_by_its_code(code: int) -> None:
    failed = await _failure(code, {"ok": False, "error_code": code, "description": "whatever it says"})
    assert failed.permanent
    assert failed.is_answer
    assert not failed.blocked


async def test_a_chat_that_takes_no_messages_and_one_that_moved_are_told_by_code_and_number() -> None:
    blocked = await _failure(403, {"ok": False, "error_code": 403, "description": "Forbidden"})
    assert blocked.blocked
    body = {"ok": False, "error_code": 400, "description": "moved", "parameters": {"migrate_to_chat_id": -1007}}
    moved = await _failure(400, body)
    assert (moved.moved_to, moved.permanent) == (-1007, False)


async def test_the_reason_is_short_however_long_the_description() -> None:
    failed = await _failure(400, {"ok": False, "error_code": 400, "description": "x" * 100_000})
    assert len(failed.reason) < 300


async def test_a_message_that_arrived_is_not_sent_again_because_its_answer_is_shaped_oddly() -> None:
    body = {"ok": True, "result": {"message_id": 77, "date": "yesterday", "chat": None}}
    async with _messenger((200, body)) as messenger:
        assert await messenger.deliver(5, HELLO) == 77


async def test_an_answer_without_an_end_is_read_to_its_bound_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MAX_ANSWER_BYTES", 100_000)
    for body in ("x" * 5_000_000, {"ok": True, "result": {"message_id": 7, "text": "x" * 5_000_000}}, "[" * 900_000):
        failed = await _failure(200, body)
        assert not failed.permanent
        assert len(failed.reason) < 300


async def test_a_call_that_hangs_is_given_up() -> None:
    hangs = asyncio.Event()

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hangs.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    calls = JsonSession(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        with pytest.raises(DeliveryError) as failed:
            await calls.raw(TOKEN, "sendMessage", {}, seconds=0.2)
        assert not isinstance(failed.value, ApiError)
        assert not failed.value.is_answer
    finally:
        hangs.set()
        await calls.close()
        server.close()
