"""Decides whether a role that stands in a message is the prospect's own: that of "our director" is not.

A statement about oneself ("I'm the ...") bears more than a bare noun, which may have nothing before it but little
words. The words that tell are each language's; the rule is the same in all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.understanding.firms import ends_with_firm
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.people import is_in
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_MOST_MODIFIERS = 2
"""Words before a role that make one title with it: "dental office manager"."""
_MOST_WORDS_BEFORE = 14
"""Words before a role that are looked at: they bound the time. Whoever needs more has said something else."""
_BARE_FIRM = 2
"""Words that name a firm, and can hardly say more of it: hair salon."""
_AFTER = 3
"""Words behind a role in which it may turn out to be over: "director until I retired"."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role at the words ``start`` up to, not including, ``end`` of a message.

    ``asked``: it is what was asked. ``inflected``: it stands in another form, maybe a plural. ``closes``: it would end
    the conversation, so that only a statement about oneself or the bare answer counts.
    """

    start: int
    end: int
    asked: bool
    inflected: bool
    closes: bool


def is_own(role: Role, utterance: Utterance, *, others: Collection[int]) -> bool:
    """Say whether somebody says it of themselves; ``others`` are the words of the roles that stand before it."""
    first, last = _clause(utterance.words, role, utterance.lexicon)
    says_it = _says_it(role, utterance)
    opened = role.start if says_it else _opened(utterance, first, before=role.start)
    if role.closes and opened is None and not role.asked:
        return False
    begin = first if opened is None else opened
    if opened is None and begin < role.start and _is_marked(utterance, role):
        return False  # is the director in?
    if not _leads_up(utterance, begin, role=role, others=others, opened=opened is not None):
        return False
    return _goes_on(utterance, last, role=role, opened=opened is not None)


def speaks_of_oneself(utterance: Utterance) -> bool:
    """Return whether words tell something of whoever types, and of no friend of theirs: I run, we have, tengo."""
    words = utterance.words
    lexicon = TABLES.get(
        utterance.lexicon.language, utterance.lexicon
    )  # of one language alone: the Swedish "i" is "in"
    if any(word.text in lexicon.kin for word in words):
        return False
    first = next((at for at, word in enumerate(words) if word.text not in lexicon.fillers), 0)
    own = lexicon.selves | lexicon.first_person
    has = set(lexicon.tells) - set(lexicon.are_people)  # "we are an agency" tells no role
    return words[first].text in own | lexicon.runs or any(_stand(words, first, phrase) for phrase in has)


def introduces_firm(utterance: Utterance) -> bool:
    """Return whether words tell only which firm whoever types is of: "we are a bakery", "I run a haulage firm with"."""
    lexicon = utterance.lexicon
    said = [word.text for word in utterance.words if word.text not in lexicon.fillers]
    while said and (said[-1] in lexicon.having or is_in(lexicon.trades, said[-1], lexicon)):
        said.pop()
    if not said or not ends_with_firm(said, lexicon):
        return False
    is_bare = said[0] in lexicon.articles or len(said) <= _BARE_FIRM
    begins = any(said[: len(phrase)] == list(phrase) for phrase in lexicon.are_people)
    return is_bare or begins or speaks_of_oneself(utterance)


def _says_it(role: Role, utterance: Utterance) -> bool:
    """Say whether the role's own words speak of oneself: "I own the company", "is mine". "My thesis" ends nothing."""
    first, last, lexicon = utterance.words[role.start].text, utterance.words[role.end - 1].text, utterance.lexicon
    return (first in lexicon.selves or last in lexicon.mine) and not (role.closes and first in lexicon.strangers)


def _clause(words: Sequence[Token], role: Role, lexicon: Lexicon) -> tuple[int, int]:
    """Return the first word of a role's clause and the place behind its last."""
    first, last, clause = role.start, role.end, words[role.start].clause
    while first and words[first - 1].clause == clause and role.start - first < _MOST_WORDS_BEFORE:
        if words[first - 1].text in lexicon.contrasts and words[first].text not in lexicon.determiners:
            break  # a bit of everything but mostly manager
        first -= 1
    while last < len(words) and words[last].clause == clause and last - role.end < _MOST_WORDS_BEFORE:
        last += 1
    return first, last


def _is_marked(utterance: Utterance, role: Role) -> bool:
    clause = utterance.words[role.start].clause
    return any(token.text == "?" and token.clause == clause for token in utterance.tokens)


def _opened(utterance: Utterance, first: int, *, before: int) -> int | None:
    """Return the place behind the last words that open a statement about oneself, if there are any."""
    words, lexicon = utterance.words, utterance.lexicon
    for at in range(before - 1, first - 1, -1):
        lengths = [len(p) for p in lexicon.self_said if at + len(p) <= before and _stand(words, at, p)]
        if lengths and (at == first or words[at].text in lexicon.selves):
            return at + max(lengths)
    return None


def _stand(words: Sequence[Token], at: int, phrase: Sequence[str]) -> bool:
    return tuple(word.text for word in words[at : at + len(phrase)]) == tuple(phrase)


def _leads_up(utterance: Utterance, begin: int, *, role: Role, others: Collection[int], opened: bool) -> bool:
    """Say whether nothing between ``begin`` and a role makes it somebody else's."""
    words, lexicon = utterance.words, utterance.lexicon
    little = (lexicon.stop, lexicon.fillers, lexicon.determiners, lexicon.selves, lexicon.joiners)
    told = False  # a word of its own meaning: an object may follow it
    for at in range(begin, role.start):
        text, linked = words[at].text, at > begin and (at - 1 in others or words[at - 1].text in lexicon.departments)
        if at in others or text in lexicon.departments:
            continue
        if linked and text in lexicon.determiners and at - 1 not in others:
            return False  # I support the director
        if text in lexicon.joiners and not linked:
            return False  # me and the founder
        if text in lexicon.strangers or _counts(words[at], utterance):
            return False
        if text in lexicon.ofs and (told or at - 1 in others):
            return False  # the wife of the owner, assistant of the director
        if _is_among(text, little):
            if told and text in lexicon.determiners:
                return False  # I'm meeting the director
            continue
        if words[at].raw[:1].isupper() and (at or begin != at):
            continue  # Hi, Ada, marketing director
        if text in lexicon.kin or role.inflected or not (opened or _is_modifier(role, utterance, at)):
            return False
        told = True
    return True


def _is_modifier(role: Role, utterance: Utterance, at: int) -> bool:
    """Say whether a word may belong to the title that answers our question: "office manager"."""
    lexicon = utterance.lexicon
    apart = not (lexicon.titles_first or lexicon.compounds)
    is_said = role.asked or _introduces(role, utterance)
    return is_said and apart and not role.closes and role.start - at <= _MOST_MODIFIERS


def _introduces(role: Role, utterance: Utterance) -> bool:
    """Say whether a title, with what it is of, is all that is said before other things: "cafe owner, 6 staff"."""
    words, lexicon = utterance.words, utterance.lexicon
    first, last = _clause(words, role, lexicon)
    is_all = last == role.end or any(_stand(words, role.end, phrase) for phrase in lexicon.self_after)
    return is_all and last < len(words) and words[first].text not in lexicon.determiners


def _counts(word: Token, utterance: Utterance) -> bool:
    """Say whether a word counts people: "two founders" are not one's role."""
    lexicon = utterance.lexicon
    return word.kind == "number" or lexicon.numerals.get(word.text, 1) != 1 or word.text in lexicon.vague


def _goes_on(utterance: Utterance, last: int, *, role: Role, opened: bool) -> bool:
    """Say whether nothing behind a role makes it somebody else's."""
    words, lexicon = utterance.words, utterance.lexicon
    after = [word.text for word in words[role.end : last]]
    if not lexicon.former.isdisjoint(word.text for word in words[role.end : role.end + _AFTER]):
        return False
    if after and (after[0] in lexicon.kin or _is_genitive(words[role.end - 1])):
        return False
    if opened or not after or any(_stand(words, role.end, phrase) for phrase in lexicon.self_after):
        return True
    if after[0] in lexicon.acts or not lexicon.objects.isdisjoint(after[:4]):
        return False  # director asked me
    follows = (lexicon.stop, lexicon.fillers, lexicon.joiners, lexicon.departments, lexicon.company_at)
    goes_with = _is_among(after[0], follows) or words[role.end].raw[:1].isupper()
    if role.closes:
        return all(_is_among(word.text, follows) or word.raw[:1].isupper() for word in words[role.end : last])
    # "the director never calls", and "the gaffer" where that is all of an option's words
    determined = any(word.text in lexicon.determiners for word in words[max(0, role.start - 1) : role.start + 1])
    defined = determined or (lexicon.compounds and role.inflected)  # chefen
    if defined and after[0] in lexicon.joiners and len(after) > 1 and after[1] in lexicon.selves:
        return False  # the founder and I
    return goes_with or (role.asked and not defined)


def _is_among(word: str, tables: Collection[Collection[str]]) -> bool:
    return any(word in table for table in tables)


def _is_genitive(word: Token) -> bool:
    """Say whether a word says whose the next is: the CEO's."""
    return word.raw.lower().endswith(("'s", "’s"))
