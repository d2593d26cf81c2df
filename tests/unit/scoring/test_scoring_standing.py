import json

import pytest

from scoring.engine import fold, replay, score_at
from scoring.errors import StandingError
from scoring.history import Item
from scoring.instants import EPOCH
from scoring.parse import parse_model
from scoring.standing import Standing, pack, start, unpack
from tests.unit.scoring.scoring_examples import B2B, B2B_TEXT, B2C_TEXT, MONDAY, after, did, document, told

HISTORY: list[Item] = [
    told("1", MONDAY, role="founder"),
    told("2", MONDAY, company_size=50.5),
    told("3", MONDAY, company='"Acme"\ud800 \u00e9'),
    did("4", after(days=1), name="page.viewed", path="/pricing"),
    did("5", after(days=2), name="page.viewed", path="/blog"),
    did("6", after(days=3), name="chat.answered"),
]


def test_a_standing_survives_packing_to_the_last_bit() -> None:
    standing = replay(B2B, HISTORY, after(days=4)).standing
    assert unpack(pack(standing)) == standing
    assert pack(unpack(pack(standing))) == pack(standing)


def test_a_packed_standing_is_one_short_line_of_json() -> None:
    text = pack(replay(B2B, HISTORY, after(days=4)).standing)
    assert json.loads(text)
    assert "\n" not in text
    assert len(text) < 400


def test_the_start_is_a_cold_lead_of_whom_nothing_is_known() -> None:
    assert start() == Standing()
    assert start().tier == "cold"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[1,2]", "[1,[],3,4,5,6,7,8,9,10,11,12]", "[" * 100_000])
def test_a_text_that_is_no_packed_standing_is_refused(text: str) -> None:
    with pytest.raises(StandingError, match="refold"):
        unpack(text)


def test_a_standing_packed_by_another_release_is_refused() -> None:
    text = pack(start()).replace("[3,", "[1,", 1)
    with pytest.raises(StandingError, match="packed in format 1, expected 3"):
        unpack(text)


def test_a_match_at_the_first_instant_of_all_is_remembered() -> None:
    """Exports with empty dates say 1970: the next match is not the first, however the standing was stored."""
    rule = {"signal": "account.registered", "points": 5, "recency": "first"}
    model = parse_model(document(B2C_TEXT) | {"engagement": [rule]})
    first = fold(model, start(), did("1", EPOCH, name="account.registered")).standing
    again = fold(model, unpack(pack(first)), did("2", MONDAY, name="account.registered")).standing
    assert score_at(model, again, MONDAY).engagement == 5


def test_engagement_held_below_zero_falls_no_further_away_from_a_replay() -> None:
    limits = {"engagement": [-100, -10]}
    tiers = {"lukewarm": {"enter": 20, "leave": 20}, "hot": {"enter": 90, "leave": 90}}
    model = parse_model(document(B2B_TEXT) | {"limits": limits, "tiers": tiers})
    history: list[Item] = [
        did("0", MONDAY, name="chat.answered"),
        told("1", after(days=1), role="founder"),
        told("2", after(days=1, hours=1), company_size=1000),
        told("3", after(days=30), role="manager"),
    ]
    standing = start()
    for item in history:
        standing = unpack(pack(fold(model, standing, item).standing))
    assert replay(model, history, after(days=31)).standing.tier == standing.tier == "lukewarm"
    history.append(told("4", after(days=40), company_size=50))
    assert replay(model, history, after(days=41)).standing.tier == "cold"
