"""Which question comes next: only those whose answer can still change the tier (rules 2 and 3 of the conversation)."""

from collections.abc import Mapping
from datetime import datetime

from bot.conversation.state import State
from bot.script import MOST_QUESTIONS, AnswerValue, Ask, Kind, Question, Script
from scoring.bounds import Answerable, decisive_fields, widest_first
from scoring.engine import Standing
from scoring.model import UNFIT, Model


def next_questions(
    script: Script, state: State, *, facts: Mapping[str, AnswerValue], model: Model, standing: Standing, now: datetime
) -> tuple[Question, ...]:
    """Return the questions worth asking before something useful is given, the next one first."""
    room = MOST_QUESTIONS[script.audience] - _asked_before_closing(script, state, facts)
    if state.closed or room <= 0:
        return ()
    waiting = [q for q in script.questions if q.ask is not Ask.AFTER and _is_waiting(q, state, facts)]
    answerable = [_answerable(q) for q in waiting]
    if script.widest_first:
        order = [asked.field for asked in widest_first(model, answerable)]
        waiting.sort(key=lambda q: (q.ask is not Ask.ALWAYS, order.index(q.field)))
    decisive = decisive_fields(model, standing, now, open_fields=answerable)
    return tuple(q for q in waiting if q.ask is Ask.ALWAYS or q.field in decisive)[:room]


def offer_after(script: Script, state: State, *, facts: Mapping[str, AnswerValue], tier: str) -> Question | None:
    """Return the question to offer after the closing, if one was not offered yet."""
    if tier == UNFIT:
        return None
    for question in script.questions:
        due = question.ask is Ask.AFTER and question.only_when_tier in (None, tier)
        if due and question.field not in state.asked and _is_waiting(question, state, facts):
            return question
    return None


def _asked_before_closing(script: Script, state: State, facts: Mapping[str, AnswerValue]) -> int:
    """Return the number of questions behind us; the open one is not, unless it is asked a second time."""
    before = {q.field for q in script.questions if q.ask is not Ask.AFTER}
    return sum(field in before and (field != state.open or field in facts) for field in state.asked)


def _is_waiting(question: Question, state: State, facts: Mapping[str, AnswerValue]) -> bool:
    return question.field not in facts and question.field not in state.skipped


def _answerable(question: Question) -> Answerable:
    closed = question.kind is Kind.CHOICE and not question.other
    values = tuple(map(question.value_of, question.options)) if closed else None
    return Answerable(question.field, values, optional=not question.required)
