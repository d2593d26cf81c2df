"""Which questions the bot still asks Quentin."""

from scoring.bounds import Answerable, Reachable, decisive_fields, reachable, widest_first
from scoring.engine import replay, start
from scoring.history import Item
from scoring.parse import parse_model
from scoring.standing import Standing
from tests.unit.scoring.scoring_examples import B2B, MONDAY, after, did, document, told

ROLE = Answerable("role", ("founder", "director", "manager", "employee", "student"))
SIZE = Answerable("company_size", (1, 10, 100, 500, 2000))
BUDGET = Answerable("budget", None)


def standing_after(*items: Item) -> Standing:
    return replay(B2B, items, MONDAY).standing


def test_of_an_unknown_lead_the_answers_decide() -> None:
    bounds = reachable(B2B, start(), MONDAY, open_fields=[ROLE, SIZE, BUDGET])
    assert bounds == Reachable(0, 25 + 20 + 3 * 2, frozenset({"cold", "lukewarm", "unfit"}))
    assert decisive_fields(B2B, start(), MONDAY, open_fields=[ROLE, SIZE, BUDGET]) == ("role", "company_size")


def test_when_every_completion_ends_in_the_same_tier_no_field_is_decisive() -> None:
    lukewarm = standing_after(told("1", MONDAY, role="founder"), told("2", MONDAY, company_size=1000))
    assert decisive_fields(B2B, lukewarm, MONDAY, open_fields=[BUDGET]) == ()
    assert reachable(B2B, lukewarm, MONDAY, open_fields=[BUDGET]).tiers == {"lukewarm"}


def test_a_known_field_that_is_open_again_counts_as_unknown() -> None:
    founder = standing_after(told("1", MONDAY, role="founder"))
    assert reachable(B2B, founder, MONDAY, open_fields=[ROLE]).lowest == 0
    assert reachable(B2B, founder, MONDAY, open_fields=[SIZE]).lowest == 25


def test_a_question_that_must_be_answered_is_always_answered() -> None:
    must = Answerable("company_size", (50, 1000), optional=False)
    assert reachable(B2B, start(), MONDAY, open_fields=[must]).lowest == 8 + 2


def test_a_field_open_to_any_value_can_give_what_its_rules_name_or_nothing() -> None:
    any_size = Answerable("company_size", None, optional=False)
    bounds = reachable(B2B, start(), MONDAY, open_fields=[any_size])
    assert (bounds.lowest, bounds.highest) == (2, 22)


def test_an_unfit_lead_stays_unfit_whatever_else_it_answers() -> None:
    student = standing_after(told("1", MONDAY, role="student"))
    assert reachable(B2B, student, MONDAY, open_fields=[SIZE]).tiers == {"unfit"}
    assert decisive_fields(B2B, student, MONDAY, open_fields=[SIZE]) == ()
    assert reachable(B2B, student, MONDAY, open_fields=[SIZE, ROLE]).tiers == {"unfit", "cold", "lukewarm"}


def test_one_answer_that_makes_a_lead_unfit_makes_its_field_decisive() -> None:
    assert decisive_fields(B2B, start(), MONDAY, open_fields=[ROLE]) == ("role",)


def test_the_present_tier_is_kept_down_to_its_leaving_score() -> None:
    views = [did(n, MONDAY, name="page.viewed", path="/pricing") for n in "34"]
    lukewarm = standing_after(told("1", MONDAY, role="director"), told("2", MONDAY, company_size=10), *views)
    assert lukewarm.tier == "lukewarm"
    later = after(days=5)  # 20 + 17 is in the band
    assert reachable(B2B, lukewarm, later, open_fields=[]).tiers == {"lukewarm"}
    cooled = reachable(B2B, lukewarm, after(days=60), open_fields=[])
    assert cooled.tiers == {"cold"}
    assert cooled.lowest == cooled.highest


def test_each_answer_is_a_signal_too() -> None:
    quiet = document()
    del quiet["engagement"][0]
    model = parse_model(quiet)
    assert reachable(model, start(), MONDAY, open_fields=[SIZE]).highest == 20
    assert reachable(B2B, start(), MONDAY, open_fields=[SIZE]).highest == 22
    assert reachable(B2B, start(), MONDAY, open_fields=[SIZE], answered_signal="form.sent").highest == 20


def test_the_question_with_the_widest_spread_comes_first_and_equals_keep_their_order() -> None:
    name = Answerable("company", None)
    assert widest_first(B2B, [BUDGET, name, SIZE, ROLE]) == (ROLE, SIZE, BUDGET, name)


def test_a_question_without_any_possible_answer_can_only_be_passed_over() -> None:
    nothing = Answerable("role", (), optional=False)
    assert reachable(B2B, start(), MONDAY, open_fields=[nothing]) == Reachable(0, 0, frozenset({"cold"}))
    assert widest_first(B2B, [nothing, ROLE]) == (ROLE, nothing)
