"""How a ledger is shortened for a phone: the strongest first, limits last, the small ones in one."""

from dataclasses import replace

from bot.desk.explanations import Shortfall, account, strongest
from scoring.ledger import Ledger, LedgerLine, Missing


def _ledger(*lines: LedgerLine) -> Ledger:
    fit = sum(line.remains for line in lines if line.kind == "fit" or line.rule == "limit.fit")
    score = sum(line.remains for line in lines)
    return Ledger(lines, fit, score - fit, score, "cold", None, ())


def _rule(rule: str, points: float, kind: str = "engagement") -> LedgerLine:
    return LedgerLine(rule, kind, points, points)


def test_three_thirds_of_a_point_are_shown_as_one() -> None:
    whole = account(_ledger(*(_rule(f"engagement.{name}", 1 / 3) for name in "abc")), per_point=10)
    assert [counted.points for counted in whole.engagement.lines] == [4, 3, 3]
    assert whole.score == 10


def test_what_a_cap_and_time_took_has_the_other_sign() -> None:
    left = LedgerLine("engagement.a", "engagement", -30.0, -10.0, lost_to_cap=-15.0, lost_to_decay=-5.0)
    (counted,) = account(_ledger(left), per_point=10).engagement.lines
    assert (counted.given, counted.capped, counted.faded, counted.points) == (-300, 150, 50, -100)


def test_the_strongest_lines_come_first_and_limits_last() -> None:
    lines = (_rule("engagement.a", 2.0), _rule("engagement.b", -9.0), _rule("group.web", -5.0, "limit"))
    side = strongest(account(_ledger(*lines), per_point=10), 12).engagement
    assert [counted.line.rule for counted in side.lines] == ["engagement.b", "engagement.a", "group.web"]


def test_the_limit_of_fit_belongs_to_fit() -> None:
    whole = account(_ledger(_rule("fit.role", 40.0, "fit"), _rule("limit.fit", -10.0, "limit")), per_point=10)
    assert (whole.fit.points, whole.engagement.points) == (300, 0)


def test_a_minimum_that_is_missing_by_a_hair_is_not_shown_as_reached() -> None:
    missing = Missing("lukewarm", "engagement", 2.98, 3.0)
    ledger = replace(_ledger(_rule("engagement.a", 2.98)), missing=(missing,))
    whole = account(ledger, per_point=10)
    assert whole.engagement.points == 30
    assert whole.shortfalls == (Shortfall(missing, has=29, needs=30),)


def test_the_small_ones_are_summed_up_but_a_single_one_is_named() -> None:
    lines = [_rule(f"engagement.{number}", float(number)) for number in range(1, 8)]
    side = strongest(account(_ledger(*lines), per_point=10), 5).engagement
    assert (len(side.lines), side.others, side.others_points) == (5, 2, 30)
    side = strongest(account(_ledger(*lines), per_point=10), 6).engagement
    assert (len(side.lines), side.others) == (7, 0)


def test_what_makes_a_lead_unfit_has_no_points() -> None:
    unfit = LedgerLine("unfit.role", "unfit", 0.0, 0.0, field="role", value="student")
    whole = account(_ledger(unfit, _rule("fit.role", 5.0, "fit")), per_point=10)
    assert whole.unfit == (unfit,)
    assert [counted.line.rule for counted in whole.fit.lines] == ["fit.role"]
