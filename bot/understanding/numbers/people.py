"""Says which numbers of a message count people, and how many are meant where several words make the number."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from bot.understanding.firms import ends_with_firm, is_organisation
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.figures import Number
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_UNIT_REACHES = 3
"""Words after a number in which it may find the people that it counts. With 1, "12 full-time employees" are none;
with 6, "200 leads from our own people" are 200 people."""
_BETWEEN_PARTS = 6
"""Tokens between two numbers that are added up: "5 full time and 2 part time". More is another story."""
_BETWEEN_PERSONS = 3
"""Tokens between oneself and who else is counted: "me and my two brothers"."""
_BEFORE_REACHES = 2
"""Words behind a number, or between it and what stands before, in which it is said to be over: 25 people before."""
_LONGEST_OPENING = 3
"""Words that say who they are: we have got."""
_ADDED = 3
"""Words that add one person: plus the boss."""
PLUS = frozenset("+&")


class People(Struct, frozen=True):
    """How many people words say there are, and the tokens that say it."""

    count: int
    start: int
    end: int


def people_after(utterance: Utterance, number: Number) -> int | None:
    """Return the token for people that a number counts, over a few words between ("12 full-time employees")."""
    lexicon, tokens = utterance.lexicon, utterance.tokens
    clause = tokens[number.end - 1].clause
    following = [
        at
        for at in range(number.end, min(number.end + 5, len(tokens)))
        if tokens[at].clause == clause and tokens[at].is_word
    ]
    for at in following[:_UNIT_REACHES]:
        text = tokens[at].text
        if text in lexicon.people and not is_accented_unit(tokens[at], lexicon):
            return at
        ends = (lexicon.per, lexicon.for_each, lexicon.measures)
        if tokens[at].kind == "number" or any(text in words for words in ends):
            return None
    if (without := _without_staff(utterance, following)) is not None:
        return without
    texts = tuple(tokens[at].text for at in following)
    said = next((phrase for phrase in lexicon.people_after if texts[: len(phrase)] == phrase), ())
    return following[len(said) - 1] if said else None


def _without_staff(utterance: Utterance, following: Sequence[int]) -> int | None:
    """Return the last token where those of one role are all there are: "three partners and no staff"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    if not following:
        return None
    places = range(following[0] + 1, len(tokens))
    joining = lexicon.adds | lexicon.ofs
    behind = [at for at in places if tokens[at].is_word and tokens[at].text not in joining][:2]
    texts = [tokens[at].text for at in behind]
    none = len(texts) == 2 and texts[0] in lexicon.negators | lexicon.noes and texts[1] in lexicon.people
    return behind[1] if none else None


def is_accented_unit(token: Token, lexicon: Lexicon) -> bool:
    """Return whether a word that counts people without its accent is a stretch of time with it: "man", but "mån"."""
    return token.text in lexicon.units and token.raw.lower() != token.text


def people_before(utterance: Utterance, number: Number) -> bool:
    """Return whether the words before a number make it one of people: "we are 12", "a startup of 30"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    for end in range(number.lead, number.start + 1):
        if (
            end > 1
            and tokens[end - 1].text in lexicon.ofs
            and is_organisation(tokens[end - 2].text, lexicon)
            and tokens[end - 2].clause == tokens[number.start].clause
        ):
            return True
        for phrase in lexicon.people_before:
            begin = end - len(phrase)
            if begin >= 0 and tokens[end - 1].text == phrase[-1] and _texts(tokens[begin:end]) == phrase:
                return tokens[begin].clause == tokens[number.start].clause
    return False


def is_staff_of_firm(utterance: Utterance, number: Number) -> bool:
    """Return whether a number counts those of one trade whom a firm has: "a haulage firm with 35 drivers"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    if number.value <= 1 or number.end >= len(tokens) or not is_in(lexicon.trades, tokens[number.end].text, lexicon):
        return False
    before = [token.text for token in tokens[: number.lead] if token.clause == tokens[number.end].clause]
    return len(before) > 1 and before[-1] in lexicon.having and ends_with_firm(before[:-1], lexicon)


def are_all(utterance: Utterance, number: Number) -> bool:
    """Return whether the words before a number say that it is of all there are: "we are about 60 teachers"."""
    tokens = utterance.tokens
    ends = (number.lead, number.start)
    before = {_texts(tokens[max(0, end - length) : end]) for end in ends for length in range(1, _LONGEST_OPENING + 1)}
    return not before.isdisjoint(utterance.lexicon.are_people)


def is_person(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word, one or several, names somebody by what they do."""
    return is_in(lexicon.persons, word, lexicon) or is_in(lexicon.trades, word, lexicon)


def is_in(words: frozenset[str], word: str, lexicon: Lexicon) -> bool:
    """Return whether a word stands in a table, one or several of it."""
    return any(word.removesuffix(end) in words for end in ("", *lexicon.endings))


def with_part(utterance: Utterance, end: int) -> int:
    """Return the end of a number of people together with the words that name some of them: including two interns."""
    tokens = utterance.tokens
    if end >= len(tokens) or tokens[end].text not in utterance.lexicon.including:
        return end
    clause = tokens[end].clause
    while end < len(tokens) and tokens[end].clause == clause:
        end += 1
    return end


def counted_noun(utterance: Utterance, number: Number) -> int | None:
    """Return the token right after a number of more than one if it is in the plural: 5 interns, two directors."""
    at = number.end
    if at >= len(utterance.tokens) or number.value <= 1:
        return None
    token = utterance.tokens[at]
    if token.text in utterance.lexicon.adds:
        return None  # "8 plus two casuals"
    is_plural = token.kind == "word" and len(token.text) > 3 and token.text.endswith(utterance.lexicon.endings)
    return at if is_plural and token.clause == utterance.tokens[at - 1].clause else None


def counts_persons(utterance: Utterance, number: Number) -> bool:
    """Return whether a number counts those of one role, who are not all there are: "tenemos dos becarios"."""
    noun = counted_noun(utterance, number)
    if noun is None:
        return False
    return is_person(utterance.tokens[noun].text, utterance.lexicon)


def together(utterance: Utterance, numbers: Sequence[Number]) -> People | None:
    """Return the people that several words add up to: "12 + 3 freelancers", "me and two friends", "my wife and I"."""
    if not numbers:
        return _with_partner(utterance)
    if len(numbers) == 1 and not _adds(utterance.tokens, utterance):
        return None
    start, end = numbers[0].lead, numbers[-1].end
    itself = next((at for at in range(start) if is_myself(utterance, at, numbers[0])), None)
    also = None if itself is not None else myself_behind(utterance, end)
    if itself is None and also is None and len(numbers) == 1:
        return None
    nouns = [utterance.tokens[noun].text for number in numbers[:-1] if (noun := counted_noun(utterance, number))]
    if any(not is_person(noun, utterance.lexicon) and noun not in utterance.lexicon.people for noun in nouns):
        return None  # "4 vans and 2 drivers"
    if any(token.text in utterance.lexicon.seasons for token in utterance.tokens):
        return None  # "18, and in summer 25"
    gaps = [utterance.tokens[a.end : b.start] for a, b in pairwise(numbers)]
    if len(numbers) == 2 and _names_some(gaps[0], utterance):
        return People(int(numbers[0].value), start, end)
    if not all(len(gap) <= _BETWEEN_PARTS and _joins(gap, utterance) for gap in gaps):
        return None
    total = sum(int(number.value) for number in numbers)
    if also is not None:
        return People(total + 1, start, also + 1)
    return People(total, start, end) if itself is None else People(total + 1, itself, end)


def _names_some(gap: Sequence[Token], utterance: Utterance) -> bool:
    """Return whether words lead up to some of those who are counted before: "14 with the two apprentices" are 14."""
    lexicon = utterance.lexicon
    said = [token.text for token in gap]
    with_whom = lexicon.strangers & (lexicon.adds | lexicon.having)
    return len(said) == 2 and said[0] in with_whom and said[1] in lexicon.definites


def in_groups(utterance: Utterance, numbers: Sequence[Number]) -> People | None:
    """Return the people of groups that are told one after the other: "8 in the office, 20 on the road".

    Each number has words of its own behind it that say where or how they work; nothing else is told.
    """
    tokens, lexicon = utterance.tokens, utterance.lexicon
    texts = {token.text for token in tokens}
    unsure = (lexicon.negators, lexicon.ors, lexicon.times, lexicon.at_present, lexicon.totals, lexicon.contrasts)
    if len(numbers) < 2 or any(not texts.isdisjoint(words) for words in unsure) or tokens[-1].text == "?":
        return None
    ends = [*(number.lead for number in numbers[1:]), len(tokens)]
    groups = [tokens[number.end : end] for number, end in zip(numbers, ends, strict=True)]
    if numbers[0].lead > 0 or not all(_names_a_group(group, utterance) for group in groups):
        return None
    return People(sum(int(number.value) for number in numbers), numbers[0].lead, len(tokens))


def _names_a_group(group: Sequence[Token], utterance: Utterance) -> bool:
    """Return whether the words behind a number say where or how people work, and nothing more."""
    words = [token for token in group if token.kind == "word"]
    if not 0 < len(words) <= _BETWEEN_PERSONS or len({token.clause for token in words}) > 1:
        return False
    lexicon = utterance.lexicon
    known = (lexicon.stop, lexicon.scope, lexicon.people, lexicon.persons, lexicon.areas, lexicon.places)
    return words[0].text not in lexicon.measures and any(words[0].text in table for table in known)


def myself_behind(utterance: Utterance, end: int) -> int | None:
    """Return the place of whoever counts themselves last: "five drivers and me"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    for at in range(end + 1, min(len(tokens), end + _BETWEEN_PERSONS + 1)):
        is_last = at + 1 == len(tokens) or tokens[at + 1].clause != tokens[at].clause
        if tokens[at].clause == tokens[end - 1].clause and is_last and tokens[at].text in lexicon.myself:
            adds = lexicon.adds - lexicon.strangers  # "cinq avec moi" are five
            return at if tokens[at - 1].text in adds or tokens[at - 1].text in PLUS else None
    return _one_behind(utterance, end)


def _one_behind(utterance: Utterance, end: int) -> int | None:
    """Return the place of a person who is added last: "6 plus the boss"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    behind = [token for token in tokens[end:] if token.clause == tokens[end - 1].clause]
    adds = lexicon.adds - lexicon.strangers  # "6 avec l'apprenti" are six
    if len(behind) != _ADDED or not (behind[0].text in adds or behind[0].text in PLUS):
        return None
    one = behind[1].text in lexicon.determiners or behind[1].text in lexicon.ours or behind[1].text in lexicon.articles
    named = behind[2].text in lexicon.persons or behind[2].text in lexicon.partners
    return end + 2 if one and named else None


def is_myself(utterance: Utterance, at: int, number: Number) -> bool:
    """Return whether a token is oneself, counted beside the number behind it: "me and 3 staff", not "I coach 3"."""
    between = utterance.tokens[at + 1 : number.start]
    is_near = 0 < len(between) <= _BETWEEN_PERSONS
    does_nothing = _adds([token for token in between if token.is_word or token.text in PLUS][:1], utterance)
    return utterance.tokens[at].text in utterance.lexicon.myself and is_near and does_nothing


def _with_partner(utterance: Utterance) -> People | None:
    tokens, lexicon = utterance.tokens, utterance.lexicon
    selves = [at for at, token in enumerate(tokens) if token.text in lexicon.myself]
    others = [at for at, token in enumerate(tokens) if token.text in lexicon.partners]
    for itself in selves:
        for other in others:
            first, last = min(itself, other), max(itself, other)
            between = tokens[first + 1 : last]
            if 0 < len(between) <= _BETWEEN_PERSONS and _joins(between, utterance):
                return People(2, first, last + 1)
    return None


def _joins(between: Sequence[Token], utterance: Utterance) -> bool:
    """Return whether words add what follows to what stands before: and, plus, +; not or."""
    return len({token.clause for token in between}) == 1 and _adds(between, utterance)


def _adds(tokens: Sequence[Token], utterance: Utterance) -> bool:
    adds = utterance.lexicon.adds
    return any(token.text in adds or token.text in PLUS for token in tokens)


def at_present(utterance: Utterance, numbers: Sequence[Number]) -> Number | None:
    """Return the one of several numbers that counts: "we were 30, now 22", "60 in total", "2, no wait, 12"."""
    if len(numbers) < 2:
        return None
    lasting = [number for number in numbers if not is_over(utterance, number)]
    if len(lasting) == 1:
        return lasting[0]
    for holds in (_is_total, _is_now, _is_meant, _is_of_whole):
        found = [number for number in lasting if holds(utterance, number)]
        if len(found) == 1:
            return found[0]
    return None


def is_over(utterance: Utterance, number: Number) -> bool:
    """Return whether a number is said to have held before: "we used to be 60", "14 now against 20 before"."""
    tokens, lexicon, clause = utterance.tokens, utterance.lexicon, utterance.tokens[number.start].clause
    behind = tokens[number.end : number.end + _BEFORE_REACHES]
    if any(token.text in lexicon.before_now and token.clause == clause for token in behind):
        return True
    words = _texts([token for token in tokens[: number.lead] if token.clause == clause])
    if not words:
        return False  # most begin with the number that was asked for
    if any(a in lexicon.old and b in lexicon.organisations for a, b in pairwise(words)):
        return True  # "my old firm had 300"
    if any(a in lexicon.organisations and b in lexicon.old for a, b in pairwise(words)):
        return lexicon.titles_first
    ends = range(len(words), max(-1, len(words) - _BEFORE_REACHES), -1)
    return any(words[max(0, end - len(phrase)) : end] == phrase for phrase in lexicon.until_now for end in ends)


def _is_total(utterance: Utterance, number: Number) -> bool:
    clause = utterance.tokens[number.start].clause
    near = (*utterance.tokens[max(0, number.lead - 2) : number.lead], *utterance.tokens[number.end : number.end + 4])
    return any(token.text in utterance.lexicon.totals and token.clause == clause for token in near)


def _is_of_whole(utterance: Utterance, number: Number) -> bool:
    """Say whether a number is of all there are, where another is of a part of them: "my team is 6, company 900"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    said = {token.text for token in tokens}
    if said.isdisjoint(lexicon.wholes) or not any(
        is_in(lexicon.shifts | lexicon.areas, word, lexicon) for word in said
    ):
        return False
    clause = tokens[number.start].clause
    near = (*tokens[max(0, number.lead - 3) : number.lead], *tokens[number.end : number.end + 5])
    return any(token.text in lexicon.wholes and token.clause == clause for token in near)


def _is_now(utterance: Utterance, number: Number) -> bool:
    following = utterance.tokens[number.end : number.end + 1]
    clause = utterance.tokens[number.start].clause
    is_followed = any(token.text in utterance.lexicon.at_present and token.clause == clause for token in following)
    return is_followed or with_present(utterance, number) < number.lead


def _is_meant(utterance: Utterance, number: Number) -> bool:
    """Say whether a number corrects the one before it: nothing stands between but words that take that back."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    taking_back = False
    for at in range(number.lead - 1, -1, -1):
        token = tokens[at]
        if token.kind == "number":
            return taking_back
        if token.kind != "word":
            continue
        taking_back = taking_back or token.text in lexicon.corrects
        if not any(token.text in words for words in (lexicon.corrects, lexicon.fillers, lexicon.stop, lexicon.noes)):
            scale = token.glued and at and tokens[at - 1].kind == "number"
            return taking_back if scale else False
    return False


def with_present(utterance: Utterance, number: Number) -> int:
    """Return where a number begins, with the word before it that says it holds now: "we are now about 40"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    clause = tokens[number.start].clause
    for at in range(number.lead - 1, max(-1, number.lead - 4), -1):
        if tokens[at].clause == clause and tokens[at].text in lexicon.at_present:
            return at
    return number.lead


def alone(utterance: Utterance, *, is_open: bool) -> People | None:
    """Return one where somebody says that they are by themselves."""
    words, lexicon = utterance.words, utterance.lexicon
    for phrase in (*lexicon.alone, *(lexicon.one_person if is_open else ())):
        for at in range(len(words) - len(phrase) + 1):
            if words[at].text != phrase[0] or _texts(words[at : at + len(phrase)]) != phrase:
                continue
            end = at + len(phrase)
            is_loose = len(phrase) > 1 and phrase not in lexicon.one_person
            if (is_loose or is_open) and is_of_oneself(utterance, at, end, speaking=is_loose):
                return People(1, at, end)
    return None


def is_of_oneself(utterance: Utterance, start: int, end: int, *, speaking: bool = True) -> bool:
    """Return whether nothing is told beside words, or, if ``speaking`` is enough, somebody speaks of themselves there.

    A tool may do its work "all by itself", too.
    """
    words, lexicon = utterance.words, utterance.lexicon
    inside = [at for at, word in enumerate(words) if word.clause == words[start].clause]
    if end in inside and words[end].text in lexicon.adds | lexicon.having:
        return False  # "just me and an apprentice", "à mon compte avec un apprenti"
    own = lexicon.first_person | lexicon.selves | lexicon.myself
    if speaking and any(words[at].text in own for at in inside):
        return True
    others = [words[at].text for at in inside if not start <= at < end]
    return all(word in lexicon.stop or word in lexicon.fillers or word in lexicon.times for word in others)


def _texts(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens)
