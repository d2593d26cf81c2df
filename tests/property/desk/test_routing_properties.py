"""Whatever the rules say, every lead has exactly one desk: the first chat where nothing fits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conditions import Scope
from bot.desk.routing import Desk, chat_for, fits, kinds_of_leads, never_reached, scope_of_lead
from bot.playbooks.condition_reader import read_condition

AUDIENCES, LANGUAGES, TIERS = ("b2b", "b2c"), ("en", "fr", "sv"), ("unfit", "cold", "lukewarm", "hot")
COUNTRIES, SOURCES = ("SE", "NO", "DE"), ("fair", "spring")
_NAMED = {"audience": AUDIENCES, "language": LANGUAGES, "tier": TIERS, "country": COUNTRIES, "source": SOURCES}
_comparisons = [f"{name} {sign} '{value}'" for name, of in _NAMED.items() for value in of for sign in ("==", "!=")]
_compared = st.sampled_from(
    (*_comparisons, "country", "not country", "source", "not audience", "country in ['SE', 'NO']")
)
_rule = st.builds(
    lambda first, joined, second: f"({first}) {joined} ({second})", _compared, st.sampled_from(("and", "or")), _compared
)
_desks = st.lists(st.none() | _compared | _rule, max_size=4).map(
    lambda rules: [
        Desk(f"desk-{place}", -place, read_condition(rule) if rule else None) for place, rule in enumerate(rules, 1)
    ]
)
_leads = st.builds(
    scope_of_lead,
    audience=st.sampled_from((*AUDIENCES, None)),
    language=st.sampled_from(LANGUAGES),
    source=st.sampled_from(("", *SOURCES, "else")),
    country=st.sampled_from((None, *COUNTRIES, "US")),
    tier=st.sampled_from(TIERS),
)
_chats = st.lists(st.integers(-5, -1), min_size=1, max_size=5, unique=True)


@given(_desks, _leads, _chats, st.none() | st.integers(-6, -1))
def test_every_lead_has_one_desk_of_ours(desks: list[Desk], lead: Scope, chats: list[int], before: int | None) -> None:
    chat = chat_for(lead, desks, chats, before=before)
    ours = [desk for desk in desks if desk.chat in chats]
    fitting = fits(lead, ours)
    if fitting is not None:
        assert chat == fitting.chat
        assert not any(desk.when.holds(lead) for desk in ours[: ours.index(fitting)] if desk.when)
    else:
        assert chat == (before if before in chats else chats[0])
    assert chat in chats


@given(_desks, _leads)
def test_a_rule_that_fits_somebody_is_never_said_to_fit_nobody(desks: list[Desk], lead: Scope) -> None:
    unreached = never_reached(desks, audiences=AUDIENCES, languages=LANGUAGES)
    assert fits(lead, desks) not in unreached


@given(_desks)
def test_a_rule_that_is_said_to_fit_nobody_fits_none_of_all_kinds(desks: list[Desk]) -> None:
    kinds = list(kinds_of_leads(desks, audiences=AUDIENCES, languages=LANGUAGES))
    reached = {desk.name for kind in kinds if (desk := fits(kind, desks)) is not None}
    unreached = {desk.name for desk in never_reached(desks, audiences=AUDIENCES, languages=LANGUAGES)}
    assert unreached == {desk.name for desk in desks if desk.when} - reached
