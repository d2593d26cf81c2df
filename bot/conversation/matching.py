"""Finds the options of choice questions in what somebody typed.

The question that is open is understood generously; the others only where the evidence is clear. What is denied
("not the director") and what fits two options equally well answers nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.lexicon.table import Lexicon
from bot.conversation.options import Options, Phrase
from bot.conversation.spelling import Guess
from bot.conversation.wording import Message, Token

_NEGATION_REACHES = 4
_TELLING_LENGTH = 6
_MOST_WORDS_TO_VOTE = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at the words ``start`` up to, not including, ``end`` of a message."""

    phrase: Phrase
    start: int
    end: int
    slips: int
    whole_clause: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The option a message names for a field, and the words that name it."""

    field: str
    option: str
    sure: bool
    start: int
    end: int


def choose(message: Message, options: Options, open_field: str | None) -> tuple[Chosen, ...]:
    """Return at most one option per field, in the order in which the words stand in the message."""
    found = [m for m in _find(message, options) if _is_evidence(m, message, options.lexicon, open_field)]
    kept = _without_overlaps(found, open_field)
    believed, denied = _split_denied(kept, message, options.lexicon)
    idioms = [match for match in kept if not match.phrase.field]
    decided = (_decide(matches, message, options.lexicon, open_field) for matches in _by_field(believed))
    chosen = [choice for choice in decided if choice is not None and not _is_contradicted(choice, message, options)]
    if open_field is not None and all(match.phrase.field != open_field for match in believed):
        voted = _vote(message, options, open_field, used=[*believed, *denied, *idioms])
        chosen.extend([voted] if voted else [])
    return tuple(sorted(chosen, key=lambda c: (c.start, c.field)))


def _find(message: Message, options: Options) -> Iterator[Match]:
    words = message.words
    guesses = [_guesses(word, options) for word in words]
    for start, firsts in enumerate(guesses):
        for first in firsts:
            for phrase in options.by_first_word.get(first.word, ()):
                slips = _slips(phrase, guesses, start, first.slips)
                end = start + len(phrase.words)
                if slips is not None and words[start].clause == words[end - 1].clause:
                    yield Match(phrase, start, end, slips, _is_whole_clause(words, start, end, options.lexicon))


def _guesses(word: Token, options: Options) -> tuple[Guess, ...]:
    lexicon = options.lexicon
    if word.kind == "number" or word.text in lexicon.stop or word.text in lexicon.negators:
        return (Guess(word.text, 0),)
    found = options.speller.guesses(word.text)
    if not found and lexicon.compounds and len(word.text) >= 7:
        return _compound_guesses(word.text, options)
    return found


def _compound_guesses(word: str, options: Options) -> tuple[Guess, ...]:
    """Where words are written together the last part says what it is: försäljningschef."""
    for cut in range(3, len(word) - 3):
        if word[cut:] in options.speller:
            return (Guess(word[cut:], 1),)
    return ()


def _slips(phrase: Phrase, guesses: Sequence[tuple[Guess, ...]], start: int, slips: int) -> int | None:
    """Return how many slips a phrase takes when it begins at this word, or None where it does not stand."""
    if start + len(phrase.words) > len(guesses):
        return None
    for offset, expected in enumerate(phrase.words[1:], start=start + 1):
        guess = next((guess for guess in guesses[offset] if guess.word == expected), None)
        if guess is None:
            return None
        slips += guess.slips
    return slips


def _is_whole_clause(words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    clause = words[start].clause
    around = (w for w in (*words[max(0, start - 4) : start], *words[end : end + 4]) if w.clause == clause)
    return all(word.text in lexicon.fillers for word in around)


def _is_evidence(match: Match, message: Message, lexicon: Lexicon, open_field: str | None) -> bool:
    phrase = match.phrase
    if not phrase.field:
        return True
    if phrase.standalone and not (match.whole_clause and phrase.field == open_field):
        return False
    before = message.words[match.start - 1] if match.start else None
    if before is not None and before.text in lexicon.others and before.clause == message.words[match.start].clause:
        return False
    if phrase.field == open_field:
        return True
    if match.slips > 1 or (match.slips and len(phrase.words[0]) < _TELLING_LENGTH and not lexicon.compounds):
        return False
    return not _is_part_of_title(match, message, lexicon)


def _is_part_of_title(match: Match, message: Message, lexicon: Lexicon) -> bool:
    """Tell an answer from a part of a title: "sales rep"."""
    words, start, end = message.words, match.start, match.end
    clause = words[start].clause
    before = [w.text for w in words[max(0, start - 2) : start] if w.clause == clause]
    after = [w.text for w in words[end : end + 1] if w.clause == clause]
    if match.end - match.start > 1 or match.phrase.words[0] in lexicon.titles:
        return False
    if after and after[0] in lexicon.titles:
        return True
    joined = bool(before) and (before[-1] in lexicon.ofs or lexicon.language in ("fr", "es"))
    return joined and any(word in lexicon.titles for word in before)


def _without_overlaps(found: Sequence[Match], open_field: str | None) -> list[Match]:
    """Keep the longest phrases; where one place means two options of a field, both stay, to be found ambiguous."""

    def rank(match: Match) -> tuple[int, int, bool, bool, int]:
        length = match.end - match.start
        return (-length, match.slips, not match.phrase.field, match.phrase.field != open_field, match.start)

    kept: list[Match] = []
    for match in sorted(found, key=rank):
        rivals = [k for k in kept if k.start < match.end and match.start < k.end]
        if all(_is_same_place(match, rival) for rival in rivals):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _is_same_place(match: Match, rival: Match) -> bool:
    same_field = match.phrase.field == rival.phrase.field and match.phrase.field != ""
    return same_field and (match.start, match.end, match.slips) == (rival.start, rival.end, rival.slips)


def _split_denied(kept: Sequence[Match], message: Message, lexicon: Lexicon) -> tuple[list[Match], list[Match]]:
    believed: list[Match] = []
    denied: list[Match] = []
    previous: Match | None = None
    for match in kept:
        after_denied = previous is not None and bool(denied) and previous is denied[-1]
        is_denied = _is_denied(match, message, lexicon, previous=previous, after_denied=after_denied)
        (denied if is_denied else believed).append(match)
        previous = match
    return [match for match in believed if match.phrase.field], denied


def _is_denied(match: Match, message: Message, lexicon: Lexicon, *, previous: Match | None, after_denied: bool) -> bool:
    words = message.words
    clause = words[match.start].clause
    floor = max(0, match.start - _NEGATION_REACHES)
    if previous is not None and previous.end <= match.start:
        between = words[previous.end : match.start]
        same_clause = words[previous.start].clause == clause
        if after_denied and same_clause and len(between) <= 3 and any(w.text in lexicon.joiners for w in between):
            return True
        floor = max(floor, previous.end)
    for at in range(match.start - 1, floor - 1, -1):
        text = words[at].text
        if words[at].clause != clause or text in lexicon.breaks or text in lexicon.enough:
            return False
        if text in lexicon.negators:
            return not (text in ("no", "nej", "non") and words[at + 1].text in lexicon.restarts)
    return False


def _by_field(matches: Sequence[Match]) -> list[list[Match]]:
    groups: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        groups[match.phrase.field].append(match)
    return list(groups.values())


def _decide(matches: Sequence[Match], message: Message, lexicon: Lexicon, open_field: str | None) -> Chosen | None:
    """Return the one option that the matches of a field agree on, or the clearly better said one."""
    fewest = min(match.slips for match in matches)
    exact = [match for match in matches if match.slips == fewest]
    rivals = {match.phrase.option for match in exact}
    best = exact[0]
    if len(rivals) > 1:
        longest = max(match.end - match.start for match in exact)
        exact = [match for match in exact if match.end - match.start == longest]
        best = exact[0]
        if longest == 1 or len({m.phrase.option for m in exact}) > 1 or _is_listed(matches, message, lexicon):
            return None
    sure = len(rivals) == 1 and best.slips * 5 <= sum(len(word) for word in best.phrase.words)
    sure = sure and (best.slips == 0 or best.phrase.field == open_field)
    return Chosen(best.phrase.field, best.phrase.option, sure, best.start, best.end)


def _is_listed(matches: Sequence[Match], message: Message, lexicon: Lexicon) -> bool:
    between = message.words[min(m.end for m in matches) : max(m.start for m in matches)]
    return any(word.text in lexicon.joiners for word in between)


def _is_contradicted(choice: Chosen, message: Message, options: Options) -> bool:
    """Say whether a telling word for another option is joined to the chosen one: "leads and customer service"."""
    words, by_word = message.words, options.by_word.get(choice.field, {})
    sides = ((choice.start - 1, choice.start - 2), (choice.end, choice.end + 1))
    for joiner, other in sides:
        if (
            min(joiner, other) >= 0
            and max(joiner, other) < len(words)
            and words[joiner].text in options.lexicon.joiners
        ):
            names = by_word.get(words[other].text, frozenset())
            if names and choice.option not in names:
                return True
    return False


def _vote(message: Message, options: Options, field: str, *, used: Sequence[Match]) -> Chosen | None:
    """Let the telling words of a short message choose for the open question when no phrase stands in it."""
    lexicon = options.lexicon
    taken = {at for match in used for at in range(match.start, match.end)}
    telling = [
        (at, word)
        for at, word in enumerate(message.words)
        if at not in taken and word.text not in lexicon.stop and word.text not in lexicon.fillers
    ]
    if not 0 < len(telling) <= _MOST_WORDS_TO_VOTE or any(w.text in lexicon.negators for w in message.words):
        return None
    by_word = options.by_word.get(field, {})
    votes = [(at, by_word.get(guess.word, frozenset())) for at, word in telling for guess in _guesses(word, options)]
    votes = [(at, names) for at, names in votes if names]
    if not votes or 2 * len({at for at, _ in votes}) < len(telling):
        return None
    agreed = frozenset.intersection(*(names for _, names in votes))
    if len(agreed) != 1:
        return None
    return Chosen(field, next(iter(agreed)), False, votes[0][0], votes[-1][0] + 1)
