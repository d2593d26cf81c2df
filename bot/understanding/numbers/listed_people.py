"""Counts people who are listed by who they are: "the wife, our lad and myself" are three.

A message is such a list where it holds nothing else: short parts between commas and words such as "and". Beside
oneself nobody need be known: no table names every relative and trade. Without oneself ("4 drivers and a cook") all must
be, since vans and branches are listed as well.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understanding.numbers.figures import Number
from bot.understanding.numbers.people import PLUS, People, counted_noun, is_in, is_person, myself_behind, people_after
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_LONGEST_PART = 2
"""Telling words of a part: "my business partner". With 3, "me and how many others" is two."""


def listed_people(utterance: Utterance, numbers: Sequence[Number]) -> People | None:
    """Return how many people a message lists, if it does nothing else."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    selves = [token for token in tokens if token.text in lexicon.myself]
    if (
        len(selves) > 1
        or not (selves or numbers)
        or tokens[-1].text == "?"
        or any(token.text in lexicon.negators or token.text in lexicon.seasons for token in tokens)
    ):
        return None
    by_start = {number.start: number for number in numbers}
    parts = [part for part in _parts(utterance) if not _says_nothing([tokens[at] for at in part], utterance)]
    counts = [_counted(part, by_start, utterance) for part in parts] if len(parts) > 1 else [None]
    if None in counts:
        return None
    if not (selves or _has_number(parts[0], by_start)):
        return None  # "I'm the sales director, about 200 people" begins with a role
    is_added = len(parts) > 1 and _adds(utterance.tokens[parts[0][-1] + 1 : parts[1][0]], utterance)
    if not (selves or is_added or len(parts) > 2 or _has_number(parts[-1], by_start)):
        return None  # "3 of us, my dad runs it"
    unknown = [part for part in parts if not _are_known(part, by_start, utterance)]
    if not selves and unknown and not (len(unknown) < len(parts) and _are_of_us(parts, unknown, by_start, utterance)):
        return None
    total = sum(filter(None, counts))
    if counts[0] and total == 2 * counts[0] and not is_added and _is_of_all(parts[0], by_start, utterance):
        total = counts[0]
    return People(total, parts[0][0], parts[-1][-1] + 1) if total else None


def _parts(utterance: Utterance) -> Iterator[list[int]]:
    """Yield the places of each part's tokens: what stands between commas and words that add."""
    part: list[int] = []
    adds = utterance.lexicon.adds - utterance.lexicon.strangers  # "cinq avec moi" are five
    for at, token in enumerate(utterance.tokens):
        if token.text in adds or token.text in PLUS or not token.is_word:
            yield part
            part = []
        else:
            part.append(at)
    yield part


def _says_nothing(part: Sequence[Token], utterance: Utterance) -> bool:
    lexicon = utterance.lexicon
    return all(token.text in lexicon.fillers or token.text in lexicon.joiners for token in part)


def _counted(part: Sequence[int], numbers: dict[int, Number], utterance: Utterance) -> int | None:
    """Return how many people a part names; None where it may name none."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    number = next((numbers[at] for at in part if at in numbers), None)
    behind = [tokens[at] for at in part if number is None or at >= number.end]
    little = lexicon.stop | lexicon.fillers | lexicon.determiners | lexicon.ours | lexicon.articles
    if any(tokens[at].text in lexicon.myself for at in part):
        told = lexicon.myself.union(little, *lexicon.tells)
        others = [token for token in behind if token.text not in told]
        return None if others or number is not None else 1
    said = [token for token in behind if is_in(lexicon.partners, token.text, lexicon) or token.text not in little]
    if len(said) > _LONGEST_PART or (number is None and not said):
        return None
    if any(is_in(lexicon.uncounted, token.text, lexicon) for token in said):
        return 0
    if number is not None and tokens[number.start].text not in lexicon.articles:
        return int(number.value) if number.value >= 1 else None
    return 1 if said and _is_somebody(said[-1], behind[0], utterance) else None


def _are_of_us(
    parts: Sequence[Sequence[int]], unknown: Sequence[Sequence[int]], numbers: dict[int, Number], utterance: Utterance
) -> bool:
    """Return whether a list begins with who they are: whatever no table knows, "we are" it beside a secretary."""
    lexicon, tokens = utterance.lexicon, utterance.tokens
    words = tuple(tokens[at].text for at in parts[0])
    said = [len(each) for each in lexicon.are_people if each in lexicon.people_before and words[: len(each)] == each]
    if not said:
        return False
    firsts = [part[max(said)] if part is parts[0] else part[0] for part in unknown]
    counts = [numbers.get(first) for first in firsts]
    return all(
        number is not None and tokens[part[-1]].text not in lexicon.measures
        for number, part in zip(counts, unknown, strict=True)
    )


def _adds(tokens: Sequence[Token], utterance: Utterance) -> bool:
    return any(token.text in utterance.lexicon.adds or token.text in PLUS for token in tokens)


def _is_of_all(part: Sequence[int], numbers: dict[int, Number], utterance: Utterance) -> bool:
    """Return whether a part counts whoever they are, whom the others then name: "two of us, my wife and me" are two."""
    return _has_number(part, numbers) and not any(
        is_person(utterance.tokens[at].text, utterance.lexicon) for at in part
    )


def _has_number(part: Sequence[int], numbers: dict[int, Number]) -> bool:
    return any(at in numbers for at in part)


def _are_known(part: Sequence[int], numbers: dict[int, Number], utterance: Utterance) -> bool:
    """Return whether a table names whom a part counts, or whom they have for a joke, and it tells nothing before."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    number = next((numbers[at] for at in part if at in numbers), None)
    first = part[0] if number is None else number.lead
    known = frozenset().union(lexicon.fillers, lexicon.adds, lexicon.scope, *lexicon.tells)
    if any(tokens[at].text not in known for at in part if at < first):
        return False
    beside = lexicon.uncounted | lexicon.partners
    named = any(is_person(tokens[at].text, lexicon) or is_in(beside, tokens[at].text, lexicon) for at in part)
    return named or (number is not None and people_after(utterance, number) is not None)


def in_shifts(utterance: Utterance, numbers: Sequence[Number]) -> People | None:
    """Return how many people work in as many shifts or teams of so many: "3 shifts of 20"."""
    if len(numbers) != 2:
        return None
    first, second = numbers
    lexicon, between = utterance.lexicon, utterance.tokens[first.end : second.start]
    if len(between) != 2 or first.value < 2 or between[1].text not in lexicon.ofs | lexicon.having:
        return None
    is_shift = is_in(lexicon.shifts, between[0].text, lexicon)
    if not is_shift:
        return None
    also = myself_behind(utterance, second.end)  # "2 crews of 4 plus me"
    count, end = int(first.value * second.value), second.end
    return People(count, first.lead, end) if also is None else People(count + 1, first.lead, also + 1)


def at_places(utterance: Utterance, numbers: Sequence[Number]) -> People | None:
    """Return how many people work at as many places with so many each: "three branches, 8 per branch"."""
    if len(numbers) != 2:
        return None
    (first, second), tokens, lexicon = numbers, utterance.tokens, utterance.lexicon
    if _is_of_each_place(utterance, first, second):
        return People(int(first.value * second.value), first.lead, len(tokens))
    place = tokens[first.end].text if first.end < second.start else ""
    around = [token.text for token in (*tokens[first.end + 1 : second.start], *tokens[second.end : second.end + 4])]
    if first.value < 2 or place in lexicon.units or place in lexicon.people or is_person(place, lexicon):
        return None
    if lexicon.in_each.isdisjoint(around) or any(text in lexicon.units for text in around):
        return None
    noun = counted_noun(utterance, second)
    if noun is not None and tokens[noun].text not in lexicon.people and not is_person(tokens[noun].text, lexicon):
        return None  # "20 clients, 5 calls each"
    return People(int(first.value * second.value), first.lead, len(tokens))


def _is_of_each_place(utterance: Utterance, each: Number, places: Number) -> bool:
    """Return whether a number is of each place, and another counts these: "9 in each shop and there are 4 shops"."""
    tokens, lexicon, noun = utterance.tokens, utterance.lexicon, counted_noun(utterance, places)
    if noun is None:
        return False
    between = [token.text for token in tokens[each.end : places.lead]]
    in_each = lexicon.in_each | lexicon.per
    pairs = [(a, b) for a, b in pairwise(between) if a in in_each]
    return any(b not in lexicon.units and is_in(frozenset((b,)), tokens[noun].text, lexicon) for _, b in pairs)


def _is_somebody(said: Token, first: Token, utterance: Utterance) -> bool:
    """Return whether a part names one person: by name, a relative, a trade, or whoever is led up to ("the", "our").

    Swedish says so by an ending: sonen.
    """
    lexicon = utterance.lexicon
    if (
        said.raw[:1].isupper()
        or is_in(lexicon.partners, said.text, lexicon)
        or said.text in lexicon.kin
        or is_person(said.text, lexicon)
    ):
        return True
    is_led = any(first.text in words for words in (lexicon.determiners, lexicon.ours, lexicon.articles))
    return is_led or said.text.endswith(lexicon.definite_endings or ("\0",))
