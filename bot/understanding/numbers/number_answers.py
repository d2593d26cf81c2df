"""Says which question a number in a message answers: people, money, or the one that is open."""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bot.at_hand import at_hand
from bot.script import AnswerValue, Kind, Question
from bot.understanding.contacts import blank
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.numbers.counted import Counted, answer_of, nothing_paid
from bot.understanding.numbers.figures import Number, find_numbers
from bot.understanding.numbers.listed_people import at_places, in_shifts, listed_people
from bot.understanding.numbers.money import may_be_money
from bot.understanding.numbers.people import (
    PLUS,
    People,
    alone,
    at_present,
    counted_noun,
    in_groups,
    is_in,
    is_over,
    people_after,
    together,
)
from bot.understanding.numbers.periods import period_of
from bot.understanding.numbers.sorts import Sort, sort_of
from bot.understanding.numbers.told_beside import told_beside
from bot.understanding.tokens import Token, read_clean
from bot.understanding.utterance import Utterance, uttered

_PEOPLE_FIELDS = frozenset({"size", "people", "employees", "team", "staff", "headcount", "persons", "seats"})
_LONG_MESSAGE_WORDS = 10
"""A bare number in a longer message answers the open question, but is read back: it may be any number of a story."""
_DOUBTED = 2
"""Words of something else beside a number up to which it is asked back; more make a story that answers nothing."""
_THOUSAND = 1_000
_LIKE_A_NAME = 1_000_000
"""Whoever types such an amount and nothing else where a text is asked may mean a name: 3M."""


class Counts(Struct, frozen=True):
    """The numbers that answer fields, and the places of words that are counted: they say nothing else."""

    answers: tuple[Counted, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    beyond: tuple[Counted, ...] = ()
    """Numbers that answer fields, but lie outside of the limits of their questions."""
    doubted: Counted | None = None
    """The number that would answer the open question, but may be one of something else that is told beside it."""


_Sorted = Sequence[tuple[Number, Sort]]


def count(
    utterance: Utterance,
    *,
    asked: Question | None,
    people: Question | None,
    money: Question | None,
    beside_time: bool = False,
) -> Counts:
    """Return at most one number per field, and the places where something is counted.

    ``people`` and ``money`` are the questions that numbers of these answer; an open one for money comes first.
    ``beside_time`` is a time told that was not asked for: a thousand beside it is an amount, "in march, 20k".
    """
    if not _may_count(utterance) and (people is None or people is not asked or not _names_self(utterance)):
        return Counts()
    if asked is not None and asked.kind is Kind.MONEY:
        money = asked
    sorted_out = [
        (number, sort_of(utterance, number)) for number in map(_as_spoken(utterance), find_numbers(utterance))
    ]
    numbers = _present(utterance, sorted_out, is_people=people is not None and people is asked)
    if beside_time and money is not None and people is asked:
        numbers = [(n, Sort.MONEY if _is_plain_sum(utterance, n, sort) else sort) for n, sort in numbers]
    found = _found(utterance, numbers, asked=asked, people=people, money=money)
    doubted, beside = None, 0
    if asked is not None and asked.field in found and not found[asked.field].summed:
        beside = told_beside(utterance, found[asked.field].start, found[asked.field].end)
        doubted = found[asked.field] if beside else None
    limits = {question.field: question for question in (people, money, asked) if question is not None}
    within = [counted for counted in found.values() if limits[counted.field].takes(counted.value)]
    return Counts(
        answers=tuple(counted for counted in within if counted is not doubted),
        places=_places(utterance, numbers, found=found, people=people),
        beyond=tuple(counted for counted in found.values() if counted not in within),
        doubted=doubted if doubted in within and beside <= _DOUBTED else None,
    )


def _as_spoken(utterance: Utterance) -> Callable[[Number], Number]:
    """Return what makes of a number in words what is meant: French leaves out a hundred, trois mille cinq is 3500."""

    def spoken(number: Number) -> Number:
        rest = number.value % _THOUSAND
        is_short = utterance.lexicon.by_twenties and number.value > _THOUSAND and 1 < rest < 10
        in_words = all(token.kind == "word" for token in utterance.tokens[number.start : number.end])
        return replace(number, value=number.value + 99 * rest) if is_short and in_words else number

    return spoken


def _found(
    utterance: Utterance,
    numbers: _Sorted,
    *,
    asked: Question | None,
    people: Question | None,
    money: Question | None,
) -> dict[str, Counted]:
    """Return the number that would answer each field, whatever its limits are and is told beside it."""
    found: dict[str, Counted] = {}
    if people is not None and people is asked:
        all_numbers = [number for number, _ in numbers]
        by_place = in_shifts(utterance, all_numbers) or at_places(utterance, all_numbers)
        listed = by_place or listed_people(utterance, all_numbers)
        _add(
            found,
            _together(utterance, numbers, question=people) if listed is None else _summed(utterance, people, listed),
        )
    for sort, question in ((Sort.PEOPLE, people), (Sort.MONEY, money), (Sort.MEMBERS, people)):
        _add_first_of(found, utterance, numbers=[n for n, sorted_as in numbers if sorted_as is sort], question=question)
    if people is not None and people is not asked and people.field not in found:
        _add_first_of(found, utterance, numbers=[n for n, _ in numbers if _is_staff(utterance, n)], question=people)
    if people is not None and people is not asked and people.field not in found:
        _add(found, _listed_beside(utterance, question=people))
    if asked is not None and accepts_numbers(asked) and asked.field not in found:
        _add(found, _bare_answer(utterance, numbers, question=asked))
    sums = [n for n, sort in numbers if sort is Sort.SCALED or _is_paid_regularly(utterance, n, sort, asked=asked)]
    scaled = [number for number in sums if not _is_taken(utterance, number, found=found)]
    if asked is not None and asked is people:
        scaled = [number for number in scaled if number.value < _LIKE_A_NAME]  # "2m a year" is what they earn
    if asked is not None and asked.kind is Kind.TEXT:
        scaled = [number for number in scaled if _is_all(utterance, number)]
    _add_first_of(found, utterance, numbers=scaled, question=money)
    if people is not None and not found:
        by_themselves = alone(utterance, is_open=people is asked)
        _add(found, None if by_themselves is None else _one(utterance, people, by_themselves))
    if money is not None and money is asked and not found:
        _add(found, nothing_paid(utterance, money))
    return found


def number_claimed(utterance: Utterance, value: float, *, question: Question, is_open: bool) -> AnswerValue | None:
    """Return what a question is answered where somebody says that a number in a message does; None if it does not.

    The number must stand there, counting nothing else; one without a unit answers the open question alone.
    """
    fitting = _FITTING_MONEY if question.kind is Kind.MONEY else _FITTING_PEOPLE
    for number in find_numbers(utterance):
        sort = sort_of(utterance, number)
        if sort not in fitting and not (sort is Sort.BARE and is_open and may_be_money(utterance, number)):
            continue
        counted = answer_of(utterance, number, question=question, sure=False)
        if counted is not None and value in (number.value, number.upper, counted.value):
            return counted.value if question.takes(counted.value) else None
    return None


_FITTING_MONEY = frozenset({Sort.MONEY, Sort.SCALED})
_FITTING_PEOPLE = frozenset({Sort.PEOPLE, Sort.MEMBERS})


def _present(utterance: Utterance, numbers: _Sorted, *, is_people: bool) -> _Sorted:
    """Return the numbers without those that held before; one alone that did answers nothing."""
    if len(numbers) < 2:
        return [
            (n, Sort.DENIED if is_over(utterance, n) or _counts_places(utterance, n, sort) else sort)
            for n, sort in numbers
        ]
    sorts = {number: sort for number, sort in numbers if sort not in (Sort.OTHER, Sort.DENIED)}
    now = at_present(utterance, list(sorts))
    if now is None:
        return numbers
    counted = sorts[now] in (Sort.PEOPLE, Sort.MEMBERS) or (sorts[now] is Sort.BARE and is_people)
    alike = (Sort.PEOPLE, Sort.MEMBERS) if counted else (Sort.MONEY, Sort.SCALED)
    return [(number, sort) for number, sort in numbers if number is now or sort not in (*alike, Sort.BARE)]


def _counts_places(utterance: Utterance, number: Number, sort: Sort) -> bool:
    """Return whether a number counts businesses: "we only have the 1 shop", "3 clinics", not "12 restaurant staff"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    is_before_one = number.end < len(tokens) and is_in(lexicon.businesses, tokens[number.end].text, lexicon)
    return is_before_one and sort is Sort.BARE


def _together(utterance: Utterance, numbers: _Sorted, *, question: Question) -> Counted | None:
    """Return what several numbers of people come to, worth reading back; numbers with a unit speak for themselves."""
    with_unit = [number for number, sort in numbers if sort is Sort.PEOPLE]
    parts = [number for number, sort in numbers if sort in (Sort.BARE, Sort.MEMBERS)]
    if with_unit:
        behind = [n for n in parts if n.start > with_unit[0].start and counted_noun(utterance, n) is None]
        parts = [with_unit[0], *(behind if len(with_unit) == 1 else ())]
    if not parts and numbers:
        return None
    people = together(utterance, parts) or in_groups(utterance, [number for number, _ in numbers])
    if people is None:
        return None
    unit = people_after(utterance, parts[-1]) if parts else None
    return _summed(utterance, question, people if unit is None else replace(people, end=unit + 1))


def _listed_beside(utterance: Utterance, *, question: Question) -> Counted | None:
    """Return how many a part of a message lists beside oneself, and does nothing else: "plumber, me and a lad"."""
    lexicon = utterance.lexicon
    for itself in utterance.words:
        clause = [word for word in utterance.words if word.clause == itself.clause]
        if itself.text not in lexicon.myself or all(
            word.text not in lexicon.adds and word.text not in PLUS for word in clause
        ):
            continue
        ends = (0, clause[0].start), (clause[-1].end, len(utterance.text))
        part = uttered(read_clean(blank(utterance.text, ends)), lexicon)
        listed = listed_people(part, tuple(find_numbers(part)))
        if listed is not None and is_in(lexicon.trades | lexicon.partners, clause[-1].text, lexicon):
            return _summed(part, question, listed)
    return None


def _summed(utterance: Utterance, question: Question, people: People) -> Counted:
    start, end = utterance.tokens[people.start].start, utterance.tokens[people.end - 1].end
    return Counted(question.field, people.count, False, start, end, summed=True)


def _one(utterance: Utterance, question: Question, people: People) -> Counted:
    start, end = utterance.words[people.start].start, utterance.words[people.end - 1].end
    return Counted(question.field, people.count, True, start, end, summed=True)


def _places(
    utterance: Utterance, numbers: _Sorted, *, found: dict[str, Counted], people: Question | None
) -> tuple[tuple[str, int, int], ...]:
    """Return where something is counted: "5 interns" is nobody's role, and "a quarter million" no date."""
    field = people.field if people is not None else ""
    nouns = [
        (field, utterance.tokens[number.start].start, utterance.tokens[noun].end)
        for number, sort in numbers
        if sort is Sort.BARE and (noun := counted_noun(utterance, number)) is not None
    ]
    return (*((counted.field, counted.start, counted.end) for counted in found.values()), *nouns)


def _may_count(utterance: Utterance) -> bool:
    """Say whether there is anything to count: most messages hold no number, and looking for one takes long."""
    if utterance.lexicon.compounds or any(token.kind == "number" for token in utterance.tokens):
        return True
    counting = _counting_words(utterance.lexicon.language)
    return not counting.isdisjoint(utterance.said)


def _names_self(utterance: Utterance) -> bool:
    return any(token.text in utterance.lexicon.myself for token in utterance.tokens)


@cache
def _counting_words(language: str) -> frozenset[str]:
    """Return every word that is a number, or says one."""
    lexicon = lexicon_for(language)
    opening = {phrase[0] for phrase in (*lexicon.alone, *lexicon.one_person)}
    tables = (lexicon.numerals, lexicon.scales, lexicon.vague, lexicon.fractions, lexicon.free, lexicon.partners)
    return frozenset(word for table in (*tables, opening) for word in table)


def _add_first_of(
    found: dict[str, Counted], utterance: Utterance, *, numbers: Sequence[Number], question: Question | None
) -> None:
    if numbers and question is not None and question.field not in found:
        _add(found, answer_of(utterance, _plainest(utterance, numbers), question=question, sure=True))


def _plainest(utterance: Utterance, numbers: Sequence[Number]) -> Number:
    """Return the first of several numbers that nothing else is told beside: "last year 70, these days 55"."""
    if len(numbers) == 1:
        return numbers[0]
    tokens = utterance.tokens
    plain = (n for n in numbers if not told_beside(utterance, tokens[n.start].start, tokens[n.end - 1].end))
    return next(plain, numbers[0])


def _is_paid_regularly(utterance: Utterance, number: Number, sort: Sort, *, asked: Question | None) -> bool:
    """Return whether a number is an amount by its period, where a name or an address is asked, or beside a time."""
    if sort is not Sort.BARE or period_of(utterance, number) is None:
        return False
    if asked is None:  # "3 trainers, 300 a month tops", not "we get 300 a month"
        first = utterance.tokens[number.lead]
        begins = not any(token.is_word and token.clause == first.clause for token in utterance.tokens[: number.lead])
        return begins and not _beside(utterance, number, clause_only=True)
    is_no_number = bool(asked.within) or asked.kind in (Kind.DATE, Kind.EMAIL, Kind.PHONE)
    return asked.kind is Kind.TEXT or (is_no_number and not _beside(utterance, number, clause_only=True))


def _beside(utterance: Utterance, number: Number, *, clause_only: bool) -> list[Token]:
    """Return the words beside an amount that say something else, in its clause or anywhere."""
    lexicon, tokens = utterance.lexicon, utterance.tokens
    little = (lexicon.stop, lexicon.fillers, lexicon.about, lexicon.currencies, lexicon.units, lexicon.per)
    clause = tokens[number.start].clause
    words = [each for each in (*tokens[: number.lead], *tokens[number.end :]) if each.is_word]
    others = [word for word in words if word.clause == clause or not clause_only]
    return [word for word in others if not any(word.text in table for table in little)]


def _is_all(utterance: Utterance, number: Number) -> bool:
    """Return whether a message says nothing but an amount."""
    if number.lead == 0 and number.end == len(utterance.tokens) and number.value >= _LIKE_A_NAME:
        return False
    return not _beside(utterance, number, clause_only=False)


def _is_plain_sum(utterance: Utterance, number: Number, sort: Sort) -> bool:
    """Return whether a part of a message is a thousand, and nothing more: "20k", not "1.5k worldwide"."""
    clause = utterance.tokens[number.start].clause
    others = [*utterance.tokens[: number.lead], *utterance.tokens[number.end :]]
    return sort is Sort.SCALED and not any(token.is_word and token.clause == clause for token in others)


def _is_taken(utterance: Utterance, number: Number, *, found: dict[str, Counted]) -> bool:
    at = utterance.tokens[number.start].start
    return any(counted.start <= at < counted.end for counted in found.values())


def accepts_numbers(question: Question) -> bool:
    """Say whether a number answers the question: money, numbers, and choices whose options stand for numbers."""
    return question.kind in (Kind.MONEY, Kind.NUMBER) or is_numeric_choice(question)


@at_hand
def is_numeric_choice(question: Question) -> bool:
    """Say whether the options of a choice stand for numbers."""
    return question.kind is Kind.CHOICE and any(number is not None for number in question.options.values())


def people_question(questions: Sequence[Question]) -> Question | None:
    """Return the question that a number of people answers: by its field's name, else any choice of numbers."""
    by_name = [q for q in questions if not _PEOPLE_FIELDS.isdisjoint(q.field.split("_"))]
    hinted = (q for q in by_name if q.kind is Kind.NUMBER or is_numeric_choice(q))
    return next(hinted, next(filter(is_numeric_choice, questions), None))


def _add(found: dict[str, Counted], counted: Counted | None) -> None:
    if counted is not None:
        found[counted.field] = counted


def _bare_answer(utterance: Utterance, numbers: Sequence[tuple[Number, Sort]], *, question: Question) -> Counted | None:
    """Take a number without any unit for the open question; one of several, or beside an unknown noun, loosely."""
    bare = [number for number, sort in numbers if sort in (Sort.BARE, Sort.SCALED) and may_be_money(utterance, number)]
    if question.kind is not Kind.MONEY:
        bare = [number for number in bare if period_of(utterance, number) is None]
    else:  # "I haven't got one"
        bare = [number for number in bare if number.value != 1 or utterance.tokens[number.start].kind == "number"]
    elsewhere = {utterance.tokens[number.start].clause for number, sort in numbers if sort is Sort.OTHER}
    others = [number for number, sort in numbers if sort is Sort.OTHER]
    bare = [n for n in bare if _is_spread(utterance, n, others) or utterance.tokens[n.start].clause not in elsewhere]
    bare = [n for n in bare if not _is_article(utterance, n)]
    if not bare:
        return None
    number = _plainest(utterance, bare)
    beside_noun = (
        number.end < len(utterance.tokens)
        and _is_noun(utterance, number.end)
        and (question.kind is not Kind.MONEY or period_of(utterance, number) is None)
    )
    sure = len(bare) == 1 and not beside_noun and len(utterance.words) <= _LONG_MESSAGE_WORDS
    return answer_of(utterance, number, question=question, sure=sure)


def _is_staff(utterance: Utterance, number: Number) -> bool:
    """Return whether a part of a message is those of one trade, and nothing more: "driving school, 4 instructors"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    part = [token for token in tokens if token.is_word and token.clause == tokens[number.start].clause]
    named = [token for token in part if token.start >= tokens[number.end - 1].end]
    is_all = len(part) - len(named) == number.end - number.lead and len(named) == 1
    return is_all and is_in(lexicon.trades, named[0].text, lexicon)


def _is_spread(utterance: Utterance, number: Number, others: Sequence[Number]) -> bool:
    """Return whether a number is said to be spread over what another counts: "twelve across 3 offices", "in two"."""
    lexicon, behind = utterance.lexicon, utterance.tokens[number.end : number.end + 1]
    if not behind or behind[0].text in lexicon.adds | lexicon.towards | lexicon.ors:
        return False
    is_before = any(other.lead <= number.end + 1 <= other.start for other in others) and behind[0].text in lexicon.stop
    return is_before or behind[0].text in lexicon.scope


def _is_article(utterance: Utterance, number: Number) -> bool:
    """Return whether a one in words counts nothing: "I'd rather deal with one of your team"."""
    one, lexicon = utterance.tokens[number.start], utterance.lexicon
    if number.value != 1 or one.kind == "number":
        return False
    little = lexicon.stop | lexicon.fillers | lexicon.about | lexicon.people | lexicon.persons
    words = [word for word in utterance.words if word.clause == one.clause and word.text not in little]
    return any(word.start != one.start for word in words)


def _is_noun(utterance: Utterance, at: int) -> bool:
    """Say whether the token may name what the number before it counts: a telling word of the same clause."""
    token, lexicon = utterance.tokens[at], utterance.lexicon
    little = (lexicon.stop, lexicon.about, lexicon.fillers, lexicon.joiners)
    same_clause = token.clause == utterance.tokens[at - 1].clause
    return token.kind == "word" and same_clause and not any(token.text in words for words in little)
