"""Only what can still change the decision is asked, and nonsense does not hold anybody up (design, section 6)."""

from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.situation import AUDIENCE_QUESTION
from bot.conversation.state import AUDIENCE
from bot.messages import Act, Tap
from bot.script import AnswerValue, Ask, Question
from scoring.engine import Standing, fold
from scoring.history import Fact, Signal
from scoring.model import Model
from tests.property.conversation.walks import LOCALES
from tests.talks import Talk

SAMPLES: dict[str, tuple[AnswerValue, ...]] = {
    "need": ("leads", "sales", "other", "in their own words"),
    "company_size": (1, 2, 10, 50, 100, 200, 500, 1000, 2000),
    "role": ("founder", "director", "manager", "employee", "student"),
    "timeline": ("now", "quarter", "year", "exploring"),
    "budget": (0, 1999, 2000, 5000, 15000, 10**9),
    "use": ("road", "trail", "gym", "everyday"),
    "style": ("calm", "bold"),
    "timing": ("now", "month", "looking"),
}


@st.composite
def part_answered(draw: st.DrawFn) -> tuple[Talk, str]:
    """Draw a conversation in which some of what counts is known and at most three such questions are left."""
    audience = draw(st.sampled_from(("b2b", "b2c")))
    talk = Talk()
    talk.start(audience)
    before = _counting(talk)
    for question in draw(st.permutations(before))[: max(0, len(before) - draw(st.integers(0, 3)))]:
        value = draw(st.sampled_from(SAMPLES[question.field]))
        option = question.option_of(value)
        if draw(st.integers(0, 5)) == 0:
            talk.press(Tap(Act.SKIP, (question.field,)))
        elif option is not None:
            talk.tap(question.field, option)
    return talk, audience


def _counting(talk: Talk) -> list[Question]:
    assert talk.script is not None
    return [question for question in talk.script.questions if question.ask is not Ask.AFTER]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(part_answered())
def test_nothing_is_asked_when_every_completion_ends_in_the_same_tier(begun: tuple[Talk, str]) -> None:
    """When every completion ends in the same tier, the bot stops asking and closes; found by trying them all."""
    talk, _audience = begun
    model, state = talk.model, talk.state
    assert model is not None
    known = {name for name in talk.facts if name != AUDIENCE} | set(state.skipped)
    waiting = [question for question in _counting(talk) if question.field not in known]
    if len(waiting) > 3 or state.own_words:
        return
    tiers = _tiers_of_all_completions(model, talk.standing, [question.field for question in waiting], talk)
    must = [question for question in waiting if question.ask is Ask.ALWAYS]
    if len(tiers) == 1 and not must:
        assert state.closed
    elif not state.closed and not must:
        assert len(tiers) > 1


def _tiers_of_all_completions(model: Model, standing: Standing, fields: Sequence[str], talk: Talk) -> set[str]:
    """Return the tiers in which the conversation can end: every answer given or passed over, in the order listed."""
    if not fields:
        return {standing.tier}
    first, *rest = fields
    ends = [_tiers_of_all_completions(model, standing, rest, talk)]
    for value in SAMPLES[first]:
        # Ids sort in the order of folding.
        number = f"{9 - len(fields)}"
        answered = fold(model, standing, Fact(f"{number}-1", talk.now, first, value)).standing
        counted = fold(model, answered, Signal(f"{number}-2", talk.now, "chat.answered")).standing
        ends.append(_tiers_of_all_completions(model, counted, rest, talk))
    return set(chain.from_iterable(ends))


GIBBERISH = ("asdfghjkl", "hjkl", "zxcvbnm")
# A company may be called anything that has letters.
SIGNS = ("...", "—", "…")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", ["b2b", "b2c"])
def test_nonsense_is_answered_kindly_twice_then_the_next_question_comes(audience: str, locale: str) -> None:
    """Every question answers nonsense kindly, at most twice, then moves on."""
    talk = Talk(locale=locale)
    talk.start(audience)
    for _ in range(10):
        if talk.state.closed and talk.state.open is None:
            return
        asked = talk.state.open
        *nonsense, last = SIGNS if asked == "company" else GIBBERISH
        missed = [talk.say(text) for text in nonsense]
        assert [answered.after.open for answered in missed] == [asked, asked]
        assert all(answered.keys[0].startswith("not_understood.") for answered in missed)
        moved = talk.say(last)
        assert moved.after.open != asked
        assert moved.keys[0] == "moving_on"
        assert asked not in talk.facts
    raise AssertionError("the questions never ended")


def test_only_the_question_for_whom_it_is_waits_for_an_answer_for_ever() -> None:
    talk = Talk()
    talk.start()
    for text in (*GIBBERISH, *GIBBERISH):
        assert talk.say(text).after.open == AUDIENCE_QUESTION.field
    assert talk.tap(AUDIENCE, "b2c").after.open == "use"
