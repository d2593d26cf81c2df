"""Takes options, numbers and times as answers: where they speak of the same, which of them is believed."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from bot.script import NONE, Kind
from bot.understanding.choices import Chosen, choose
from bot.understanding.date_answers import Dated, date_answer, is_said_in_passing
from bot.understanding.findings import Findings, Span
from bot.understanding.firms import is_business
from bot.understanding.interpretation import Doubt
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.mentions import Mentions, begins_option, mentioned
from bot.understanding.numbers.number_answers import Counts, count
from bot.understanding.numbers.people import is_of_oneself
from bot.understanding.options import ROLE
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_RUN_FIRM = 3
"""Words of who runs a firm: run a bakery."""


def take_answers(found: Findings, *, today: date | None) -> None:
    """Take what is answered by options, numbers and times, and note what is in doubt; without a day no time is read."""
    about, asked = found.about, found.asked
    dated = None if today is None else _take_time(found, today)
    beside_time = dated is not None and asked is not about.dated
    counted = count(found.rest, asked=asked, people=about.people, money=about.money, beside_time=beside_time)
    if dated is None and _is_all(found, counted):
        _take_numbers(found, counted)
        found.is_only_number = True
        return
    places = counted.places if dated is None else (*counted.places, (dated.field, dated.start, dated.end))
    open_field = None if asked is None else asked.field
    said = mentioned(found.rest, about.options, open_field=open_field, counted=places)
    named = choose(said)
    _take_several(found, named)
    numbers = {number.field for number in counted.answers}
    for choice in named:
        # "a small startup of 30" is 30, not small
        is_told = choice.field in about.options.several or choice.field in numbers
        if not is_told and not _has_staff(found, choice, counted):
            _take_option(found, choice, dated=dated)
    _take_numbers(found, counted)
    _take_own_trade(found)
    _take_own_firm(found)
    found.beyond = frozenset(number.field for number in counted.beyond)
    found.doubt = _doubt(found, counted, said)


def _is_all(found: Findings, counted: Counts) -> bool:
    """Return whether a message says nothing but the number that was asked for, with what it counts.

    Then there is nothing else to look for. What the words of a number name of the question is that number, and of
    others nothing; only the currency stands outside of its place.
    """
    if found.asked is None or len(counted.answers) != 1 or counted.beyond or counted.doubted is not None:
        return False
    number, options = counted.answers[0], found.about.options
    if number.field != found.asked.field or number.by_period is not None or number.field in options.several:
        return False
    beside = [word for word in found.rest.words if not number.start <= word.start < number.end]
    return all(word.text in found.rest.lexicon.currencies and not begins_option(word, options) for word in beside)


def _take_numbers(found: Findings, counted: Counts) -> None:
    for number in counted.answers:
        found.add(number.field, number.value, (number.start, number.end), sure=number.sure, spelt_out=True)
    found.numbers = counted.answers


def _take_own_trade(found: Findings) -> None:
    """Take who tells a trade and counts themselves for one who works by themselves: "plumber, me and a lad"."""
    lexicon, people, asked = found.rest.lexicon, found.about.people, found.asked
    size = next((number for number in found.numbers if people is not None and number.field == people.field), None)
    if size is None or not size.summed or ROLE in found.answers or (asked is not None and asked.field != ROLE):
        return
    counted = tuple(word.text for word in found.rest.words if size.start <= word.start < size.end)
    beside = [word for word in found.rest.words if not size.start <= word.start < size.end]
    role = found.about.options.labelled(ROLE, "", words=counted)  # "freelance"
    is_with_oneself = size.value == 1 or not lexicon.myself.isdisjoint(counted)
    if role is not None and lexicon.myself.isdisjoint(counted) and asked is not None:
        found.drop(size.field)  # who is self-employed may employ others
    if role is None and is_with_oneself and any(_tells_only_a_trade(word, beside, lexicon) for word in beside):
        role = _own_boss(found)
    if role is not None:
        found.add(ROLE, role, (size.start, size.end), sure=False)


def _take_own_firm(found: Findings) -> None:
    """Take who runs a firm for its owner: "I run a haulage firm"; who runs a team or an office may be no owner."""
    lexicon, asked = found.rest.lexicon, found.asked
    if ROLE in found.answers or (asked is not None and asked.field != ROLE) or lexicon.runs.isdisjoint(found.rest.said):
        return
    little = (lexicon.fillers | lexicon.selves) - lexicon.runs
    words = [word for word in found.rest.words if word.text not in little or word.text in lexicon.ours]
    if len(words) < _RUN_FIRM or words[0].text not in lexicon.runs:
        return
    if words[1].text not in lexicon.articles | lexicon.ours:
        return
    said = list(takewhile(lambda word: word.clause == words[0].clause and word.text not in lexicon.having, words))
    role = _own_boss(found) if is_business(said[-1].text, lexicon) else None
    if role is not None:
        found.add(ROLE, role, (said[0].start, said[-1].end), sure=False)


def _own_boss(found: Findings) -> str | None:
    """Return the option of who works for themselves, if there is one."""
    phrases = found.rest.lexicon.alone
    by_themselves = (found.about.options.labelled(ROLE, "", words=phrase) for phrase in phrases)
    return next((option for option in by_themselves if option is not None), None)


def _tells_only_a_trade(word: Token, beside: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a word is a trade that is told of oneself, and nothing else in its clause."""
    phrases = (*lexicon.self_said, *lexicon.self_after, *lexicon.alone)
    little = frozenset().union(lexicon.stop, lexicon.fillers, lexicon.places, *phrases)
    others = (each.text for each in beside if each.clause == word.clause and each is not word)
    return word.text in lexicon.trades and all(text in little for text in others)


def _take_time(found: Findings, today: date) -> Dated | None:
    locale = found.about.vocabulary.locale
    dated = date_answer(found.rest, found.about.dated, open_question=found.asked, today=today, locale=locale)
    if dated is not None:
        found.add(dated.field, dated.value, (dated.start, dated.end), sure=dated.sure)
    return dated


def _take_several(found: Findings, named: Sequence[Chosen]) -> None:
    """Take all the options that a message names for a question of several, as one answer."""
    for field in found.about.options.several:
        chosen = [choice for choice in named if choice.field == field]
        options = frozenset(choice.option for choice in chosen)
        if options and not (NONE in options and len(options) > 1):
            value = found.about.by_field[field].together(options)
            found.add(field, value, _place(found, chosen), sure=all(choice.sure for choice in chosen))


def _take_option(found: Findings, choice: Chosen, *, dated: Dated | None) -> None:
    """Take an option, unless its words only say how things are now, or the time that they hold says more."""
    question, place = found.about.by_field[choice.field], _place(found, [choice])
    if choice.field != ROLE and _is_one_of_us(choice, found.rest):
        return
    if question.within and question is not found.asked and is_said_in_passing(found.rest, choice.start, choice.end):
        return
    is_nobody_else = question is found.about.people and question.value_of(choice.option) == 1
    if is_nobody_else and not is_of_oneself(found.rest, choice.start, choice.end):
        return
    if question is found.about.people and question is not found.asked and not is_nobody_else:
        return  # "partner in a small practice" counts nobody
    if dated is not None and choice.field == dated.field:
        if not (choice.sure and place[0] <= dated.start and dated.end <= place[1]):
            return
        found.drop(dated.field)  # the marketer's own words for an option are right
    found.add(choice.field, question.value_of(choice.option), place, sure=choice.sure)


def _has_staff(found: Findings, choice: Chosen, counted: Counts) -> bool:
    """Return whether somebody employed has people of their own: "accountant with 3 staff" may be the owner."""
    words, options, lexicon, people = found.rest.words, found.about.options, found.rest.lexicon, found.about.people
    with_whom = lexicon.having & lexicon.strangers
    if choice.field != ROLE or choice.end >= len(words) or words[choice.end].text not in with_whom:
        return False
    size = next((each for each in counted.answers if people is not None and each.field == people.field), None)
    little = lexicon.stop | lexicon.articles | lexicon.people | lexicon.organisations | lexicon.about
    has = size is not None and all(word.text in little for word in words[choice.end + 1 :] if word.start < size.start)
    if not has or choice.option == _own_boss(found):
        return False
    return any(options.labelled(ROLE, "", words=(word,)) == choice.option for word in lexicon.trades)


def _is_one_of_us(choice: Chosen, utterance: Utterance) -> bool:
    """Return whether an option's words are one of several people who are listed: "my wife and I run it".

    Where something is for them ("for me and my wife") they say so.
    """
    lexicon, words = utterance.lexicon, utterance.words
    persons, little = lexicon.myself | lexicon.partners, lexicon.determiners | lexicon.ours | lexicon.articles
    if any(word.text not in persons | little for word in words[choice.start : choice.end]):
        return False
    telling = [word.text for word in words if word.text not in little]
    at = sum(word.text not in little for word in words[: choice.start])
    end = at + sum(word.text not in little for word in words[choice.start : choice.end])
    first = at
    while first and (telling[first - 1] in persons or (first > 1 and telling[first - 1] in lexicon.adds)):
        first -= 1
    behind = [text for text in telling[end : end + 2] if text not in lexicon.adds]
    is_oneself = any(word.text in lexicon.myself for word in words[choice.start : choice.end])
    others = lexicon.partners if is_oneself else persons  # "me, I want to get fit" lists nobody
    is_listed = first < at - 1 or (bool(behind) and behind[0] in others)
    return is_listed and not (first and telling[first - 1] in lexicon.for_each)


def _place(found: Findings, chosen: Sequence[Chosen]) -> Span:
    words = found.rest.words
    return min(words[each.start].start for each in chosen), max(words[each.end - 1].end for each in chosen)


def _doubt(found: Findings, counted: Counts, said: Mentions) -> Doubt | None:
    """Return which amount may be meant by another period, or between which options of the open question they are."""
    for number in counted.answers:
        if number.by_period is not None:
            return Doubt(number.field, number.by_period)
    if counted.doubted is not None:
        return Doubt(counted.doubted.field, counted.doubted.by_period or (counted.doubted.value,))
    asked = found.asked
    if asked is None or asked.kind is not Kind.CHOICE or found.is_answered:
        return None
    matches = sorted(said.of(asked.field), key=lambda match: (match.slips, match.start - match.end, match.start))
    likely = list(dict.fromkeys(match.phrase.option for match in matches))[:2]
    return Doubt(asked.field, (asked.value_of(likely[0]), asked.value_of(likely[1]))) if len(likely) == 2 else None
