"""The ladder: who should act on a handoff, by when, and what is said; each once, and it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.desk.hours import Hours, Span
from bot.desk.ladder import Case, Next, Step, first_step, next_morning, take_step
from bot.desk.rules import DeskRules, Reminders

HOUR = timedelta(hours=1)
DAYS = ((Span(9 * 60, 18 * 60),),) * 5 + ((), ())
OPEN = DeskRules(hours=Hours("UTC", DAYS), head="@ada", response_time={"hot": timedelta(minutes=10)})
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LUKEWARM = Case(MONDAY, "lukewarm")


def said(case: Case, rules: DeskRules) -> list[tuple[Step | None, str]]:
    """Return what is said of a handoff that nobody touches, and when, until the ladder ends."""
    found, step = [], first_step(case, rules)
    while step is not None:
        verdict = take_step(step.step, case, rules, now=step.at)
        found.append((verdict.say, f"{step.at:%a %H:%M}"))
        step = verdict.next
    return found


def test_nobody_claims_the_group_then_the_head_then_the_list_then_no_more() -> None:
    assert said(LUKEWARM, OPEN) == [(Step.GROUP, "Mon 11:00"), (Step.HEAD, "Mon 12:00"), (Step.LAST_LIST, "Tue 09:00")]


def test_the_response_time_of_the_tier_counts_where_there_is_one() -> None:
    assert said(replace(LUKEWARM, tier="hot"), OPEN)[0] == (Step.GROUP, "Mon 10:10")


def test_where_there_is_no_head_the_list_comes_next() -> None:
    assert [step for step, _ in said(LUKEWARM, replace(OPEN, head=None))] == [Step.GROUP, Step.LAST_LIST]


def test_what_comes_at_night_is_listed_in_the_morning_and_then_climbs_the_same_ladder() -> None:
    assert said(Case(NIGHT, "lukewarm"), OPEN) == [
        (Step.LISTED, "Mon 09:00"),
        (Step.GROUP, "Mon 10:00"),
        (Step.HEAD, "Mon 11:00"),
        (Step.LAST_LIST, "Tue 09:00"),
    ]


def test_what_comes_in_a_break_is_listed_when_that_ends() -> None:
    split = (Span(9 * 60, 12 * 60), Span(13 * 60, 18 * 60))
    rules = replace(OPEN, hours=Hours("UTC", (split,) * 7))
    noon = Case(MONDAY.replace(hour=12, minute=20), "lukewarm")
    assert said(noon, rules)[0] == (Step.LISTED, "Mon 13:00")
    assert said(noon, replace(rules, morning=8 * 60))[0] == (Step.LISTED, "Mon 13:00")


def test_the_list_may_come_before_the_desk_opens_and_reminders_do_not() -> None:
    early = replace(OPEN, morning=7 * 60 + 30)
    assert said(Case(NIGHT, "lukewarm"), early)[:2] == [(Step.LISTED, "Mon 07:30"), (Step.GROUP, "Mon 10:00")]


def test_a_reminder_that_would_come_after_closing_comes_the_next_working_day() -> None:
    friday = MONDAY + timedelta(days=4, hours=7, minutes=30)
    assert said(Case(friday, "lukewarm"), OPEN)[0] == (Step.GROUP, "Mon 09:30")


def test_a_step_that_is_late_waits_until_the_desk_opens() -> None:
    late = MONDAY.replace(hour=21)
    tomorrow = MONDAY.replace(day=3, hour=9)
    for step in (Step.GROUP, Step.HEAD, Step.LISTED, Step.LAST_LIST):
        assert take_step(step, LUKEWARM, OPEN, now=late).next == Next(step, tomorrow)
    claimed = replace(LUKEWARM, claimed_at=MONDAY)
    assert take_step(Step.OWNER, claimed, OPEN, now=late).say is None


def test_claimed_and_silent_the_owner_is_reminded_then_it_goes_back_to_the_group() -> None:
    claimed = replace(LUKEWARM, claimed_at=MONDAY + HOUR)
    first = first_step(claimed, OPEN)
    assert first == Next(Step.OWNER, MONDAY + 2 * HOUR)
    second = take_step(Step.OWNER, claimed, OPEN, now=first.at)
    assert (second.say, second.next) == (Step.OWNER, Next(Step.RELEASE, MONDAY + 6 * HOUR))
    third = take_step(Step.RELEASE, claimed, OPEN, now=MONDAY + 6 * HOUR)
    assert (third.say, third.next) == (Step.RELEASE, Next(Step.HEAD, MONDAY + 7 * HOUR))


def test_who_has_written_is_left_alone_and_so_is_what_is_closed() -> None:
    contacted = replace(LUKEWARM, claimed_at=MONDAY, contacted=True)
    for case in (contacted, replace(LUKEWARM, closed=True)):
        assert first_step(case, OPEN) is None
        assert take_step(Step.OWNER, case, OPEN, now=MONDAY + HOUR) == take_step(Step.GROUP, case, OPEN, now=MONDAY)


def test_who_is_away_is_not_addressed() -> None:
    claimed = replace(LUKEWARM, claimed_at=MONDAY)
    assert take_step(Step.OWNER, claimed, OPEN, now=MONDAY + HOUR, owner_away=True).say is Step.RELEASE
    head = take_step(Step.HEAD, LUKEWARM, OPEN, now=MONDAY + HOUR, head_away=True)
    assert head.say is None
    assert head.next == Next(Step.LAST_LIST, MONDAY.replace(day=3, hour=9))


def test_whoever_sells_alone_is_reminded_and_keeps_the_lead() -> None:
    alone = replace(LUKEWARM, claimed_at=MONDAY, shared=False)
    verdict = take_step(Step.OWNER, alone, OPEN, now=MONDAY + HOUR)
    assert (verdict.say, verdict.next) == (Step.OWNER, None)


def test_what_has_cooled_is_left_out_of_the_list_and_looked_at_once_more() -> None:
    cooled = replace(Case(NIGHT, "lukewarm"), cooled=True)
    assert said(cooled, OPEN) == [(None, "Mon 09:00"), (None, "Tue 09:00")]


def test_a_step_that_fits_no_more_gives_way_to_the_one_that_does() -> None:
    claimed = replace(LUKEWARM, claimed_at=MONDAY + HOUR)
    verdict = take_step(Step.GROUP, claimed, OPEN, now=MONDAY + HOUR)
    assert (verdict.say, verdict.next) == (None, Next(Step.OWNER, MONDAY + 2 * HOUR))


def test_where_nobody_is_to_be_reminded_nothing_is_noted() -> None:
    assert first_step(LUKEWARM, replace(OPEN, reminders=None)) is None
    never = replace(OPEN, hours=Hours("UTC", ((),) * 7))
    assert first_step(LUKEWARM, never) is None


def test_the_list_of_a_desk_that_never_closes_comes_at_nine_by_its_clock() -> None:
    always = DeskRules(hours=Hours("America/New_York"), reminders=Reminders())
    assert next_morning(always, datetime(2026, 3, 7, 20, tzinfo=UTC)) == datetime(2026, 3, 8, 13, tzinfo=UTC)
