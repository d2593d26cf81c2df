"""The conversation: what was heard, then what to say next, from facts, what was asked, and the incoming message.

There are no step counters (rule 1 of the conversation). ``hear`` comes first; its answers are saved and scored;
``proceed`` then knows what is still worth asking.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.answering import GREETING
from bot.conversation.asking import PERSON_ROW, ask, menu
from bot.conversation.hearing import hear
from bot.conversation.kept_words import hear_kept, may_hear_kept
from bot.conversation.planner import is_withdrawn, next_questions, offer_after, still_asked
from bot.conversation.replies import Heard, Reply
from bot.conversation.situation import AUDIENCE_QUESTION, Situation, scope_of
from bot.conversation.state import Line, State
from bot.script import AnswerValue, Ask, Question, Script
from scoring.engine import Standing
from scoring.model import COLD, HOT, LUKEWARM, RANK, Model

__all__ = ["Response", "hear", "hear_kept", "may_hear_kept", "nudge_at", "proceed"]

LAST_ONE_AFTER = 2
_BELOW = {HOT: LUKEWARM, LUKEWARM: COLD}


class Response(Struct, frozen=True):
    """Where the conversation is after a message, and what is said to the prospect, in order."""

    state: State
    replies: tuple[Reply, ...]


def proceed(
    situation: Situation, heard: Heard, *, model: Model | None, standing: Standing, is_called: bool = True
) -> Response:
    """Return the next replies. ``situation`` holds facts, script and state as they are after ``heard``.

    ``model`` is None until the audience is known. ``is_called`` says whether sales has a lead who is worth a call: a
    closing promises a person only then.
    """
    state, replies = situation.state, heard.replies
    if not heard.goes_on:
        return Response(_with_open(state, replies), replies)
    lines = heard.lines
    if state.rep:
        # A person has the conversation now: what is answered is kept, but nothing more is asked.
        return Response(state, (*replies, Reply(lines)) if lines else replies)
    state = _without_withdrawn(situation, state)
    if state.contact_shown:
        given = "phone" in dict(heard.answers)
        replies = (*replies, Reply(lines or (Line("contact.thanks" if given else "moving_on"),), hides_contact=True))
        state, lines = replace(state, contact_shown=False), ()
    if situation.script is None or model is None:
        return _ask(state, AUDIENCE_QUESTION, lines, replies, facts=situation.facts)
    if situation.is_unmet and not state.asked and not _has_greeted(lines, replies):
        lines = (GREETING, *lines)
    upcoming = next_questions(
        situation.script, state, facts=situation.facts, model=model, standing=standing, now=situation.now
    )
    question = next(upcoming, None)
    if question is None:
        told_as = standing.tier if is_called or not _is_worth_a_call(model, standing.tier) else _BELOW[model.handoff]
        return _close(
            situation,
            situation.script,
            state,
            lines=lines,
            replies=replies,
            tier=standing.tier,
            told_as=told_as,
            answered=frozenset(dict(heard.answers)),
        )
    if len(state.asked) > LAST_ONE_AFTER and question.field != state.open and next(upcoming, None) is None:
        lines = (*lines, Line("last_one"))
    return _ask(state, question, lines, replies, facts=situation.facts)


def _without_withdrawn(situation: Situation, state: State) -> State:
    """Return the state without the open question where that is, by what they have said since, not for them."""
    question = situation.question(state.open) if state.open else None
    if question is None or question.when is None or not is_withdrawn(question, situation.scope):
        return state
    return replace(state, open=None, misses=0, own_words=False)


def _has_greeted(lines: tuple[Line, ...], replies: tuple[Reply, ...]) -> bool:
    return GREETING in lines or any(GREETING in reply.lines for reply in replies)


def _with_open(state: State, replies: tuple[Reply, ...]) -> State:
    shows = any(reply.wants_contact for reply in replies)
    return replace(state, contact_shown=True) if shows else state


def _ask(
    state: State,
    question: Question,
    lines: tuple[Line, ...],
    replies: tuple[Reply, ...],
    *,
    facts: Mapping[str, AnswerValue],
) -> Response:
    if question.field == state.open and not lines:
        # The question stands in the chat already, with its buttons.
        return Response(state, replies)
    asked = state.asked if question.field in state.asked else (*state.asked, question.field)
    misses = state.misses if question.field == state.open else 0
    opened = replace(state, asked=asked, open=question.field, preface=lines, misses=misses, own_words=False)
    if state.newsletter:
        opened = replace(opened, aside=True)
    reply = ask(question, state=opened, facts=facts, lines=lines)
    return Response(_with_open(opened, (reply,)), (*replies, reply))


def _close(
    situation: Situation,
    script: Script,
    state: State,
    *,
    lines: tuple[Line, ...],
    replies: tuple[Reply, ...],
    tier: str,
    told_as: str,
    answered: frozenset[str],
) -> Response:
    """Say the closing of the tier ``told_as`` once; then offer, one by one, what may be left with us."""
    if not state.closed:
        closing = Reply((*lines, _closing(situation, script, told_as)), options=menu(situation), rows=PERSON_ROW)
        state, lines, replies = replace(state, closed=True, open=None), (), (*replies, closing)
    question = offer_after(script, state, facts=situation.facts, tier=tier)
    if question is not None and state.open is None:
        return _ask(state, question, lines, replies, facts=situation.facts)
    is_last = any(each.field in answered for each in script.questions if each.ask is Ask.AFTER)
    if not replies and (is_last or all(line.key == "moving_on" for line in lines)):
        # Nothing is left to ask, and whoever has answered knows it: there is always somewhere to go.
        return Response(state, (Reply((*lines, Line("menu.afterwards")), options=menu(situation), rows=PERSON_ROW),))
    return Response(state, (*replies, Reply(lines)) if lines else replies)


def _closing(situation: Situation, script: Script, told_as: str) -> Line:
    """Return the first closing whose condition holds, else that of the tier; it reads back what is still asked for."""
    scope = scope_of(
        situation.facts,
        situation.state,
        audience=script.audience,
        tier=told_as,
        unfit=situation.unfit,
    )
    name = next((closing.name for closing in script.closings if closing.when.holds(scope)), told_as)
    told = still_asked(script, situation.facts, scope)
    return Line(f"closing.{name}", tuple((q.field, told[q.field]) for q in script.questions if q.field in told))


def _is_worth_a_call(model: Model, tier: str) -> bool:
    return RANK[tier] >= RANK[model.handoff]


def nudge_at(state: State, script: Script | None) -> datetime | None:
    """Return when to nudge if the prospect stays silent in an unfinished conversation, or None."""
    if script is None or state.last_at is None or state.open is None:
        return None
    question = script.question(state.open)
    finished = state.closed or question is None or question.ask is Ask.AFTER
    if finished or state.stopped or state.nudged or state.rep:
        return None
    return state.last_at + script.nudge_after
