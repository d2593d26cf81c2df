"""How fast may be sent: windows that no order of arrival overfills, spread so that nobody waits long."""

from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.delivery.worth import Worth
from bot.workers.rate_limits import SPREAD_SECONDS, Pace

GROUP, PERSON = -1001000, 501
GAPS = st.floats(0, 20, allow_nan=False)
GROUP_WORTHS = st.sampled_from([Worth.ALERT, Worth.REP_ANSWER, Worth.EDIT, Worth.BULK])
ANY_WORTHS = st.sampled_from([worth for worth in Worth if worth is not Worth.TAP])


def _sends(pace: Pace, story: list[tuple[int, Worth, float]]) -> list[float]:
    """Send each as soon as it may, after a gap, with its answer at once; return when they left."""
    now, left = 0.0, []
    for chat_id, worth, gap in story:
        now += gap
        now = max(pace.bot_ready_at(worth, now), pace.chat_ready_at(chat_id, worth, now))
        now = max(pace.bot_ready_at(worth, now), pace.chat_ready_at(chat_id, worth, now))
        pace.answered(pace.leaves(chat_id, now), now)
        left.append(now)
    return left


def _most_within(instants: list[float], seconds: float) -> int:
    return max((sum(1 for other in instants if at <= other < at + seconds) for at in instants), default=0)


@given(st.lists(st.tuples(st.just(GROUP), GROUP_WORTHS | st.just(Worth.CLAIM), GAPS), max_size=90))
def test_a_group_never_gets_more_than_20_in_any_60_seconds(story: list[tuple[int, Worth, float]]) -> None:
    assert _most_within(_sends(Pace(), story), 60.0) <= 20


@given(st.lists(st.tuples(st.integers(1, 99), ANY_WORTHS, st.floats(0, 0.2)), max_size=120))
def test_the_whole_bot_never_sends_more_than_30_in_any_second(story: list[tuple[int, Worth, float]]) -> None:
    assert _most_within(_sends(Pace(), story), 1.0) <= 30


@given(st.lists(st.tuples(st.just(PERSON), ANY_WORTHS, st.floats(0, 3)), max_size=40))
def test_a_person_never_gets_more_than_5_in_any_5_seconds(story: list[tuple[int, Worth, float]]) -> None:
    assert _most_within(_sends(Pace(), story), 5.0) <= 5


@given(st.lists(st.tuples(st.just(GROUP), GROUP_WORTHS, GAPS), max_size=90), GAPS, GROUP_WORTHS)
def test_whatever_else_was_sent_before_a_claim_waits_less_than_four_seconds(
    story: list[tuple[int, Worth, float]], gap: float, worth: Worth
) -> None:
    pace = Pace()
    left = _sends(pace, story)
    now = (left[-1] if left else 0.0) + gap
    assert pace.chat_ready_at(GROUP, Worth.CLAIM, now) <= now + SPREAD_SECONDS + 1e-6
    worthless = pace.chat_ready_at(GROUP, worth, now)
    assert worthless >= pace.chat_ready_at(GROUP, Worth.CLAIM, now)


def test_a_claim_needs_not_wait_at_all_behind_edits_nor_behind_alerts() -> None:
    for worth in (Worth.EDIT, Worth.ALERT):
        pace = Pace()
        left = _sends(pace, [(GROUP, worth, 0.0)] * 100)
        for now in (left[-1] + after for after in (0.1, 1, 2)):
            assert pace.chat_ready_at(GROUP, Worth.CLAIM, now) <= now + 1e-6


def test_claims_use_all_of_the_minute_at_once_and_answers_to_reps_half_of_it() -> None:
    for worth, at_once in ((Worth.CLAIM, 20), (Worth.REP_ANSWER, 10)):
        left = _sends(Pace(), [(GROUP, worth, 0.0)] * 30)
        assert left[at_once - 1] < 2.0 <= left[at_once]


def test_what_goes_on_for_long_comes_near_20_a_minute() -> None:
    left = _sends(Pace(), [(GROUP, Worth.ALERT, 0.0)] * 200)
    assert 18.5 <= 60 * len(left) / (left[-1] - left[0]) <= 20


def test_a_person_gets_a_short_burst_at_once_then_about_one_a_second() -> None:
    left = _sends(Pace(), [(PERSON, Worth.REPLY, 0.0)] * 30)
    assert left[4] < 0.2
    assert 25 <= left[-1] <= 31


def test_the_whole_bot_comes_near_30_a_second() -> None:
    left = _sends(Pace(), [(chat, Worth.FIRST_REPLY, 0.0) for chat in range(1, 901)])
    assert 29 <= 900 / left[-1] <= 31


def test_what_goes_to_many_leaves_room_for_conversations() -> None:
    pace = Pace()
    now = _sends(pace, [(chat, Worth.BULK, 0.0) for chat in range(1, 101)])[-1]
    assert pace.bot_ready_at(Worth.BULK, now) > now
    for _ in range(3):
        now = max(now, pace.bot_ready_at(Worth.FIRST_REPLY, now))
        assert pace.bot_ready_at(Worth.FIRST_REPLY, now) <= now
        pace.leaves(7, now)


def test_an_alert_waits_a_moment_where_everybody_writes_at_once() -> None:
    pace = Pace()
    for chat in range(1, 1000):
        now = pace.bot_ready_at(Worth.FIRST_REPLY, float(chat) / 500)
        pace.answered(pace.leaves(chat, now), now)
    assert pace.bot_ready_at(Worth.ALERT, now) - now <= 0.3


def test_a_slow_answer_counts_until_it_is_here() -> None:
    """It may have arrived just before: the minute begins then, not when it left."""
    pace = Pace()
    slow = [pace.leaves(GROUP, 0.0) for _ in range(5)]
    assert pace.chat_ready_at(GROUP, Worth.ALERT, 4.0) > 4.0
    for sent in slow:
        pace.answered(sent, 10.0)
    left = _sends(pace, [(GROUP, Worth.CLAIM, 10.0), *[(GROUP, Worth.CLAIM, 0.0)] * 40])
    assert _most_within([10.0] * 5 + left, 60.0) <= 20


def test_a_call_that_hangs_slows_the_whole_bot_down_by_next_to_nothing() -> None:
    pace = Pace()
    for _ in range(29):
        pace.leaves(PERSON, 0.0)
    assert pace.bot_ready_at(Worth.ALERT, 1.1) <= 1.1


def test_a_chat_on_hold_waits_and_the_others_do_not() -> None:
    pace = Pace()
    pace.hold(PERSON, 35.0)
    pace.hold(PERSON, 20.0)
    assert pace.chat_ready_at(PERSON, Worth.ALERT, 1.0) == 35.0
    assert pace.chat_ready_at(GROUP, Worth.ALERT, 1.0) == 1.0
    assert pace.chat_ready_at(PERSON, Worth.ALERT, 36.0) == 36.0
