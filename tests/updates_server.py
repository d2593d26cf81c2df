"""A Bot API of a few lines: it brings whatever it is told to, as text, and counts how often it is asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "7000001:AAtest-token-that-nobody-else-has-0000001"
LONGEST_POLL = 0.2
HANGS_SECONDS = 4.0


@dataclass(slots=True)
class UpdatesServer:
    """Keeps updates until an offset confirms them; what has no number stays for ever.

    ``answers`` are given first, as they are and at once: status and body. ``results`` is what other methods tell: a
    result, or status and body. ``members`` is what getChatMember tells, by person: a
    result, or a refusal's code; after ``seconds``; ``silent`` lets it hang.
    """

    url: str = ""
    waiting: list[str] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    results: dict[str, Any] = field(default_factory=dict)
    polls: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    members: dict[int, Any] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    silent: bool = False
    seconds: float = 0.0

    def bring(self, *updates: Any) -> None:
        """Let updates wait: values, or texts that stand as they are in the answer."""
        self.waiting += [one if isinstance(one, str) else json.dumps(one) for one in updates]

    async def called(self, request: web.Request) -> web.Response:
        """Answer a call."""
        method, wish = request.match_info["method"], await request.json()
        self.calls.append(method)
        if method == "getChatMember":
            return await self._member(wish["user_id"])
        if method != "getUpdates":
            told = self.results.get(method, True)
            if isinstance(told, tuple):
                return web.Response(status=told[0], text=told[1], content_type="application/json")
            return web.json_response({"ok": True, "result": told})
        self.polls.append(wish)
        if self.answers:
            status, body = self.answers.pop(0)
            return web.Response(status=status, text=body, content_type="application/json")
        self.waiting = [text for text in self.waiting if not _is_before(text, wish.get("offset", 0))]
        for _ in range(10):
            if self.waiting:
                break
            await asyncio.sleep(LONGEST_POLL / 10)
        return web.Response(text=listed(self.waiting[: wish["limit"]]), content_type="application/json")

    async def _member(self, person: int) -> web.Response:
        self.asked.append(person)
        await asyncio.sleep(HANGS_SECONDS if self.silent else self.seconds)
        told = self.members.get(person, {"status": "left"})
        if isinstance(told, int):
            refusal = {"ok": False, "error_code": told, "description": "refused"}
            return web.json_response(refusal, status=told)
        return web.json_response({"ok": True, "result": told})


def listed(updates: Sequence[str]) -> str:
    """Return the answer that holds these updates."""
    return f'{{"ok":true,"result":[{",".join(updates)}]}}'


def _is_before(text: str, offset: int) -> bool:
    try:
        update = json.loads(text)
    except (ValueError, RecursionError):
        # The server itself knows its number, of course: it stands first.
        update = json.loads(text[: text.index(",")] + "}") if text.startswith('{"update_id"') else None
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and number < offset


@asynccontextmanager
async def updates_server() -> AsyncIterator[UpdatesServer]:
    """Serve a Bot API on a port of its own."""
    server, app = UpdatesServer(), web.Application()
    app.router.add_post("/bot{token}/{method}", server.called)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
