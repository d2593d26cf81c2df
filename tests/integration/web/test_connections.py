"""Connections that keep us waiting: none is waited for without end, and no number of them keeps others out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI, Request

from bot.web import connections
from bot.web import serving as serving_module
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.serving import listen, serving
from tests.builders import Office

ASK = b"GET /health HTTP/1.1\r\nhost: bot\r\n\r\n"
HALF = b"GET /health HTTP/1.1\r\nhost: bot\r\n"
HALF_CALL = (
    b"POST /telegram/webhook HTTP/1.1\r\nhost: bot\r\n"
    b"x-telegram-bot-api-secret-token: s3cret\r\ncontent-length: 100\r\n\r\n"
)
LONG_BODY = b"POST /slow HTTP/1.1\r\nhost: bot\r\ncontent-length: 8\r\n\r\n"


@dataclass(slots=True)
class Served:
    """A server with a page that answers at once, and one that waits until it may."""

    port: int
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def connect(self, words: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection and say something."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(words)
        return reader, writer

    async def answer(self, words: bytes = ASK) -> bytes:
        """Return the first line of the answer on a connection of its own."""
        reader, writer = await self.connect(words)
        try:
            return (await asyncio.wait_for(reader.readline(), 5)).strip()
        finally:
            writer.close()


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    listener = listen("127.0.0.1", 0)
    server, web = Served(listener.getsockname()[1]), FastAPI()

    @web.get("/health")
    async def health() -> str:
        return "ok"

    @web.post("/slow")
    async def slow(request: Request) -> int:
        server.asked.set()
        body = await request.body()
        await server.may_answer.wait()
        return len(body)

    async with serving(web, listener):
        yield server


@asynccontextmanager
async def _dripping(writer: asyncio.StreamWriter, drop: bytes) -> AsyncIterator[None]:
    """Let a connection go on, a drop at a time, for as long as the test does."""

    async def drip() -> None:
        while True:
            writer.write(drop)
            await asyncio.sleep(0.02)

    task = asyncio.create_task(drip())
    try:
        yield
    finally:
        task.cancel()
        writer.close()


async def _is_closed(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(5):
            while await reader.read(1_000):
                pass
    except ConnectionError:
        pass
    return reader.at_eof() or reader.exception() is not None


@pytest.mark.parametrize(
    ("begins", "drop"),
    [
        (b"", b""),
        (b"", b"G"),
        (HALF, b""),
        (HALF, b"x: y\r\n"),
        (b"\r\n", b"\r\n"),
        (ASK + HALF, b"x: y\r\n"),
        (ASK[:-2] + b"content-length: 9999\r\n\r\n", b"."),
        (ASK[:-2] + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n.\r\n"),
    ],
    ids=["nothing", "one letter", "half", "slow lines", "empty lines", "the second", "a body unread", "pieces unread"],
)
async def test_a_header_is_waited_for_so_long_and_no_longer_however_slowly_it_drips(
    served: Served, monkeypatch: pytest.MonkeyPatch, begins: bytes, drop: bytes
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    reader, writer = await served.connect(begins)
    async with _dripping(writer, drop):
        assert await _is_closed(reader)
    assert await served.answer() == b"HTTP/1.1 200 OK"


async def test_a_body_may_take_longer_than_a_header_and_so_may_the_answer(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)
    reader, writer = await served.connect(LONG_BODY)
    await served.asked.wait()
    for _ in range(8):
        writer.write(b"x")
        await asyncio.sleep(0.05)
    served.may_answer.set()
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    writer.close()


async def test_a_request_that_came_behind_another_has_all_the_time_that_its_answer_takes(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)
    reader, writer = await served.connect(ASK + LONG_BODY + b"12345678")
    await served.asked.wait()
    await asyncio.sleep(0.4)
    served.may_answer.set()
    async with asyncio.timeout(5):
        answers = await reader.readuntil(b"\r\n\r\n8")
    assert answers.count(b"HTTP/1.1 200 OK") == 2
    writer.close()


@pytest.mark.parametrize("words", [b"", HALF, b"G", LONG_BODY[:-2]])
async def test_however_many_connections_wait_who_asks_is_answered_and_who_is_being_answered_stays(
    served: Served, words: bytes
) -> None:
    reader, writer = await served.connect(LONG_BODY + b"12345678")
    await served.asked.wait()
    others = [await served.connect(words) for _ in range(connections.MOST_CONNECTIONS + 20)]
    assert await served.answer() == b"HTTP/1.1 200 OK"
    served.may_answer.set()
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    for _, other in (*others, (reader, writer)):
        other.close()


async def test_where_all_are_being_answered_the_oldest_makes_room(served: Served) -> None:
    busy = [await served.connect(LONG_BODY) for _ in range(connections.MOST_CONNECTIONS)]
    assert await served.answer() == b"HTTP/1.1 200 OK"
    assert await _is_closed(busy[0][0])
    for _, other in busy:
        other.close()


@pytest.mark.parametrize("body", [b"", b"{", b'{"update_id": 1}' * 3], ids=["none", "a little", "most"])
async def test_a_webhook_call_that_is_half_here_is_answered_when_the_bot_stops(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    monkeypatch.setattr(serving_module, "STOP_WITHIN", 0.1)
    taken: list[str] = []

    async def receive(text: str) -> None:
        taken.append(text)

    web, listener = create_web(office.database, Health(), receive=receive, secret="s3cret"), listen("127.0.0.1", 0)
    async with serving(web, listener):
        reader, writer = await Served(listener.getsockname()[1]).connect(HALF_CALL + body)
        await asyncio.sleep(0.1)
    assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    writer.close()
    assert taken == []
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_webhook_call_whose_update_cannot_be_stored_in_time_is_to_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(serving_module, "STOP_WITHIN", 0.1)
    begun = asyncio.Event()

    async def receive(text: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    web, listener = create_web(office.database, Health(), receive=receive, secret="s3cret"), listen("127.0.0.1", 0)
    async with serving(web, listener):
        reader, writer = await Served(listener.getsockname()[1]).connect(HALF_CALL + b"x" * 100)
        await begun.wait()
    assert (await reader.readline()).startswith(b"HTTP/1.1 503")
    writer.close()
    assert not [record for record in caplog.records if record.exc_info]
