"""What each shipped sender's deliveries say, and which signals that is."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from bot.foreign_events import ForeignEvent, Identification
from bot.signal_mapping import LeftOut, Mapped, signal_of
from bot.web.senders.deliveries import is_ping, parse
from bot.web.signals.parsed import NotJsonError, Parsed
from tests.builders import MONDAY, shipped


def _parse(name: str, said: object, **headers: str) -> Parsed:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    named = {each.replace("_", "-"): value for each, value in headers.items()}
    return parse(shipped().senders[name], body, named, at=MONDAY)


def _events(parsed: Parsed) -> list[ForeignEvent]:
    return [report for report in parsed.reports if isinstance(report, ForeignEvent)]


def _signal(event: ForeignEvent) -> tuple[str, dict[str, object]]:
    mapped = signal_of(event, shipped().signals)
    assert isinstance(mapped, Mapped)
    return mapped.name, dict(mapped.properties)


def test_stripe_tells_what_was_paid_by_whom() -> None:
    paid = {"amount_total": 4900, "currency": "eur", "customer": "cus_9", "customer_details": {"email": "Ada@Acme.com"}}
    said = {"id": "evt_1", "type": "checkout.session.completed", "created": 1772442000, "data": {"object": paid}}
    (event,) = _events(_parse("stripe", said))
    assert (event.id, event.at) == ("evt_1", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    assert event.identities == ("mail:ada@acme.com", "user:stripe/cus_9")
    assert _signal(event) == ("purchase.made", {"value_minor": 4900, "currency": "eur"})


def test_a_customer_of_stripes_is_somebody() -> None:
    said = {"id": "evt_2", "type": "customer.created", "created": 1, "data": {"object": {"email": "ada@acme.com"}}}
    who, _ = _parse("stripe", said).reports
    assert isinstance(who, Identification)
    assert who.identities == ("mail:ada@acme.com",)


def test_shopify_tells_by_its_headers_what_happened() -> None:
    order = {
        "id": 820982911946154508,
        "name": "#9999",
        "email": "pia@example.com",
        "total_price": "398.00",
        "currency": "SEK",
        "customer": {"id": 115310627314723954},
    }
    headers = {
        "x_shopify_topic": "orders/paid",
        "x_shopify_event_id": "98880550-7158",
        "x_shopify_triggered_at": "2026-03-01T10:00:00Z",
    }
    (event,) = _events(_parse("shopify", order, **headers))
    assert (event.id, event.at) == ("98880550-7158", datetime(2026, 3, 1, 10, tzinfo=UTC))
    assert event.identities == ("mail:pia@example.com", "user:shopify/115310627314723954")
    assert _signal(event) == ("purchase.made", {"value": 398.0, "currency": "SEK", "order": "#9999"})


def test_woocommerce_tries_whether_we_are_there_and_guests_have_no_number() -> None:
    assert is_ping(shipped().senders["woocommerce"], b"webhook_id=7")
    order = {
        "number": "727",
        "total": "29.35",
        "currency": "EUR",
        "customer_id": 0,
        "billing": {"email": "p@example.com"},
    }
    (event,) = _events(_parse("woocommerce", order, x_wc_webhook_topic="order.created", x_wc_webhook_delivery_id="d1"))
    assert event.identities == ("mail:p@example.com",)
    assert _signal(event) == ("purchase.made", {"value": 29.35, "currency": "EUR", "order": "727"})


def test_calendly_tells_who_has_arranged_a_meeting() -> None:
    payload = {"email": "ada@acme.com", "name": "Ada", "scheduled_event": {"name": "Half an hour"}}
    said = {"event": "invitee.created", "created_at": "2026-03-01T10:00:00.000000Z", "payload": payload}
    parsed = _parse("calendly", said)
    (event,) = _events(parsed)
    assert _signal(event) == ("info.requested", {"what": "Half an hour", "kind": "meeting"})
    assert len(parsed.reports) == 2
    assert _parse("calendly", said).reports == parsed.reports, "brought again it is the same"


def test_typeforms_answer_to_the_question_for_an_email_says_who_it_was() -> None:
    answers = [
        {"type": "text", "text": "hi"},
        {"type": "email", "email": "ada@acme.com"},
        {"type": "phone_number", "phone_number": "+46701234567"},
    ]
    response = {"submitted_at": "2026-03-01T10:00:00Z", "answers": answers, "definition": {"title": "Demo"}}
    (event,) = _events(_parse("typeform", {"event_id": "e1", "event_type": "form_response", "form_response": response}))
    assert event.identities == ("mail:ada@acme.com", "tel:+46701234567")
    assert _signal(event) == ("info.requested", {"what": "Demo", "kind": "form"})


def test_sendgrid_brings_several_at_once() -> None:
    said = [
        {"email": "ada@acme.com", "timestamp": 1772442000, "event": "open", "sg_event_id": "a"},
        {"email": "bad", "event": "click", "sg_event_id": "b"},
        {
            "email": "ada@acme.com",
            "timestamp": 1772442001,
            "event": "click",
            "url": "https://x.example",
            "sg_event_id": "c",
        },
        {"email": "ada@acme.com", "timestamp": 1772442001, "event": "delivered", "sg_event_id": "d"},
        7,
    ]
    parsed = _parse("sendgrid", said)
    opened, clicked, delivered = _events(parsed)
    assert [mistake.index for mistake in parsed.mistakes] == [1, 4]
    assert _signal(opened) == ("email.opened", {"channel": "email"})
    assert _signal(clicked) == ("email.clicked", {"url": "https://x.example", "channel": "email"})
    assert isinstance(signal_of(delivered, shipped().signals), LeftOut)


def test_mailchimp_brings_a_form() -> None:
    fields = {
        "type": "subscribe",
        "fired_at": "2026-03-01 10:00:00",
        "data[email]": "ada@acme.com",
        "data[list_id]": "a6b5da1054",
    }
    parsed = _parse("mailchimp", urlencode(fields).encode())
    (event,) = _events(parsed)
    assert event.at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert _signal(event) == ("newsletter.subscribed", {"list": "a6b5da1054"})


@pytest.mark.parametrize("several", [False, True])
def test_brevo_brings_one_or_several(several: bool) -> None:
    said = {"event": "unique_opened", "email": "ada@acme.com", "ts_event": 1772442000, "subject": "Spring", "id": 1}
    (event,) = _events(_parse("brevo", [said] if several else said))
    assert _signal(event) == ("email.opened", {"subject": "Spring", "channel": "email"})


def test_standard_webhooks_bring_their_own_words() -> None:
    said = {
        "type": "demo.used",
        "timestamp": "2026-03-01T10:00:00Z",
        "data": {"user": {"id": 7, "email": "ada@acme.com"}},
    }
    (event,) = _events(_parse("standard-webhooks", said, webhook_id="msg_1"))
    assert (event.id, event.name) == ("msg_1", "standard-webhooks:demo.used")
    assert event.identities == ("mail:ada@acme.com", "user:standard-webhooks/7")


@pytest.mark.parametrize("name", [name for name, each in shipped().senders.items() if each.body == "json"])
@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"\xff", b'{"a": NaN}'])
def test_what_is_no_json_is_told(name: str, body: bytes) -> None:
    with pytest.raises(NotJsonError):
        _parse(name, body)


@pytest.mark.parametrize("name", shipped().senders)
@pytest.mark.parametrize(
    "body", [b"null", b"7", b"{}", b"[]", b'{"email": {"a": 1}, "event": [], "timestamp": "x"}', b'[null, [[]], "a"]']
)
def test_what_says_nothing_of_anybody_is_a_mistake_and_no_more(name: str, body: bytes) -> None:
    assert _parse(name, body).reports == ()


def test_too_many_events_at_once_are_refused() -> None:
    with pytest.raises(NotJsonError, match="at most 1000"):
        _parse("sendgrid", [{}] * 1001)


@pytest.mark.parametrize("name", shipped().senders)
def test_every_shipped_example_says_what_happened_and_becomes_a_signal(name: str) -> None:
    example = shipped().senders[name].example
    assert example is not None
    headers = {header.lower(): value for header, value in example.headers.items()}
    parsed = parse(shipped().senders[name], example.body, headers, at=MONDAY)
    (event,) = _events(parsed)
    assert parsed.mistakes == ()
    assert event.at.year == 2026
    # Standard Webhooks say how things are signed, not what they are called.
    assert isinstance(signal_of(event, shipped().signals), Mapped) != (name == "standard-webhooks")
