"""Turns what somebody typed into answers, a wish, or a question to us, in the language of the vocabulary and English.

One message may answer several questions. The open question is understood generously, the others only on clear
evidence; what is unclear answers nothing. Pure: no clock, no network, bounded time for any text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversation.companies import find_company, without_opening
from bot.conversation.contacts import address_like, blank, emails, links, phones
from bot.conversation.counts import count
from bot.conversation.freetext import asks_us, fold_spaces, is_gibberish, leftover
from bot.conversation.intents import Intent, find_wish
from bot.conversation.matching import choose
from bot.conversation.options import Options, prepare
from bot.conversation.positions import option_by_place
from bot.conversation.script import Kind, Question, Value, Vocabulary
from bot.conversation.wording import Message, clean, fold_words, read_clean

__all__ = ["Answer", "Intent", "Understood", "understand"]

_COMPANY = "company"


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


@dataclass(slots=True)
class _Findings:
    """Answers gathered so far, each with its place in the text."""

    answers: dict[str, Answer] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, answer: Answer, start: int, end: int) -> None:
        known = self.answers.get(answer.field)
        if known is None or (answer.sure and not known.sure):
            self.answers[answer.field] = answer
            self.places[answer.field] = (start, end)

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
    message = read_clean(clean(text))
    asked = next((question for question in questions if question.field == open_field), None)
    named = _named_option(message, asked, options) if asked is not None else None
    if named is not None:
        return Understood((named,), None, question=False)
    wish = find_wish(message, options.lexicon, money_is_open=asked is not None and asked.kind is Kind.MONEY)
    if wish is not None and wish.mended and asked is not None and _names_option(message, asked, options):
        wish = None
    if wish is not None and wish.alone:
        return Understood((), wish.intent, question=False)
    findings = _Findings()
    unwished = message if wish is None else _without_clauses(message, wish.clauses)
    rest = _take_contacts(unwished, findings, questions, asked, vocabulary.locale, region)
    _take_choices_and_counts(rest, findings, questions, asked, options)
    _take_company(rest, findings, questions, asked, options)
    asking = asks_us(rest, options.lexicon, answered=findings.taken)
    if asked is not None and wish is None and not asking and asked.field not in findings.answers:
        _take_own_words(message, findings, asked, options)
    return Understood(findings.in_order(), None if wish is None else wish.intent, question=asking)


def _named_option(message: Message, asked: Question, options: Options) -> Answer | None:
    """Return the open question's option if the message is nothing but its label, a phrase for it, or its place."""
    if asked.kind is not Kind.CHOICE:
        return None
    words = [word.text for word in message.words]
    bare = [word for word in words if word not in options.lexicon.fillers]
    option = (
        options.labelled(asked.field, message.text, words)
        or options.labelled(asked.field, "", bare)
        or option_by_place(message, asked, options.lexicon)
    )
    return None if option is None else Answer(asked.field, asked.value_of(option), sure=True)


def _names_option(message: Message, asked: Question, options: Options) -> bool:
    return any(choice.field == asked.field for choice in choose(message, options, asked.field))


def _without_clauses(message: Message, clauses: frozenset[int]) -> Message:
    spans = [(token.start, token.end) for token in message.tokens if token.clause in clauses]
    return read_clean(blank(message.text, spans))


def _take_contacts(
    message: Message,
    findings: _Findings,
    questions: Sequence[Question],
    asked: Question | None,
    locale: str,
    region: str | None,
) -> Message:
    """Take addresses and phone numbers, and return the message without them."""
    spans = links(message.text) + address_like(message.text)
    for address in emails(message.text):
        _take_first_of(Kind.EMAIL, address.value, questions, findings, (address.start, address.end))
    text = blank(message.text, spans)
    if any(question.kind is Kind.PHONE for question in questions):
        is_asked = asked is not None and asked.kind is Kind.PHONE
        for phone in phones(text, locale=locale, region=region, asked=is_asked):
            _take_first_of(Kind.PHONE, phone.value, questions, findings, (phone.start, phone.end))
            spans.append((phone.start, phone.end))
    return read_clean(blank(text, spans)) if spans else message


def _take_first_of(
    kind: Kind, value: str, questions: Sequence[Question], findings: _Findings, place: tuple[int, int]
) -> None:
    question = next((question for question in questions if question.kind is kind), None)
    if question is not None:
        findings.add(Answer(question.field, value, sure=True), *place)


def _take_choices_and_counts(
    message: Message, findings: _Findings, questions: Sequence[Question], asked: Question | None, options: Options
) -> None:
    by_field = {question.field: question for question in questions}
    chosen = choose(message, options, asked.field if asked is not None else None)
    counted = count(message, questions, lexicon=options.lexicon, open_question=asked)
    for choice in chosen:
        start, end = message.words[choice.start].start, message.words[choice.end - 1].end
        if any(n.field != choice.field and n.start < end and start < n.end for n in counted):
            continue
        value = by_field[choice.field].value_of(choice.option)
        findings.add(Answer(choice.field, value, choice.sure), start, end)
    for number in counted:
        findings.add(Answer(number.field, number.value, number.sure), number.start, number.end)


def _take_company(
    message: Message, findings: _Findings, questions: Sequence[Question], asked: Question | None, options: Options
) -> None:
    question = next((q for q in questions if q.field == _COMPANY and q.kind is Kind.TEXT), None)
    if question is None or question is asked:
        return
    known = frozenset(
        word.start for word in message.words if any(start <= word.start < end for start, end in findings.taken)
    )
    company = find_company(message, options.lexicon, known)
    if company is not None:
        name = fold_spaces(company.name, question.max_chars)
        findings.add(Answer(question.field, name, company.sure), company.start, company.end)


def _take_own_words(message: Message, findings: _Findings, asked: Question, options: Options) -> None:
    """Take the text itself for an open text, or for a choice that may be answered in one's own words."""
    names_company = asked.field == _COMPANY
    if asked.kind is Kind.TEXT and not names_company:
        words = message.text
    elif asked.kind is Kind.TEXT or (asked.kind is Kind.CHOICE and asked.other):
        words = leftover(message, findings.taken, options.lexicon)
    else:
        return
    if asked.kind is Kind.TEXT and names_company:
        words = without_opening(read_clean(words), options.lexicon)
    value = fold_spaces(words, asked.max_chars)
    if asked.kind is Kind.CHOICE and is_gibberish(fold_words(value)):
        return
    if any(letter.isalnum() for letter in value):
        findings.add(Answer(asked.field, value, sure=True), 0, len(message.text))
