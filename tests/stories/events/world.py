"""Where Vesper's leads come from, what is sent and shown to all of them, and what they may say."""

from datetime import UTC, datetime

from tests.stories.plot import Mailing, Source, day

SOURCES = {
    "search": Source("organic", day("2026-03-02"), day("2026-11-20")),
    "linkedin": Source("social", day("2026-03-02"), day("2026-11-18")),
    "instagram": Source("social", day("2026-08-17"), day("2026-11-20")),
    "partner": Source("web", day("2026-04-06"), day("2026-11-10")),
    "edition-2026": Source("web", day("2025-12-08"), day("2026-02-06")),
    "call-for-exhibitors": Source("email", day("2026-06-09"), day("2026-07-05"), is_campaign=True),
    "trade-press-autumn": Source("paid", day("2026-09-07"), day("2026-10-18"), is_campaign=True),
    "early-bird": Source("paid", day("2026-11-02"), day("2026-11-20"), is_campaign=True),
    "metro-posters": Source("web", day("2026-10-19"), day("2026-11-19"), is_campaign=True),
}
FIRST_STAND = (datetime(2026, 10, 8, 12, tzinfo=UTC),)
SPONSORING = (datetime(2026, 11, 5, 13, tzinfo=UTC),)
PREVIEWS = (
    datetime(2026, 10, 22, 17, tzinfo=UTC),
    datetime(2026, 11, 12, 18, tzinfo=UTC),
    datetime(2026, 11, 18, 18, tzinfo=UTC),
)
MAILINGS = (
    Mailing(datetime(2026, 4, 14, 8, tzinfo=UTC), "figures-2026", "/last-edition", "b2b"),
    Mailing(datetime(2026, 6, 9, 8, tzinfo=UTC), "call-for-exhibitors", "/exhibit/prices", "b2b"),
    Mailing(datetime(2026, 9, 15, 8, tzinfo=UTC), "programme-2027", "/programme"),
    Mailing(datetime(2026, 10, 27, 8, tzinfo=UTC), "first-speakers", "/programme/speakers"),
    Mailing(datetime(2026, 11, 3, 17, tzinfo=UTC), "early-bird", "/tickets", "b2c"),
    Mailing(datetime(2026, 11, 18, 17, tzinfo=UTC), "twelve-days-left", "/tickets", "b2c"),
)
EVENING_PAGES = "/evenings/river|/evenings/observatory|/programme/saturday"
LONG, SHORT = "24|31|38|47", "4|9|13"

DECIDERS = {"owner": 1, "head": 2, "events": 4}
BUDGETS = {4000: 2, 6500: 2, 12000: 2, 18000: 1}
B2B_SOURCES = {"search": 4, "trade-press-autumn": 3, "linkedin": 2, "partner": 2}
B2C_SOURCES = {"metro-posters": 4, "early-bird": 3, "instagram": 3, "search": 2}
CROWDS = {1: 1, 2: 4, 4: 2, 6: 1}
