"""Takes what is answered in words of their own: a company's name, an open text, and what no option says."""

from collections.abc import Sequence

from bot.script import Kind, Question
from bot.understanding.choices import choose
from bot.understanding.companies import Company, find_company, name_answered, name_in_full
from bot.understanding.contacts import blank
from bot.understanding.disowned import disowned
from bot.understanding.findings import Findings, Span
from bot.understanding.freetext import fold_spaces, is_own_words, is_question, is_rude, leftover
from bot.understanding.language import is_unread
from bot.understanding.mentions import mentioned
from bot.understanding.options import ROLE
from bot.understanding.tokens import read_clean
from bot.understanding.utterance import Utterance, uttered


def take_name(found: Findings) -> bool:
    """Take the name of the company that was asked for where it holds words of an option, and say whether it did.

    "Service Pro" is no need, and "Sales Director" no company.
    """
    asked, rest, options = found.asked, found.rest, found.about.options
    name = name_in_full(rest) if asked is not None and asked is found.about.company else ""
    if asked is None or not name:
        return False
    chosen = choose(mentioned(rest, options, open_field=asked.field))
    is_role = any(choice.field == ROLE for choice in chosen)
    is_all = any(choice.end - choice.start == len(rest.words) for choice in chosen)
    if not chosen or is_role or is_all:
        return False
    found.add(asked.field, fold_spaces(name, asked.max_chars), (0, len(rest.text)), sure=True)
    return True


def take_company(found: Findings) -> None:
    """Take the name of a company that is not asked for; where it is, all words may be one."""
    question, rest, taken = found.about.company, found.rest, found.places_taken
    if question is None or question is found.asked:
        return
    known = _words_within(rest, taken)
    role = found.places.get(ROLE)
    company = find_company(rest, known, roles=_words_within(rest, [role] if role else []))
    if company is not None and not _is_asked_of_us(rest, company, taken=taken):
        name = fold_spaces(company.name, question.max_chars)
        found.add(question.field, name, (company.start, company.end), sure=company.sure)


def _words_within(utterance: Utterance, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(word.start for word in utterance.words if any(a <= word.start < b for a, b in spans))


def _is_asked_of_us(utterance: Utterance, company: Company, *, taken: Sequence[Span]) -> bool:
    """Return whether a name stands in a question that is not about themselves: "do you sell in Rome?".

    What holds another answer ("CTO at Acme") is one only if it is marked as such.
    """
    token = next((token for token in utterance.tokens if token.end > company.start), None)
    clause = [each for each in utterance.tokens if token is not None and each.clause == token.clause]
    words, lexicon = [each for each in clause if each.is_word], utterance.lexicon
    marked = bool(clause) and clause[-1].text == "?"
    if not words or not is_question(words, marked=marked, lexicon=lexicon):
        return False
    if not marked and any(start < words[-1].end and words[0].start < end for start, end in taken):
        return False
    return (lexicon.first_person | lexicon.ours).isdisjoint(word.text for word in words)


def take_own_words(found: Findings, utterance: Utterance) -> None:
    """Take a whole message for an open text, or for a choice that may be answered in one's own words."""
    asked = found.asked
    if asked is None or found.is_answered:
        return
    words = _own_words(found, utterance, asked)
    value = fold_spaces(words, asked.max_chars)
    if any(letter.isalnum() for letter in value):
        found.add(asked.field, value, (0, len(utterance.text)), sure=True)


def _own_words(found: Findings, utterance: Utterance, asked: Question) -> str:
    if asked.kind is Kind.TEXT and asked is not found.about.company:
        return "" if is_rude(utterance) else utterance.text
    if asked.kind is Kind.TEXT:
        return name_answered(_untaken(found, utterance))
    if asked.kind is not Kind.CHOICE or not asked.other or is_unread(utterance.text, found.about.locales):
        return ""
    rest = _untaken(found, utterance)
    spans = disowned(rest)
    needed = uttered(read_clean(blank(rest.text, spans)), rest.lexicon) if spans else rest
    return rest.text if is_own_words(needed) else ""


def _untaken(found: Findings, utterance: Utterance) -> Utterance:
    """Return what is left of a message beside its answers."""
    taken = found.places_taken
    return uttered(read_clean(leftover(utterance, taken)), utterance.lexicon) if taken else utterance
