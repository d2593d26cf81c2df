"""What YAML's grammar refuses is told with its own cure."""

import pytest

from bot.playbooks.yaml_files import read_source

QUOTES = 'quotes around a text that contains ": " or begins with a sign'
ABOVE = "not YAML: something that does not belong to what stands above it"
IN_BRACKETS = "something that does not belong to the entries in brackets that begin in line"
ALIGNED = "as many spaces in front as the entry above it has"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a:\n\tb: 1\n", "2  not YAML: a tab, expected spaces to indent with"),
        ("a:\t5\n", "1  not YAML: a tab, expected spaces in its place"),
        ("a:\n  - x\n - y\n", f"{ABOVE}, expected {ALIGNED}"),
        ("a:\n  b: 1\n c: 2\n", f"{ABOVE}, expected {ALIGNED}"),
        ("a:\n- b: 1\n  - c\n", f"{ABOVE}, expected {ALIGNED}"),
        ("a: 1\n  b: 2\n", f"2  not YAML: an entry below a finished one, further to the right, expected {ALIGNED}"),
        ("a: 1\nb\nc: 3\n", '2  not YAML: a line without a colon, expected ":" after a name'),
        ("a: {points: 20 cap: 30}\n", 'expected a comma before "cap"'),
        ("a: {points: 20\n    cap: 30}\n", f"2  not YAML: {IN_BRACKETS} 1, expected a comma or a"),
        ("a: [1, 2\nb: 3\n", 'expected a comma or a closing bracket before "b"'),
        ("a: {b: 1\n", "1  not YAML: a bracket that is not closed, expected } after its last entry"),
        ("a: [1, 2\n", "1  not YAML: a bracket that is not closed, expected ] after its last entry"),
        ("a: [\n", "look for a missing comma, bracket or quotation mark"),
        ("a: {b: [1]: 2}\n", "look for a missing comma, bracket or quotation mark"),
        ("a: [1]]\n", "look for a missing comma, bracket or quotation mark"),
        ('a: "Hello\nb: 1\n', "1  not YAML: a text that does not end, expected a quotation mark after it"),
        ("a: 'it's'\n", "expected quotes around the whole text"),
        ('a: "\\d"\n', "expected single quotation marks"),
        ("a: Still there: you?\n", f"expected {QUOTES}"),
        ("a: {say: see: you}\n", f"expected {QUOTES}"),
        ("a: @all\n", f"expected {QUOTES}"),
        ("a: *all\n", f"expected {QUOTES}"),
    ],
)
def test_each_mistake_of_grammar_is_told_with_its_own_cure(source: str, told: str) -> None:
    document, problems = read_source("model.yaml", source)
    assert document is None
    assert [told in str(problem) for problem in problems] == [True], problems


@pytest.mark.parametrize("number", ["7,5", "-7,5", "0,25"])
def test_a_decimal_comma_in_braces_is_shown_with_a_point(number: str) -> None:
    _, problems = read_source("model.yaml", f"hot: {{enter: {number}, leave: 5}}")
    point = number.replace(",", ".")
    assert list(map(str, problems)) == [f"model.yaml:1  hot.enter: {number}, expected {point}, if it is one number"]


def test_a_comma_between_two_entries_is_no_decimal_comma() -> None:
    document, problems = read_source("model.yaml", "hot: {enter: 7, leave: 5}")
    assert problems == ()
    assert document is not None
    assert document.content == {"hot": {"enter": 7, "leave": 5}}


def test_a_number_that_says_nothing_is_refused_in_a_sentence() -> None:
    _, problems = read_source("model.yaml", 'points: !!int ""\n')
    assert list(map(str, problems)) == ['model.yaml:1  points: "", expected a text or a number']
