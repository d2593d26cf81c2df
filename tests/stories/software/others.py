"""Those whom sales mostly never hears of: readers, the curious, the unfit, and noise."""

from datetime import UTC, datetime

from tests.stories.plot import (
    Arc,
    answers,
    asks,
    asks_person,
    attends,
    beat,
    does,
    downloads,
    likes,
    opens,
    sees,
    starts,
    subscribes,
    unsubscribes,
)

from .world import CHEAP, NEEDS, OWN_NEEDS, TALKS

OTHERS = (
    Arc(
        "curious reader",
        44,
        CHEAP,
        named=0.3,
        opens=0.6,
        clicks=0.1,
        beats=(
            beat(sees("/guide", "/stories/nordvarm|/features/planning")),
            beat(downloads("seven-signs", "tofu"), after=(0.01, 4), chance=0.6, by="social"),
            beat(subscribes(), after=(0, 1), chance=0.4),
            beat(likes(), after=(2, 20), chance=0.4, often=(1, 3)),
            beat(attends(funnel="tofu"), on=TALKS, chance=0.25),
            beat(sees("/guide", "/features/planning", "/"), after=(10, 60), chance=0.3),
        ),
    ),
    Arc(
        "just looking",
        22,
        CHEAP | {"lift-days-fair": 2},
        who={
            "need": OWN_NEEDS,
            "field_team": {3: 1, 10: 3, 25: 2},
            "role": {"planner": 1, "employee": 3},
            "start": {"exploring": 1},
        },
        opens=0.4,
        beats=(
            beat(sees("/pricing", "/features/planning")),
            beat(starts(), answers("need", "field_team", "role", "start"), opens(guide="tofu"), after=(0.01, 0.04)),
            beat(subscribes(), after=(0, 1), chance=0.5),
            beat(does("demo.used"), after=(1, 9), chance=0.2),
        ),
    ),
    Arc(
        "too small",
        16,
        {"search": 3, "linkedin-spring": 2, "search-ads-autumn": 3},
        who={
            "need": {"planning": 1},
            "field_team": {3: 3, 2: 1, 4: 1},
            "role": {"owner": 1},
            "start": {"now": 3, "quarter": 1},
        },
        beats=(
            beat(sees("/pricing")),
            beat(starts(), answers("need", "field_team", "role", "start"), after=(0.01, 0.02)),
            beat(asks(), after=(0, 1), chance=0.3),
        ),
    ),
    Arc(
        "student",
        11,
        {"linkedin": 3, "search": 2},
        who={"need": {"planning": 1, "thesis on route planning": 1}, "field_team": {3: 1}, "role": {"student": 1}},
        beats=(
            beat(downloads("seven-signs", "tofu"), downloads("a-saved-hour", "mofu")),
            beat(starts(), answers("need", "role"), opens(guide="tofu", story="mofu"), after=(0, 2)),
            beat(attends(funnel="tofu"), asks("web"), on=TALKS, chance=0.5),
        ),
    ),
    Arc(
        "sells software too",
        5,
        {"linkedin": 2, "direct": 2},
        who={"need": {"we sell route planning": 1}, "role": {"vendor": 1}},
        beats=(beat(starts(), answers("need", "role")), beat(likes(), after=(3, 30), chance=0.5)),
    ),
    Arc(
        "competitor",
        7,
        {"direct": 3, "search": 1},
        who={"need": {"planning": 1}, "field_team": {80: 1}, "role": {"planner": 1}, "start": {"year": 1}},
        listed={"competitor": {"Wayplan": 2, "Rutin24": 1, "Tourneo Pro": 1}},
        beats=(
            beat(sees("/pricing", "/integrations", "/security")),
            beat(does("demo.used"), sees("/pricing"), after=(5, 25), often=(1, 3)),
            beat(starts(), answers("need", "field_team", "role"), opens(pricing="bofu"), after=(1, 9), chance=0.5),
            beat(sees("/pricing/2027"), after=(1, 2), on=(datetime(2026, 10, 6, 9, tzinfo=UTC),)),
        ),
    ),
    Arc(
        "script that clicks everything",
        4,
        {"direct": 1},
        beats=(
            beat(
                *(sees("/", "/pricing", "/features/planning", "/security", "/careers", "/terms"),) * 4,
                *(
                    downloads("seven-signs", "tofu"),
                    downloads("a-saved-hour", "mofu"),
                    downloads("tender-checklist", "bofu"),
                )
                * 2,
            ),
        ),
    ),
    Arc(
        "wants a job",
        10,
        {"linkedin": 3, "search": 2},
        beats=(
            beat(sees("/careers", "/careers/support-engineer|/careers/sales", "/")),
            beat(sees("/careers"), after=(2, 12), chance=0.5),
        ),
    ),
    Arc(
        "left the newsletter",
        11,
        {"linkedin-spring": 3, "lift-days-fair": 3, "search": 1},
        who={"need": NEEDS, "field_team": {10: 1, 25: 2, 80: 1}, "role": {"planner": 2, "director": 1}},
        named=0.5,
        opens=0.8,
        clicks=0.1,
        buys=0.4,
        beats=(
            beat(downloads("seven-signs", "tofu"), subscribes()),
            beat(starts(), answers("need", "field_team", "role"), after=(5, 20), chance=0.6),
            beat(unsubscribes(), after=(35, 110)),
        ),
    ),
    Arc(
        "wants a person at once",
        8,
        {"search": 2, "partner": 2, "lift-days-fair": 1},
        who={"need": OWN_NEEDS, "field_team": {10: 2, 25: 1}, "role": {"employee": 1, "owner": 1}},
        named=0.3,
        buys=0.7,
        beats=(
            beat(starts(), answers("need"), asks_person()),
            beat(answers("field_team", "role"), after=(0, 3), chance=0.6),
        ),
    ),
    Arc(
        "not who they said",
        9,
        {"linkedin": 2, "search-ads-autumn": 2, "lift-days-fair": 1},
        who={"need": NEEDS, "field_team": {80: 1, 250: 1}, "role": {"director": 1}, "start": {"now": 1}},
        named=0.1,
        buys=-1,
        beats=(
            beat(starts(), answers("need", "field_team", "role", "start"), opens(pricing="bofu")),
            beat(likes(), after=(1, 20), chance=0.4),
        ),
    ),
    Arc(
        "one tap and gone",
        16,
        CHEAP,
        who={"need": OWN_NEEDS},
        beats=(beat(starts()), beat(answers("need"), after=(0.001, 0.002), chance=0.7)),
    ),
    Arc("business card from the fair", 9, {"lift-days-fair": 1}, named=1),
)
