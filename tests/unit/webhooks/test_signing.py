"""What is posted is verified by the specification's own library, and no header of an answer can do harm."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from bot.channels.webhooks.posting import letter
from bot.channels.webhooks.retry_after import LONGEST_SECONDS, seconds_to_wait
from bot.channels.webhooks.signing import new_secret, signed_headers
from bot.clock import utc_now
from bot.json_text import to_json
from bot.usecases.webhooks.announce import event_told
from tests.builders import MONDAY

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
_DATA = st.dictionaries(_TEXTS, st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), _TEXTS), max_size=5)


@given(_DATA)
def test_whatever_is_told_is_verified_and_read_by_the_library(data: dict[str, object]) -> None:
    secret, now = new_secret(), utc_now()
    sent = letter("https://hooks.example.com/", secret, to_json(event_told("lead.created", data, now=now)))
    headers = signed_headers(secret, event_id=sent.event_id, body=sent.body, now=now)
    assert Webhook(secret).verify(sent.body, dict(headers)) == json.loads(sent.body)
    assert json.loads(sent.body)["data"] == data
    assert set(json.loads(sent.body)) == {"type", "timestamp", "data"}


def test_another_secret_another_body_or_another_hour_is_not_taken() -> None:
    secret, now = new_secret(), utc_now()
    headers = dict(signed_headers(secret, event_id="evt_1", body=b"{}", now=now))
    for key, body, more in (
        (new_secret(), b"{}", {}),
        (secret, b"[]", {}),
        (secret, b"{}", {"webhook-id": "evt_2"}),
        (secret, b"{}", dict(signed_headers(secret, event_id="evt_1", body=b"{}", now=MONDAY))),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(key).verify(body, headers | more)


def test_secrets_are_as_the_specification_wants_them_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret) for secret in made)


@given(st.one_of(st.none(), st.text(max_size=30), st.floats().map(str), st.integers().map(str)))
def test_no_header_makes_us_wait_for_ever_or_fall_over(told: str | None) -> None:
    seconds = seconds_to_wait(told, now=datetime(2026, 3, 2, tzinfo=UTC))
    assert seconds is None or 0 <= seconds <= LONGEST_SECONDS
