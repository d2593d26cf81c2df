from time import perf_counter

import pytest

from scoring.values import AtLeast, AtMost, Glob, OneOf, is_number, same, show


def test_numbers_are_equal_by_amount_and_truth_only_to_itself() -> None:
    assert same(5) == same(5.0)
    assert same(True) != same(1)
    assert same(False) != same(0)
    assert same("5") != same(5)


def test_true_and_false_are_no_numbers() -> None:
    assert [is_number(value) for value in (0, 1.5, True, "1", None)] == [True, True, False, False, False]


def test_one_of_holds_for_any_value_listed() -> None:
    test = OneOf(("SE", 5, True))
    assert [test.holds(value) for value in ("SE", "se", 5.0, 1, True)] == [True, False, True, False, True]


@pytest.mark.parametrize(
    ("pattern", "path", "holds"),
    [
        ("/pricing*", "/pricing", True),
        ("/pricing*", "/pricing/fr?x=1", True),
        ("/pricing*", "/Pricing", False),
        ("*/fr", "/pricing/fr", True),
        ("*/fr", "/fr/pricing", False),
        ("*pric*fr*", "/pricing/fr/a", True),
        ("*a*a", "ba", False),
        ("a*a", "a", False),
        ("a*b*c", "abbc", True),
        ("*", "", True),
        ("*", "two\nlines", True),
        ("/a.c*", "/abc", False),
        ("/a[bc]*", "/ab", False),
        ("/a?*", "/ab", False),
    ],
)
def test_in_a_glob_only_the_star_stands_for_any_text(pattern: str, path: str, holds: bool) -> None:
    assert Glob(pattern).holds(path) is holds


def test_a_glob_holds_only_for_text() -> None:
    assert not Glob("1*").holds(12)
    assert not Glob("*").holds(True)


def test_no_path_makes_a_glob_slow() -> None:
    started = perf_counter()
    assert not Glob("*a" * 20 + "*b").holds("a" * 5000)
    assert perf_counter() - started < 1


def test_at_least_and_at_most_hold_for_numbers_only_and_include_their_own() -> None:
    assert [AtLeast(10).holds(value) for value in (10, 9.99, 11, "11", True)] == [True, False, True, False, False]
    assert [AtMost(10).holds(value) for value in (10, 9.99, 11, "9", False)] == [True, True, False, False, False]


def test_every_test_holds_for_its_own_example() -> None:
    for test in (OneOf(("a", "b")), Glob("/pricing*/x*"), AtLeast(3), AtMost(3)):
        assert test.holds(test.example())


def test_values_are_shown_as_marketers_write_them() -> None:
    assert [show(value) for value in (True, 5.0, 2.5, 7, "SE")] == ["true", "5", "2.5", "7", "SE"]
