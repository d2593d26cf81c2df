"""Leaves out the phrases that somebody denies: "not the director", "säljare är jag inte"."""

from collections.abc import Sequence

from bot.understanding.lexicon.table import Lexicon
from bot.understanding.phrase_match import Match
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_NEGATION_REACHES = 4
"""Words before a phrase in which "not" denies it. With 2, "not for the gym" is the gym; from 3 to 9 hardly anything
of what we tried changes."""


def without_denied(kept: Sequence[Match], utterance: Utterance) -> list[Match]:
    """Leave out what is denied, and idioms, which only kept their words from meaning something else."""
    believed: list[Match] = []
    previous: Match | None = None
    was_denied, ended = False, 0
    for match in kept:
        if previous is not None and previous.end <= match.start:  # else both stand at the same place
            ended = previous.end
        listed = previous is not None and _is_listed(previous, match, utterance=utterance)
        was_denied = (was_denied and listed) or _is_denied(match, utterance, after=ended)
        if match.phrase.field and not was_denied:
            believed.append(match)
        previous = match
    return believed


def _is_listed(first: Match, second: Match, *, utterance: Utterance) -> bool:
    """Say whether two phrases of one clause are joined by *and* or *or*."""
    between = utterance.words[first.end : second.start]
    same_clause = utterance.words[first.start].clause == utterance.words[second.start].clause
    return same_clause and len(between) <= 3 and any(word.text in utterance.lexicon.joiners for word in between)


def _is_denied(match: Match, utterance: Utterance, *, after: int) -> bool:
    """Say whether a negation stands shortly before a phrase, ``after`` the word where the last phrase ended."""
    words, lexicon = utterance.words, utterance.lexicon
    if any(_stands(words, match.start, phrase) for phrase in lexicon.denials):
        return True  # anyone but the yellow ones
    for at in range(match.start - 1, max(0, match.start - _NEGATION_REACHES, after) - 1, -1):
        text = words[at].text
        if words[at].clause != words[match.start].clause or text in lexicon.enough:
            return False
        ends = _ends_denial(words, at, lexicon)
        if ends or text in lexicon.negators:
            return not ((ends or text in lexicon.noes) and words[at + 1].text in lexicon.restarts)
        if text in lexicon.breaks:
            return False
    return _is_denied_behind(match, utterance)


def _ends_denial(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return any(_stands(words, at + 1 - len(phrase), phrase) for phrase in lexicon.denials)


def _stands(words: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return at >= 0 and tuple(word.text for word in words[at : at + len(phrase)]) == phrase


def _is_denied_behind(match: Match, utterance: Utterance) -> bool:
    """Say whether nothing but a negation and little words follow in the clause: "säljare är jag inte"."""
    lexicon, clause = utterance.lexicon, utterance.words[match.start].clause
    behind = [word.text for word in utterance.words[match.end :] if word.clause == clause]
    little = lexicon.stop | lexicon.negators | lexicon.fillers
    return not lexicon.negators.isdisjoint(behind) and little.issuperset(behind)
