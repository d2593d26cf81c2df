"""What sending one message costs this process: Leadbot's JSON session beside aiogram's own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter, process_time

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer

from bot.channels.telegram.outgoing import call_for
from bot.channels.telegram.session import JsonSession
from bot.messages import Button, SendText

from .contestants import TOKEN

_SERVER = """
import asyncio, json
answer = json.dumps({"ok": True, "result": {"message_id": 7, "date": 1767600000, "text": "What would help you most?",
    "chat": {"id": 20000001, "type": "private", "first_name": "Quentin"},
    "from": {"id": 7000001, "is_bot": True, "first_name": "Northwind"}}}).encode()
head = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(answer)
async def serve(reader, writer):
    try:
        while True:
            lines = (await reader.readuntil(b"\\r\\n\\r\\n")).lower()
            if b"transfer-encoding: chunked" in lines:
                await reader.readuntil(b"\\r\\n0\\r\\n\\r\\n")
            else:
                await reader.readexactly(int(lines.split(b"content-length:")[1].split(b"\\r\\n")[0]))
            writer.write(head + answer)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""
"""A Bot API that says yes to everything, in a process of its own so that only the sender's time is measured."""

_LABELS = ("More leads", "Better sales follow-up", "Customer service", "Something else")
_MESSAGE = SendText(
    "Got it: <b>better follow-up</b>, about 200 people. (Wrong? Just edit your message.)"
    "\n\nWhen would you like to start?",
    tuple((Button(label, data=f"answer:need:{index}"),) for index, label in enumerate(_LABELS)),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """Seconds per message: this process's own work, and as the clock on the wall saw it."""

    cpu: float
    wall: float


@asynccontextmanager
async def trivial_server() -> AsyncIterator[str]:
    """Give the address of the server."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SERVER, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


def sessions(url: str) -> dict[str, BaseSession]:
    """Return the sessions to compare, by name."""
    return {
        "leadbot's JsonSession": JsonSession(url),
        "aiogram's AiohttpSession": AiohttpSession(api=TelegramAPIServer.from_base(url)),
    }


async def time_sending(session: BaseSession, *, messages: int, at_once: int) -> Sent:
    """Send so many messages, some at once."""
    bot = Bot(TOKEN, session=session)

    async def send(number: int) -> None:
        for _ in range(number):
            await bot(call_for(20_000_001, _MESSAGE))

    await send(at_once)
    began, cpu = perf_counter(), process_time()
    await asyncio.gather(*(send(messages // at_once) for _ in range(at_once)))
    return Sent((process_time() - cpu) / messages, (perf_counter() - began) / messages)
