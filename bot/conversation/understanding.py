"""Turns what somebody typed into answers, a wish, or a question to us, in the language of the vocabulary and English.

One message may answer several questions. The open question is understood generously, the others only on clear
evidence; what is unclear answers nothing. Pure: no clock, no network, bounded time for any text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversation.companies import find_company, without_opening
from bot.conversation.contacts import address_like, blank, emails, links, phones
from bot.conversation.counts import count
from bot.conversation.freetext import asks_us, fold_spaces, is_gibberish, leftover
from bot.conversation.intents import Intent, Wish, find_wish
from bot.conversation.matching import choose
from bot.conversation.options import Options, prepare
from bot.conversation.positions import option_by_place
from bot.conversation.said import Said, say
from bot.conversation.script import Kind, Question, Value, Vocabulary
from bot.conversation.wording import fold_words, read, read_clean

__all__ = ["Answer", "Intent", "Understood", "understand"]

_COMPANY = "company"

_MAY_REACH = re.compile(r"[@.:\d]")
"""No address, link or phone number is without one of these."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A field's value as understood; one that was matched loosely (not ``sure``) is worth reading back."""

    field: str
    value: Value
    sure: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message says: answers in the order in which they stand in it, a wish, and whether it asks us something."""

    answers: tuple[Answer, ...]
    intent: Intent | None
    question: bool


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a message is understood against."""

    questions: Sequence[Question]
    asked: Question | None
    options: Options
    locale: str
    region: str | None

    def first_of(self, kind: Kind) -> Question | None:
        return next((question for question in self.questions if question.kind is kind), None)


@dataclass(slots=True)
class _Findings:
    """Answers gathered so far, each with its place in the text."""

    answers: dict[str, Answer] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, answer: Answer, place: tuple[int, int]) -> None:
        known = self.answers.get(answer.field)
        if known is None or (answer.sure and not known.sure):
            self.answers[answer.field] = answer
            self.places[answer.field] = place

    @property
    def taken(self) -> list[tuple[int, int]]:
        return list(self.places.values())

    def in_order(self) -> tuple[Answer, ...]:
        return tuple(sorted(self.answers.values(), key=lambda answer: self.places[answer.field]))


def understand(
    text: str,
    *,
    questions: Sequence[Question],
    vocabulary: Vocabulary,
    open_field: str | None,
    region: str | None = None,
) -> Understood:
    """Return what a typed message means while ``open_field`` is being asked.

    ``questions`` are all that may be answered, asked or not. ``region`` (a country's two letters) reads national phone
    numbers; without it the vocabulary's locale does.
    """
    options = prepare(questions, vocabulary)
    asked = next((question for question in questions if question.field == open_field), None)
    scene = _Scene(questions, asked, options, vocabulary.locale, region)
    said = say(read(text), options.lexicon)
    named = _named_option(said, scene)
    if named is not None:
        return Understood((named,), None, question=False)
    wish = _find_wish(said, scene)
    if wish is not None and wish.alone:
        return Understood((), wish.intent, question=False)
    findings = _Findings()
    rest = _take_contacts(said if wish is None else _without_clauses(said, wish.clauses), findings, scene=scene)
    _take_choices_and_counts(rest, findings, scene=scene)
    _take_company(rest, findings, scene=scene)
    asking = asks_us(rest, answered=findings.taken)
    if wish is None and not asking:
        _take_own_words(said, findings, scene=scene)
    return Understood(findings.in_order(), None if wish is None else wish.intent, question=asking)


def _named_option(said: Said, scene: _Scene) -> Answer | None:
    """Return the open question's option if the message is nothing but its label, a phrase for it, or its place."""
    asked = scene.asked
    if asked is None or asked.kind is not Kind.CHOICE:
        return None
    words = [word.text for word in said.words]
    bare = [word for word in words if word not in said.lexicon.fillers]
    option = (
        scene.options.labelled(asked.field, said.text, words=words)
        or scene.options.labelled(asked.field, "", words=bare)
        or option_by_place(said, asked)
    )
    return None if option is None else Answer(asked.field, asked.value_of(option), sure=True)


def _find_wish(said: Said, scene: _Scene) -> Wish | None:
    """Return what is wished, unless it is only a misspelling away from it and names an option as well."""
    asked = scene.asked
    wish = find_wish(said, money_is_open=asked is not None and asked.kind is Kind.MONEY)
    if wish is None or not wish.mended or asked is None:
        return wish
    chosen = choose(said, scene.options, open_field=asked.field)
    return None if any(choice.field == asked.field for choice in chosen) else wish


def _without_clauses(said: Said, clauses: frozenset[int]) -> Said:
    return _without(said, [(token.start, token.end) for token in said.tokens if token.clause in clauses])


def _without(said: Said, spans: Sequence[tuple[int, int]]) -> Said:
    return say(read_clean(blank(said.text, spans)), said.lexicon) if spans else said


def _take_contacts(said: Said, findings: _Findings, *, scene: _Scene) -> Said:
    """Take addresses and phone numbers, and return the message without them."""
    if not _MAY_REACH.search(said.text):
        return said
    email, phone = scene.first_of(Kind.EMAIL), scene.first_of(Kind.PHONE)
    if email is not None:
        for address in emails(said.text):
            findings.add(Answer(email.field, address.value, sure=True), (address.start, address.end))
    rest = _without(said, links(said.text) + address_like(said.text))
    if phone is None:
        return rest
    numbers = list(phones(rest.text, locale=scene.locale, region=scene.region, asked=phone is scene.asked))
    for number in numbers:
        findings.add(Answer(phone.field, number.value, sure=True), (number.start, number.end))
    return _without(rest, [(number.start, number.end) for number in numbers])


def _take_choices_and_counts(said: Said, findings: _Findings, *, scene: _Scene) -> None:
    by_field = {question.field: question for question in scene.questions}
    open_field = None if scene.asked is None else scene.asked.field
    counted = count(said, scene.questions, open_question=scene.asked)
    places = [(number.field, number.start, number.end) for number in counted]
    for choice in choose(said, scene.options, open_field=open_field, counted=places):
        value = by_field[choice.field].value_of(choice.option)
        place = said.words[choice.start].start, said.words[choice.end - 1].end
        findings.add(Answer(choice.field, value, choice.sure), place)
    for number in counted:
        findings.add(Answer(number.field, number.value, number.sure), (number.start, number.end))


def _take_company(said: Said, findings: _Findings, *, scene: _Scene) -> None:
    question = next((q for q in scene.questions if q.field == _COMPANY and q.kind is Kind.TEXT), None)
    if question is None or question is scene.asked:
        return
    taken = findings.taken
    known = frozenset(word.start for word in said.words if any(start <= word.start < end for start, end in taken))
    company = find_company(said, known)
    if company is not None:
        name = fold_spaces(company.name, question.max_chars)
        findings.add(Answer(question.field, name, company.sure), (company.start, company.end))


def _take_own_words(said: Said, findings: _Findings, *, scene: _Scene) -> None:
    """Take the text itself for an open text, or for a choice that may be answered in one's own words."""
    asked = scene.asked
    if asked is None or asked.field in findings.answers:
        return
    if asked.kind is Kind.TEXT:
        words = _company_name(said, findings) if asked.field == _COMPANY else said.text
    elif asked.kind is Kind.CHOICE and asked.other:
        words = leftover(said, findings.taken)
        words = "" if is_gibberish(fold_words(words)) else words
    else:
        return
    value = fold_spaces(words, asked.max_chars)
    if any(letter.isalnum() for letter in value):
        findings.add(Answer(asked.field, value, sure=True), (0, len(said.text)))


def _company_name(said: Said, findings: _Findings) -> str:
    words = leftover(said, findings.taken)
    return without_opening(say(read_clean(words), said.lexicon))
