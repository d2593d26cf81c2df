"""What clients of PostHog send, taken apart: page views, who somebody is, and events in every form of body."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.foreign_events import PAGE, ForeignEvent, Identification
from bot.web.signals.parsed import MOST_EVENT_BYTES, NotJsonError, Parsed
from bot.web.signals.posthog import key_in, parse

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEVICE = "0190f1f8-3c5a-7b2e-9d60-6f7f0a3e1c11"
ON_DEVICE = {"distinct_id": DEVICE, "$device_id": DEVICE, "token": "k-1"}


def parsed(body: object, **more: Any) -> Parsed:
    return parse(json.dumps(body).encode(), at=NOW, **more)


def event(**said: Any) -> ForeignEvent:
    (report,) = parsed({"event": "liked", "distinct_id": "7", "uuid": "u-1", **said}).reports
    assert isinstance(report, ForeignEvent)
    return report


def told(**said: Any) -> Identification:
    (report,) = parsed({"event": "$identify", "distinct_id": "7", "uuid": "u-1", **said}).reports
    assert isinstance(report, Identification)
    return report


def test_a_page_view_knows_its_page_and_nothing_of_what_the_library_adds() -> None:
    seen = event(
        event="$pageview",
        distinct_id=None,
        properties={
            **ON_DEVICE,
            "$current_url": "https://n.example/pricing?utm_campaign=spring",
            "$pathname": "/pricing",
            "$referrer": "$direct",
            "title": "Prices",
            "$raw_user_agent": "Mozilla/5.0",
            "$browser": "Chrome",
            "utm_source": "linkedin",
            "plan": {"name": "team"},
        },
    )
    assert (seen.name, seen.identities) == (PAGE, (f"visitor:{DEVICE}",))
    assert seen.properties == {"title": "Prices", "utm_source": "linkedin", "plan.name": "team"}
    assert seen.context == {
        "url": "https://n.example/pricing",
        "path": "/pricing",
        "title": "Prices",
        "user_agent": "Mozilla/5.0",
        "utm_source": "linkedin",
        "utm_campaign": "spring",
    }


@pytest.mark.parametrize(
    ("distinct_id", "properties", "identities"),
    [
        ("7", {}, ("user:7",)),
        (7, {}, ("user:7",)),
        ("pia@example.com", {}, ("user:pia@example.com", "mail:pia@example.com")),
        (DEVICE, {}, (f"visitor:{DEVICE}",)),
        (DEVICE, {"$device_id": DEVICE}, (f"visitor:{DEVICE}",)),
        ("d", {"$device_id": "d"}, ("visitor:d",)),
        ("7", {"$device_id": DEVICE}, ("user:7", f"visitor:{DEVICE}")),
        (DEVICE.replace("0", "1"), {"$device_id": DEVICE}, (f"user:{DEVICE.replace('0', '1')}", f"visitor:{DEVICE}")),
    ],
)
def test_an_id_is_a_visitors_or_a_customers(
    distinct_id: object, properties: dict[str, object], identities: tuple[str, ...]
) -> None:
    assert event(distinct_id=distinct_id, properties=properties).identities == identities


@pytest.mark.parametrize("said", ["", None, "anonymous", "$posthog_cookieless", "undefined", "0", [], "x" * 201])
def test_what_stands_for_everybody_is_nobody(said: object) -> None:
    (mistake,) = parsed({"event": "x", "distinct_id": said, "properties": {"$device_id": said}}).mistakes
    assert mistake.reason == "nobody"


def test_identify_joins_the_visitor_and_tells_traits() -> None:
    found = told(
        properties={"$anon_distinct_id": DEVICE, "$device_id": DEVICE},
        **{"$set": {"email": "Pia@example.com", "company": {"name": "Acme"}}},
    )
    assert found.identities == ("user:7", f"visitor:{DEVICE}", "mail:pia@example.com")
    assert found.traits == {"email": "Pia@example.com", "company.name": "Acme"}
    assert not found.explicit
    assert told(properties={"$set": {"email": "pia@example.com"}}).traits == {"email": "pia@example.com"}
    assert told(event="$set", **{"$set": {"plan": "team"}}).traits == {"plan": "team"}


def test_an_alias_joins_on_purpose() -> None:
    found = told(event="$create_alias", properties={"alias": "6"})
    assert (found.identities, found.explicit) == (("user:7", "user:6"), True)
    found = told(event="$create_alias", properties={"alias": DEVICE})
    assert found.identities == ("user:7", f"visitor:{DEVICE}", f"user:{DEVICE}")
    (mistake,) = parsed({"event": "$create_alias", "distinct_id": "7"}).mistakes
    assert mistake.reason == "nobody"


def test_an_event_may_tell_traits_beside() -> None:
    seen, who = parsed({"event": "signed up", "distinct_id": "7", "uuid": "u-1", "$set": {"plan": "team"}}).reports
    assert isinstance(seen, ForeignEvent)
    assert isinstance(who, Identification)
    assert (seen.name, who.traits, who.id) == ("signed up", {"plan": "team"}, "u-1:set")


@pytest.mark.parametrize(
    ("said", "sent_at", "at"),
    [
        ({"timestamp": "2026-03-02T07:50:00Z"}, datetime(2026, 3, 2, 8, tzinfo=UTC), NOW - timedelta(minutes=10)),
        ({"timestamp": "2026-03-02T07:50:00Z"}, None, NOW - timedelta(minutes=70)),
        ({"timestamp": "2026-03-02T07:50:00Z", "sent_at": "2026-03-02T07:51:00Z"}, None, NOW - timedelta(minutes=1)),
        ({"offset": 1500}, None, NOW - timedelta(seconds=1.5)),
        ({"offset": -1500}, None, NOW),
        ({"offset": 1e300}, None, NOW),
        ({"offset": "x"}, None, NOW),
        ({}, None, NOW),
    ],
)
def test_instants_are_told_by_our_clock(said: dict[str, object], sent_at: datetime | None, at: datetime) -> None:
    (report,) = parsed({"event": "x", "distinct_id": "7", **said}, sent_at=sent_at).reports
    assert report.at == at


def test_a_body_may_be_an_event_a_list_or_a_batch_and_shows_the_key_anywhere() -> None:
    said = {"event": "x", "distinct_id": "7", "uuid": "u-1"}
    forms: list[object] = [
        {**said, "api_key": "k-1"},
        {**said, "token": "k-1"},
        [{**said, "properties": {"token": "k-1"}}],
        {"batch": [said], "api_key": "k-1", "sent_at": "2026-03-02T09:00:00Z"},
        {"batch": [{**said, "properties": {"token": "k-1"}}], "sentAt": "2026-03-02T09:00:00Z"},
    ]
    found = [parsed(form) for form in forms]
    assert {(len(each.reports), each.reports[0].id) for each in found} == {(1, "u-1")}
    assert {key_in(json.dumps(form).encode()) for form in forms} == {"k-1"}
    assert [key_in(body) for body in (b"[]", b"[5]", b"{}", b'{"batch": []}', b'{"api_key": 5}')] == [
        "",
        "",
        "",
        "",
        "5",
    ]


def test_mistakes_are_told_by_index_and_the_others_are_taken() -> None:
    fine = {"event": "x", "distinct_id": "7", "uuid": "u-1"}
    found = parsed(
        {
            "batch": [
                fine,
                {"distinct_id": "7"},
                {"event": "x"},
                5,
                {**fine, "p": "x" * MOST_EVENT_BYTES},
                {**fine, "uuid": "u-2"},
            ]
        }
    )
    assert [report.id for report in found.reports] == ["u-1", "u-2"]
    assert [(each.index, each.reason) for each in found.mistakes] == [
        (1, "no_name"),
        (2, "nobody"),
        (3, "unreadable"),
        (4, "too_large"),
    ]


@pytest.mark.parametrize("wrong", [5, "x", [], [1], True, None, {"a": []}, 1e308])
@pytest.mark.parametrize(
    "field", ["properties", "$set", "event", "distinct_id", "timestamp", "offset", "uuid", "api_key"]
)
def test_a_field_of_any_other_type_never_raises(field: str, wrong: object) -> None:
    for name in ("x", "$pageview", "$identify", "$create_alias", "$set"):
        found = parsed({"event": name, "distinct_id": "7", field: wrong})
        assert found.reports or found.mistakes


@pytest.mark.parametrize("body", [b"", b"no", b"5", b"null", b'"x"', b'{"a": NaN}', b"[" * 100_000, b'[{"a": 1}'])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(NotJsonError):
        parse(body, at=NOW)
