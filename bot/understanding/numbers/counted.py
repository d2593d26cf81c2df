"""What one number answers: people as they are counted, an amount for the period that is asked about."""

from msgspec import Struct
from msgspec.structs import replace

from bot.script import AnswerValue, Kind, Question
from bot.understanding.numbers.figures import Number
from bot.understanding.numbers.money import currency_at, is_foreign, to_money
from bot.understanding.numbers.people import is_myself, people_after, with_part, with_present
from bot.understanding.numbers.periods import period_of, times
from bot.understanding.utterance import Utterance

_ODD_A_YEAR = 1000
"""An amount below is an odd budget for a year: it may be meant by the month, or in thousands."""
_ODD_TIMES = 10
"""Times the largest amount that is scored from which one is odd for a month: it may be meant by the year."""
_MONTHS = 12


class Counted(Struct, frozen=True):
    """A number that answers a field, and its place in the text.

    ``by_period`` is what it would be by the month and by the year, where which one is meant has to be asked.
    """

    field: str
    value: AnswerValue
    sure: bool
    start: int
    end: int
    by_period: tuple[AnswerValue, AnswerValue] | None = None
    summed: bool = False


def answer_of(utterance: Utterance, number: Number, *, question: Question, sure: bool) -> Counted | None:
    """Return what a number answers, None for an amount that no currency has."""
    start = utterance.tokens[with_present(utterance, number)].start
    if question.kind is not Kind.MONEY:
        unit = people_after(utterance, number)
        end = with_part(utterance, number.end if unit is None else unit + 1)
        if any(is_myself(utterance, at, number) for at in range(number.lead)):  # "a café, me and 3 staff"
            return Counted(question.field, number.plain + 1, False, start, utterance.tokens[end - 1].end)
        return Counted(question.field, number.plain, sure, start, utterance.tokens[end - 1].end)
    return _amount(utterance, number, question=question, sure=sure, start=start)


def _amount(utterance: Utterance, number: Number, *, question: Question, sure: bool, start: int) -> Counted | None:
    """Return an amount for the period that is asked about; what had to be guessed is read back."""
    period, given = period_of(utterance, number), currency_at(utterance, number)
    factor = times(None if period is None else period.name, asked=question.per or "year")
    bare = period is None and given is None
    means_thousands = bare and not number.scaled and 0 < (number.upper or number.value) < question.thousands_below
    by = 1000.0 if means_thousands else factor or 1.0
    meant = replace(number, value=number.value * by, upper=None if number.upper is None else number.upper * by)
    money = to_money(meant, given, currency=question.currency)
    if money is None:
        return None
    foreign = is_foreign(given, question.currency)
    by_period = None if period is not None else _by_period(money.major, question)
    guessed = foreign or by_period is not None or means_thousands or factor is None
    end = number.end if period is None else period.end
    place = start, utterance.tokens[end - 1].end
    return Counted(question.field, money.major, sure and not guessed, *place, by_period)


def _by_period(amount: int | float, question: Question) -> tuple[AnswerValue, AnswerValue] | None:
    """Return what an amount without a period is by the month and by the year, where it is odd for what is asked."""
    if question.per == "year" and 0 < amount < _ODD_A_YEAR:
        return amount * _MONTHS, amount
    if question.per == "month" and question.largest and amount > question.largest * _ODD_TIMES:
        return amount, round(amount / _MONTHS)
    return None


def nothing_paid(utterance: Utterance, question: Question) -> Counted | None:
    """Return no amount at all, where a message says just that: "free", "nothing"."""
    telling = [
        word
        for word in utterance.words
        if word.text not in utterance.lexicon.stop and word.text not in utterance.lexicon.fillers
    ]
    if len(telling) == 1 and telling[0].text in utterance.lexicon.free:
        return Counted(question.field, 0, True, telling[0].start, telling[0].end)
    return None
