"""Rules of the conversation (design, section 6) that hold on every walk through the shipped playbooks."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.planner import MOST_QUESTIONS
from bot.conversation.replies import Effect, Reply
from bot.conversation.scene import AUDIENCE_QUESTION
from bot.conversation.script import Ask, Question, Script, Value
from bot.conversation.state import AUDIENCE, State
from bot.messages import (
    Act,
    Commanded,
    Edited,
    EditText,
    Said,
    SendText,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    What,
    clean_text,
)
from scoring.engine import Standing, fold
from scoring.model import Model
from scoring.signals import Fact, Signal
from tests.builders import answer, shipped
from tests.talks import Answered, Talk

LOCALES = ("en", "fr", "es", "sv")
COMMANDS = ("start", "menu", "edit", "back", "human", "stop", "mydata", "privacy", "language", "help", "nonsense")
TYPED = (
    *("hello", "thanks", "why?", "skip", "back", "stop", "menu", "a person please", "do you ship to Spain?"),
    *("asdfghjkl", "200", "2", "ada@acme.com", "+44 20 7946 0958", "10-15k", "no", "yes", "👍", "€"),
    *("CTO at Acme, 200 people, ada@acme.com", "we drown in inbound", "for my company", "for myself", "running, now"),
    *("je suis directeur, 200 personnes", "somos 40, este trimestre", "vi är 12, nu", "autre chose", "otra cosa"),
)

walking = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
unhurried = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Press:
    """Tap any button that was ever shown, the newest first."""

    choice: int


@dataclass(frozen=True)
class Answer:
    """Answer the open question as one should: tap an option, or type what fits."""

    choice: int


Step = What | Press | Answer
FITTING = {"budget": "10k", "email": "ada@acme.com", "company": "Acme", "phone": "+44 20 7946 0958"}


def _what(step: Step, talk: Talk) -> What:
    if isinstance(step, Answer):
        return _fitting(talk, step.choice)
    if not isinstance(step, Press):
        return step
    shown = [(number, tap) for number, taps in reversed(talk.buttons.items()) for tap in taps]
    if not shown:
        return Commanded("start", "", 1)
    number, tap = shown[step.choice % len(shown)]
    return Tapped(tap, "tap", number)


def _fitting(talk: Talk, choice: int) -> What:
    question = talk.scene().question(talk.state.open or "")
    if question is None:
        return Commanded("menu", "", 1)
    if not question.options:
        return Said(FITTING[question.field], 910)
    option = list(question.options)[choice % len(question.options)]
    return answer(question.field, option, message_id=max(talk.buttons, default=1))


taps = st.integers(0, 40).map(Press)
newest_taps = st.integers(0, 5).map(Press)
texts = st.one_of(st.sampled_from(TYPED), st.text(max_size=60).map(clean_text))
typed = st.builds(Said, texts, st.integers(900, 905))
edited = st.builds(Edited, texts, st.integers(900, 905))
commands = st.sampled_from(COMMANDS).map(lambda name: Commanded(name, "", 1))
others = st.sampled_from(
    [
        SharedContact("+442079460958", True, 1),
        SharedContact("+442079460958", False, 1),
        SentOther(1),
        Tapped(None, "tap", 7),
        Tapped(Tap(Act.ANSWER, ("need", "gone")), "tap", 7),
        Tapped(Tap(Act.SKIP, ("gone",)), "tap", 7),
        Tapped(Tap(Act.CLAIM, ("1",)), "tap", 7),
        Tapped(Tap(Act.ANSWER), "tap", None),
    ]
)
fitting = st.integers(0, 4).map(Answer)
steps = st.one_of(fitting, fitting, fitting, newest_taps, taps, typed, edited, commands, others)
walks = st.lists(steps, max_size=16)
openings = st.sampled_from((None, "b2b", "b2c"))
talks = st.builds(lambda locale: Talk(locale=locale), st.sampled_from(LOCALES))


def _walk(talk: Talk, audience: str | None, walk: Sequence[Step]) -> list[tuple[What, Answered]]:
    walked: list[tuple[What, Answered]] = [(Commanded("start", "", 1), talk.start(audience))]
    for step in walk:
        what = _what(step, talk)
        walked.append((what, talk.hear(what)))
    return walked


def _html(talk: Talk, reply: Reply) -> str:
    message = talk.words(reply)
    assert isinstance(message, SendText | EditText)
    return message.html


def _is_answered(what: What, answered: Answered) -> bool:
    if isinstance(what, Tapped):
        return answered.notice is not None
    # An edit that changes nothing needs no answer: the message stands as it was understood.
    return bool(answered.replies or answered.effects) or isinstance(what, Edited)


@walking
@given(talks, openings, walks)
def test_every_message_is_answered_and_every_reply_has_words(
    talk: Talk, audience: str | None, walk: list[Step]
) -> None:
    talk.start(audience)
    for step in walk:
        what = _what(step, talk)
        answered = talk.hear(what)
        assert _is_answered(what, answered), what
        for reply in answered.replies:
            assert reply.lines
            assert _html(talk, reply)


@walking
@given(talks, openings, walks)
def test_every_reachable_conversation_has_an_exit(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """Every reachable conversation has a reply and an exit: from wherever it is, answering or skipping ends it."""
    _walk(talk, audience, walk)
    talk.finish()
    assert talk.hear(Commanded("human", "", 1)).effects == {Effect.CALL_PERSON}
    assert talk.hear(Commanded("menu", "", 1)).replies[0].options
    assert talk.hear(Commanded("stop", "", 1)).after.stopped


@walking
@given(talks, openings, walks)
def test_no_question_is_asked_whose_answer_is_known(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """The next question is always computed from what is known; only Back and /edit ask again."""
    talk.start(audience)
    for step in walk:
        answered = talk.hear(_what(step, talk))
        if answered.heard.goes_on and answered.after.open != answered.heard.state.open:
            assert answered.after.open not in talk.facts
            assert answered.after.open not in answered.after.skipped


@walking
@given(talks, openings, walks)
def test_a_message_asks_at_most_one_question(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """At most one open question: what a turn says ends in no more than the one question that then is open."""
    for _, answered in _walk(talk, audience, walk):
        asking = [reply for reply in answered.replies if reply.replaces is None and _asks(reply.lines)]
        assert len(asking) <= 1
        if asking:
            assert _asks(asking[0].lines) in (answered.after.open, "own_words")


def _asks(lines: Sequence[object]) -> str | None:
    for key in (str(getattr(line, "key", "")) for line in lines):
        if key == "own_words":
            return key
        if key.startswith("questions.") and key.endswith(".ask"):
            return key.split(".")[1]
    return None


@walking
@given(talks, st.sampled_from(("b2b", "b2c")), walks)
def test_something_is_given_after_five_questions_to_a_company_and_three_to_a_person(
    talk: Talk, audience: str, walk: list[Step]
) -> None:
    """At most 5 questions in B2B and 3 in B2C before something useful is given back."""
    talk.scripts = {name: _eager(shipped().audiences[name].script) for name in ("b2b", "b2c")}
    for _, answered in _walk(talk, audience, walk):
        script = talk.script
        if script is not None and not answered.after.closed and not _reopened(answered):
            asked = {name for name in answered.after.asked if script.question(name)}
            assert len(asked) <= MOST_QUESTIONS[script.audience]


def _eager(script: Script) -> Script:
    """Return a script that would ask everything, and each question twice more under other names."""
    asked = tuple(replace(question, ask=Ask.ALWAYS, only_when_tier=None) for question in script.questions)
    more = (replace(question, field=f"{question.field}_{n}") for question in asked for n in (2, 3))
    return replace(script, questions=(*asked, *more))


def _reopened(answered: Answered) -> bool:
    return not answered.heard.goes_on


@unhurried
@given(talks, openings, walks, st.one_of(texts, st.text(max_size=4096).map(clean_text)), st.booleans())
def test_any_text_whatsoever_is_answered_in_any_conversation(
    talk: Talk, audience: str | None, walk: list[Step], text: str, edit: bool
) -> None:
    """Any text whatsoever never raises."""
    _walk(talk, audience, walk)
    what = Edited(text, 900) if edit else Said(text, 999)
    assert _is_answered(what, talk.hear(what))


@walking
@given(talks, openings, walks)
def test_a_repeated_tap_changes_nothing(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """A tap carries its meaning, because Telegram may repeat it: the second one finds everything as it wants it."""
    talk.start(audience)
    for step in walk:
        what = _what(step, talk)
        talk.hear(what)
        if not isinstance(step, Press) or not _is_answer(what):
            continue
        facts, state, history = dict(talk.facts), talk.state, len(talk.items)
        again = talk.hear(what)
        assert talk.facts == facts
        assert talk.state == replace(state, last_at=talk.state.last_at)
        assert len(talk.items) == history
        assert not [reply for reply in again.replies if reply.replaces is None]


def _is_answer(what: What) -> bool:
    return isinstance(what, Tapped) and what.tap is not None and what.tap.act in (Act.ANSWER, Act.SKIP)


@walking
@given(talks, openings, walks)
def test_a_restart_at_any_point_changes_nothing(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """No step counters: what is stored between two messages is all that the next one needs."""
    restarted = deepcopy(talk)
    assert talk.start(audience) == restarted.start(audience)
    for step in walk:
        stored = restarted.state.to_json()
        restarted.state = State.from_json(stored)
        assert restarted.state.to_json() == stored
        what = _what(step, talk)
        assert talk.hear(what) == restarted.hear(what)


@st.composite
def scripts(draw: st.DrawFn, audience: str) -> Script:
    """Draw what marketing may make of a shipped script: questions dropped, moved, asked otherwise, other options."""
    script = shipped().audiences[audience].script
    questions = draw(st.permutations(script.questions).map(lambda each: each[: draw(st.integers(0, len(each)))]))
    return replace(script, questions=tuple(_changed(draw, question) for question in questions))


def _changed(draw: st.DrawFn, question: Question) -> Question:
    options = dict(list(question.options.items())[draw(st.integers(0, 1)) :])
    return replace(
        question,
        ask=draw(st.sampled_from(Ask)),
        options=options,
        required=draw(st.booleans()) and bool(options),
    )


@walking
@given(
    talks,
    openings,
    st.lists(
        st.tuples(st.fixed_dictionaries({name: scripts(name) for name in ("b2b", "b2c")}), steps),
        min_size=1,
        max_size=12,
    ),
)
def test_a_script_published_between_two_messages_loses_no_answer(
    talk: Talk, audience: str | None, walk: list[tuple[dict[str, Script], Step]]
) -> None:
    """A newly published script never loses an answer, and an old button never raises."""
    talk.start(audience)
    for published, step in walk:
        talk.scripts = published
        facts, what = dict(talk.facts), _what(step, talk)
        answered = talk.hear(what)
        told = dict(answered.heard.answers)
        assert talk.facts == facts | told
        assert _is_answered(what, answered), what
    talk.scripts = {}
    talk.finish()


SAMPLES: dict[str, tuple[Value, ...]] = {
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
    if len(waiting) > 3:
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
