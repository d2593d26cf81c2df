"""Each lead has exactly one desk: the first whose rule fits, else where they were before, else the first chat."""

from bot.desk.routing import Desk, chat_for, fits, never_reached, scope_of_lead
from bot.playbooks.condition_reader import read_condition

FIRST, NORDIC, CLOSERS, ABROAD = -1, -2, -3, -4
CHATS = (FIRST, NORDIC, CLOSERS, ABROAD)


def desk(name: str, chat: int, when: str | None = None) -> Desk:
    return Desk(name, chat, read_condition(when) if when else None)


DESKS = (
    desk("nordic", NORDIC, "language == 'sv' or country in ['SE', 'NO']"),
    desk("closers", CLOSERS, "tier == 'hot' and audience == 'b2b'"),
    desk("abroad", ABROAD, "source == 'fair' and not (country == 'DE')"),
)


def routed(*desks: Desk, before: int | None = None, chats: tuple[int, ...] = CHATS, **lead: str | None) -> int:
    known = {"audience": None, "language": "en", "source": "", "country": None, "tier": "cold"} | lead
    return chat_for(scope_of_lead(**known), desks or DESKS, chats, before=before)  # type: ignore[arg-type]


def test_the_first_desk_whose_rule_fits_has_the_lead() -> None:
    assert routed(language="sv") == NORDIC
    assert routed(country="no") == NORDIC, "texts compare without regard to case"
    assert routed(tier="hot", audience="b2b") == CLOSERS
    assert routed(tier="hot", audience="b2b", language="sv") == NORDIC, "the order in the file counts"
    assert routed(source="fair", country="FR") == ABROAD


def test_what_is_not_known_fits_no_comparison_nor_its_contrary() -> None:
    assert routed(source="fair") == FIRST
    assert routed(tier="hot") == FIRST
    assert routed(desk("rest", NORDIC, "audience != 'b2c'")) == FIRST


def test_whom_no_rule_fits_stays_where_they_were_and_else_goes_to_the_first() -> None:
    assert routed(language="fr") == FIRST
    assert routed(language="fr", before=CLOSERS) == CLOSERS
    assert routed(language="sv", before=CLOSERS) == NORDIC, "unless a rule says otherwise"
    assert routed(language="fr", before=-99) == FIRST, "that desk is no more"


def test_a_desk_whose_chat_is_none_of_ours_takes_nobody() -> None:
    assert routed(language="sv", chats=(FIRST, CLOSERS)) == FIRST
    assert routed(desk("first", FIRST), language="sv") == FIRST


def _never(*desks: Desk, languages: tuple[str, ...] = ("en", "sv", "fr")) -> list[str]:
    return [each.name for each in never_reached(desks, audiences=("b2b", "b2c"), languages=languages)]


def test_a_rule_that_nobody_can_fit_or_whom_desks_above_take_is_found() -> None:
    assert _never(*DESKS) == []
    assert _never(desk("none", -2, "language == 'sv' and language == 'fr'")) == ["none"]
    assert _never(desk("all", -2, "tier != 'x'"), desk("late", -3, "language == 'sv'")) == ["late"]
    assert _never(desk("wide", -2, "tier in ['hot', 'lukewarm']"), desk("hot", -3, "tier == 'hot'")) == ["hot"]
    assert _never(desk("narrow", -2, "tier == 'hot'"), desk("wide", -3, "tier in ['hot', 'lukewarm']")) == []
    assert _never(desk("fair", -2, "source == 'fair'"), desk("other", -3, "source != 'fair' and source")) == []
    assert _never(desk("known", -2, "country"), desk("unknown", -3, "not country")) == []
    assert _never(desk("some", -2, "country == 'SE' or not country"), desk("se", -3, "country == 'se'")) == ["se"]
    assert _never(desk("two", -2, "language in ['en', 'sv']"), languages=("en", "sv")) == []
    assert _never(desk("fallback", -2), desk("sv", -3, "language == 'sv'")) == [], "who has no rule takes nobody"


def test_one_desk_fits_where_no_condition_is_in_doubt() -> None:
    found = fits(scope_of_lead(audience="b2b", language="sv", source="", country="SE", tier="hot"), DESKS)
    assert found is DESKS[0]
