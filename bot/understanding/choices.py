"""Decides which options of choice questions somebody has named.

What fits two options equally well answers nothing; nor does what is denied or said of somebody else.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.mentions import Mentions
from bot.understanding.options import ROLE, Options
from bot.understanding.phrase_match import Match
from bot.understanding.utterance import Utterance


class Chosen(Struct, frozen=True):
    """The option a message names for a field, and the words that name it."""

    field: str
    option: str
    sure: bool
    start: int
    end: int


def choose(said: Mentions) -> tuple[Chosen, ...]:
    """Return the options named, in the order in which the words stand in the message: of most fields at most one."""
    utterance, options, open_field = said.utterance, said.options, said.open_field
    single = [match for match in said.believed if match.phrase.field not in options.several]
    decided = (_decide(matches, utterance, options=options, open_field=open_field) for matches in _by_field(single))
    chosen = [_weighed(choice, utterance, options=options) for choice in decided if choice is not None]
    chosen += [_chosen(match, sure=match.is_sure(open_field)) for match in said.believed if match not in single]
    return tuple(sorted((choice for choice in chosen if choice), key=lambda c: (c.start, c.field)))


def _chosen(match: Match, *, sure: bool) -> Chosen:
    return Chosen(match.phrase.field, match.phrase.option, sure, match.start, match.end)


def _by_field(matches: Sequence[Match]) -> list[list[Match]]:
    groups: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        groups[match.phrase.field].append(match)
    return list(groups.values())


def _decide(
    matches: Sequence[Match], utterance: Utterance, *, options: Options, open_field: str | None
) -> Chosen | None:
    """Return the one option that the matches of a field agree on, or the clearly better said one."""
    fewest = min(match.slips for match in matches)
    nearest = [match for match in matches if match.slips == fewest]
    longest = max(match.end - match.start for match in nearest)
    best = [match for match in nearest if match.end - match.start == longest]
    alone = len({match.phrase.option for match in nearest}) == 1
    match = nearest[0] if alone else best[0]
    often = Counter(match.phrase.option for match in nearest).most_common(2)
    if len(often) > 1 and often[0][1] > often[1][1] and not _are_listed(matches, utterance):
        most = next(match for match in nearest if match.phrase.option == often[0][0])
        return _chosen(most, sure=False)
    if not alone and (longest == 1 or len({m.phrase.option for m in best}) > 1 or _are_listed(matches, utterance)):
        if not _are_all_meant(nearest, utterance):
            return None
        match = _first_of_listed(nearest, options)
    return _chosen(match, sure=alone and match.is_sure(open_field))


def _are_listed(matches: Sequence[Match], utterance: Utterance) -> bool:
    between = utterance.words[min(m.end for m in matches) : max(m.start for m in matches)]
    bare = all(a.end == b.start for a, b in pairwise(sorted(matches, key=lambda match: match.start)))
    return bare or any(word.text in utterance.lexicon.joiners for word in between)


def _are_all_meant(matches: Sequence[Match], utterance: Utterance) -> bool:
    """Say whether options are listed with *and* or commas: the first of them is the answer. *Or* leaves it open."""
    between = utterance.words[matches[0].end : matches[-1].start]
    apart = all(a.end <= b.start for a, b in pairwise(matches))
    return apart and utterance.lexicon.ors.isdisjoint(word.text for word in between)


def _first_of_listed(matches: Sequence[Match], options: Options) -> Match:
    """Return the first of options that are all meant; of roles the one that the script has first: a CTO who founded."""
    ranks = options.roles
    return (
        min(matches, key=lambda match: ranks.index(match.phrase.option))
        if matches[0].phrase.field == ROLE
        else matches[0]
    )


def _weighed(choice: Chosen, utterance: Utterance, *, options: Options) -> Chosen | None:
    """Return the first, unsurely, of two options that *and* joins ("leads and customer service"); none with *or*."""
    words, by_word = utterance.words, options.by_word.get(choice.field, {})
    for joiner, other in ((choice.start - 1, choice.start - 2), (choice.end, choice.end + 1)):
        if other < 0 or other >= len(words) or words[joiner].text not in utterance.lexicon.joiners:
            continue
        names = by_word.get(words[other].text, frozenset())
        if words[joiner].text in utterance.lexicon.ors and names - {choice.option}:
            return None
        if not names or choice.option in names:
            continue
        if len(names) > 1:
            return None
        first = next(iter(names)) if other < choice.start else choice.option
        return replace(choice, option=first, sure=False)
    return choice
