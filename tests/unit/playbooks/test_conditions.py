"""How conditions are written and what they say, and what marketers read where one cannot be meant."""

import pytest

from bot.conditions import Scope
from bot.playbooks.condition_reader import ConditionError, Names, read_condition
from bot.script import Kind, Question

KNOWN: Scope = {
    "licence": "motorbike",
    "people": 12,
    "company": "Café Åre",
    "tastes": "fruity|strong",
    "start": "2026-05-01",
    "competitor": True,
    "tier": "hot",
    "language": "fr",
    "unfit": (),
}
NAMES = Names(
    (
        Question("licence", Kind.CHOICE, options={"car": None, "motorbike": None}),
        Question("size", Kind.CHOICE, options={"small": 10, "large": 500}),
        Question("people", Kind.NUMBER),
        Question("company", Kind.TEXT),
        Question("start", Kind.DATE),
    ),
    others=("orders",),
    languages=("en", "fr"),
    doors=("size",),
    listed=("orders",),
)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("licence == 'motorbike'", True),
        ("licence == 'car'", False),
        ("licence != 'car'", True),
        ("licence in ['car', 'lorry']", False),
        ("licence not in ('car', 'lorry')", True),
        ("people >= 12", True),
        ("people > 12", False),
        ('people < 20 and licence == "motorbike"', True),
        ("not (people < 20 and licence == 'motorbike')", False),
        ("licence == 'car' or people == 12", True),
        ("company == 'cafe are'", True),
        ("start < '2026-06-01'", True),
        ("competitor == true", True),
        ("competitor == 1", False),
        ("tier in ['hot', 'lukewarm']", True),
        ("language == 'en'", False),
        ("company", True),
        ("not unfit", True),
        ("unfit == 'role'", False),
        ("tastes == 'fruity'", True),
        ("tastes == 'chocolate'", False),
        ("tastes in ['chocolate', 'strong']", True),
        ("tastes != 'strong'", False),
        ("people < 'many'", False),
    ],
)
def test_a_condition_says_whether_it_holds(written: str, holds: bool) -> None:
    assert read_condition(written).holds(KNOWN) is holds


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("budget >= 5", None),
        ("not budget >= 5", None),
        ("budget != 5", None),
        ("budget >= 5 and licence == 'car'", False),
        ("budget >= 5 and licence == 'motorbike'", None),
        ("budget >= 5 or licence == 'motorbike'", True),
        ("budget >= 5 or licence == 'car'", None),
        ("budget", False),
        ("not budget", True),
    ],
)
def test_what_nobody_has_said_leaves_open_what_hangs_on_it(written: str, holds: bool | None) -> None:
    assert read_condition(written).holds(KNOWN) is holds


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "a condition such as licence == 'motorbike'"),
        ("licence = 'motorbike'", "two signs: =="),
        ("licence == motorbike", "a value in quotes: 'motorbike'"),
        ("licence == ‘motorbike’", "straight quotation marks: '"),
        ("licence == 'car' && people > 3", "and"),
        ("licence == 'car' || people > 3", "or"),
        ("licence == 'car' OR people > 3", "or"),
        ("!company", "not"),
        ("people <> 3", "!="),
        ("1 < people < 5", "one comparison at a time, joined by and"),
        ("'motorbike' == licence", "the name first: licence == 'motorbike'"),
        ("licence == ['car']", "licence == or licence in [...]"),
        ("licence in 'car'", "a list: licence in ['...', '...']"),
        ("licence in []", "at least one value"),
        ("__import__('os').system('x')", "a condition such as licence == 'motorbike'"),
        ("licence.upper() == 'CAR'", "a condition such as licence == 'motorbike'"),
        ("people + 1", "a condition such as licence == 'motorbike'"),
        ("people > 1e999", "a text in quotes or a number"),
        ("-" * 400 + "people", "a condition such as licence == 'motorbike'"),
        ("people > 3 and", "a condition such as licence == 'motorbike'"),
        ("x" * 501, "a condition such as licence == 'motorbike'"),
        (None, "a condition such as licence == 'motorbike'"),
        (["licence == 'car'"], "a condition such as licence == 'motorbike'"),
    ],
)
def test_a_condition_that_cannot_be_read_says_what_was_expected(written: object, said: str) -> None:
    with pytest.raises(ConditionError) as refused:
        read_condition(written)
    assert refused.value.expected == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("licens == 'car'", 'unknown name "licens" (licence)'),
        ("licence == 'motorbiek'", '"motorbiek" is no answer of licence (motorbike)'),
        ("licence in ['car', 'bus']", '"bus" is no answer of licence (None)'),
        ("licence > 'car'", "licence > (None)"),
        ("size == 'small'", '"small" stands for 10 (None)'),
        ("people == 'many'", '"many" is no answer of people (None)'),
        ("company == 5", "5 is no answer of company (None)"),
        ("start > 'soon'", '"soon" is no answer of start (None)'),
        ("tier == 'warm'", '"warm" is no tier (lukewarm)'),
        ("tier > 'cold'", "tier > (None)"),
        ("audience == 'b2x'", '"b2x" is no audience (b2c)'),
        ("language == 'de'", '"de" is no language (None)'),
        ("unfit == 'sizes'", '"sizes" is no unfit (size)'),
    ],
)
def test_names_and_values_that_are_not_there_are_told_with_the_nearest_right_word(written: str, said: str) -> None:
    (wrong, *_) = NAMES.mistakes(read_condition(written))
    assert f"{wrong.found} ({wrong.suggestion})" == said


@pytest.mark.parametrize(
    "written",
    [
        "orders >= 3",
        "size >= 10 and people == 5",
        "company == 'Acme'",
        "start >= '2026-05-31'",
        "unfit == 'size'",
        "language in ['fr']",
        "tier == 'unfit'",
    ],
)
def test_what_can_be_meant_is_no_mistake(written: str) -> None:
    assert [*NAMES.mistakes(read_condition(written))] == []
