"""What holds of every desk: nobody is addressed out of hours, a thing is said once, somebody has it, and it ends."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.desk.hours import Hours, Span, after_working, is_open, opens_next
from bot.desk.ladder import Case, Step, first_step, latest_step, take_step
from bot.desk.rules import DeskRules, Reminders
from tests.working_hours import worked

ZONES = ("UTC", "Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
ADDRESSING = {Step.GROUP, Step.HEAD, Step.OWNER, Step.RELEASE}
MOST_STEPS = 12


@st.composite
def spans(draw: Any) -> tuple[Span, ...]:
    times = sorted(draw(st.lists(st.integers(0, 24 * 12), max_size=4, unique=True)))
    return tuple(Span(a * 5, b * 5) for a, b in zip(times[::2], times[1::2], strict=False))


@st.composite
def hours(draw: Any) -> Hours:
    week = draw(st.none() | st.tuples(*[spans()] * 7))
    days = draw(st.frozensets(st.dates(date(2026, 3, 1), date(2026, 11, 30)), max_size=5))
    return Hours(draw(st.sampled_from(ZONES)), week, days)


minutes = st.integers(1, 60 * 24).map(lambda n: timedelta(minutes=n))
instants = st.integers(0, 366 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
desks = st.builds(
    DeskRules,
    hours=hours(),
    response_time=st.sampled_from(({}, {"hot": timedelta(minutes=5)})),
    reminders=st.builds(Reminders, minutes, minutes, minutes, minutes),
    head=st.sampled_from((None, "@ada", 7, -100200)),
    morning=st.none() | st.integers(0, 24 * 60 - 1),
)


@given(hours(), instants)
@settings(max_examples=60)
def test_a_desk_is_open_at_the_instant_at_which_it_opens_next(hours: Hours, now: datetime) -> None:
    opens = opens_next(hours, now)
    assert (opens == now) == is_open(hours, now)
    if opens is not None:
        assert is_open(hours, opens)
        assert opens == now or not is_open(hours, opens - timedelta(seconds=1))


@given(hours(), instants, minutes)
@settings(max_examples=60)
def test_working_time_up_to_a_deadline_is_the_time_that_was_given(
    hours: Hours, now: datetime, length: timedelta
) -> None:
    deadline = after_working(hours, now, length)
    assume(deadline is not None)
    assert deadline is not None
    assert worked(hours, now, deadline) == length
    middle = now + (deadline - now) / 2
    assert worked(hours, now, middle) + worked(hours, middle, deadline) == length


@given(
    desks,
    instants,
    st.lists(st.tuples(st.integers(-90, 60 * 24 * 9), st.booleans(), st.booleans()), min_size=MOST_STEPS),
    st.booleans(),
)
@settings(max_examples=60)
def test_whenever_somebody_looks_nobody_is_addressed_out_of_hours_each_thing_is_said_once_and_it_ends(
    rules: DeskRules, rung_at: datetime, looks: list[tuple[int, bool, bool]], is_claimed: bool
) -> None:
    """The clock may jump, and the bot be away for days: ``looks`` says how late each look is, and who is away."""
    case = Case(rung_at, "hot", claimed_at=rung_at if is_claimed else None)
    step, told = first_step(case, rules), []
    assert step is not None or opens_next(rules.hours, rung_at) is None, "whoever is open has a next instant"
    for late, owner_away, head_away in looks:
        if step is None:
            break
        assert step.at >= rung_at
        now = step.at + timedelta(minutes=max(late, 0))
        verdict = take_step(step.step, case, rules, now=now, owner_away=owner_away, head_away=head_away)
        assert verdict.next is None or verdict.next.at >= rung_at
        if verdict.say is not None:
            told.append(verdict.say)
            assert verdict.say not in ADDRESSING or is_open(rules.hours, now)
            assert not (verdict.say is Step.OWNER and owner_away)
            assert not (verdict.say is Step.HEAD and head_away)
        if verdict.say is Step.RELEASE:
            case = Case(rung_at, "hot")
        step = verdict.next
    assert len(told) == len(set(told)), "each is said once"


@given(desks, instants, st.sampled_from(list(Step)))
@settings(max_examples=25)
def test_nothing_is_due_later_than_the_latest_instant_to_which_a_clock_set_back_brings_it(
    rules: DeskRules, now: datetime, step: Step
) -> None:
    claimed_at = now if step in (Step.OWNER, Step.RELEASE) else None
    for noted in (
        first_step(Case(now, "hot"), rules),
        take_step(step, Case(now, "hot", claimed_at), rules, now=now).next,
    ):
        assert noted is None or noted.at <= latest_step(rules, now)


@given(desks, instants, st.booleans())
@settings(max_examples=60)
def test_who_looks_in_time_sees_the_ladder_end_with_the_list(
    rules: DeskRules, rung_at: datetime, is_claimed: bool
) -> None:
    case = Case(rung_at, "hot", claimed_at=rung_at if is_claimed else None)
    step = first_step(case, rules)
    taken: list[tuple[datetime, Step | None]] = []
    while step is not None:
        assert len(taken) < MOST_STEPS
        verdict = take_step(step.step, case, rules, now=step.at)
        if verdict.say is Step.RELEASE:
            case = Case(rung_at, "hot")
        taken.append((step.at, verdict.say))
        step = verdict.next
    assert all(earlier <= later for (earlier, _), (later, _) in pairwise(taken))
    assert not taken or taken[-1][1] is Step.LAST_LIST
