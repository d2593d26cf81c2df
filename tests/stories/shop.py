"""Kettlewren's people: impulses and long comparisons, carts left standing, regulars, presents, and passers-by."""

from datetime import UTC, date, datetime, timedelta

from .plot import (
    Arc,
    Desk,
    Mailing,
    Source,
    Story,
    answers,
    asks,
    asks_person,
    beat,
    corrects,
    day,
    fills_cart,
    likes,
    opens,
    pays,
    sees,
    skips,
    starts,
    subscribes,
    unsubscribes,
)

SOURCES = {
    "search": Source("organic", day("2026-06-29"), day("2026-11-20")),
    "instagram": Source("social", day("2026-06-29"), day("2026-11-20")),
    "friends": Source("web", day("2026-06-29"), day("2026-11-19")),
    "order-list": Source("email", day("2026-07-02"), day("2026-11-12")),
    "cold-brew-summer": Source("paid", day("2026-07-06"), day("2026-07-26"), is_campaign=True),
    "grinder-weeks": Source("paid", day("2026-09-21"), day("2026-10-11"), is_campaign=True),
    "coffee-festival": Source("web", day("2026-10-10"), day("2026-10-18"), is_campaign=True),
    "gift-guide": Source("paid", day("2026-11-09"), day("2026-11-20"), is_campaign=True),
}
FIRST_LETTER = date(2026, 7, 2)


def _letter(week: int) -> Mailing:
    """Return the newsletter of a week, on Thursday evening: a roast, and every fourth week a machine."""
    sent_on = FIRST_LETTER + timedelta(weeks=week)
    path = "/machines/lyra" if week % 4 == 3 else "/beans/just-roasted"
    return Mailing(
        datetime(sent_on.year, sent_on.month, sent_on.day, 16, 30, tzinfo=UTC), f"letter-{week + 1:02}", path
    )


MAILINGS = tuple(_letter(week) for week in range(0, 21, 2))
GEAR = "/machines/lyra|/machines/orso|/grinders/pebble|/grinders/quarry"
BEANS = "/beans/just-roasted|/beans/ethiopia|/beans/house-blend"
ALL_YEAR = {"search": 5, "instagram": 2, "friends": 2, "cold-brew-summer": 1, "grinder-weeks": 3, "coffee-festival": 2}
SCREEN = {"instagram": 5, "cold-brew-summer": 3, "grinder-weeks": 2, "gift-guide": 2}

BREWS = {"espresso": 4, "filter": 3, "press": 2, "pods": 1}
TASTES = {"chocolate": 3, "fruity": 2, "strong": 2, "surprise": 1}
NEW = {0: 5, 1: 1}

ARCS = (
    Arc(
        "sees it, wants it, buys it",
        26,
        ALL_YEAR,
        audience="b2c",
        who={"brew": {"espresso": 4, "filter": 1}, "taste": TASTES, "need": {"machine": 1}},
        listed={"orders": NEW},
        beats=(
            beat(sees(GEAR)),
            beat(starts(), answers("brew", "taste", "need"), opens(guide="mofu"), after=(0.005, 0.02)),
            beat(sees(GEAR), fills_cart(89, 149, 329, 649), after=(0.005, 0.03), chance=0.95, or_gone=True),
            beat(pays(), after=(0.01, 2), chance=0.75, or_gone=True),
            beat(sees(BEANS), fills_cart(28, 42), pays(), after=(6, 20), chance=0.5),
        ),
    ),
    Arc(
        "compares for a week",
        40,
        ALL_YEAR,
        audience="b2c",
        who={"brew": BREWS, "taste": TASTES, "need": {"machine": 5, "gift": 1}},
        listed={"orders": NEW},
        beats=(
            beat(sees(GEAR, GEAR)),
            beat(sees(GEAR), after=(1, 3), by="organic", chance=0.8),
            beat(starts(), answers("brew", "taste", "need"), opens(guide="mofu"), after=(1, 3)),
            beat(sees(GEAR, GEAR), after=(1, 2), chance=0.8),
            beat(opens(offer="bofu"), after=(0, 2), chance=0.5),
            beat(fills_cart(89, 219, 329, 649, 890), after=(0.01, 2), chance=0.7, or_gone=True),
            beat(asks(), after=(0.01, 1), chance=0.35),
            beat(pays(), after=(1, 5), chance=0.42),
        ),
    ),
    Arc(
        "the week before today",
        12,
        {"search": 3, "instagram": 1, "gift-guide": 3},
        audience="b2c",
        begins=(day("2026-11-16"), day("2026-11-20")),
        who={"brew": BREWS, "taste": TASTES, "need": {"machine": 3, "gift": 2}},
        listed={"orders": NEW},
        beats=(
            beat(sees(GEAR, GEAR)),
            beat(starts(), answers("brew", "taste", "need"), opens(guide="mofu"), after=(0.01, 0.04)),
            beat(sees(GEAR), after=(1, 1), chance=0.6),
            beat(fills_cart(89, 149, 329, 649), after=(0.01, 0.03), chance=0.8),
        ),
    ),
    Arc(
        "left the cart standing",
        26,
        ALL_YEAR | {"gift-guide": 2},
        audience="b2c",
        who={"brew": BREWS},
        listed={"orders": NEW},
        beats=(
            beat(sees(BEANS, GEAR)),
            beat(sees(GEAR), fills_cart(28, 42, 89, 329), after=(0, 3), chance=0.9),
            beat(starts(), answers("brew"), skips("taste"), after=(0, 1), chance=0.4),
            beat(sees("/cart"), after=(1, 4), chance=0.5),
        ),
    ),
    Arc(
        "a bag every other week",
        42,
        {"order-list": 6, "friends": 1, "search": 1},
        audience="b2c",
        who={"brew": {"filter": 4, "press": 2, "espresso": 3}, "taste": TASTES, "need": {"beans": 1}},
        listed={"orders": {3: 3, 5: 3, 8: 2, 12: 1}},
        opens=0.12,
        clicks=0.08,
        beats=(
            beat(sees(BEANS), fills_cart(28, 31.5, 42), pays()),
            beat(
                starts(),
                answers("brew", "taste", "need"),
                opens(roasts="tofu"),
                subscribes(),
                after=(2, 12),
                chance=0.7,
            ),
            beat(sees(BEANS), fills_cart(28, 31.5, 42, 56), pays(), after=(12, 30), often=(1, 3), by="email"),
        ),
    ),
    Arc(
        "a regular who wants a machine",
        14,
        {"order-list": 1},
        audience="b2c",
        who={"brew": {"espresso": 2, "press": 1}, "taste": TASTES, "need": {"machine": 1}},
        listed={"orders": {3: 1, 6: 2, 9: 1}},
        opens=0.3,
        clicks=0.15,
        beats=(
            beat(sees(BEANS), fills_cart(28, 42), pays(), subscribes()),
            beat(sees(GEAR, GEAR), after=(20, 70), by="email"),
            beat(starts(), answers("brew", "taste", "need"), opens(guide="mofu"), after=(0.01, 2)),
            beat(fills_cart(219, 329, 649, 890), after=(0.01, 3), chance=0.85, or_gone=True),
            beat(pays(), after=(0, 3), chance=0.7),
        ),
    ),
    Arc(
        "looks for a present",
        24,
        {"gift-guide": 5, "instagram": 1, "search": 2},
        audience="b2c",
        who={"brew": BREWS, "taste": {"surprise": 3, "chocolate": 1}, "need": {"gift": 1}},
        beats=(
            beat(starts(), answers("brew", "taste", "need"), opens(offer="bofu")),
            beat(
                sees("/grinders/pebble", "/gifts/first-grinder"), fills_cart(49, 89, 89, 149), after=(0, 3), chance=0.65
            ),
            beat(asks(), after=(0.01, 0.05), chance=0.3),
            beat(pays(), after=(0.01, 3), chance=0.5),
        ),
    ),
    Arc(
        "just looking",
        28,
        SCREEN | {"coffee-festival": 2},
        audience="b2c",
        who={"brew": BREWS, "taste": TASTES, "need": {"looking": 1}},
        beats=(
            beat(starts(), answers("brew", "taste", "need"), opens(roasts="tofu")),
            beat(sees(GEAR), opens(offer="bofu"), after=(0, 3), chance=0.4),
            beat(likes(), after=(1, 9), chance=0.4),
        ),
    ),
    Arc(
        "never said a word",
        38,
        SCREEN | {"search": 4},
        audience="b2c",
        beats=(
            beat(sees(BEANS, GEAR)),
            beat(sees(GEAR, BEANS), after=(1, 9), chance=0.5),
            beat(likes(), after=(0, 6), chance=0.3, often=(1, 2)),
            beat(sees(BEANS), fills_cart(14, 28), after=(1, 20), chance=0.2),
        ),
    ),
    Arc(
        "tired of capsules",
        10,
        ALL_YEAR,
        audience="b2c",
        who={"brew": {"pods": 1}, "taste": {"strong": 2, "chocolate": 1}, "need": {"machine": 2, "beans": 1}},
        listed={"orders": NEW},
        beats=(
            beat(starts(), answers("brew", "taste", "need")),
            beat(opens(guide="mofu"), sees(GEAR), asks(), after=(0.005, 1), chance=0.7),
            beat(fills_cart(89, 329), after=(1, 4), chance=0.5),
            beat(pays(), after=(1, 4), chance=0.4),
        ),
    ),
    Arc(
        "left the newsletter",
        14,
        {"cold-brew-summer": 3, "order-list": 2, "instagram": 1},
        audience="b2c",
        who={"brew": BREWS, "taste": TASTES, "need": {"beans": 2, "machine": 1}},
        listed={"orders": {0: 2, 1: 1, 3: 1}},
        opens=0.5,
        clicks=0.1,
        beats=(
            beat(sees(BEANS), subscribes()),
            beat(starts(), answers("brew", "taste", "need"), after=(1, 20), chance=0.6),
            beat(unsubscribes(), after=(20, 80)),
        ),
    ),
    Arc(
        "changed their mind: a machine after all",
        10,
        {"search": 2, "grinder-weeks": 2, "coffee-festival": 1},
        audience="b2c",
        who={"brew": {"press": 2, "espresso": 1}, "taste": TASTES, "need": {"beans": 2, "looking": 1}},
        listed={"orders": {0: 1, 2: 1}},
        beats=(
            beat(starts(), answers("brew", "taste", "need"), opens(roasts="tofu", guide="mofu")),
            beat(corrects("need", "machine"), sees(GEAR), after=(0.003, 2)),
            beat(fills_cart(219, 329), after=(0.01, 2), chance=0.8, or_gone=True),
            beat(pays(), after=(0, 3), chance=0.55),
        ),
    ),
    Arc(
        "script that clicks everything",
        4,
        {"instagram": 1},
        audience="b2c",
        beats=(beat(*(sees("/machines/lyra", "/grinders/quarry", "/beans/ethiopia"), fills_cart(649), likes()) * 5),),
    ),
    Arc(
        "bought in summer, back in November",
        18,
        {"cold-brew-summer": 3, "search": 1},
        audience="b2c",
        begins=(day("2026-07-06"), day("2026-08-05")),
        who={"brew": {"press": 2, "filter": 1}, "taste": TASTES, "need": {"beans": 3, "machine": 1}},
        listed={"orders": {1: 2, 2: 1}},
        opens=0,
        clicks=0,
        beats=(
            beat(starts(), answers("brew", "taste", "need"), subscribes()),
            beat(sees(BEANS), fills_cart(28, 42), pays(), after=(0, 3)),
            beat(sees("/grinders/pebble", GEAR), by="email", after=(85, 118)),
            beat(opens(guide="mofu", offer="bofu"), after=(0.01, 2), chance=0.8),
            beat(
                corrects("need", "machine", "gift"), fills_cart(89, 149, 329), after=(0.01, 2), chance=0.6, or_gone=True
            ),
            beat(pays(), after=(0, 3), chance=0.45),
        ),
    ),
    Arc(
        "wants to talk to a barista",
        10,
        {"search": 3, "friends": 2, "coffee-festival": 1},
        audience="b2c",
        who={"brew": {"espresso": 1}, "taste": TASTES, "need": {"machine": 2, "beans": 1}},
        beats=(
            beat(starts(), answers("brew"), asks_person()),
            beat(answers("taste", "need"), asks(), after=(0.01, 2), chance=0.5),
            beat(fills_cart(219, 649), pays(), after=(2, 6), chance=0.35),
        ),
    ),
    Arc(
        "one tap and gone",
        18,
        SCREEN,
        audience="b2c",
        who={"brew": BREWS},
        beats=(beat(starts()), beat(answers("brew"), after=(0.001, 0.002), chance=0.6)),
    ),
)

STORY = Story(
    pack="shop",
    key="kettlewren",
    arcs=ARCS,
    sources=SOURCES,
    languages={"en": {"GB": 24, "IE": 6}, "sv": {"SE": 24, "FI": 3}, "fr": {"FR": 20, "BE": 4}, "es": {"ES": 19}},
    columns=("email", "orders"),
    desks={"b2c": Desk(final=(5, 9))},
    mailings=MAILINGS,
)
