"""What an operator's tools and Telegram ask of us over HTTP."""

import json
import re
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest

from bot.messages import Commanded
from bot.web.health import Health
from bot.web.routes import MAX_BODY_BYTES, SECRET_HEADER, WEBHOOK_PATH, Receive, create_web
from tests.builders import QUENTIN, Office, quentin_is_lukewarm

SECRET = "a-secret_1"


def _client(office: Office, *, ready: bool = True, receive: Receive | None = None) -> httpx.AsyncClient:
    web = create_web(office.database, Health(ready=ready), receive=receive, secret=SECRET if receive else "")
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=web, raise_app_exceptions=False), base_url="http://bot")


class Taken:
    """What the webhook handed on; ``fails`` as a full disk would."""

    def __init__(self, *, fails: bool = False) -> None:
        self.updates: list[str] = []
        self.fails = fails

    async def __call__(self, text: str) -> None:
        if self.fails:
            raise OSError("no space left on device")
        self.updates.append(text)


class _Body:
    """A body that comes in pieces, and counts how much of it was asked for."""

    def __init__(self, piece: bytes, *, pieces: int) -> None:
        self.piece, self.left, self.read = piece, pieces, 0

    async def receive(self) -> dict[str, Any]:
        self.left -= 1
        self.read += len(self.piece)
        return {"type": "http.request", "body": self.piece, "more_body": self.left > 0}


async def test_health_says_whether_we_serve_and_what_is_owed(office: Office) -> None:
    await office.hear(Commanded("start", "", 1))
    async with _client(office, ready=False) as client:
        starting = await client.get("/health")
    async with _client(office) as client:
        serving = await client.get("/health")
    assert (starting.status_code, starting.json()["status"]) == (503, "starting")
    assert (serving.status_code, serving.json()) == (200, {"status": "ok", "owed": 1, "waiting": 0})


async def test_metrics_count_leads_and_handoffs(office: Office) -> None:
    await quentin_is_lukewarm(office)
    async with _client(office) as client:
        told = (await client.get("/metrics")).text
    assert 'leadbot_leads{audience="b2b",tier="lukewarm"} 1.0' in told
    assert 'leadbot_handoffs_open{claimed="false"} 1.0' in told
    assert "leadbot_messages_owed 0.0" in told
    assert "Quentin" not in told
    assert str(QUENTIN.id) not in re.findall(r"[\w.]+", told)


async def test_without_a_webhook_there_is_no_way_in(office: Office) -> None:
    async with _client(office) as client:
        assert (await client.post(WEBHOOK_PATH, json={"update_id": 1})).status_code == 404


@pytest.mark.parametrize("page", ["/openapi.json", "/docs", "/redoc", "/docs/oauth2-redirect", "/"])
async def test_nothing_tells_strangers_what_there_is(office: Office, page: str) -> None:
    for receive in (None, Taken()):
        async with _client(office, receive=receive) as client:
            assert (await client.get(page)).status_code == 404


async def test_an_update_with_the_secret_is_taken(office: Office) -> None:
    taken = Taken()
    async with _client(office, receive=taken) as client:
        answered = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers={SECRET_HEADER: SECRET})
    assert answered.status_code == 200
    assert [json.loads(text) for text in taken.updates] == [{"update_id": 1}]


@pytest.mark.parametrize("secret", [b"", b"wrong", SECRET.encode() + b"x", "gehe\xefm".encode("latin-1")])
async def test_an_update_without_the_right_secret_is_refused(office: Office, secret: bytes) -> None:
    taken = Taken()
    async with _client(office, receive=taken) as client:
        answered = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers={SECRET_HEADER.encode(): secret})
    assert answered.status_code == 401
    assert taken.updates == []


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1e999}'])
async def test_what_is_no_update_is_taken_as_it_is_for_refused_it_would_come_for_ever(
    office: Office, body: bytes
) -> None:
    taken = Taken()
    async with _client(office, receive=taken) as client:
        answered = await client.post(WEBHOOK_PATH, content=body, headers={SECRET_HEADER: SECRET})
    assert answered.status_code == 200
    assert taken.updates == [body.decode("utf-8", "replace")]


async def test_of_an_update_too_large_no_more_than_the_beginning_is_ever_read(office: Office) -> None:
    taken = Taken()
    body = _Body(b"x" * 100_000, pieces=1_000)
    web = create_web(office.database, Health(ready=True), receive=taken, secret=SECRET)
    answers: list[int] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    headers = [(SECRET_HEADER.lower().encode(), SECRET.encode())]
    scope = {"type": "http", "method": "POST", "path": WEBHOOK_PATH, "query_string": b"", "headers": headers}
    await web(scope, body.receive, send)
    assert answers == [200]
    assert len(taken.updates[0]) == MAX_BODY_BYTES
    assert body.read < MAX_BODY_BYTES + 200_000


async def test_an_update_that_could_not_be_stored_is_asked_for_again(office: Office) -> None:
    """The webhook answers 200 after the commit, and never before."""
    async with _client(office, receive=Taken(fails=True)) as client:
        answered = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers={SECRET_HEADER: SECRET})
    assert answered.status_code == 503
