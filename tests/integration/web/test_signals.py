"""What clients of Segment and PostHog are answered, and that only what is on disk is answered for."""

import asyncio
import base64
import gzip
import json
import threading
import zlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot import metrics
from bot.in_force import InForce
from bot.usecases.signals.reporting_keys import add_key, hash_of
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.signals.bodies import Room
from bot.web.signals.intake import MOST_QUEUED, SignalIntake
from bot.web.signals.limits import REPORTS_TOGETHER, RateLimit
from bot.web.signals.routes import MOST_BATCH_BYTES, MOST_POSTHOG_BYTES, add_signals
from storage import api_keys
from storage.statements import Statement
from tests.builders import Office

SITE = "https://www.northwind.example"
_BROKEN = Statement(text("DROP TABLE visitor_signals"))
SERVER, BROWSER, GONE = "lbs_server", "lbb_browser", "lbs_gone"
PAGE = {"type": "page", "anonymousId": "a-1", "messageId": "m-1", "properties": {"path": "/pricing"}}
VIEW = {
    "event": "$pageview",
    "distinct_id": "d-1",
    "uuid": "u-1",
    "properties": {"$device_id": "d-1", "$pathname": "/pricing"},
}


class Website:
    """A client of the running bot, with the keys that it has."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.intake = SignalIntake(office.database, InForce(office.setup), frozenset({SITE}), now=lambda: office.now)
        web = create_web(office.database, Health(ready=True))
        add_signals(web, self.intake)
        transport = httpx.ASGITransport(app=web, raise_app_exceptions=True)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://bot")

    async def send(
        self, path: str, body: Any, *, key: str = SERVER, origin: str = "", packed: bool = False, **headers: str
    ) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if packed:
            content, headers = gzip.compress(content), {**headers, "Content-Encoding": "gzip"}
        if key:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
        if origin:
            headers["Origin"] = origin
        return await self.client.post(path, content=content, headers=headers)

    def signals(self) -> list[str]:
        return [name for (name,) in self.office.rows("SELECT name FROM visitor_signals ORDER BY id")]


@pytest_asyncio.fixture
async def website(office: Office) -> AsyncIterator[Website]:
    now = office.now
    for name, key, kind in (("shop", SERVER, "server"), ("site", BROWSER, "browser"), ("old", GONE, "server")):
        add = partial(add_key, name=name, kind=kind, audience=None, hash_=hash_of(key), now=now)
        await office.write(add)
    await office.write(lambda tx: api_keys.revoke(tx, "old", now=now))
    site = Website(office)
    async with site.client:
        yield site


async def test_a_batch_is_on_disk_when_it_is_answered(website: Website) -> None:
    for number, path in enumerate(("/v1/batch", "/v1/b")):
        for packed in (False, True):
            batch = [{**PAGE, "messageId": f"m-{number}-{packed}"}]
            answer = await website.send(path, {"batch": batch}, packed=packed)
            assert (answer.status_code, answer.json()) == (200, {"success": True})
            assert len(website.signals()) == 2 * number + packed + 1


async def test_one_event_goes_to_the_path_of_its_kind(website: Website) -> None:
    event = {key: value for key, value in PAGE.items() if key != "type"}
    for number, path in enumerate(("/v1/page", "/v1/p"), start=1):
        body = {**event, "writeKey": BROWSER, "messageId": path}
        answer = await website.send(path, body, key="", origin=SITE)
        assert (answer.status_code, answer.json()) == (200, {"success": True})
        assert answer.headers["Access-Control-Allow-Origin"] == SITE
        assert website.signals() == ["page.viewed"] * number


@pytest.mark.parametrize("path", ["/api/s/page", "/api/s/s2s/page"])
async def test_jitsus_library_shows_its_key_in_a_header_and_stars_in_the_body(website: Website, path: str) -> None:
    body = json.dumps(PAGE | {"writeKey": "***"})
    answer = await website.client.post(path, content=body, headers={"X-Write-Key": f"{SERVER}:web"})
    assert (answer.status_code, website.signals()) == (200, ["page.viewed"])
    refused = await website.client.post(path, content=body, headers={"X-Write-Key": "lbs_wrong"})
    assert refused.status_code == 401


async def test_posthogs_paths_take_events_lists_and_batches(website: Website) -> None:
    for number, path in enumerate(("/i/v0/e/", "/e/", "/e", "/batch/", "/capture/", "/capture"), start=1):
        view: dict[str, Any] = {**VIEW, "uuid": path}
        forms: list[Any] = [{**view, "api_key": SERVER}, [view], {"batch": [view], "token": SERVER}]
        for form, body in enumerate(forms):
            answer = await website.send(path, body, key=SERVER if form == 1 else "")
            assert (answer.status_code, answer.json()) == (200, {"status": 1})
        assert website.signals() == ["page.viewed"] * number


def packings() -> list[tuple[bytes, str]]:
    """Return what browsers send, as they pack it, with the type they say it has."""

    def view(number: int) -> bytes:
        return json.dumps({**VIEW, "uuid": f"u-{number}", "api_key": BROWSER}).encode()

    def in_form(number: int) -> bytes:
        return b"data=" + base64.b64encode(view(number)).replace(b"+", b"%2B").replace(b"=", b"%3D")

    return [
        (view(1), "text/plain"),
        (gzip.compress(view(2)), "text/plain"),
        (base64.b64encode(view(3)), "text/plain"),
        (in_form(4), "application/x-www-form-urlencoded"),
        (in_form(5) + b"&compression=base64", "application/x-www-form-urlencoded"),
        (b"data=" + view(6).replace(b" ", b"+"), "application/x-www-form-urlencoded"),
    ]


async def test_a_beacon_and_every_packing_of_a_browser_is_read(website: Website) -> None:
    for number, (content, type_) in enumerate(packings(), start=1):
        headers = {"Content-Type": type_, "Origin": SITE}
        address = "/e/?compression=gzip-js&beacon=1&_=1772438400000"
        answer = await website.client.post(address, content=content, headers=headers)
        assert (answer.status_code, answer.json()) == (200, {"status": 1}), type_
        assert website.signals() == ["page.viewed"] * number


async def test_a_missing_wrong_or_revoked_key_is_refused(website: Website) -> None:
    for key in ("", "wrong", GONE, "x" * 5000, "\u00e9"):
        for path in ("/v1/batch", "/v1/track", "/batch/"):
            body: dict[str, Any] = {"batch": [PAGE], "event": "x", "writeKey": key, "api_key": key}
            answer = await website.send(path, body, key=key)
            assert (answer.status_code, answer.json()["code"]) == (401, "invalid_key")
    assert website.signals() == []


async def test_a_broken_header_is_no_key(website: Website) -> None:
    for said in ("Basic ?", "Basic", "Digest x", "Bearer ", "Basic /w=="):
        answer = await website.send("/v1/batch", {"batch": [PAGE]}, key="", Authorization=said)
        assert answer.status_code == 401
    answer = await website.send("/v1/batch", {"batch": [PAGE]}, key="", Authorization=f"Bearer {SERVER}")
    assert answer.status_code == 200


async def test_browsers_report_from_named_websites_and_our_own_pages_only(website: Website) -> None:
    body = {"batch": [PAGE], "writeKey": BROWSER}
    others = (
        "https://evil.example",
        "https://northwind.example",
        "http://www.northwind.example",
        "null",
        "http://[b",
        "bot",
    )
    for origin in others:
        answer = await website.send("/v1/batch", body, key="", origin=origin)
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert website.signals() == []
    for origin in (SITE, "http://bot"):
        assert (await website.send("/v1/batch", body, key="", origin=origin)).status_code == 200


async def test_a_preflight_is_answered_to_named_websites(website: Website) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,x-sdk"}
    for path in (
        "/v1/batch",
        "/v1/t",
        "/e/",
        "/i/v0/e/",
        "/flags/",
        f"/v1/projects/{BROWSER}/settings",
        "/sourceConfig/",
    ):
        answer = await website.client.options(path, headers={**asked, "Origin": SITE})
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == SITE
        assert answer.headers["Access-Control-Allow-Headers"] == "content-type,x-sdk"
        assert (
            await website.client.options(path, headers={**asked, "Origin": "https://evil.example"})
        ).status_code == 403


async def test_a_servers_key_in_a_web_page_is_refused(website: Website) -> None:
    answer = await website.send("/v1/batch", {"batch": [PAGE]}, key=SERVER, origin=SITE)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_key")


async def test_a_browsers_key_speaks_for_its_visitor_and_makes_nobody(website: Website) -> None:
    became = {"type": "identify", "anonymousId": "a-1", "userId": "7", "traits": {"email": "pia@example.com"}}
    body = {"batch": [PAGE, became], "writeKey": BROWSER}
    assert (await website.send("/v1/batch", body, key="", origin=SITE)).status_code == 200
    assert website.signals() == ["page.viewed"]
    assert website.office.rows("SELECT count(*) FROM leads") == [(0,)]
    assert website.office.rows("SELECT identity FROM visitors") == [("visitor:a-1",)]


async def test_mistakes_are_told_by_index_and_the_rest_is_taken(website: Website) -> None:
    wrong = {"type": "track", "userId": "7"}
    answer = await website.send("/v1/batch", {"batch": [wrong, PAGE, {**PAGE, "anonymousId": None}]})
    assert answer.status_code == 200
    told = [(each["index"], each["reason"]) for each in answer.json()["mistakes"]]
    assert (answer.json()["success"], told) == (True, [(0, "no_name"), (2, "nobody")])
    assert website.signals() == ["page.viewed"]


async def test_a_repeated_message_changes_nothing(website: Website) -> None:
    for _ in range(3):
        assert (await website.send("/v1/batch", {"batch": [PAGE, PAGE]})).status_code == 200
    assert website.signals() == ["page.viewed"]


BOMB = gzip.compress(b'{"batch": [' + b" " * 3_000_000 + b"]}")
HOSTILE = [
    (b"", 400),
    (b"\x00\xff", 400),
    (b'{"batch": [NaN]}', 400),
    (b'{"batch": ' + b"[" * 50_000, 400),
    (b"[" * 20_000, 400),
    (BOMB[: len(BOMB) // 2], 400),
    (BOMB, 400),
    (gzip.compress(b"no"), 400),
    (gzip.compress(gzip.compress(b"{}")), 400),
    (b"\x1f\x8bnonsense", 400),
    (b"data=%ff%fe", 400),
    (b"x" * (MOST_BATCH_BYTES + 1), 400),
    (json.dumps({"batch": [{"type": "track", "userId": "7", **{f"k{n}": n for n in range(50_000)}}]}).encode(), 400),
    (json.dumps({"batch": [{**PAGE, "properties": {f"k{n}": n for n in range(20_000)}}]}).encode(), 200),
    (rb'{"batch": [{"type": "page", "anonymousId": "\ud800", "properties": {"path": "\udfff"}}]}', 200),
    (json.dumps({"batch": [0] * 5_001}).encode(), 400),
    (json.dumps({"batch": [PAGE], "sentAt": 10**300}).encode(), 200),
]


async def test_hostile_bodies_are_refused_with_the_specifications_answers(website: Website) -> None:
    for body, status in HOSTILE:
        answer = await website.send("/v1/batch", body)
        assert answer.status_code == status, body[:50]
        assert len(answer.content) < 50_000
        posthog = await website.send("/batch/", body)
        assert posthog.status_code in (200, 400, 413), body[:50]
    assert (await website.send("/v1/batch", {"batch": [PAGE]})).status_code == 200


async def test_what_is_too_large_is_not_even_read(website: Website) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b" " * 100_000

    headers = {"Authorization": "Basic " + base64.b64encode(f"{SERVER}:".encode()).decode()}
    answer = await website.client.post("/v1/batch", content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "too_large")
    assert read <= 10
    headers["Content-Length"] = str(MOST_POSTHOG_BYTES + 1)
    answer = await website.client.post("/batch/", content=b"x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_many_bodies_at_once_have_no_more_room_than_there_is(website: Website) -> None:
    website.intake.room = Room(200_000)
    large = {"batch": [{**PAGE, "properties": {"text": "x" * 30_000}}] * 4}
    answer = await website.send("/v1/batch", large, packed=True)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert (await website.send("/v1/page", PAGE)).status_code == 200


async def test_a_bomb_is_never_unpacked_beyond_the_limit() -> None:
    from bot.web.signals.bodies import TooLargeError, unpacked

    bomb = zlib.compress(b"0" * 10**7, wbits=31)
    with pytest.raises(TooLargeError):
        unpacked(bomb, most=1000)


async def test_a_key_that_is_used_too_often_is_asked_to_wait(website: Website) -> None:
    website.intake.rate = RateLimit(a_second=0.1, at_once=2)
    for _ in range(2):
        assert (await website.send("/v1/batch", {"batch": [PAGE]})).status_code == 200
    answer = await website.send("/v1/batch", {"batch": [PAGE]})
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 10
    assert answer.headers["X-RateLimit-Reset"] == answer.headers["Retry-After"]
    assert (await website.send("/v1/batch", {"batch": [PAGE], "writeKey": BROWSER}, key="")).status_code == 200


async def test_what_browsers_libraries_ask_first_is_answered(website: Website) -> None:
    client, headers = website.client, {"Origin": SITE}
    settings = await client.get(f"/v1/projects/{BROWSER}/settings", headers=headers)
    reporting = settings.json()["integrations"]["Segment.io"]
    assert (reporting["apiKey"], reporting["apiHost"], reporting["protocol"]) == (BROWSER, "bot/v1", "http")
    behind = await client.get(f"/v1/projects/{BROWSER}/settings", headers={"X-Forwarded-Proto": "https"})
    assert behind.json()["integrations"]["Segment.io"]["protocol"] == "https"
    source = await client.get(f"/sourceConfig/?p=npm&v=3.34.1&writeKey={BROWSER}", headers=headers)
    assert (source.json()["source"]["enabled"], source.json()["source"]["destinations"]) == (True, [])
    assert (await client.get("/sourceConfig", auth=(BROWSER, ""))).json() == source.json()
    config = await client.get(f"/array/{BROWSER}/config?v=1", headers=headers)
    assert config.json()["hasFeatureFlags"] is False
    script = await client.get(f"/array/{BROWSER}/config.js", headers=headers)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert f'window._POSTHOG_REMOTE_CONFIG["{BROWSER}"] = ' in script.text
    for path in ("/flags/?v=2", "/decide/?v=3"):
        flags = await client.post(path, content=b"anything", headers=headers)
        assert (flags.status_code, flags.json()["featureFlags"]) == (200, {})
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in (settings, source, config, script, flags)} == {
        SITE
    }
    extension = await client.get("/static/1.449.2/surveys.js", headers=headers)
    assert (extension.status_code, extension.text, extension.headers["Access-Control-Allow-Origin"]) == (200, "", SITE)
    nobodys = ("/v1/projects/nobody/settings", "/array/nobody/config", "/array/nobody/config.js", "/sourceConfig/")
    for path in (*nobodys, "/sourceConfig/?writeKey=nobody"):
        assert (await client.get(path)).status_code == 401


async def test_what_comes_in_is_counted(website: Website) -> None:
    def value(name: str, **labels: str) -> float:
        return metrics.REGISTRY.get_sample_value(f"leadbot_{name}", labels) or 0.0

    names = ("reports_accepted_total", "reports_repeated_total", "reports_unknown_total", "reports_late_total")
    before = [value(name) for name in names]
    refused = value("reports_refused_total", reason="nobody")
    turned_away = value("signal_requests_refused_total", dialect="segment", reason="invalid_key")
    old = (website.office.now - timedelta(days=40)).isoformat()
    batch = [
        PAGE,
        {**PAGE, "messageId": "m-2", "timestamp": old},
        {"type": "track", "event": "Danced", "userId": "7"},
        {},
    ]
    await website.send("/v1/batch", {"batch": [*batch, {"type": "page"}]})
    await website.send("/v1/batch", {"batch": [PAGE]})
    await website.send("/v1/batch", {"batch": [PAGE]}, key="wrong")
    assert [value(name) - was for name, was in zip(names, before, strict=True)] == [1, 1, 1, 1]
    assert value("reports_refused_total", reason="nobody") == refused + 1
    assert value("signal_requests_refused_total", dialect="segment", reason="invalid_key") == turned_away + 1
    shown = (await website.client.get("/metrics")).text
    assert "leadbot_reports_lag_seconds_bucket" in shown


async def test_the_addresses_are_described_and_need_nothing_from_elsewhere(website: Website) -> None:
    page = await website.client.get("/docs")
    description = (await website.client.get("/docs/openapi.json")).json()
    assert "/v1/batch" in page.text
    assert "src=" not in page.text
    assert "https://" not in page.text
    assert set(description["paths"]) == {
        *(f"/v1/{kind}" for kind in ("batch", "track", "identify", "page", "screen", "group", "alias", "continue")),
        *("/i/v0/e/", "/e/", "/batch/", "/capture/", "/flags/", "/decide/"),
        *("/v1/projects/{key}/settings", "/sourceConfig/", "/array/{key}/config", "/array/{key}/config.js"),
    }
    assert (await website.client.get("/openapi.json")).status_code == 404


async def test_nothing_is_answered_before_it_is_on_disk_and_too_much_is_sent_away(website: Website) -> None:
    database, free = website.office.database, threading.Event()
    held = database.submit(lambda _: free.wait(60))
    await _until(lambda: database.trouble is not None)
    waiting = asyncio.create_task(website.send("/v1/batch", {"batch": [PAGE]}))
    await _until(lambda: database.queue_length == 1)
    assert not waiting.done()
    others = [database.submit(lambda _: None) for _ in range(MOST_QUEUED)]
    answer = await website.send("/v1/batch", {"batch": [{**PAGE, "messageId": "m-2"}]})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert not waiting.done()
    free.set()
    assert (await waiting).status_code == 200
    assert website.signals() == ["page.viewed"]
    await asyncio.gather(held, *others)


async def test_what_the_disk_does_not_take_is_to_be_sent_again(website: Website) -> None:
    await website.office.write(lambda tx: tx.run(_BROKEN))
    answer = await website.send("/v1/batch", {"batch": [PAGE]})
    assert (answer.status_code, answer.json()["code"]) == (503, "not_stored")
    assert int(answer.headers["Retry-After"]) > 0


async def test_a_browsers_key_is_held_to_what_a_websites_visitors_do(website: Website) -> None:
    website.intake.browser_reports = RateLimit(a_second=1, at_once=2)
    many = [{**PAGE, "messageId": f"m-{number}"} for number in range(3)]
    assert (await website.send("/v1/batch", {"batch": many[:2], "writeKey": BROWSER}, key="")).status_code == 200
    answer = await website.send("/v1/batch", {"batch": many[2:], "writeKey": BROWSER}, key="")
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert (await website.send("/v1/batch", {"batch": many[2:]})).status_code == 200


async def test_a_large_batch_is_recorded_in_pieces_and_every_event_of_it(website: Website) -> None:
    many = [{**PAGE, "messageId": f"m-{number}"} for number in range(REPORTS_TOGETHER * 2 + 1)]
    works = website.office.database.counters.works
    assert (await website.send("/v1/batch", {"batch": many}, packed=True)).status_code == 200
    assert len(website.signals()) == len(many)
    assert website.office.database.counters.works == works + 3


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  # what another thread and task do
            await asyncio.sleep(0.01)
