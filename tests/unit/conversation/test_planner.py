"""Which question comes next, and which never does."""

from dataclasses import replace
from itertools import product

import pytest

from bot.conditions import Compared
from bot.conversation.planner import next_questions, offer_after
from bot.conversation.state import State
from bot.script import Ask, Kind, Question, Script
from scoring.engine import fold, start
from scoring.history import Fact
from scoring.parse import parse_model
from tests.builders import MONDAY, shipped
from tests.talks import Talk

MODEL = parse_model(
    {
        "audience": "b2b",
        "handoff": "lukewarm",
        "tiers": {"lukewarm": {"enter": 10, "leave": 8}, "hot": {"enter": 30, "leave": 25}},
        "limits": {"fit": [-50, 50], "engagement": [0, 10]},
        "fit": [
            {"field": "small", "points": {"yes": 2}},
            {"field": "wide", "points": {"yes": 20, "no": -20}},
            {"field": "middle", "points": {"yes": 9, "no": -9}},
        ],
        "engagement": [],
    }
)
YES_NO = {"yes": None, "no": None}


def _question(field: str, ask: Ask = Ask.DECISIVE) -> Question:
    return Question(field, Kind.CHOICE, ask=ask, options=YES_NO)


def _asked(script: Script, state: State | None = None, **facts: str) -> list[str]:
    standing = start()
    for number, (field, value) in enumerate(facts.items()):
        standing = fold(MODEL, standing, Fact(str(number), MONDAY, field, value)).standing
    state = state or State("en")
    return [q.field for q in next_questions(script, state, facts=facts, model=MODEL, standing=standing, now=MONDAY)]


SCRIPT = Script("b2b", (_question("small"), _question("middle"), _question("wide")))


def test_questions_come_in_the_order_listed() -> None:
    assert _asked(SCRIPT) == ["small", "middle", "wide"]


def test_the_widest_reaching_question_comes_first_where_the_script_says_so() -> None:
    assert _asked(replace(SCRIPT, widest_first=True)) == ["wide", "middle", "small"]


def test_what_is_always_asked_comes_before_the_widest() -> None:
    always = replace(SCRIPT, questions=(*SCRIPT.questions, _question("taste", Ask.ALWAYS)), widest_first=True)
    assert _asked(always)[0] == "taste"


def test_a_question_that_cannot_change_the_decision_is_not_asked() -> None:
    assert _asked(SCRIPT, wide="no") == []


def test_a_question_that_counts_for_nothing_is_asked_only_always() -> None:
    taste = replace(SCRIPT, questions=(_question("taste"),))
    assert _asked(taste) == []
    assert _asked(replace(taste, questions=(_question("taste", Ask.ALWAYS),))) == ["taste"]


def test_what_is_known_or_was_passed_over_is_not_asked() -> None:
    assert _asked(SCRIPT, State("en", skipped=("middle",)), small="yes") == ["wide"]


def test_nothing_is_asked_after_the_closing() -> None:
    assert _asked(SCRIPT, State("en", closed=True)) == []


@pytest.mark.parametrize(("audience", "most"), [("b2b", 5), ("b2c", 3)])
def test_there_is_an_end_to_asking_however_long_the_script(audience: str, most: int) -> None:
    questions = tuple(_question(f"q{number}", Ask.ALWAYS) for number in range(9))
    script = Script(audience, questions)
    assert len(_asked(script)) == most
    asked = tuple(question.field for question in questions[:most])
    assert _asked(script, State("en", asked=asked)) == []


def test_the_open_question_does_not_use_up_the_room_it_stands_in() -> None:
    questions = tuple(_question(f"q{number}", Ask.ALWAYS) for number in range(5))
    asked = tuple(question.field for question in questions)
    assert _asked(Script("b2b", questions), State("en", asked=asked, open="q4"), **dict.fromkeys(asked[:4], "yes")) == [
        "q4"
    ]


def test_what_may_be_left_with_us_is_offered_once_and_only_to_the_tier_it_is_for() -> None:
    email, phone = (
        _question("email", Ask.AFTER),
        replace(_question("phone", Ask.AFTER), when=Compared("tier", "==", ("hot",))),
    )
    script = Script("b2b", (email, phone))
    offered = [
        offer_after(script, State("en", asked=asked), facts={}, tier=tier)
        for asked, tier in (((), "cold"), (("email",), "cold"), (("email",), "hot"), (("email", "phone"), "hot"))
    ]
    assert offered == [email, None, phone, None]


B2B = [("leads",), ("solo", "small", "medium", "large", "enterprise")]
B2B += [("founder", "director", "manager", "employee", "student"), ("now", "quarter", "year", "exploring")]


def test_every_way_of_tapping_through_a_companys_questions_closes_within_five() -> None:
    for options in product(*B2B):
        talk = Talk()
        talk.start("b2b")
        wished = dict(zip(("need", "company_size", "role", "timeline"), options, strict=True))
        _answer_all(talk, wished)
        before = [name for name in talk.state.asked if name in {*wished, "budget"}]
        assert len(before) <= 5


def test_every_way_of_tapping_through_a_persons_questions_closes_within_three() -> None:
    script = shipped().audiences["b2c"].script
    fields = ("use", "style", "timing")
    for options in product(*(script.question(field).options for field in fields)):  # type: ignore[union-attr]
        talk = Talk()
        talk.start("b2c")
        _answer_all(talk, dict(zip(fields, options, strict=True)))
        assert [name for name in talk.state.asked if name in fields] == list(fields)


def _answer_all(talk: Talk, wished: dict[str, str]) -> None:
    for _ in range(6):
        if talk.state.closed:
            return
        assert talk.state.open is not None
        if talk.state.open == "budget":
            talk.say("6000")
        else:
            talk.tap(talk.state.open, wished[talk.state.open])
    raise AssertionError("no closing")


def test_a_question_asked_a_second_time_makes_no_room_for_a_fourth() -> None:
    """Pia goes back to the style, then skips the timing by its old button: three questions were asked, that is all."""
    script = shipped().audiences["b2c"].script
    eager = replace(script, questions=tuple(replace(question, ask=Ask.ALWAYS) for question in script.questions))
    state = State("en", asked=("use", "style", "timing"), skipped=("timing",), open="style")
    facts = {"use": "road", "style": "bold"}
    model = shipped().audiences["b2c"].model
    assert not [*next_questions(eager, state, facts=facts, model=model, standing=start(), now=MONDAY)]
