"""A neighbour that fails again and again is left alone, ever longer, until a question that is tried is answered."""

from bot.workers.breaker import Breaker


def _broken(breaker: Breaker, now: float = 0.0) -> list[bool]:
    return [breaker.failed(now) for _ in range(3)]


def test_it_is_given_up_with_the_third_failure_in_a_row_and_that_is_told_once() -> None:
    breaker = Breaker(first_pause=10)
    assert [breaker.failed(0), breaker.failed(0)] == [False, False]
    assert not breaker.answered()
    assert _broken(breaker) == [False, False, True]
    assert not breaker.failed(0)
    assert breaker.is_open


def test_one_question_is_tried_when_the_pause_is_over() -> None:
    breaker = Breaker(first_pause=10)
    _broken(breaker)
    assert not breaker.may_ask(9.9)
    assert breaker.may_ask(10)
    assert not breaker.may_ask(10.1)


def test_pauses_double_up_to_five_minutes_and_end_with_an_answer() -> None:
    breaker, now, pauses = Breaker(first_pause=100), 0.0, []
    _broken(breaker)
    for _ in range(4):
        began = now
        while not breaker.may_ask(now):
            now += 1
        pauses.append(now - began)
        breaker.failed(now)
    assert pauses == [100, 200, 300, 300]
    assert breaker.answered()
    assert not breaker.answered()
    assert breaker.may_ask(now)
