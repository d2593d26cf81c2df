"""Finds the options of choice questions in what somebody typed.

The question that is open is understood generously; the others only where the evidence is clear. What is denied
("not the director") and what fits two options equally well answers nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.lexicon.table import Lexicon
from bot.understanding.options import ANY_AREA, ROLE, Options, Phrase, area_of
from bot.understanding.spelling import Guess
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance
from bot.understanding.whose import Role, is_own

# Found by trying on what people typed in four languages; each says what goes wrong beside it.

_NEGATION_REACHES = 4
"""Words before a phrase in which "not" denies it. With 2, "not for the gym" is the gym; from 3 to 9 hardly anything
of what we tried changes."""
_TELLING_LENGTH = 6
"""Letters from which a misspelt word names an option of a question that is not open. With 4, "dunno" is a founder and
"retry" a style; with 9, "direktor" and "folow-up" name nothing any more."""
_MOST_WORDS_TO_VOTE = 6
"""Telling words of a message up to which single words may choose. With 2, "our sales team is slow" is no answer;
above 6 nothing that we tried is understood better, and a long message has more to say than one word."""
_MOST_BETWEEN = 3
"""Articles and quantities between two words of a phrase. With 1, "we lose loads of leads" is no answer."""
_LETTERS_PER_SLIP = 5
"""A phrase is sure with one slip for so many letters. With 3, a guess with two slips ("directeur" for "director")
would not be read back; with 9, the plain "direktor" would be."""


class Match(Struct, frozen=True):
    """A phrase found at the words ``start`` up to, not including, ``end`` of a message."""

    phrase: Phrase
    start: int
    end: int
    slips: int
    whole_clause: bool

    @property
    def at(self) -> range:
        """The places of its words."""
        return range(self.start, self.end)


class Chosen(Struct, frozen=True):
    """The option a message names for a field, and the words that name it."""

    field: str
    option: str
    sure: bool
    start: int
    end: int


def choose(
    utterance: Utterance, options: Options, *, open_field: str | None, counted: Sequence[tuple[str, int, int]] = ()
) -> tuple[Chosen, ...]:
    """Return the options named, in the order in which the words stand in the message: of most fields at most one.

    ``counted`` are the fields and places of numbers with their units: these words name no option of another field.
    """
    kept, believed = _said(utterance, options, open_field=open_field, counted=counted)
    single = [match for match in believed if match.phrase.field not in options.several]
    decided = (_decide(matches, utterance, open_field=open_field) for matches in _by_field(single))
    chosen = [_weighed(choice, utterance, options=options) for choice in decided if choice is not None]
    chosen += [_as_named(match, open_field) for match in believed if match.phrase.field in options.several]
    if open_field in options.several:
        chosen += _votes(utterance, options, field=open_field, used=kept)
    elif open_field is not None and all(match.phrase.field != open_field for match in believed):
        chosen.append(_vote(utterance, options, field=open_field, used=kept))
    return tuple(sorted((choice for choice in chosen if choice), key=lambda c: (c.start, c.field)))


def torn_between(
    utterance: Utterance, options: Options, *, field: str, counted: Sequence[tuple[str, int, int]] = ()
) -> tuple[str, ...]:
    """Return the two likeliest options of the open question where a message names more than one, else nothing.

    Single words speak for options only where no number is ``counted``: "we are 200 people" answers something else.
    """
    kept, believed = _said(utterance, options, open_field=field, counted=counted)
    named = sorted(
        (match for match in believed if match.phrase.field == field),
        key=lambda match: (match.slips, match.start - match.end, match.start),
    )
    likely = list(dict.fromkeys(match.phrase.option for match in named))
    if not likely and not counted:
        likely = _voted_for(utterance, options, field=field, used=kept)
    return tuple(likely[:2]) if len(likely) > 1 else ()


def _said(
    utterance: Utterance, options: Options, *, open_field: str | None, counted: Sequence[tuple[str, int, int]]
) -> tuple[list[Match], list[Match]]:
    """Return the phrases that stand in a message, and those of them that are said of oneself and not denied."""
    found = [
        match
        for match in _find(utterance, options)
        if _is_evidence(match, utterance, open_field=open_field) and not _is_counted(match, utterance, counted=counted)
    ]
    kept = _without_overlaps(found, open_field)
    return kept, _of_oneself(_without_denied(kept, utterance), utterance, open_field=open_field)


def _find(utterance: Utterance, options: Options) -> Iterator[Match]:
    words = utterance.words
    guesses = [_guesses(word, options) for word in words]
    for start, firsts in enumerate(guesses):
        for first in firsts:
            for phrase in options.by_first_word.get(first.word, ()):
                at = _places(phrase, words, start, utterance.lexicon)
                if not at or words[start].clause != words[at[-1]].clause:
                    continue
                slips, end = _slips(phrase, [guesses[place] for place in at]), at[-1] + 1
                if slips is not None:
                    yield Match(phrase, start, end, slips, _is_whole_clause(utterance, start, end=end))


def _places(phrase: Phrase, words: Sequence[Token], start: int, lexicon: Lexicon) -> list[int]:
    """Return where a phrase's words would stand, over little words ("lose loads of leads"), or nothing."""
    places, at = [start], start + 1
    for expected in phrase.words[1:]:
        most = at if phrase.words[0] == ANY_AREA else at + _MOST_BETWEEN  # I support the director
        while at < most and at + 1 < len(words) and words[at].text != expected and _is_between(words[at].text, lexicon):
            at += 1
        places.append(at)
        at += 1
    return places if at <= len(words) else []


def _is_between(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.determiners or word in lexicon.quantities


def _is_counted(match: Match, utterance: Utterance, *, counted: Sequence[tuple[str, int, int]]) -> bool:
    start, end = utterance.words[match.start].start, utterance.words[match.end - 1].end
    return any(field != match.phrase.field and a < end and start < b for field, a, b in counted)


def _guesses(word: Token, options: Options) -> tuple[Guess, ...]:
    lexicon = options.lexicon
    if word.kind == "number" or word.text in lexicon.stop or word.text in lexicon.negators:
        return (Guess(word.text, 0),)
    found = options.speller.guesses(word.text)
    area = area_of(word.text, lexicon)
    if area is not None:
        return (*found, Guess(area, 0))
    if not found and lexicon.compounds and len(word.text) >= 7:
        return _compound_guesses(word.text, options)
    return found


def _compound_guesses(word: str, options: Options) -> tuple[Guess, ...]:
    """Where words are written together the last part says what it is: försäljningschef."""
    for cut in range(3, len(word) - 3):
        if word[cut:] in options.speller:
            return (Guess(word[cut:], 1),)
    return ()


def _slips(phrase: Phrase, guesses: Sequence[tuple[Guess, ...]]) -> int | None:
    """Return the number of slips that it takes to read a phrase in as many words, or None where it does not stand."""
    slips = 0
    for expected, guessed in zip(phrase.words, guesses, strict=True):
        guess = next((guess for guess in guessed if guess.word == expected), None)
        if guess is None:
            return None
        slips += guess.slips
    return slips


def _is_whole_clause(utterance: Utterance, start: int, *, end: int) -> bool:
    words, clause = utterance.words, utterance.words[start].clause
    around = (w for w in (*words[max(0, start - 4) : start], *words[end : end + 4]) if w.clause == clause)
    return all(word.text in utterance.lexicon.fillers for word in around)


def _is_evidence(match: Match, utterance: Utterance, *, open_field: str | None) -> bool:
    phrase, lexicon = match.phrase, utterance.lexicon
    if not phrase.field:
        return True
    if phrase.standalone and not (match.whole_clause and phrase.field == open_field):
        return False
    before = utterance.words[match.start - 1] if match.start else None
    if before is not None and before.text in lexicon.others and before.clause == utterance.words[match.start].clause:
        return False
    if _is_cut_short(match, utterance):
        return False
    if phrase.field == open_field:
        return True
    if phrase.field != ROLE and not lexicon.kin.isdisjoint(phrase.words):
        return False  # whose shoes they are does not say where to
    if match.slips > 1 or (match.slips and len(phrase.words[0]) < _TELLING_LENGTH and not lexicon.compounds):
        return False
    return not _is_part_of_title(match, utterance)


def _is_cut_short(match: Match, utterance: Utterance) -> bool:
    """Say whether a phrase ends with "my" where what is mine follows: "para mi" is me, "para mi bar" is not."""
    words = utterance.words
    if match.end == len(words) or match.phrase.words[-1] not in utterance.lexicon.ours:
        return False
    following, lexicon = words[match.end], utterance.lexicon
    little = following.text in lexicon.fillers or following.text in lexicon.stop or following.text in lexicon.joiners
    return following.clause == words[match.start].clause and not little


def _is_part_of_title(match: Match, utterance: Utterance) -> bool:
    """Say whether a match is a part of a title, not an answer: "sales rep"."""
    words, start, end = utterance.words, match.start, match.end
    lexicon, clause = utterance.lexicon, words[start].clause
    before = [w.text for w in words[max(0, start - 2) : start] if w.clause == clause]
    after = [w.text for w in words[end : end + 1] if w.clause == clause]
    if match.phrase.field != ROLE and _is_about_of(match, utterance):
        return True
    if match.end - match.start > 1 or match.phrase.words[0] in lexicon.titles:
        return False
    if after and after[0] in lexicon.titles:
        return True
    joined = bool(before) and (before[-1] in lexicon.ofs or lexicon.titles_first)
    return joined and any(word in lexicon.titles for word in before)


def _is_about_of(match: Match, utterance: Utterance) -> bool:
    """Say whether a title and *of* lead up to a match, over a word at most: "directrice du service client"."""
    lexicon, clause = utterance.lexicon, utterance.words[match.start].clause
    before = [w.text for w in utterance.words[max(0, match.start - 3) : match.start] if w.clause == clause]
    return any(
        (title in lexicon.titles or title in lexicon.persons) and of in lexicon.ofs for title, of in pairwise(before)
    )


def _without_overlaps(found: Sequence[Match], open_field: str | None) -> list[Match]:
    """Keep the longest phrases; where one place means two options of a field, both stay, to be found ambiguous."""

    def rank(match: Match) -> tuple[int, int, bool, bool, int]:
        length = match.end - match.start
        return (-length, match.slips, not match.phrase.field, match.phrase.field != open_field, match.start)

    kept: list[Match] = []
    for match in sorted(found, key=rank):
        rivals = [k for k in kept if k.start < match.end and match.start < k.end]
        if all(_is_another_option(match, rival) for rival in rivals):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _is_another_option(match: Match, rival: Match) -> bool:
    """Say whether the same words stand for another option of the same field."""
    same_field = match.phrase.field == rival.phrase.field and match.phrase.field != ""
    return (
        same_field
        and match.phrase.option != rival.phrase.option
        and (match.start, match.end, match.slips) == (rival.start, rival.end, rival.slips)
    )


def _without_denied(kept: Sequence[Match], utterance: Utterance) -> list[Match]:
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


def _of_oneself(believed: Sequence[Match], utterance: Utterance, *, open_field: str | None) -> list[Match]:
    """Leave out roles of somebody else, and the parts of longer titles: "the CEO's assistant" is an assistant."""
    own: list[Match] = []
    roles: set[int] = set()
    previous: Match | None = None
    for match in believed:
        if not _may_be_of_others(match, utterance, open_field=open_field):
            own.append(match)
            continue
        role = _role(match, utterance, asked=match.phrase.field == open_field)
        title = previous is not None and _is_one_title(previous, match, utterance)
        if title and previous and not utterance.lexicon.titles_first:
            own = own[:-1] if own and own[-1] is previous else own
            roles.update(previous.at)
        previous = match
        if is_own(role, utterance, others=roles) and not (title and utterance.lexicon.titles_first):
            own.append(match)
            roles.update(match.at)
    return own


def _may_be_of_others(match: Match, utterance: Utterance, *, open_field: str | None) -> bool:
    phrase = match.phrase
    if phrase.closes and phrase.field != open_field:
        return True
    return phrase.field == ROLE or not utterance.lexicon.persons.isdisjoint(phrase.words)


def _role(match: Match, utterance: Utterance, *, asked: bool) -> Role:
    last = utterance.words[match.end - 1].text
    inflected = match.end - match.start == len(match.phrase.words) and len(last) > len(match.phrase.words[-1])
    return Role(match.start, match.end, asked=asked, inflected=inflected, closes=match.phrase.closes)


def _is_one_title(first: Match, second: Match, utterance: Utterance) -> bool:
    """Say whether two roles stand side by side, as one: "CEO assistant"."""
    between = utterance.text[utterance.words[first.end - 1].end : utterance.words[second.start].start]
    return first.phrase.field == second.phrase.field and first.end == second.start and not between.strip()


def _is_listed(first: Match, second: Match, *, utterance: Utterance) -> bool:
    """Say whether two phrases of one clause are joined by *and* or *or*."""
    between = utterance.words[first.end : second.start]
    same_clause = utterance.words[first.start].clause == utterance.words[second.start].clause
    return same_clause and len(between) <= 3 and any(word.text in utterance.lexicon.joiners for word in between)


def _is_denied(match: Match, utterance: Utterance, *, after: int) -> bool:
    """Say whether a negation stands shortly before a phrase, ``after`` the word where the last phrase ended."""
    words, lexicon = utterance.words, utterance.lexicon
    for at in range(match.start - 1, max(0, match.start - _NEGATION_REACHES, after) - 1, -1):
        text = words[at].text
        if words[at].clause != words[match.start].clause or text in lexicon.enough:
            return False
        if text in lexicon.negators or _ends_denial(words, at, lexicon):
            return not (text in lexicon.noes and words[at + 1].text in lexicon.restarts)
        if text in lexicon.breaks:
            return False
    return _is_denied_behind(match, utterance)


def _ends_denial(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return any(
        phrase[-1] == words[at].text and tuple(w.text for w in words[max(0, at + 1 - len(phrase)) : at + 1]) == phrase
        for phrase in lexicon.denials
    )


def _is_denied_behind(match: Match, utterance: Utterance) -> bool:
    """Say whether nothing but a negation and little words follow in the clause: "säljare är jag inte"."""
    lexicon, clause = utterance.lexicon, utterance.words[match.start].clause
    behind = [word.text for word in utterance.words[match.end :] if word.clause == clause]
    little = lexicon.stop | lexicon.negators | lexicon.fillers
    return not lexicon.negators.isdisjoint(behind) and little.issuperset(behind)


def _by_field(matches: Sequence[Match]) -> list[list[Match]]:
    groups: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        groups[match.phrase.field].append(match)
    return list(groups.values())


def _decide(matches: Sequence[Match], utterance: Utterance, *, open_field: str | None) -> Chosen | None:
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
        return Chosen(most.phrase.field, most.phrase.option, False, most.start, most.end)
    if not alone and (longest == 1 or len({m.phrase.option for m in best}) > 1 or _are_listed(matches, utterance)):
        if not _are_all_meant(nearest, utterance):
            return None
        match = nearest[0]
    clear = match.slips == 0 or match.phrase.field == open_field
    sure = alone and clear and match.slips * _LETTERS_PER_SLIP <= sum(map(len, match.phrase.words))
    return Chosen(match.phrase.field, match.phrase.option, sure, match.start, match.end)


def _are_listed(matches: Sequence[Match], utterance: Utterance) -> bool:
    between = utterance.words[min(m.end for m in matches) : max(m.start for m in matches)]
    bare = all(a.end == b.start for a, b in pairwise(sorted(matches, key=lambda match: match.start)))
    return bare or any(word.text in utterance.lexicon.joiners for word in between)


def _are_all_meant(matches: Sequence[Match], utterance: Utterance) -> bool:
    """Say whether options are listed with *and* or commas: the first of them is the answer. *Or* leaves it open."""
    between = utterance.words[matches[0].end : matches[-1].start]
    apart = all(a.end <= b.start for a, b in pairwise(matches))
    return apart and utterance.lexicon.ors.isdisjoint(word.text for word in between)


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


def _vote(utterance: Utterance, options: Options, *, field: str, used: Sequence[Match]) -> Chosen | None:
    """Let the telling words of a short message choose for the open question when no phrase stands in it."""
    votes = _spoken_for(utterance, options, field=field, used=used)
    agreed = frozenset.intersection(*(names for _, names in votes)) if votes else frozenset()
    if len(agreed) != 1:
        return None
    chosen = Chosen(field, next(iter(agreed)), False, votes[0][0], votes[-1][0] + 1)
    if (field, chosen.option) in options.closing:
        return None
    role = Role(chosen.start, chosen.end, asked=True, inflected=False, closes=False)
    return chosen if field != ROLE or is_own(role, utterance, others=frozenset()) else None


def _as_named(match: Match, open_field: str | None) -> Chosen:
    """Return an option among several: each is meant that is named."""
    clear = match.slips == 0 or match.phrase.field == open_field
    sure = clear and match.slips * _LETTERS_PER_SLIP <= sum(map(len, match.phrase.words))
    return Chosen(match.phrase.field, match.phrase.option, sure, match.start, match.end)


def _votes(utterance: Utterance, options: Options, *, field: str, used: Sequence[Match]) -> list[Chosen]:
    """Let each telling word of a short message that stands in no phrase name an option among several."""
    telling = _telling(utterance, used)
    if len(telling) > _MOST_WORDS_TO_VOTE:
        return []
    by_word = options.by_word.get(field, {})
    found = []
    for at in telling:
        names = {name for guess in _guesses(utterance.words[at], options) for name in by_word.get(guess.word, ())}
        if len(names) == 1 and (field, option := next(iter(names))) not in options.closing:
            found.append(Chosen(field, option, False, at, at + 1))
    return found if 2 * len(found) >= len(telling) else []


def _spoken_for(
    utterance: Utterance, options: Options, *, field: str, used: Sequence[Match]
) -> list[tuple[int, frozenset[str]]]:
    """Return the telling words of a short message that phrases of options hold, each with these options."""
    telling = _telling(utterance, used)
    by_word = options.by_word.get(field, {})
    if not 0 < len(telling) <= _MOST_WORDS_TO_VOTE:
        return []
    votes = [
        (at, by_word[guess.word])
        for at in telling
        for guess in _guesses(utterance.words[at], options)
        if guess.word in by_word
    ]
    return votes if 2 * len({at for at, _ in votes}) >= len(telling) else []


def _voted_for(utterance: Utterance, options: Options, *, field: str, used: Sequence[Match]) -> list[str]:
    """Return the two options for which words speak, if it is just two; roles of somebody else are none."""
    votes = _spoken_for(utterance, options, field=field, used=used)
    count = Counter(option for _, names in votes for option in names if (field, option) not in options.closing)
    if len(count) != 2:
        return []
    role = Role(votes[0][0], votes[-1][0] + 1, asked=True, inflected=False, closes=False)
    if field == ROLE and not is_own(role, utterance, others=frozenset()):
        return []
    return [option for option, _ in count.most_common()]


def _telling(utterance: Utterance, used: Sequence[Match]) -> list[int]:
    """Return the places of the words that say something, are not denied, and stand in no phrase."""
    lexicon = utterance.lexicon
    taken = {at for match in used for at in range(match.start, match.end)}
    denied = {word.clause for word in utterance.words if word.text in lexicon.negators}
    return [
        at
        for at, word in enumerate(utterance.words)
        if at not in taken
        and word.clause not in denied
        and word.text not in lexicon.stop
        and word.text not in lexicon.fillers
    ]
