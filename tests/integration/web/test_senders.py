"""What senders bring is taken in if it is theirs, and answered for when it is on disk."""

import base64
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.in_force import InForce
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.senders.routes import MOST_BYTES, add_senders
from bot.web.signals.intake import SignalIntake
from storage import sender_secrets
from storage.statements import Statement
from tests.builders import Office

SECRET = "of-both-and-nobody-else"


class Elsewhere:
    """The other systems, with the secrets that they have."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.intake = SignalIntake(office.database, InForce(office.setup), now=lambda: office.now)
        web = create_web(office.database, Health(ready=True))
        add_senders(web, self.intake)
        transport = httpx.ASGITransport(app=web, raise_app_exceptions=True)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://bot")

    async def stripe(self, event: object, *, secret: str = SECRET, seconds_ago: int = 0) -> httpx.Response:
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        at = str(int(self.office.now.timestamp()) - seconds_ago)
        signature = hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
        headers = {"Stripe-Signature": f"t={at},v1={signature}"}
        return await self.client.post("/senders/stripe", content=body, headers=headers)

    def reported(self) -> list[tuple[Any, ...]]:
        return self.office.rows("SELECT name FROM signals UNION ALL SELECT name FROM visitor_signals")


@pytest_asyncio.fixture
async def elsewhere(office: Office) -> AsyncIterator[Elsewhere]:
    now = office.now
    for name in ("stripe", "woocommerce", "mailchimp", "sendgrid"):
        await office.write(
            lambda tx, name=name: sender_secrets.keep(tx, name, secret=SECRET, audience="b2c", now=now)  # type: ignore[misc]
        )
    there = Elsewhere(office)
    async with there.client:
        yield there


def _paid(number: str = "evt_1") -> dict[str, Any]:
    paid = {"amount_paid": 4900, "currency": "eur", "customer_email": "pia@example.com"}
    return {"id": number, "type": "invoice.paid", "created": 1772442000, "data": {"object": paid}}


async def test_what_is_signed_is_on_disk_when_it_is_answered_and_once(elsewhere: Elsewhere) -> None:
    for _ in range(2):
        answer = await elsewhere.stripe(_paid())
        assert (answer.status_code, answer.json()) == (200, {"reports": 1, "mistakes": 0})
    assert elsewhere.reported() == [("purchase.made",)]


async def test_a_customer_who_pays_is_a_lead_of_the_senders_audience(elsewhere: Elsewhere) -> None:
    person = {"id": "cus_1", "email": "pia@example.com", "name": "Pia Palm"}
    await elsewhere.stripe(
        {"id": "evt_0", "type": "customer.created", "created": 1772441000, "data": {"object": person}}
    )
    await elsewhere.stripe(_paid())
    ((audience, facts),) = elsewhere.office.rows("SELECT audience, facts FROM leads")
    assert audience == "b2c"
    assert "pia@example.com" in facts
    assert ("purchase.made",) in elsewhere.reported()


@pytest.mark.parametrize("how", [{"secret": "another"}, {"seconds_ago": 301}, {"seconds_ago": -301}])
async def test_what_is_not_theirs_or_old_leaves_nothing(elsewhere: Elsewhere, how: dict[str, Any]) -> None:
    answer = await elsewhere.stripe(_paid(), **how)
    assert answer.status_code == 401
    assert SECRET not in answer.text
    assert elsewhere.reported() == []


async def test_a_signature_of_another_body_leaves_nothing(elsewhere: Elsewhere) -> None:
    signed = await elsewhere.stripe(_paid())
    headers = {"Stripe-Signature": signed.request.headers["Stripe-Signature"]}
    answer = await elsewhere.client.post("/senders/stripe", content=json.dumps(_paid("evt_2")), headers=headers)
    assert answer.status_code == 401
    assert len(elsewhere.reported()) == 1


@pytest.mark.parametrize("path", ["/senders/stipe", "/senders/typeform", "/senders/..%2F..%2Fetc", "/senders/"])
async def test_nobody_else_reports(elsewhere: Elsewhere, path: str) -> None:
    assert (await elsewhere.client.post(path, content=b"{}")).status_code == 404


async def test_hostile_bodies_are_refused_with_a_status_that_says_why(elsewhere: Elsewhere) -> None:
    assert (await elsewhere.stripe(b"[" * 100_000)).status_code == 400
    assert (await elsewhere.stripe(b'{"id": NaN}')).status_code == 400
    assert (await elsewhere.stripe(b" " * (MOST_BYTES + 1))).status_code == 413
    many = {f"k{number}": number for number in range(50_000)}
    assert (await elsewhere.stripe(_paid() | many)).status_code == 200
    half = json.dumps(_paid("evt_9")).replace("eur", "\\\\ud83d").encode()
    assert (await elsewhere.stripe(half)).status_code == 200
    assert (await elsewhere.stripe({"type": "invoice.paid"})).json() == {"reports": 0, "mistakes": 1}


async def test_a_body_without_end_is_not_read_and_one_that_says_it_is_too_long_is_not_begun(
    elsewhere: Elsewhere,
) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b" " * 100_000

    for path in ("stripe", "woocommerce", "sendgrid", f"mailchimp/{SECRET}"):
        read = 0
        assert (await elsewhere.client.post(f"/senders/{path}", content=endless())).status_code == 413
        assert 0 < read <= MOST_BYTES / 100_000 + 1
        announced = {"Content-Length": str(MOST_BYTES + 1)}
        read = 0
        answer = await elsewhere.client.post(f"/senders/{path}", content=endless(), headers=announced)
        assert (answer.status_code, read) == (413, 0)
    assert elsewhere.reported() == []


async def test_a_secret_in_the_address_is_enough_where_nothing_is_signed(elsewhere: Elsewhere) -> None:
    form = {"type": "unsubscribe", "fired_at": "2026-03-01 10:00:00", "data[email]": "pia@example.com"}
    for path, status in ((f"/{SECRET}", 200), ("", 401), ("/another", 401)):
        assert (await elsewhere.client.post(f"/senders/mailchimp{path}", data=form)).status_code == status
    assert elsewhere.reported() == [("newsletter.unsubscribed",)]


async def test_who_looks_whether_we_are_there_is_told_so(elsewhere: Elsewhere) -> None:
    assert (await elsewhere.client.get(f"/senders/mailchimp/{SECRET}")).status_code == 200
    assert (await elsewhere.client.post("/senders/woocommerce", content=b"webhook_id=7")).status_code == 200
    assert elsewhere.reported() == []


async def test_a_public_key_that_is_none_refuses_everything(elsewhere: Elsewhere) -> None:
    headers = {
        "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(b"x" * 70).decode(),
        "X-Twilio-Email-Event-Webhook-Timestamp": str(int(elsewhere.office.now.timestamp())),
    }
    answer = await elsewhere.client.post("/senders/sendgrid", content=b"[]", headers=headers)
    assert answer.status_code == 401


async def test_while_too_much_waits_it_is_asked_to_come_again(elsewhere: Elsewhere) -> None:
    elsewhere.intake.room = type(elsewhere.intake.room)(0)
    answer = await elsewhere.stripe(_paid())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


async def test_while_the_database_cannot_be_read_a_sender_is_asked_to_come_again(elsewhere: Elsewhere) -> None:
    await elsewhere.office.write(lambda tx: tx.run(Statement(text("DROP TABLE sender_secrets"))))
    answer = await elsewhere.stripe(_paid())
    assert (answer.status_code, answer.json()) == (503, {"error": "the database cannot be read"})
    assert int(answer.headers["Retry-After"]) >= 1
