import pytest

from scoring.decay import crossing, decayed, first_ms, on_grid

DAY = 86_400_000_000.0


def test_points_halve_with_each_half_life() -> None:
    assert [decayed(8.0, age_us=int(days * DAY), half_life_us=3 * DAY) for days in (0, 3, 6, 9)] == [8, 4, 2, 1]


def test_points_without_a_half_life_stay() -> None:
    assert decayed(-15.0, age_us=10**18, half_life_us=None) == -15


def test_what_fades_is_gone_in_the_end_without_an_error() -> None:
    assert decayed(8.0, age_us=10**18, half_life_us=1e6) == 0


def test_numbers_that_floating_point_blurs_become_exact_on_the_grid() -> None:
    tenths = [on_grid(tenth / 10) for tenth in range(1, 6)]
    assert sum(tenths) == sum(reversed(tenths))
    assert on_grid(2.5) == 2.5


def test_with_one_half_life_the_crossing_is_the_closed_form() -> None:
    assert crossing([(20.0, 3 * DAY), (20.0, 3 * DAY)], 10.0) == pytest.approx(6 * DAY, rel=1e-12)


def test_a_mixture_of_half_lives_crosses_where_its_sum_says() -> None:
    terms = [(30.0, 3 * DAY), (12.0, 30 * DAY), (5.0, DAY / 24)]
    elapsed = crossing(terms, 7.5)
    assert sum(points * 2 ** (-elapsed / half_life) for points, half_life in terms) == pytest.approx(7.5, rel=1e-12)


def test_a_sum_at_its_mark_has_crossed_already() -> None:
    assert crossing([(5.0, DAY)], 5.0) == 0
    assert crossing([], 5.0) == 0


@pytest.mark.parametrize("guess", [-(10**9), 41, 42, 43, 10**12])
def test_a_wrong_guess_is_mended(guess: int) -> None:
    assert first_ms(lambda ms: ms >= 42, guess=guess, earliest=0, latest=10**15) == 42


def test_a_good_guess_costs_two_questions() -> None:
    asked = []

    def holds(ms: int) -> bool:
        asked.append(ms)
        return ms >= 42

    assert first_ms(holds, guess=42, earliest=0, latest=10**15) == 42
    assert asked == [41, 42]


def test_what_never_holds_in_time_is_none() -> None:
    assert first_ms(lambda ms: False, guess=5, earliest=0, latest=10**15) is None
