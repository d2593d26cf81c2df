"""Which question comes next: only those whose answer can still change the tier (rules 2 and 3 of the conversation)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from bot.at_hand import at_hand
from bot.conditions import Scope
from bot.conversation.situation import scope_of
from bot.conversation.state import State
from bot.script import MOST_QUESTIONS, NONE, AnswerValue, Ask, Question, Script
from scoring.bounds import Answerable, decisiveness, widest_first
from scoring.engine import Standing
from scoring.model import UNFIT, Model

_TIER = "tier"


def next_questions(
    script: Script, state: State, *, facts: Mapping[str, AnswerValue], model: Model, standing: Standing, now: datetime
) -> Iterator[Question]:
    """Yield the questions worth asking before something useful is given, the next one first.

    Each is worked out when it is asked for: all would cost twice as much as the first two. A question whose condition
    hangs on answers that are still to come is behind those, which are worth asking for its sake as well.
    """
    room = MOST_QUESTIONS[script.audience] - _asked_before_closing(script, state, facts)
    if state.closed or room <= 0:
        return
    skipped = state.skipped
    waiting = [q for q in _before_closing(script).values() if q.field not in facts and q.field not in skipped]
    pending: frozenset[str] = frozenset()
    if any(question.when for question in waiting):
        scope = _scope(script, state, facts, tier=standing.tier, unfit=model.unfit_by(facts))
        waiting, pending = _conditional(waiting, scope)
    answerable = [_answerable(q, q.field not in pending) for q in waiting]
    if script.widest_first:
        order = [asked.field for asked in widest_first(model, answerable)]
        waiting.sort(key=lambda q: (q.ask is not Ask.ALWAYS, order.index(q.field)))
    decides = decisiveness(model, standing, now, open_fields=answerable)
    worth = (q for q in waiting if q.ask is Ask.ALWAYS or decides(q.field))
    if pending:
        fields = _with_conditions({q.field for q in worth}, waiting, pending)
        worth = (q for q in sorted(waiting, key=lambda q: q.field in pending) if q.field in fields)
    yield from islice(worth, room)


def offer_after(script: Script, state: State, *, facts: Mapping[str, AnswerValue], tier: str) -> Question | None:
    """Return the question to offer after the closing, if one was not offered yet."""
    if tier == UNFIT:
        return None
    for question in script.questions:
        if question.ask is not Ask.AFTER or question.field in state.asked or not _is_waiting(question, state, facts):
            continue
        if question.when is None or question.when.holds(_scope(script, state, facts, tier=tier)):
            return question
    return None


def is_withdrawn(question: Question, scope: Scope) -> bool:
    """Return whether a question is not for them, by what is known: it is not asked, and not asked any more."""
    return question.when is not None and question.when.holds(scope) is False


def still_asked(script: Script, facts: Mapping[str, AnswerValue], scope: Scope) -> Mapping[str, AnswerValue]:
    """Return the facts without answers to questions that are not for them any more.

    The tier does not count: it says when a question is worth asking, and a phone number told before that is one.
    """
    scope = {name: given for name, given in scope.items() if name != _TIER}
    withdrawn = {q.field for q in _conditional_questions(script) if q.field in facts and is_withdrawn(q, scope)}
    if not withdrawn:
        return facts
    return {field: value for field, value in facts.items() if field not in withdrawn}


def may_be_withdrawn(script: Script, facts: Mapping[str, AnswerValue]) -> bool:
    """Return whether an answer is known whose question is not for everybody: most have given none."""
    return any(question.field in facts for question in _conditional_questions(script))


@at_hand
def _conditional_questions(script: Script) -> tuple[Question, ...]:
    return tuple(question for question in script.questions if question.when is not None)


@at_hand
def _before_closing(script: Script) -> Mapping[str, Question]:
    """Return the questions that may be asked before the closing, by field, in the script's order."""
    return {question.field: question for question in script.questions if question.ask is not Ask.AFTER}


def _scope(
    script: Script, state: State, facts: Mapping[str, AnswerValue], *, tier: str, unfit: tuple[str, ...] = ()
) -> Scope:
    return scope_of(facts, state, audience=script.audience, tier=tier, unfit=unfit)


def _conditional(waiting: Sequence[Question], scope: Scope) -> tuple[list[Question], frozenset[str]]:
    """Return the questions that are or may still be for them, and the fields of those of which it is not known yet."""
    held = {q.field: True if q.when is None else q.when.holds(scope) for q in waiting}
    certain = {name for name, holds in held.items() if holds}
    may_come = set(certain)
    undecided = [q for q in waiting if held[q.field] is None and q.when]
    # Whatever is not reached from a question that can be asked hangs on itself, or on what was passed over.
    while more := {q.field for q in undecided if q.when and q.when.names & may_come} - may_come:
        may_come |= more
    return [q for q in waiting if q.field in may_come], frozenset(may_come - certain)


def _with_conditions(worth: set[str], waiting: Iterable[Question], pending: frozenset[str]) -> set[str]:
    """Return the fields worth asking for, and those on which it hangs whether they are asked."""
    hangs_on = {q.field: q.when.names for q in waiting if q.when and q.field in pending}
    fields = {q.field for q in waiting}
    while more := {name for field in worth & pending for name in hangs_on[field] & fields} - worth:
        worth = worth | more
    return worth


def _asked_before_closing(script: Script, state: State, facts: Mapping[str, AnswerValue]) -> int:
    """Return the number of questions behind us; the open one is not, unless it is asked a second time."""
    before, waiting = _before_closing(script), state.open if state.open not in facts else None
    return len([field for field in state.asked if field in before and field != waiting])


def _is_waiting(question: Question, state: State, facts: Mapping[str, AnswerValue]) -> bool:
    return question.field not in facts and question.field not in state.skipped


@at_hand
def _answerable(question: Question, is_certain: bool) -> Answerable:
    closed = question.has_options and not question.other
    values = tuple(map(question.value_of, question.options)) if closed else None
    return Answerable(
        question.field,
        values,
        optional=not (question.required and is_certain),
        several=question.takes_several,
        alone=frozenset((NONE,)),
    )
