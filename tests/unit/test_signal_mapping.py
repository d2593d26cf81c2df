"""What foreign events become by a mapping: the first line that fits counts, and what is nobody's business stays out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.foreign_events import ForeignEvent, Identification, Plain
from bot.playbooks.signals_reader import read_signals
from bot.playbooks.yaml_files import read
from bot.settings import SHIPPED_TEMPLATES
from bot.signal_mapping import (
    NO_MAPPING,
    LeftOut,
    Mapped,
    SignalMapping,
    Unknown,
    audience_of,
    channel_of,
    facts_of,
    left_out_by,
    signal_of,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SITE = "https://northwind.example"


def event(name: str, properties: Mapping[str, Plain] | None = None, /, **context: str) -> ForeignEvent:
    return ForeignEvent("1", NOW, name, ("visitor:a", "mail:pia@example.com"), properties or {}, context)


def told(**traits: Plain) -> Identification:
    return Identification("1", NOW, ("user:7",), traits)


def mapping(**content: Any) -> SignalMapping:
    found, mistakes = read_signals(dict[object, object](content.items()))
    assert mistakes == []
    return found


def becomes(seen: ForeignEvent, by: SignalMapping) -> tuple[str, dict[str, Plain]] | str:
    found = signal_of(seen, by)
    if isinstance(found, Mapped):
        return found.name, dict(found.properties)
    return "unknown" if isinstance(found, Unknown) else "left out"


@pytest.fixture(scope="module")
def shipped() -> SignalMapping:
    document, problems = read(SHIPPED_TEMPLATES / "signals.yaml", "signals.yaml")
    assert document is not None
    assert problems == ()
    return mapping(**{str(key): value for key, value in document.content.items()})


CART = {"event": "Product Added", "signal": "cart.added", "keep": {"value": "price | total", "product": "name"}}


def test_properties_are_kept_by_our_names_and_nothing_else_is() -> None:
    by = mapping(events=[CART])
    assert becomes(event("Product Added", {"price": 9.5, "name": "Trail", "card": "4111"}), by) == (
        "cart.added",
        {"value": 9.5, "product": "Trail"},
    )
    assert becomes(event("Product Added", {"total": 4, "price.net": 1}), by) == ("cart.added", {"value": 4})


@pytest.mark.parametrize("name", ["Product Added", "product added", "PRODUCT ADDED", "Próduct Added"])
def test_neither_capitals_nor_accents_matter_in_names(name: str) -> None:
    assert becomes(event(name), mapping(events=[CART])) == ("cart.added", {})


@pytest.mark.parametrize("name", ["Product Addedd", "Products Added", "", "ProductAdded"])
def test_what_no_line_knows_is_unknown(name: str) -> None:
    assert becomes(event(name), mapping(events=[CART])) == "unknown"


def test_the_first_line_that_fits_counts() -> None:
    by = mapping(
        events=[
            {"event": "Product *", "where": {"price": {"at_least": 100}}, "signal": "demo.used"},
            {"event": ["Product Added", "Basket*"], "signal": "cart.added", "with": {"funnel": "bofu"}},
            {"event": "*", "signal": "social.engaged"},
        ]
    )
    assert becomes(event("Product Added", {"price": 100}), by) == ("demo.used", {})
    assert becomes(event("Product Added", {"price": 99}), by) == ("cart.added", {"funnel": "bofu"})
    assert becomes(event("Basket filled"), by) == ("cart.added", {"funnel": "bofu"})
    assert becomes(event("Liked"), by) == ("social.engaged", {})


def test_a_line_without_a_signal_keeps_the_name_and_all_keeps_the_rest() -> None:
    by = mapping(events=[{"event": ["webinar.attended", "demo.used"], "keep": "all", "with": {"host": "us"}}])
    assert becomes(event("webinar.attended", {"topic": "AI", "seats": 3}), by) == (
        "webinar.attended",
        {"topic": "AI", "seats": 3, "host": "us"},
    )


def test_a_page_is_page_viewed_with_its_path_whatever_the_file_says() -> None:
    assert becomes(event("page", {"q": "shoes"}, path="/a"), NO_MAPPING) == ("page.viewed", {"path": "/a"})
    by = mapping(events=[{"event": "page", "where": {"path": "/pricing*"}, "signal": "demo.used"}])
    assert becomes(event("page", path="/Pricing/eu"), by) == ("demo.used", {"path": "/Pricing/eu"})
    assert becomes(event("page", path="/blog"), by) == ("page.viewed", {"path": "/blog"})


def test_a_property_goes_before_what_is_known_of_the_page() -> None:
    by = mapping(events=[{"event": "Read", "where": {"title": "News"}, "signal": "content.opened"}])
    assert becomes(event("Read", {"title": "News"}, title="Home"), by) == ("content.opened", {})
    assert becomes(event("Read", {}, title="News"), by) == ("content.opened", {})
    assert becomes(event("Read", {"title": "Home"}, title="News"), by) == "unknown"


CHANNELS = [
    {"medium": ["cpc", "paid*"], "channel": "paid"},
    {"gclid": "*", "channel": "paid"},
    {"referrer": "*google.*", "channel": "organic"},
    {"source": "partner", "medium": "link", "channel": "partner"},
    {"referrer": "*", "channel": "referral"},
]


@pytest.mark.parametrize(
    ("context", "channel"),
    [
        ({"utm_medium": "CPC"}, "paid"),
        ({"utm_medium": "paid-social", "referrer": "https://www.google.com/"}, "paid"),
        ({"gclid": "Cj0"}, "paid"),
        ({"referrer": "https://www.google.fr/"}, "organic"),
        ({"utm_source": "partner", "utm_medium": "link"}, "partner"),
        ({"utm_source": "partner"}, None),
        ({"referrer": "https://news.example/today"}, "referral"),
        ({"referrer": f"{SITE}/pricing", "url": f"{SITE}/blog"}, None),
        ({"referrer": f"{SITE}/?utm_medium=cpc", "url": f"{SITE}/blog", "utm_medium": "cpc"}, None),
        ({"referrer": "http://[broken", "url": SITE}, "referral"),
        ({}, None),
    ],
)
def test_the_channel_of_a_visit_is_what_brought_it(context: dict[str, str], channel: str | None) -> None:
    by = mapping(channels=CHANNELS)
    seen = event("page", {}, path="/x", **context)
    assert channel_of(seen, by) == channel
    expected: dict[str, Plain] = {"path": "/x"} if channel is None else {"path": "/x", "channel": channel}
    assert becomes(seen, by) == ("page.viewed", expected)
    assert channel_of(event("Liked", {}, **context), by) is None


def test_the_page_tells_the_audience() -> None:
    by = mapping(audiences=[{"path": "/business*", "audience": "b2b"}, {"event": "Order*", "audience": "b2c"}])
    seen = (event("page", path="/business/plans"), event("Order Completed"), event("page", path="/"))
    assert [audience_of(each, by) for each in seen] == ["b2b", "b2c", None]


def test_traits_become_facts_by_the_first_name_that_is_there() -> None:
    by = mapping(traits={"company.name": "company", "company": "company", "employees": "company_size"})
    traits: dict[str, Plain] = {"company": "Acme AB", "company.name": "Acme", "employees": 200, "shoe": 43}
    assert facts_of(told(**traits), by) == {"company": "Acme", "company_size": 200}


LEFT_OUT = [
    {"user_agent": ["*bot/*", "*spider*"]},
    {"email": "*@northwind.example"},
    {"path": "/admin*", "event": "page"},
]


@pytest.mark.parametrize(
    "seen",
    [
        event("page", path="/", user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)"),
        event("Order", {"email": "ada@Northwind.example"}),
        ForeignEvent("1", NOW, "Order", ("user:1", "mail:bo@northwind.example"), {}, {}),
        event("page", path="/admin/users"),
        told(email="cy@northwind.example"),
        Identification("1", NOW, ("mail:cy@northwind.example",), {}),
    ],
)
def test_robots_and_our_own_people_are_left_out(seen: ForeignEvent | Identification) -> None:
    by = mapping(leave_out=LEFT_OUT, events=[{"event": "*", "signal": "demo.used"}])
    assert left_out_by(seen, by) is not None
    if isinstance(seen, ForeignEvent):
        assert isinstance(signal_of(seen, by), LeftOut)


@pytest.mark.parametrize(
    "seen",
    [
        event("page", path="/", user_agent="Mozilla/5.0 (Linux; Android 9; CUBOT_X18)"),
        event("Order", path="/admin/users"),
        told(email="ada@northwind.example.com"),
        told(name="Bot"),
    ],
)
def test_nobody_else_is_left_out(seen: ForeignEvent | Identification) -> None:
    assert left_out_by(seen, mapping(leave_out=LEFT_OUT)) is None


def test_any_number_of_names_costs_no_memory() -> None:
    by = mapping(events=[CART])
    for number in range(3000):
        becomes(event(f"name {number}"), by)
    assert len(by._rules) <= 1000
    assert becomes(event("Product Added"), by) == ("cart.added", {})


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (event("page", path="/pricing"), ("page.viewed", {"path": "/pricing", "funnel": "bofu"})),
        (event("page", path="/blog/1"), ("page.viewed", {"path": "/blog/1", "funnel": "tofu"})),
        (event("page", path="/about"), ("page.viewed", {"path": "/about"})),
        (
            event("page", path="/", referrer="https://www.bing.com/"),
            ("page.viewed", {"path": "/", "channel": "organic"}),
        ),
        (event("page", path="/", referrer="https://t.co/x"), ("page.viewed", {"path": "/", "channel": "social"})),
        (event("Product Added", {"name": "Trail", "price": 90}), ("cart.added", {"product": "Trail", "value": 90})),
        (event("Order Completed", {"revenue": 25.0, "total": 27.5}), ("purchase.made", {"value": 25.0})),
        (event("Signed Up", {"plan": "team"}), ("account.registered", {"plan": "team"})),
        (event("Email Opened", {"email_subject": "Hi"}), ("email.opened", {"subject": "Hi"})),
        (event("webinar.attended", {"minutes": 40}), ("webinar.attended", {"minutes": 40})),
        (event("outcome.won", {"amount": 9}), "unknown"),
        (event("chat.started"), "unknown"),
        (event("$autocapture"), "left out"),
        (event("page", path="/", user_agent="Mozilla/5.0 (compatible; bingbot/2.0; +http://x)"), "left out"),
    ],
)
def test_the_shipped_file_knows_the_events_of_the_trade(
    seen: ForeignEvent, expected: tuple[str, dict[str, Plain]] | str, shipped: SignalMapping
) -> None:
    assert becomes(seen, shipped) == expected
