"""Finds the phrases for options that stand in a message, and which of them are said of oneself and not denied.

The question that is open is understood generously; the others only where the evidence is clear.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from bot.understanding.denials import without_denied
from bot.understanding.disowned import disowned
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.options import ANY_AREA, ROLE, Options, Phrase, area_of
from bot.understanding.phrase_match import Match
from bot.understanding.spelling import Guess
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance
from bot.understanding.whose import Role, is_own

# Found by trying on what people typed in four languages; each says what goes wrong beside it.

_TELLING_LENGTH = 6
"""Letters from which a misspelt word names an option of a question that is not open. With 4, "dunno" is a founder and
"retry" a style; with 9, "direktor" and "folow-up" name nothing any more."""
_MOST_BETWEEN = 3
"""Articles and quantities between two words of a phrase. With 1, "we lose loads of leads" is no answer."""
_LONGEST_TITLE = 4
"""Words of what somebody does: "customer support agent", "technicien sav"."""


class Mentions(Struct, frozen=True):
    """The phrases that stand in a message, and those of them that are ``believed``, in order.

    Words in any of them say nothing by themselves, be it denied or somebody else's.
    """

    utterance: Utterance
    options: Options
    open_field: str | None
    standing: tuple[Match, ...]
    believed: tuple[Match, ...]

    def of(self, field: str) -> list[Match]:
        """Return what is believed of a field."""
        return [match for match in self.believed if match.phrase.field == field]


def mentioned(
    utterance: Utterance, options: Options, *, open_field: str | None, counted: Sequence[tuple[str, int, int]] = ()
) -> Mentions:
    """Return the phrases that stand in a message.

    ``counted`` are the fields and places of numbers with their units: these words name no option of another field.
    """
    found = [
        match
        for match in _find(utterance, options)
        if _is_evidence(match, utterance, open_field=open_field) and not _is_counted(match, utterance, counted=counted)
    ]
    standing = _without_overlaps(found, open_field)
    believed = _of_oneself(without_denied(standing, utterance), utterance, open_field=open_field)
    believed = _needed(believed, utterance, own=options.own)
    return Mentions(utterance, options, open_field, tuple(standing), tuple(believed))


def _needed(believed: list[Match], utterance: Utterance, *, own: frozenset[str]) -> list[Match]:
    """Leave out what nobody needs: only questions that are answered in own words ask for a need."""
    if not any(match.phrase.field in own for match in believed):
        return believed
    spans, words = disowned(utterance), utterance.words
    return [
        match
        for match in believed
        if match.phrase.field not in own or not any(start <= words[match.start].start < end for start, end in spans)
    ]


def _find(utterance: Utterance, options: Options) -> Iterator[Match]:
    words = utterance.words
    guessed = [guesses(word, options) for word in words]
    for start, firsts in enumerate(guessed):
        for first in firsts:
            for phrase in options.by_first_word.get(first.word, ()):
                at = _places(phrase, words, start, utterance.lexicon)
                if not at or words[start].clause != words[at[-1]].clause:
                    continue
                slips, end = _slips(phrase, [guessed[place] for place in at]), at[-1] + 1
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


def guesses(word: Token, options: Options) -> tuple[Guess, ...]:
    """Return the words of options that a typed word may stand for."""
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


def begins_option(word: Token, options: Options) -> bool:
    """Say whether a phrase for an option, of whichever question, begins with what a word may stand for."""
    return any(guess.word in options.by_first_word for guess in guesses(word, options))


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
    if phrase.field == ROLE != open_field and _is_of_a_boss(phrase, lexicon):
        return False  # "I work for the CEO"
    if phrase.field == ROLE != open_field and before is not None and (before.text,) in lexicon.alone:
        return False  # a freelance designer is nobody's employee
    if phrase.field == open_field:
        return True
    if phrase.field != ROLE and not lexicon.kin.isdisjoint(phrase.words):
        return False  # whose shoes they are does not say where to
    if match.slips > 1 or (match.slips and len(phrase.words[0]) < _TELLING_LENGTH and not lexicon.compounds):
        return False
    if open_field == ROLE and phrase.field != ROLE and _is_beside_one(match, utterance):
        return False
    return not _is_part_of_title(match, utterance)


def _is_of_a_boss(phrase: Phrase, lexicon: Lexicon) -> bool:
    """Say whether a phrase tells a role by whom it is under: only where a role is asked that is not somebody else."""
    return phrase.words[-1] in lexicon.persons and not lexicon.strangers.isdisjoint(phrase.words[1:-1])


def _is_beside_one(match: Match, utterance: Utterance) -> bool:
    """Say whether a match stands in a few words beside one that no table has: what somebody does is asked, and told."""
    words, lexicon = utterance.words, utterance.lexicon
    clause = [at for at, word in enumerate(words) if word.clause == words[match.start].clause]
    little = (lexicon.stop, lexicon.fillers, lexicon.joiners, lexicon.quantities, lexicon.times)
    others = [words[at].text for at in clause if not match.start <= at < match.end]
    return len(clause) <= _LONGEST_TITLE and any(all(text not in table for table in little) for text in others)


def _is_cut_short(match: Match, utterance: Utterance) -> bool:
    """Say whether a phrase goes on: "para mi" is me, "para mi bar" is not, nor is "soy la jefa de compras" the boss."""
    words, phrase, lexicon = utterance.words[match.end :], match.phrase.words, utterance.lexicon
    if not words:
        return False
    if phrase[0] in lexicon.selves and words[0].text in lexicon.ofs and len(words) > 1:
        return area_of(words[1].text, lexicon) == ANY_AREA
    little = (lexicon.fillers, lexicon.stop, lexicon.joiners)
    goes_on = words[0].clause == utterance.words[match.start].clause
    return phrase[-1] in lexicon.ours and goes_on and all(words[0].text not in table for table in little)


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
    firm = match.phrase.closes or _is_relative(match.phrase, utterance.lexicon)
    return Role(match.start, match.end, asked=asked, inflected=inflected, closes=firm)


def _is_relative(phrase: Phrase, lexicon: Lexicon) -> bool:
    """Say whether an option's phrase is who belongs to a boss: said in passing, "the owner's son" is somebody else."""
    names = [word for word in phrase.words if word not in lexicon.kin]
    return 0 < len(names) < len(phrase.words) and any(name.startswith(tuple(lexicon.persons)) for name in names)


def _is_one_title(first: Match, second: Match, utterance: Utterance) -> bool:
    """Say whether two roles stand side by side, as one: "CEO assistant"."""
    between = utterance.text[utterance.words[first.end - 1].end : utterance.words[second.start].start]
    return first.phrase.field == second.phrase.field and first.end == second.start and not between.strip()
