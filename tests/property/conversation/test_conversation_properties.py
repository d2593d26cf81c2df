"""Rules of the conversation (design, section 6) that hold on every walk through the shipped playbooks."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bot.cleaning import clean_text
from bot.conversation.replies import Effect, Reply
from bot.conversation.state import State
from bot.messages import Act, Commanded, Edited, EditText, Said, SendText, Tapped, What
from bot.playbooks import Playbooks, load
from bot.rendering import compile_text
from bot.script import MOST_QUESTIONS, Ask, Question, Script
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import shipped
from tests.property.conversation.walks import (
    Press,
    Step,
    openings,
    steps,
    talks,
    texts,
    unhurried,
    walk_through,
    walking,
    walks,
    walks_with_sales,
    what_of,
)
from tests.talks import Answered, Talk


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
@given(talks, openings, walks_with_sales)
def test_every_message_is_answered_and_every_reply_has_words(
    talk: Talk, audience: str | None, walk: list[Step]
) -> None:
    talk.start(audience)
    for step in walk:
        what = what_of(step, talk)
        answered = talk.hear(what)
        assert _is_answered(what, answered), what
        for reply in answered.replies:
            assert reply.lines
            assert _html(talk, reply)


@walking
@given(talks, openings, walks)
def test_every_reachable_conversation_has_an_exit(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """Every reachable conversation has a reply and an exit: from wherever it is, answering or skipping ends it."""
    walk_through(talk, audience, walk)
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
        answered = talk.hear(what_of(step, talk))
        if answered.heard.goes_on and answered.after.open != answered.heard.state.open:
            assert answered.after.open not in talk.facts
            assert answered.after.open not in answered.after.skipped


@walking
@given(talks, openings, walks)
def test_a_message_asks_at_most_one_question(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """At most one open question: what a turn says ends in no more than the one question that then is open."""
    for _, answered in walk_through(talk, audience, walk):
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
    for _, answered in walk_through(talk, audience, walk):
        script = talk.script
        if script is not None and not answered.after.closed and not _reopened(answered):
            asked = {name for name in answered.after.asked if script.question(name)}
            assert len(asked) <= MOST_QUESTIONS[script.audience]


def _eager(script: Script) -> Script:
    """Return a script that would ask everything, and each question twice more under other names."""
    asked = tuple(replace(question, ask=Ask.ALWAYS, when=None) for question in script.questions)
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
    walk_through(talk, audience, walk)
    what = Edited(text, 900) if edit else Said(text, 999)
    assert _is_answered(what, talk.hear(what))


@walking
@given(talks, openings, walks)
def test_a_repeated_tap_changes_nothing(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """A tap carries its meaning, because Telegram may repeat it: the second one finds everything as it wants it."""
    talk.start(audience)
    for step in walk:
        what = what_of(step, talk)
        talk.hear(what)
        if not isinstance(step, Press) or not _is_answer(what, talk):
            continue
        facts, state, history = dict(talk.facts), talk.state, len(talk.items)
        again = talk.hear(what)
        assert talk.facts == facts
        assert talk.state == structs.replace(state, last_at=talk.state.last_at)
        assert len(talk.items) == history
        assert not [reply for reply in again.replies if reply.replaces is None]


def _is_answer(what: What, talk: Talk) -> bool:
    """Return whether this taps an answer to a question of the present script, or passes over one."""
    if not isinstance(what, Tapped) or what.tap is None or what.tap.act not in (Act.ANSWER, Act.SKIP):
        return False
    return talk.situation().question(what.tap.arguments[0]) is not None


@cache
def _read_again() -> Playbooks:
    """Return the shipped playbooks as another process has them, which shares nothing with the first."""
    return load(SHIPPED_TEMPLATES, compile_text=compile_text)


@walking
@given(talks, openings, walks)
def test_a_restart_at_any_point_changes_nothing(talk: Talk, audience: str | None, walk: list[Step]) -> None:
    """No step counters: what is stored between two messages is all that the next one needs."""
    restarted = Talk(_read_again(), talk.locale)
    assert talk.start(audience) == restarted.start(audience)
    for step in walk:
        stored = restarted.state.to_json()
        restarted.state = State.from_json(stored)
        assert restarted.state.to_json() == stored
        what = what_of(step, talk)
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
        facts, what = dict(talk.facts), what_of(step, talk)
        answered = talk.hear(what)
        told = dict(answered.heard.answers)
        assert talk.facts == facts | told
        assert _is_answered(what, answered), what
    talk.scripts = {}
    talk.finish()
