from math import inf

import pytest

from scoring.parse import parse_model
from scoring.tiers import needed_fit, tier_of
from tests.unit.scoring.scoring_examples import B2B, document


@pytest.mark.parametrize(
    ("present", "fit", "engagement", "tier"),
    [
        ("cold", 39.0, 0.75, "cold"),
        ("cold", 40.0, 0.0, "lukewarm"),
        ("cold", 35.0, 0.0, "cold"),
        ("lukewarm", 34.0, 0.0, "lukewarm"),
        ("lukewarm", 33.75, 0.0, "cold"),
        ("lukewarm", 34.0, 40.0, "lukewarm"),
        ("hot", 34.0, 31.0, "hot"),
        ("hot", 34.0, 30.75, "lukewarm"),
        ("hot", 33.0, 0.0, "cold"),
        ("cold", 60.0, 60.0, "hot"),
        ("unfit", 35.0, 0.0, "cold"),
    ],
)
def test_a_tier_is_entered_at_one_score_and_kept_down_to_another(
    present: str, fit: float, engagement: float, tier: str
) -> None:
    assert tier_of(B2B, present, fit=fit, engagement=engagement) == tier


def test_a_tier_whose_minimum_fails_is_neither_entered_nor_kept() -> None:
    assert tier_of(B2B, "cold", fit=19.0, engagement=60.0) == "lukewarm"
    assert tier_of(B2B, "hot", fit=19.0, engagement=60.0) == "lukewarm"
    assert tier_of(B2B, "hot", fit=20.0, engagement=60.0) == "hot"


def test_the_fit_that_a_tier_still_needs_depends_on_engagement_limits_and_minima() -> None:
    lukewarm, hot = B2B.tiers
    assert needed_fit(B2B, lukewarm, "cold", engagement=30.0) == 10
    assert needed_fit(B2B, lukewarm, "lukewarm", engagement=30.0) == 4
    assert needed_fit(B2B, hot, "cold", engagement=60.0) == 20
    assert needed_fit(B2B, hot, "cold", engagement=0.0) == inf


def test_no_fit_is_needed_where_the_lowest_possible_is_enough() -> None:
    generous = document() | {"limits": {"fit": [0, 60]}}
    lukewarm, _ = B2B.tiers
    assert needed_fit(parse_model(generous), lukewarm, "cold", engagement=40.0) == -inf
