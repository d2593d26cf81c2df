"""What clients of Segment's HTTP API send, taken apart: who, what, when, and what is wrong with which event."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.foreign_events import MOST_PROPERTIES, PAGE, ForeignEvent, Identification
from bot.web.signals.parsed import MOST_EVENT_BYTES, NotJsonError, Parsed
from bot.web.signals.segment import KINDS, key_in, parse_batch, parse_event

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = {"anonymousId": "a-1", "messageId": "m-1", "timestamp": "2026-03-02T08:59:00Z"}


def batch(*events: Any, **more: Any) -> Parsed:
    return parse_batch(json.dumps({"batch": events, **more}).encode(), at=NOW)


def event(**said: Any) -> ForeignEvent:
    (report,) = batch({**ADA, "type": "track", "event": "Liked", **said}).reports
    assert isinstance(report, ForeignEvent)
    return report


def told(**said: Any) -> Identification:
    (report,) = batch({**ADA, "type": "identify", **said}).reports
    assert isinstance(report, Identification)
    return report


def mistakes(*events: Any) -> list[tuple[int, str]]:
    return [(mistake.index, mistake.reason) for mistake in batch(*events).mistakes]


def test_a_page_view_knows_its_page_and_how_somebody_came_there() -> None:
    seen = event(
        type="page",
        name="Prices",
        properties={"path": "/pricing", "url": "https://n.example/pricing?gclid=g1&utm_medium=cpc", "plan": "team"},
        context={
            "userAgent": "Mozilla/5.0",
            "page": {"path": "/other", "referrer": "https://www.google.com/search?q=leads#top"},
            "campaign": {"name": "spring", "source": "linkedin"},
        },
    )
    assert (seen.name, seen.id, seen.identities) == (PAGE, "m-1", ("visitor:a-1",))
    assert {"path": "/pricing", "plan": "team", "name": "Prices"}.items() <= seen.properties.items()
    assert seen.context == {
        "path": "/pricing",
        "url": "https://n.example/pricing",
        "referrer": "https://www.google.com/search",
        "user_agent": "Mozilla/5.0",
        "utm_source": "linkedin",
        "utm_medium": "cpc",
        "utm_campaign": "spring",
        "gclid": "g1",
    }


def test_the_address_tells_the_path_where_nothing_else_does() -> None:
    assert event(type="page", context={"page": {"url": "https://n.example"}}).context["path"] == "/"
    assert "path" not in event(type="page", context={"page": {"url": "http://[broken"}}).context


def test_what_is_tracked_on_a_page_is_not_about_the_page() -> None:
    seen = event(properties={"url": "https://other.example/x"}, context={"page": {"url": "https://n.example/y"}})
    assert (seen.context["path"], seen.properties) == ("/y", {"url": "https://other.example/x"})


def test_nested_properties_have_dotted_names() -> None:
    seen = event(properties={"company": {"name": "Acme"}, "products": [{"price": 9.5}, {"price": 3}], "n": None})
    assert seen.properties == {"company.name": "Acme", "products.0.price": 9.5, "products.1.price": 3}


def test_who_it_was_is_said_the_surest_first() -> None:
    traits = {"email": "Pia@Example.com", "phone": "+46 70 123 45 67"}
    seen = event(userId=42, context={"traits": traits})
    assert seen.identities == ("user:42", "mail:pia@example.com", "tel:+46701234567", "visitor:a-1")
    assert event(userId="pia@example.com").identities == (
        "user:pia@example.com",
        "mail:pia@example.com",
        "visitor:a-1",
    )
    assert event(context={"traits": {"email": "soon", "phone": "070 123 45 67"}}).identities == ("visitor:a-1",)


NOBODY: tuple[object, ...] = (
    "",
    " ",
    None,
    "undefined",
    "null",
    "None",
    "0",
    0,
    "anonymous",
    "[object Object]",
    "NaN",
    True,
    [],
    {},
    "x" * 201,
)


@pytest.mark.parametrize("said", NOBODY)
def test_what_faulty_websites_send_for_everybody_is_nobodys_id(said: object) -> None:
    assert mistakes({**ADA, "type": "track", "event": "x", "anonymousId": said, "userId": said}) == [(0, "nobody")]


def test_identify_tells_traits_and_every_name() -> None:
    found = told(userId="7", traits={"email": "pia@example.com", "company": {"name": "Acme"}, "age": 44})
    assert found.identities == ("user:7", "mail:pia@example.com", "visitor:a-1")
    assert found.traits == {"email": "pia@example.com", "company.name": "Acme", "age": 44}
    assert not found.explicit
    assert told(context={"traits": {"plan": "team"}}).traits == {"plan": "team"}


def test_alias_joins_on_purpose() -> None:
    uuid = "0190f1f8-3c5a-7b2e-9d60-6f7f0a3e1c11"
    found = told(type="alias", userId="7", previousId="6", anonymousId=None)
    assert (found.identities, found.explicit) == (("user:7", "user:6"), True)
    found = told(type="alias", userId="7", previousId=uuid, anonymousId=None)
    assert found.identities == ("user:7", f"visitor:{uuid}", f"user:{uuid}")
    assert mistakes({**ADA, "type": "alias", "userId": "7"}, {**ADA, "type": "alias", "previousId": "7"}) == [
        (0, "nobody"),
        (1, "nobody"),
    ]


def test_screens_and_groups_are_taken_too() -> None:
    assert event(type="screen", name="Home").name == "screen"
    seen = event(type="group", groupId="g-1", traits={"name": "Acme"})
    assert (seen.name, seen.properties) == ("group", {"group": "g-1", "name": "Acme"})


@pytest.mark.parametrize(
    ("sent_at", "timestamp", "at"),
    [
        # Their clock is an hour slow, and the event waited ten minutes to be sent.
        ("2026-03-02T08:00:00Z", "2026-03-02T07:50:00Z", NOW - timedelta(minutes=10)),
        ("2026-03-02T11:00:00.000+01:00", "2026-03-02T10:59:59+01:00", NOW - timedelta(seconds=1)),
        (None, "2026-03-02T07:50:00Z", NOW - timedelta(minutes=70)),
        ("soon", "2026-03-02T07:50:00", NOW - timedelta(minutes=70)),
        ("2026-03-02T08:00:00Z", None, NOW),
        ("2026-03-02T08:00:00Z", "yesterday", NOW),
        ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", NOW),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00", NOW),
        (1772438400000, 1772438340000, NOW - timedelta(minutes=1)),
        (1e300, 1e300, NOW),
    ],
)
def test_instants_are_told_by_our_clock(sent_at: object, timestamp: object, at: datetime) -> None:
    (report,) = batch({**ADA, "type": "track", "event": "x", "timestamp": timestamp}, sentAt=sent_at).reports
    assert report.at == at


def test_an_event_without_an_id_has_the_same_one_again() -> None:
    anonymous = {"type": "track", "event": "x", "anonymousId": "a"}
    dated = {**anonymous, "timestamp": "2026-03-02T08:59:00Z"}
    assert batch(dated).reports[0].id == batch(dated).reports[0].id != batch(anonymous).reports[0].id
    later = parse_batch(json.dumps({"batch": [anonymous]}).encode(), at=NOW + timedelta(seconds=1))
    assert later.reports[0].id != batch(anonymous).reports[0].id
    long = {**dated, "messageId": "m" * 300}
    assert batch(long).reports[0].id == batch(long).reports[0].id
    assert len(batch(long).reports[0].id) <= 200


def test_mistakes_are_told_by_index_and_the_others_are_taken() -> None:
    fine = {**ADA, "type": "track", "event": "x"}
    found = batch(
        fine,
        {**fine, "type": "purchase"},
        {**ADA, "type": "track"},
        {"type": "track", "event": "x"},
        {**fine, "properties": {"text": "x" * MOST_EVENT_BYTES}},
        "nothing",
        7,
        None,
        [fine],
        {**fine, "messageId": "m-2"},
    )
    assert [report.id for report in found.reports] == ["m-1", "m-2"]
    assert [(mistake.index, mistake.reason) for mistake in found.mistakes] == [
        (1, "unknown_type"),
        (2, "no_name"),
        (3, "nobody"),
        (4, "too_large"),
        *((index, "unreadable") for index in range(5, 9)),
    ]


@pytest.mark.parametrize("wrong", [5, "x", [], [1], True, None, {"a": []}, 1e308, -(2**63)])
@pytest.mark.parametrize(
    "field", ["properties", "context", "traits", "event", "userId", "timestamp", "messageId", "type"]
)
def test_a_field_of_any_other_type_never_raises(field: str, wrong: object) -> None:
    found = batch({**ADA, "type": "track", "event": "x", field: wrong})
    assert len(found.reports) + len(found.mistakes) == 1
    for kind in KINDS:
        parse_event(json.dumps({**ADA, "event": "x", field: wrong}).encode(), kind, at=NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no",
        b"[]",
        b"5",
        b"null",
        b"{}",
        b'{"batch": {}}',
        b'{"batch": [{"a": NaN}]}',
        b'{"batch": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
        b'{"batch": [1e99999',
    ],
)
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(NotJsonError):
        parse_batch(body, at=NOW)


def test_halves_of_signs_and_broken_bytes_are_mended() -> None:
    raw = (
        rb'{"batch": [{"type": "track", "event": "x", "userId": 1, "properties": {"t": "Hi \ud83d", "b": "\\ud83d"}}]}'
    )
    (report,) = parse_batch(raw, at=NOW).reports
    assert isinstance(report, ForeignEvent)
    assert report.properties == {"t": "Hi \ufffd", "b": "\\ud83d"}
    (report,) = parse_batch(raw.replace(rb"Hi \ud83d", b"Hi \xff\xc3"), at=NOW).reports
    assert "Hi" in str(report)


def test_what_is_taken_in_is_bounded() -> None:
    deep: Any = "x"
    for _ in range(50):
        deep = {"d": deep}
    wide = {f"k{number}": number for number in range(1500)}
    seen = event(properties={**wide, "text": "y" * 600, "deep": deep, "big": 10**400})
    assert len(seen.properties) == MOST_PROPERTIES
    assert event(properties={"text": "y" * 600, "k" * 300: 1}).properties == {"text": "y" * 500, "k" * 100: 1}
    assert event(properties={"deep": deep, "big": 10**400, "many": [*range(100)]}).properties.keys() == {
        f"many.{index}" for index in range(5)
    }
    assert event(properties={"a\u202eb\x00": "c\u202ed\x00"}).properties == {"ab": "cd"}


def test_the_body_may_show_the_key() -> None:
    bodies: tuple[dict[str, Any], ...] = (
        {"batch": [ADA], "writeKey": "k-1"},
        {**ADA, "writeKey": "k-2"},
        {"writeKey": {"k": 1}},
        {},
    )
    assert [key_in(json.dumps(body).encode()) for body in bodies] == ["k-1", "k-2", "", ""]
    with pytest.raises(NotJsonError):
        key_in(b"[]")


def test_one_event_is_told_as_a_batch_of_one_is() -> None:
    said = {**ADA, "event": "x", "sentAt": "2026-03-02T08:00:00Z", "timestamp": "2026-03-02T07:59:00Z"}
    alone = parse_event(json.dumps(said).encode(), "track", at=NOW)
    assert alone.reports == batch({**said, "type": "track"}, sentAt=said["sentAt"]).reports
    assert parse_event(b'{"event": "x"}', "track", at=NOW).mistakes[0].reason == "nobody"


def test_what_a_batch_says_of_all_its_events_counts_for_each() -> None:
    (report,) = batch({**ADA, "type": "page"}, context={"page": {"url": "https://n.example/all"}}).reports
    assert isinstance(report, ForeignEvent)
    assert report.context["path"] == "/all"
