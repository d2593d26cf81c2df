"""Where Fieldlark's leads come from, what is sent and shown to all of them, and what they may say."""

from datetime import UTC, datetime

from tests.stories.plot import Mailing, Source, day

SOURCES = {
    "search": Source("organic", day("2026-02-02"), day("2026-11-20")),
    "direct": Source("web", day("2026-02-02"), day("2026-11-19")),
    "linkedin": Source("social", day("2026-02-02"), day("2026-11-18")),
    "partner": Source("web", day("2026-02-09"), day("2026-11-12")),
    "linkedin-spring": Source("paid", day("2026-03-09"), day("2026-04-17"), is_campaign=True),
    "lift-days-fair": Source("web", day("2026-05-19"), day("2026-06-02"), is_campaign=True),
    "search-ads-autumn": Source("paid", day("2026-09-14"), day("2026-10-30"), is_campaign=True),
    "prices-2027": Source("email", day("2026-10-06"), day("2026-11-16"), is_campaign=True),
}
TALKS = (datetime(2026, 6, 11, 12, tzinfo=UTC), datetime(2026, 10, 15, 12, tzinfo=UTC))
SAVINGS = tuple(
    datetime(2026, month, day_of, 12, tzinfo=UTC)
    for month, day_of in ((3, 19), (4, 16), (5, 21), (6, 25), (8, 27), (9, 24), (10, 22))
)
YOUR_WEEK = (datetime(2026, 5, 7, 12, tzinfo=UTC), datetime(2026, 11, 5, 13, tzinfo=UTC))
MAILINGS = (
    *(Mailing(datetime(2026, month, 3, 8, 30, tzinfo=UTC), f"letter-{month:02}", "/stories") for month in range(3, 12)),
    Mailing(datetime(2026, 10, 6, 7, 15, tzinfo=UTC), "prices-2027", "/pricing/2027"),
    Mailing(datetime(2026, 11, 18, 8, 30, tzinfo=UTC), "last-call-old-prices", "/pricing/2027"),
)

NEEDS = {"planning": 6, "customers": 2, "reports": 2}
OWN_NEEDS = NEEDS | {"spare parts in the van": 0.5, "invoices leave too late": 0.5, "on-call rota": 0.5}
DECIDERS = {"director": 4, "owner": 2}
GOOD_TEAMS = {25: 3, 34: 1, 60: 1, 80: 3, 120: 1, 250: 1}
OUTGROWN = {"spreadsheet": 4, "paper": 2, "software": 1}
EVERYWHERE = {"search": 5, "direct": 1.5, "linkedin": 1, "partner": 1.5, "linkedin-spring": 2, "lift-days-fair": 2}
CHEAP = {"linkedin": 4, "linkedin-spring": 3, "search-ads-autumn": 3, "search": 2}
