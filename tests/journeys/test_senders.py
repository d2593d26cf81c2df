"""A sender is tried before it reports: what it would say, and whether it gets through to the bot that runs."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .life import Life, Process, free_port

pytestmark = pytest.mark.journey
KEPT = "SELECT (SELECT count(*) FROM visitors) + (SELECT count(*) FROM leads) + (SELECT count(*) FROM unknown_events)"
PUBLIC = generate_private_key(SECP256R1()).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
SECRETS = {
    "stripe": "whsec_s",
    "shopify": "shpss_s",
    "sendgrid": base64.b64encode(PUBLIC).decode(),
    "mailchimp": "of-mailchimp-1",
}


async def test_a_trial_goes_the_way_of_a_delivery_and_leaves_nothing(journey: Life) -> None:
    life = journey
    life.settings["LEADBOT_HTTP_PORT"] = str(free_port())
    await life.start()
    for name, secret in SECRETS.items():
        assert await (await life.command("senders", "set", name, "--secret", secret)).ended() == 0
        told = await _tried(life, name)
        assert await told.ended() == 0, told.printed
        assert "(signals.yaml:" in told.printed
        assert "Nothing was recorded." in told.printed
        assert ("was believed at" in told.printed) == (name != "sendgrid")
        assert secret not in told.printed
    shown = await _tried(life, "stripe", "--json")
    assert await shown.ended() == 0
    paid, signed = json.loads(shown.printed)["reports"][0], json.loads(shown.printed)["signed"]
    assert (paid["signal"], signed) == ("purchase.made", True)
    assert life.rows(KEPT) == [(0,)]


async def test_a_bot_that_keeps_another_secret_is_told_from_one_that_has_none(journey: Life) -> None:
    life = journey
    life.settings["LEADBOT_HTTP_PORT"] = str(free_port())
    await life.start()
    assert await (await life.command("senders", "set", "stripe", "--secret", "theirs")).ended() == 0
    there = dict(life.settings)
    life.settings["LEADBOT_DATABASE_URL"] = f"sqlite+aiosqlite:///{life.folder / 'another.db'}"
    for name, status, why in (("stripe", 401, "another secret"), ("shopify", 404, "no bot with this sender")):
        assert await (await life.command("senders", "set", name, "--secret", "ours")).ended() == 0
        told = await _tried(life, name)
        assert await told.ended() == 2
        assert f"HTTP {status}" in told.printed
        assert why in told.printed
    life.settings.update(there)


async def _tried(life: Life, name: str, *options: str) -> Process:
    return await life.command("senders", "test", name, *options)
