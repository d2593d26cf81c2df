"""Receivers that are down, slow, wrong or gone: everything arrives in the end, in order, and nobody else waits."""

import asyncio
import json
import socket
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from bot.usecases.leads.forget_lead import EXPIRED, forget_lead
from bot.usecases.webhooks.replay_events import replay_events
from bot.workers import deliveries as deliveries_at_work
from bot.workers import receiver_queue
from storage import webhooks
from tests.builders import PIA, QUENTIN, SALES, Office, quentin_is_lukewarm
from tests.integration.webhooks.receiving import HERE, Receiver, connected, receiving

DAY = timedelta(days=1)
STORY = ["lead.created", "tier.changed", "handoff.opened"]


def saying(status: int, **headers: str):  # type: ignore[no-untyped-def]  # a receiver's answer
    async def answer(_receiver: Receiver, _request: web.Request) -> web.Response:
        return web.Response(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer


async def test_a_receiver_that_is_down_for_an_hour_gets_everything_in_order_when_it_is_back(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = saying(500)
        for who in (QUENTIN, PIA):
            await quentin_is_lukewarm(office, who)
        for _ in range(60):
            tries = len(crm.came)
            await here.pass_time(60)
            await here.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE state = 'sending'"))
            assert len(crm.came) <= tries + 4
        tries = len(crm.came)
        assert tries < 80
        crm.says = None
        await here.pass_time(901)
        await here.all_settled()
    assert crm.types.count("handoff.opened") == 2
    by_lead = defaultdict(list)
    for event in crm.took:
        by_lead[event["data"]["lead"]["id"]].append(event["type"])
    assert list(by_lead.values()) == [STORY, STORY]
    crm.verify()
    # Every attempt has the id of its event: so repeats are told.
    assert {headers["webhook-id"] for headers, _ in crm.came} == {event["id"] for event in crm.took}


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 403, 404, 418, 429, 500, 503])
async def test_whatever_is_no_success_is_tried_again_and_redirects_are_not_followed(
    office: Office, status: int
) -> None:
    async with receiving("/other") as other, receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = saying(status, Location=other.url)
        await office.start("b2b")
        await here.until(lambda: crm.came)
        await here.until(
            lambda: office.rows("SELECT 1 FROM outbox WHERE state = 'queued' AND attempts = 1 AND chat_id = 0")
        )
        crm.says = None
        await here.pass_time(6)
        await here.all_settled()
        assert other.came == []
    assert crm.types == ["lead.created"]
    assert len(crm.came) == 2


async def test_retry_after_is_kept_but_not_for_ever(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = saying(503, Retry_After="999999")
        await office.start("b2b")
        await here.until(lambda: office.rows("SELECT 1 FROM outbox WHERE error = 'HTTP 503'"))
        asked_at, came_at = office.now, []

        async def note(_receiver: Receiver, _request: web.Request) -> None:
            came_at.append(office.now)

        crm.says = note
        for _ in range(8):
            await here.pass_time(3600)
        await here.all_settled()
    assert crm.types == ["lead.created"]
    assert came_at[0] - asked_at >= timedelta(hours=6)


async def test_a_receiver_that_hangs_delays_neither_another_one_nor_a_chat(office: Office) -> None:
    hangs = asyncio.Event()

    async def hang(_receiver: Receiver, _request: web.Request) -> None:
        await hangs.wait()

    async with receiving() as slow, receiving() as crm, connected(office) as here:
        await here.add(slow)
        await here.add(crm)
        slow.says = hang
        await quentin_is_lukewarm(office)
        await here.until(lambda: crm.types == STORY)
        assert len(office.alerts()) == 1
        assert slow.took == []
        hangs.set()
        await here.all_settled()
        assert slow.types == STORY


async def test_one_event_that_a_receiver_cannot_take_does_not_hold_up_other_leads(office: Office) -> None:
    async def cannot_take_quentin(_receiver: Receiver, request: web.Request) -> web.Response | None:
        told = json.loads(await request.read())
        return web.Response(status=500) if told["data"]["lead"]["name"].startswith("Quentin") else None

    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = cannot_take_quentin
        await quentin_is_lukewarm(office, QUENTIN)
        await here.until(lambda: crm.came)
        await quentin_is_lukewarm(office, PIA)
        await here.until(lambda: crm.types == STORY)


async def test_what_cannot_be_delivered_for_three_days_is_given_up_told_once_and_can_be_sent_again(
    office: Office,
) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = saying(500)
        for who in (QUENTIN, PIA):
            await office.start("b2b", who)
        await here.until(lambda: len(crm.came) == 2)
        await here.pass_time(3 * 86_400 + 1)
        await here.all_settled()
        told = [sent.html for sent in await office.deliver() if sent.chat_id == SALES]
        assert len(told) == 1
        assert "127.0.0.1" in told[0]
        assert "HTTP 500" in told[0]
        (listed,) = await office.write(webhooks.registered)
        assert listed.given_up == 2
        assert listed.failure == "HTTP 500"
        crm.says = None
        since = office.now - 4 * DAY
        owed = await office.write(lambda tx: replay_events(tx, 1, event_id=None, since=since, after=0, now=office.now))
        assert (owed.owed, owed.after) == (2, None)
        await here.all_settled()
        (listed,) = await office.write(webhooks.registered)
        assert (listed.given_up, listed.failing_since) == (0, None)
    assert crm.types == ["lead.created", "lead.created"]
    assert {event["id"] for event in crm.took} == {headers["webhook-id"] for headers, _ in crm.came}


async def test_a_receiver_that_is_gone_is_told_nothing_more_and_marketing_is_told(office: Office) -> None:
    async with receiving() as crm, receiving() as shop, connected(office) as here:
        await here.add(crm)
        await here.add(shop)
        crm.says = saying(410)
        await quentin_is_lukewarm(office)
        await here.until(lambda: here.in_force.setup.receivers.of("lead.created") == ("webhook:2",))
        await here.all_settled()
        office.setup = here.in_force.setup
        await office.start("b2b", PIA)
        await here.all_settled()
        told = [sent.html for sent in office.sent_to(SALES) if "410" in sent.html]
        assert len(told) + len([sent for sent in await office.deliver() if "410" in sent.html]) == 1
    assert len(crm.came) == 1
    assert shop.types == [*STORY, "lead.created"]


async def test_one_event_can_be_sent_again_under_its_own_id_as_often_as_wanted(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        await quentin_is_lukewarm(office)
        await here.all_settled()
        wanted = crm.took[1]["id"]
        for _ in range(2):
            owed = await office.write(
                lambda tx: replay_events(tx, 1, event_id=wanted, since=None, after=0, now=office.now)
            )
            assert owed.owed == 1
            await here.all_settled()
    assert [event["id"] for event in crm.took].count(wanted) == 3
    crm.verify()


async def test_what_was_being_sent_when_the_bot_was_killed_is_sent_again_under_the_same_id(office: Office) -> None:
    hangs = asyncio.Event()

    async def take_and_hang(receiver: Receiver, request: web.Request) -> None:
        receiver.took.append({"id": request.headers["webhook-id"], **json.loads(await request.read())})
        await hangs.wait()

    async with receiving() as crm:
        async with connected(office) as here:
            await here.add(crm)
            crm.says = take_and_hang
            await quentin_is_lukewarm(office)
            await here.until(lambda: crm.took)
        assert office.rows("SELECT state FROM outbox WHERE state = 'sending'") == [("sending",)]
        crm.says = None
        hangs.set()
        async with connected(office) as here:
            await here.all_settled()
    ids = list(dict.fromkeys(event["id"] for event in crm.took))
    assert len(ids) == 3
    assert crm.types[-3:] == STORY


async def test_of_an_erased_lead_nothing_is_sent_or_kept_but_that_they_are_gone(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = saying(500)
        await quentin_is_lukewarm(office)
        await here.until(lambda: office.rows("SELECT 1 FROM outbox WHERE error = 'HTTP 500'"))
        await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
        crm.says = None
        await here.pass_time(1000)
        await here.all_settled()
        kept = [payload for (payload,) in office.rows("SELECT payload FROM outbox WHERE address IS NOT NULL")]
    assert crm.types == ["lead.forgotten"]
    assert crm.took[0]["data"] == {"lead": {"id": 1}}
    assert not any("Quentin" in payload for payload in kept)


async def test_of_a_removed_webhook_nothing_more_is_sent(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        await office.write(lambda tx: webhooks.drop(tx, crm.number))
        await office.start("b2b")
        await here.all_settled()
    assert crm.came == []


async def test_a_host_that_is_no_longer_allowed_is_not_connected_to(office: Office) -> None:
    async with receiving() as crm, connected(office, allowed=()) as here:
        await here.add(crm)
        await office.start("b2b")
        await here.until(lambda: office.rows("SELECT 1 FROM outbox WHERE error LIKE 'the address is not allowed%'"))
    assert crm.came == []


async def test_a_name_that_answers_otherwise_when_it_is_connected_to_leads_nowhere(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that was public when it was registered stands for this machine a moment later (DNS rebinding)."""

    def stands_for(host: str, port: int, *_args: object, **_more: object) -> list[tuple[object, ...]]:
        assert host == "hooks.example.com"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)), (2, 1, 6, "", (HERE, port))]

    async with receiving() as inside, connected(office, allowed=()) as here:
        inside.url = inside.url.replace("http://127.0.0.1", "https://hooks.example.com")
        await here.add(inside)
        monkeypatch.setattr(socket, "getaddrinfo", stands_for)
        await office.start("b2b")
        await here.until(lambda: office.rows("SELECT 1 FROM outbox WHERE error LIKE 'its name does not stand for%'"))
    assert inside.came == []


async def test_a_receiver_that_does_not_answer_in_time_gets_the_event_again(office: Office) -> None:
    hangs = asyncio.Event()

    async def hang(_receiver: Receiver, _request: web.Request) -> None:
        await hangs.wait()

    async with receiving() as slow, connected(office, within=0.05) as here:
        await here.add(slow)
        slow.says = hang
        await office.start("b2b")
        await here.until(lambda: office.rows("SELECT 1 FROM outbox WHERE error = 'no answer in time'"))
        hangs.set()
        slow.says = None
        await here.pass_time(6)
        await here.all_settled()
    assert len({headers["webhook-id"] for headers, _ in slow.came}) == 1


async def test_an_answer_without_an_end_is_not_read(office: Office) -> None:
    async def go_on(_receiver: Receiver, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"x" * 65_536)
        return answer

    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        crm.says = go_on
        await office.start("b2b")
        await here.all_settled()
    assert len(crm.came) == 1


async def test_whose_time_is_up_is_told_of_like_who_asked_for_it(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm, ["lead.forgotten"])
        await office.start("b2b")
        await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now, because=EXPIRED))
        await here.all_settled()
    assert crm.types == ["lead.forgotten"]


async def test_more_than_is_remembered_arrives_all_the_same_and_delays_nobody_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver_queue, "MOST_REMEMBERED", 5)
    monkeypatch.setattr(deliveries_at_work, "MOST_REMEMBERED", 5)
    async with receiving() as down, receiving() as crm, connected(office) as here:
        await here.add(down, ["lead.created"])
        await here.add(crm, ["lead.created"])
        down.says = saying(500)
        for number in range(20):
            await office.start("b2b", replace(QUENTIN, id=600 + number))
        await here.until(lambda: len(crm.took) == 20)
        down.says = None
        await here.pass_time(901)
        await here.all_settled()
    assert len(down.took) == 20
