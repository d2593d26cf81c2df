"""Says which question a number in a message answers: people, money, or the one that is open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.conversation.lexicon.table import Lexicon
from bot.conversation.money import counts_something, currency_at, is_foreign, may_be_money, to_money
from bot.conversation.numbers import Number, find_numbers
from bot.conversation.script import Kind, Question, Value
from bot.conversation.wording import Message, Token

_PEOPLE_FIELDS = frozenset({"size", "people", "employees", "team", "staff", "headcount", "persons", "seats"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_BUDGET_REACHES = 4
_LONG_MESSAGE_WORDS = 10


class _Sort(Enum):
    MONEY = auto()
    PEOPLE = auto()
    SCALED = auto()
    BARE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that answers a field, and its place in the text."""

    field: str
    value: Value
    sure: bool
    start: int
    end: int


def count(
    message: Message, questions: Sequence[Question], *, lexicon: Lexicon, open_question: Question | None
) -> tuple[Counted, ...]:
    """Return at most one number per field."""
    tokens = message.tokens
    sorted_numbers = [(n, _sort(tokens, n, lexicon)) for n in find_numbers(tokens, lexicon)]
    people, money = people_question(questions), _first(questions, Kind.MONEY, open_question)
    found: dict[str, Counted] = {}
    for number, sort in sorted_numbers:
        question = _question_for(sort, people=people, money=money)
        if question is not None and question.field not in found:
            _add(found, _answer(message, number, question, lexicon, sure=True))
    if open_question is not None and takes_numbers(open_question) and open_question.field not in found:
        _add(found, _bare_answer(message, sorted_numbers, open_question, lexicon))
    names_something = open_question is not None and open_question.kind is Kind.TEXT
    for number, sort in sorted_numbers:
        free = all(tokens[number.start].start >= c.end or tokens[number.start].end <= c.start for c in found.values())
        if sort is _Sort.SCALED and not names_something and money is not None and money.field not in found and free:
            _add(found, _answer(message, number, money, lexicon, sure=True))
    if people is not None and not found:
        _add(found, _alone(message, people, lexicon, is_open=people is open_question))
    if money is not None and money is open_question and not found:
        _add(found, _free(message, money, lexicon))
    return tuple(found.values())


def takes_numbers(question: Question) -> bool:
    """Say whether a number answers the question: money, numbers, and choices whose options stand for numbers."""
    return question.kind in (Kind.MONEY, Kind.NUMBER) or is_numeric_choice(question)


def is_numeric_choice(question: Question) -> bool:
    """Say whether the options of a choice stand for numbers."""
    return question.kind is Kind.CHOICE and any(number is not None for number in question.options.values())


def people_question(questions: Sequence[Question]) -> Question | None:
    """Return the question that a number of people answers: by its field's name, else any choice of numbers."""
    by_name = [q for q in questions if not _PEOPLE_FIELDS.isdisjoint(q.field.split("_"))]
    hinted = (q for q in by_name if q.kind is Kind.NUMBER or is_numeric_choice(q))
    return next(hinted, next(filter(is_numeric_choice, questions), None))


def _first(questions: Sequence[Question], kind: Kind, open_question: Question | None) -> Question | None:
    if open_question is not None and open_question.kind is kind:
        return open_question
    return next((question for question in questions if question.kind is kind), None)


def _question_for(sort: _Sort, *, people: Question | None, money: Question | None) -> Question | None:
    return people if sort is _Sort.PEOPLE else money if sort is _Sort.MONEY else None


def _add(found: dict[str, Counted], counted: Counted | None) -> None:
    if counted is not None:
        found[counted.field] = counted


def _sort(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> _Sort:
    if currency_at(tokens, number, lexicon) is not None:
        return _Sort.MONEY
    if counts_something(tokens, number, lexicon, units=lexicon.measures - lexicon.people) or _is_year(
        tokens, number, lexicon
    ):
        return _Sort.OTHER
    if _people_follow(tokens, number, lexicon):
        return _Sort.PEOPLE
    if _near_budget(tokens, number, lexicon):
        return _Sort.MONEY
    if not number.scaled and _people_before(tokens, number, lexicon):
        return _Sort.PEOPLE
    return _Sort.SCALED if number.scaled and number.value >= 1000 else _Sort.BARE


def _is_year(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    before = tokens[number.start - 1] if number.start else None
    looks = number.end == number.start + 1 and _YEAR.fullmatch(tokens[number.start].raw)
    return bool(looks) and before is not None and before.text in lexicon.since


def _unit_end(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> int:
    """Return where the number ends with its unit: a word for people beside it says nothing more."""
    clause = tokens[number.end - 1].clause
    near = [t for t in tokens[number.end : number.end + 3] if t.clause == clause and t.text in lexicon.people]
    return near[-1].end if near else tokens[number.end - 1].end


def _people_follow(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    if counts_something(tokens, number, lexicon, units=lexicon.people):
        return tokens[number.end].text not in "%:/°"
    after = [t for t in tokens[number.end : number.end + 3] if t.clause == tokens[number.end - 1].clause]
    texts = [token.text for token in after]
    return texts[:2] == ["of", "us"] or (len(texts) > 1 and texts[1] in lexicon.people) or _full_time(texts, lexicon)


def _full_time(texts: Sequence[str], lexicon: Lexicon) -> bool:
    return len(texts) > 2 and texts[0] == "full" and texts[2] in lexicon.people


def _near_budget(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    clause = tokens[number.start].clause
    near = [*tokens[max(0, number.lead - _BUDGET_REACHES) : number.start], *tokens[number.end : number.end + 2]]
    if number.lead and tokens[number.lead - 1].text == ":":
        clause = tokens[number.lead - 1].clause
    return any(token.text in lexicon.budget and token.clause in (clause, tokens[number.start].clause) for token in near)


def _people_before(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    for end in range(number.lead, number.start + 1):
        for phrase in lexicon.people_before:
            begin = end - len(phrase)
            if begin >= 0 and tokens[end - 1].text == phrase[-1] and _texts(tokens, begin, end) == phrase:
                return tokens[begin].clause == tokens[number.start].clause
    return False


def _texts(tokens: Sequence[Token], begin: int, end: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[begin:end])


def _answer(message: Message, number: Number, question: Question, lexicon: Lexicon, *, sure: bool) -> Counted | None:
    start, end = message.tokens[number.lead].start, message.tokens[number.end - 1].end
    if question.kind is not Kind.MONEY:
        return Counted(question.field, number.plain, sure, start, _unit_end(message.tokens, number, lexicon))
    money = to_money(message.tokens, number, lexicon=lexicon, currency=question.currency)
    if money is None:
        return None
    foreign = is_foreign(message.tokens, number, lexicon=lexicon, currency=question.currency)
    return Counted(question.field, money.major, sure and not foreign, start, end)


def _bare_answer(
    message: Message, numbers: Sequence[tuple[Number, _Sort]], question: Question, lexicon: Lexicon
) -> Counted | None:
    """Take a number without any unit for the open question; one of several, or beside an unknown noun, loosely."""
    bare = [number for number, sort in numbers if sort in (_Sort.BARE, _Sort.SCALED)]
    bare = [number for number in bare if may_be_money(message.tokens, number, lexicon)]
    if not bare or any(sort is _Sort.OTHER for _, sort in numbers):
        return None
    number = bare[0]
    following = message.tokens[number.end] if number.end < len(message.tokens) else None
    beside_noun = (
        following is not None
        and following.kind == "word"
        and following.clause == message.tokens[number.end - 1].clause
        and not any(
            following.text in known for known in (lexicon.stop, lexicon.about, lexicon.fillers, lexicon.joiners)
        )
    )
    sure = len(bare) == 1 and not beside_noun and len(message.words) <= _LONG_MESSAGE_WORDS
    return _answer(message, number, question, lexicon, sure=sure)


def _alone(message: Message, question: Question, lexicon: Lexicon, *, is_open: bool) -> Counted | None:
    words = message.words
    for phrase in lexicon.alone:
        for at in range(len(words) - len(phrase) + 1):
            if words[at].text != phrase[0] or _texts(words, at, at + len(phrase)) != phrase:
                continue
            clause = [word for word in words if word.clause == words[at].clause and word.text not in lexicon.stop]
            if len(phrase) > 1 or (is_open and len(clause) <= 1):
                return Counted(question.field, 1, True, words[at].start, words[at + len(phrase) - 1].end)
    return None


def _free(message: Message, question: Question, lexicon: Lexicon) -> Counted | None:
    telling = [word for word in message.words if word.text not in lexicon.stop and word.text not in lexicon.fillers]
    if len(telling) == 1 and telling[0].text in lexicon.free:
        return Counted(question.field, 0, True, telling[0].start, telling[0].end)
    return None
