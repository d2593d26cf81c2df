"""Deliveries signed and verified by their senders' own libraries: Leadbot believes what those do, and nothing else."""

import base64
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook, WebhookVerificationError

from bot.clock import utc_now
from tests.clients.conftest import Reached
from tests.clients.surroundings import answer_of

pytestmark = pytest.mark.client
Headers = dict[str, str]
Delivery = tuple[str, Headers, str]
"""Its body, its headers, and the secret of whoever receives it."""
Sign = Callable[[Sequence[tuple[str, str, datetime]]], Coroutine[Any, Any, list[Headers]]]
"""Signs bodies, each with a secret of the sender's and an instant."""

_OURS, _ANOTHERS = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
_PRIVATE: Mapping[str, EllipticCurvePrivateKey] = {"ours": _OURS, "another's": _ANOTHERS}
"""SendGrid's keys: it signs by one half, and gives the other to whoever receives."""


def _public(key: EllipticCurvePrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def _standard_secret(of: str) -> str:
    return "whsec_" + base64.b64encode(f"{of} and nobody else's".encode()).decode()


async def _by_stripe(bodies: Sequence[tuple[str, str, datetime]]) -> list[Headers]:
    asked = [(body, secret, int(at.timestamp())) for body, secret, at in bodies]
    return [{"Stripe-Signature": header} for header in await answer_of("stripe_signs.py", asked)]


async def _by_sendgrid(bodies: Sequence[tuple[str, str, datetime]]) -> list[Headers]:
    """Sign as SendGrid does: its library only verifies."""
    return [_sendgrid_headers(body, _PRIVATE[secret], int(at.timestamp())) for body, secret, at in bodies]


def _sendgrid_headers(body: str, key: EllipticCurvePrivateKey, seconds: int) -> Headers:
    signature = base64.b64encode(key.sign(f"{seconds}{body}".encode(), ECDSA(SHA256()))).decode()
    begun = "X-Twilio-Email-Event-Webhook-"
    return {f"{begun}Signature": signature, f"{begun}Timestamp": str(seconds)}


async def _by_standard_webhooks(bodies: Sequence[tuple[str, str, datetime]]) -> list[Headers]:
    return [
        {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign("msg_1", at, body),
        }
        for body, secret, at in bodies
    ]


SIGNS: Mapping[str, tuple[Sign, str, str, str]] = {
    "stripe": (_by_stripe, "whsec_ours", "whsec_ours", "whsec_anothers"),
    "sendgrid": (_by_sendgrid, _public(_OURS), "ours", "another's"),
    "standard-webhooks": (
        _by_standard_webhooks,
        _standard_secret("ours"),
        _standard_secret("ours"),
        _standard_secret("another's"),
    ),
}
"""How each signs, the secret that we keep, and those that it signs with: the one that belongs to ours, and another."""
BODIES: Mapping[str, Any] = {
    "stripe": {
        "id": "evt_1",
        "object": "event",
        "type": "invoice.paid",
        "data": {"object": {"object": "invoice", "amount_paid": 4900, "customer_email": "pia@example.com"}},
    },
    "sendgrid": [{"email": "pia@example.com", "event": "click", "url": "https://x.example/é", "sg_event_id": "e-1"}],
    "standard-webhooks": {"type": "demo.used", "data": {"email": "pia@example.com"}},
}
LOOK_AT_NO_CLOCK = ("sendgrid",)
"""Whose libraries leave it to their users to refuse what is old."""
KEPT = "SELECT (SELECT count(*) FROM visitor_signals) + (SELECT count(*) FROM unknown_events)"


@pytest.mark.parametrize("name", SIGNS)
async def test_leadbot_and_the_senders_own_library_believe_the_same(reached: Reached, name: str) -> None:
    sign, secret, right, wrong = SIGNS[name]
    command = await reached.life.command("senders", "set", name, "--secret", secret)
    assert await command.ended() == 0, command.printed
    body, now = json.dumps(BODIES[name], ensure_ascii=False), utc_now()
    headers, old, by_another = await sign(
        [(body, right, now), (body, right, now - timedelta(days=2)), (body, wrong, now)]
    )
    forged = [(body, by_another, secret), *((other, headers, secret) for other in _changed_by_a_byte(body))]

    theirs = await _theirs(name, [(body, headers, secret), (body, old, secret), *forged])
    assert theirs == [True, name in LOOK_AT_NO_CLOCK] + [False] * len(forged)
    assert await _ours(reached, name, [(body, old, secret), *forged]) == [False] * (1 + len(forged))
    assert reached.life.rows(KEPT) == [(0,)]
    assert await _ours(reached, name, [(body, headers, secret)]) == [True]
    assert reached.life.rows(KEPT) == [(1,)]


def _changed_by_a_byte(body: str) -> list[str]:
    """Return a body changed in one place, for each place in it."""
    return [body[:place] + chr(ord(sign) ^ 1) + body[place + 1 :] for place, sign in enumerate(body)]


async def _theirs(name: str, deliveries: Sequence[Delivery]) -> list[bool]:
    """Return which deliveries the sender's own library believes."""
    if name == "standard-webhooks":
        return [_is_standard(*delivery) for delivery in deliveries]
    believed: list[bool] = await answer_of("receiver.py", deliveries, name)
    return believed


def _is_standard(body: str, headers: Headers, secret: str) -> bool:
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


async def _ours(reached: Reached, name: str, deliveries: Sequence[Delivery]) -> list[bool]:
    """Return which deliveries Leadbot believes."""
    async with httpx.AsyncClient(base_url=reached.address, timeout=60) as client:
        answers = [
            await client.post(f"/senders/{name}", content=body.encode(), headers=headers)
            for body, headers, _ in deliveries
        ]
    assert {answer.status_code for answer in answers} <= {200, 401}
    return [answer.status_code == 200 for answer in answers]
