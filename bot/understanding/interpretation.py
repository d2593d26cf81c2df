"""Turns what somebody typed into answers, a wish, or a question to us, in the language of the vocabulary and English.

One message may answer several questions. The open question is understood generously, the others only on clear
evidence; what is unclear answers nothing (rule 11 of the conversation). Pure: no clock, no network, bounded time for
any text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from bot.script import NONE, AnswerValue, Kind, Question, Vocabulary
from bot.understanding.choices import Chosen, choose, torn_between
from bot.understanding.companies import find_company, name_answered
from bot.understanding.contacts import address_like, blank, emails, links, phones
from bot.understanding.date_answers import Dated, beyond_all, date_answer, says_now_in_passing
from bot.understanding.freetext import asks_us, fold_spaces, is_own_words, is_question, is_rude, leftover
from bot.understanding.language import is_unread, written_in
from bot.understanding.language_wishes import language_wished
from bot.understanding.numbers.number_answers import Counts, count
from bot.understanding.options import Options, prepare
from bot.understanding.ordinals import option_by_place
from bot.understanding.several import named_together, says_none
from bot.understanding.spoken_addresses import spoken_emails
from bot.understanding.tokens import fold_words, read, read_clean
from bot.understanding.topics import Found, asked_besides, find_topics
from bot.understanding.utterance import Utterance, uttered
from bot.understanding.wishes import FINAL, WEAK, Intent, Wish, complaints, find_wish

__all__ = ["Answer", "Intent", "Interpretation", "Source", "understand"]

_COMPANY = "company"

ANSWERED = frozenset({Intent.PRIVACY, Intent.HELP})
"""Wishes to know something: where the business has an answer to these very words, it is the better one."""

_CORRECTED_WITHIN = 3
"""Words from the beginning among which one says that the last answer was wrong. With 1, "no wait, 400" is nothing."""

_MAY_REACH = re.compile(r"[@.:\d]")
"""No address, link or phone number is without one of these."""


class Source(StrEnum):
    """Who found an answer."""

    RULES = "rules"
    ENCODER = "encoder"
    MODEL = "model"


class Answer(Struct, frozen=True):
    """A field's value as understood; one that was matched loosely (not ``sure``) is worth reading back."""

    field: str
    value: AnswerValue
    sure: bool
    by: Source = Source.RULES


class Doubt(Struct, frozen=True):
    """Two values of a field, of which either may be meant: which one is for them to say.

    Of options the likelier is the first; of an amount it is what it would be by the month, the second by the year.
    """

    field: str
    values: tuple[AnswerValue, AnswerValue]
    by: Source = Source.RULES


class Interpretation(Struct, frozen=True):
    """What a message says: answers in the order in which they stand in it, a wish, and whether it asks us something.

    ``topics`` are the ids of what it asks about, the likeliest first. ``locale`` is the language it is written in, None
    where that is not certain; ``language`` is the one in which they ask to go on, whether we have it or not. ``beyond``
    are the fields whose number lies outside of its question's limits. ``by`` is who found the wish and what is asked;
    each answer has its own. ``besides`` are the words of questions that stand beside those about ``topics``, and are
    about none. ``upset`` says that they are fed up with us, where nothing else was understood. ``doubt`` is what has to
    be asked back; an amount in doubt is among the answers, too.
    """

    answers: tuple[Answer, ...]
    intent: Intent | None
    question: bool
    topics: tuple[str, ...] = ()
    locale: str | None = None
    language: str | None = None
    beyond: frozenset[str] = frozenset()
    by: Source = Source.RULES
    besides: str = ""
    upset: bool = False
    doubt: Doubt | None = None

    @property
    def says_anything(self) -> bool:
        """Return whether anything at all was understood."""
        return bool(self.answers or self.intent or self.question)


class _Asked(Struct, frozen=True):
    """What a message is understood against."""

    questions: Sequence[Question]
    asked: Question | None
    options: Options
    locale: str
    region: str | None
    asks: Mapping[str, tuple[str, ...]]
    locales: tuple[str, ...]
    """The languages that there are texts in."""

    def first_of(self, kind: Kind) -> Question | None:
        return next((question for question in self.questions if question.kind is kind), None)


@dataclass(slots=True)
class _Findings:
    """Answers gathered so far, each with its place in the text."""

    answers: dict[str, Answer] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    spelt_out: set[str] = field(default_factory=set)
    """The fields whose answer is a number or an address that was said."""
    doubt: Doubt | None = None

    def add(self, answer: Answer, place: tuple[int, int]) -> None:
        known = self.answers.get(answer.field)
        if known is None or (answer.sure and not known.sure):
            self.answers[answer.field] = answer
            self.places[answer.field] = place

    def drop(self, field: str) -> None:
        self.answers.pop(field, None)
        self.places.pop(field, None)

    @property
    def places_taken(self) -> list[tuple[int, int]]:
        return list(self.places.values())

    def within_questions(self, spans: Sequence[tuple[int, int]]) -> None:
        """Leave of what stands in questions to us only numbers and addresses: "for 200 people", but no role."""
        for name, (start, end) in list(self.places.items()):
            if name not in self.spelt_out and any(start < b and a < end for a, b in spans):
                del self.answers[name], self.places[name]

    def in_order(self) -> tuple[Answer, ...]:
        return tuple(sorted(self.answers.values(), key=lambda answer: self.places[answer.field]))


def understand(
    text: str,
    *,
    questions: Sequence[Question],
    vocabulary: Vocabulary,
    open_field: str | None,
    before: str | None = None,
    region: str | None = None,
    now: datetime | None = None,
) -> Interpretation:
    """Return the meaning of a typed message while ``open_field`` is being asked.

    ``questions`` are all that may be answered, asked or not; ``before`` is the field that was asked before this one.
    ``region`` (a country's two letters) reads national phone numbers; without it the vocabulary's locale does. Dates
    are reckoned from ``now``; without it none is read.
    """
    options = prepare(questions, vocabulary)
    utterance = uttered(read(text), options.lexicon)
    asked = next((question for question in questions if question.field == open_field), None)
    locales = (vocabulary.locale, *vocabulary.asked)
    asked_of = _Asked(questions, asked, options, vocabulary.locale, region, vocabulary.asks, locales)
    found = _understood(utterance, asked_of, now=now)
    if before is not None and not found.says_anything and _begins_as_correction(utterance):
        found = _corrected(utterance, asked_of, before=before, now=now) or found
    return replace(found, locale=_written_in(utterance, found, vocabulary))


def _written_in(utterance: Utterance, found: Interpretation, vocabulary: Vocabulary) -> str | None:
    """Return the language of a message: greetings and thanks are said in any, addresses and companies tell nothing."""
    if found.intent in WEAK:
        return None
    spans = address_like(utterance.text) + links(utterance.text) if _MAY_REACH.search(utterance.text) else []
    tokens = _without(utterance, spans).tokens
    names = (word for a in found.answers if a.field == _COMPANY for word in fold_words(str(a.value)))
    return written_in(tokens, vocabulary.locale, names=names, asked=vocabulary.asked)


def _begins_as_correction(utterance: Utterance) -> bool:
    """Say whether a message begins like a correction: "sorry, 400"."""
    return any(word.text in utterance.lexicon.corrects for word in utterance.words[:_CORRECTED_WITHIN])


def _corrected(utterance: Utterance, asked_of: _Asked, *, before: str, now: datetime | None) -> Interpretation | None:
    """Return the meaning of a message as a new answer to the question before, if it is one; it is read back."""
    question = next((question for question in asked_of.questions if question.field == before), None)
    if question is None or question.kind is Kind.TEXT:
        return None
    answers = _understood(utterance, replace(asked_of, asked=question), now=now).answers
    corrected = tuple(replace(a, sure=True) for a in answers if a.field == before and _is_told(question, a.value))
    return Interpretation(corrected, None, question=False) if corrected else None


def _is_told(question: Question, value: AnswerValue) -> bool:
    """Say whether an answer is one of a question's options, a number or an address, and no words of their own."""
    return question.kind is not Kind.CHOICE or not isinstance(value, str) or question.option_of(value) is not None


def _understood(utterance: Utterance, asked_of: _Asked, *, now: datetime | None) -> Interpretation:
    named = _named_option(utterance, asked_of)
    if named is not None:
        return Interpretation((named,), None, question=False)
    if asked_of.asked is not None and asked_of.asked.takes_several and says_none(utterance, asked_of.asked):
        return Interpretation((), Intent.SKIP, question=False)
    language = language_wished(utterance)
    if language is not None:
        return Interpretation((), Intent.LANGUAGE, question=False, language=language)
    findings = _Findings()
    rest = _find_contacts(utterance, findings, asked_of=asked_of)
    wish = _find_wish(utterance, asked_of)
    if rest is not utterance and (wish is None or not wish.alone):  # "unsubscribe ada@acme.com"
        wish = _find_wish(rest, asked_of)
    if wish is not None and (wish.alone or wish.intent in FINAL):
        found = _wished(wish, utterance=rest, findings=findings)
        return replace(found, topics=_asked_exactly(rest, asked_of)) if wish.intent in ANSWERED else found
    if wish is not None:
        rest = _without_clauses(rest, wish.clauses)
    angry = frozenset() if wish is not None else complaints(rest)
    rest = _without_clauses(rest, angry)
    said, topics = rest, find_topics(rest, asked_of.asks)
    rest = _without(rest, [(found.start, found.end) for found in topics if _says_nothing_else(found)])
    dated = None if now is None else _dated(rest, findings, asked_of=asked_of, now=now)
    counted = _find_choices_and_counts(rest, findings, asked_of=asked_of, dated=dated)
    _find_company(rest, findings, asked_of=asked_of)
    if asked_of.asked is not None and asked_of.asked.field in findings.answers:
        topics = tuple(found for found in topics if found.asks)  # "support" is an answer where we ask for the need
    findings.within_questions([(found.start, found.end) for found in topics])
    asking = bool(topics) or asks_us(rest, answered=findings.places_taken)
    upset = wish is None and not findings.answers and bool(angry or is_rude(utterance))
    if wish is None and not asking and not upset:
        _find_own_words(utterance, findings, asked_of=asked_of)
    answers = findings.in_order()
    if asking:  # "what does it cost for 200 people?" may be asked of any number
        answers = tuple(replace(a, sure=False) if isinstance(a.value, int | float) else a for a in answers)
    about = tuple(found.topic for found in topics)
    besides = ""
    if topics or (wish is not None and wish.intent is Intent.BOT):
        places = asked_besides(said, asked_of.asks, found=topics, taken=findings.places_taken)
        besides = " ".join(said.text[start:end] for start, end in places)
    if wish is None:
        beyond = frozenset(number.field for number in counted.beyond)
        doubt = None if asking else findings.doubt
        upset = upset and not about
        return Interpretation(answers, None, asking, about, beyond=beyond, besides=besides, upset=upset, doubt=doubt)
    return _with_bot(Interpretation(answers, wish.intent, question=asking, topics=about, besides=besides))
    return _with_bot(Interpretation(answers, wish.intent, question=asking, topics=about))


def _wished(wish: Wish, *, utterance: Utterance, findings: _Findings) -> Interpretation:
    """Return a wish, with an address or a number that stands beside it; beside a refusal nothing is an answer."""
    answers = () if wish.intent in FINAL else findings.in_order()
    if answers and wish.intent in WEAK:
        return Interpretation(answers, None, question=False)
    asking = not wish.alone and asks_us(_without_clauses(utterance, wish.clauses), answered=())
    return _with_bot(Interpretation(answers, wish.intent, question=asking))


def _asked_exactly(utterance: Utterance, asked_of: _Asked) -> tuple[str, ...]:
    return tuple(found.topic for found in find_topics(utterance, asked_of.asks) if found.exact)


def _with_bot(found: Interpretation) -> Interpretation:
    """Return an interpretation whose wish to know whether we are a machine is a question, and its topic the first."""
    if found.intent is not Intent.BOT:
        return found
    return replace(found, question=True, topics=tuple(dict.fromkeys((Intent.BOT.value, *found.topics))))


def _says_nothing_else(found: Found) -> bool:
    """Say whether the words of a question are no answer: they are those of an example, and ask something."""
    return found.exact and found.asks


def _named_option(utterance: Utterance, asked_of: _Asked) -> Answer | None:
    """Return the open question's option if the message is nothing but its label, a phrase for it, or its place."""
    asked = asked_of.asked
    if asked is not None and asked.takes_several:
        options = named_together(utterance, asked, asked_of.options)
        return Answer(asked.field, asked.together(options), sure=True) if options else None
    if asked is None or asked.kind is not Kind.CHOICE:
        return None
    words = [word.text for word in utterance.words]
    bare = [word for word in words if word not in utterance.lexicon.fillers]
    option = (
        asked_of.options.labelled(asked.field, utterance.text, words=words)
        or asked_of.options.labelled(asked.field, "", words=bare)
        or option_by_place(utterance, asked)
    )
    if option is None and (later := _not_soon(utterance, asked_of, question=asked)) is not None:
        return Answer(asked.field, asked.value_of(later), sure=False)
    return None if option is None else Answer(asked.field, asked.value_of(option), sure=True)


def _not_soon(utterance: Utterance, asked_of: _Asked, *, question: Question) -> str | None:
    """Return the option for some day where the nearest one is denied, and nothing else is said: not right now."""
    words = [word.text for word in utterance.words if word.text not in utterance.lexicon.negators]
    if not question.within or len(words) == len(utterance.words) or len({word.clause for word in utterance.words}) > 1:
        return None
    denied = asked_of.options.labelled(question.field, "", words=words)
    return beyond_all(question) if denied == next(iter(question.within)) else None


def _find_wish(utterance: Utterance, asked_of: _Asked) -> Wish | None:
    """Return the wish in a message.

    Where what is asked has an answer in it, neither what is only a misspelling away from a wish is one, nor that they
    do not know: "no clue, white I think".
    """
    asked = asked_of.asked
    wish = find_wish(utterance, money_is_open=asked is not None and asked.kind is Kind.MONEY)
    may_be_none = wish is not None and (wish.mended or wish.intent is Intent.SKIP) and wish.intent not in FINAL
    if not may_be_none or asked is None:
        return wish
    chosen = choose(utterance, asked_of.options, open_field=asked.field)
    return None if any(choice.field == asked.field for choice in chosen) else wish


def _without_clauses(utterance: Utterance, clauses: frozenset[int]) -> Utterance:
    return _without(utterance, [(token.start, token.end) for token in utterance.tokens if token.clause in clauses])


def _without(utterance: Utterance, spans: Sequence[tuple[int, int]]) -> Utterance:
    return uttered(read_clean(blank(utterance.text, spans)), utterance.lexicon) if spans else utterance


def _find_contacts(utterance: Utterance, findings: _Findings, *, asked_of: _Asked) -> Utterance:
    """Take addresses and phone numbers, and return the message without them."""
    email, phone = asked_of.first_of(Kind.EMAIL), asked_of.first_of(Kind.PHONE)
    if email is not None:
        utterance = _find_spoken_email(utterance, findings, email=email, asked=email is asked_of.asked)
    if not _MAY_REACH.search(utterance.text):
        return utterance
    if email is not None:
        for address in emails(utterance.text):
            findings.add(Answer(email.field, address.value, sure=True), (address.start, address.end))
            findings.spelt_out.add(email.field)
    rest = _without(utterance, links(utterance.text) + address_like(utterance.text))
    if phone is None:
        return rest
    numbers = list(phones(rest.text, locale=asked_of.locale, region=asked_of.region, asked=phone is asked_of.asked))
    for number in numbers:
        findings.add(Answer(phone.field, number.value, sure=True), (number.start, number.end))
        findings.spelt_out.add(phone.field)
    return _without(rest, [(number.start, number.end) for number in numbers])


def _find_spoken_email(utterance: Utterance, findings: _Findings, *, email: Question, asked: bool) -> Utterance:
    """Take an address that was said aloud, and return the message without it."""
    said = next(spoken_emails(utterance, asked=asked), None)
    if said is None:
        return utterance
    findings.add(Answer(email.field, said.value, sure=False), (said.start, said.end))
    findings.spelt_out.add(email.field)
    return _without(utterance, [(said.start, said.end)])


def _dated(utterance: Utterance, findings: _Findings, *, asked_of: _Asked, now: datetime) -> Dated | None:
    """Take a time for the question that it answers."""
    dated = date_answer(
        utterance, asked_of.questions, open_question=asked_of.asked, today=now.date(), locale=asked_of.locale
    )
    if dated is not None:
        findings.add(Answer(dated.field, dated.value, dated.sure), (dated.start, dated.end))
    return dated


def _find_choices_and_counts(
    utterance: Utterance, findings: _Findings, *, asked_of: _Asked, dated: Dated | None
) -> Counts:
    by_field = {question.field: question for question in asked_of.questions}
    open_field = None if asked_of.asked is None else asked_of.asked.field
    counted = count(utterance, asked_of.questions, open_question=asked_of.asked)
    places = counted.places if dated is None else (*counted.places, (dated.field, dated.start, dated.end))
    numbers = {number.field for number in counted.answers}
    named = choose(utterance, asked_of.options, open_field=open_field, counted=places)
    for name in asked_of.options.several:
        _find_several(utterance, findings, question=by_field[name], named=[c for c in named if c.field == name])
    for choice in named:
        if choice.field in asked_of.options.several:
            continue
        if choice.field in numbers:  # "a small startup of 30" is 30, not small
            continue
        passing = by_field[choice.field].within and choice.field != open_field
        if passing and says_now_in_passing(utterance, choice.start, choice.end):
            continue
        value = by_field[choice.field].value_of(choice.option)
        place = utterance.words[choice.start].start, utterance.words[choice.end - 1].end
        if dated is not None and choice.field == dated.field:
            if not (choice.sure and place[0] <= dated.start and dated.end <= place[1]):
                continue
            findings.drop(dated.field)  # the marketer's own words for an option are right
        findings.add(Answer(choice.field, value, choice.sure), place)
    for number in counted.answers:
        findings.add(Answer(number.field, number.value, number.sure), (number.start, number.end))
        findings.spelt_out.add(number.field)
    findings.doubt = _doubt(utterance, findings, counted, asked_of=asked_of, places=places)
    return counted


def _find_several(utterance: Utterance, findings: _Findings, *, question: Question, named: Sequence[Chosen]) -> None:
    """Take all the options that a message names for a question of several, as one answer."""
    options = frozenset(choice.option for choice in named)
    if not options or (NONE in options and len(options) > 1):
        return
    words, sure = utterance.words, all(choice.sure for choice in named)
    place = min(words[c.start].start for c in named), max(words[c.end - 1].end for c in named)
    findings.add(Answer(question.field, question.together(options), sure), place)


def _doubt(
    utterance: Utterance,
    findings: _Findings,
    counted: Counts,
    *,
    asked_of: _Asked,
    places: Sequence[tuple[str, int, int]],
) -> Doubt | None:
    """Return which amount may be meant by another period, or between which options of the open question they are."""
    for number in counted.answers:
        if number.by_period is not None:
            return Doubt(number.field, number.by_period)
    asked = asked_of.asked
    if asked is None or asked.kind is not Kind.CHOICE or asked.field in findings.answers:
        return None
    likely = torn_between(utterance, asked_of.options, field=asked.field, counted=places)
    return Doubt(asked.field, (asked.value_of(likely[0]), asked.value_of(likely[1]))) if likely else None


def _find_company(utterance: Utterance, findings: _Findings, *, asked_of: _Asked) -> None:
    question = next((q for q in asked_of.questions if q.field == _COMPANY and q.kind is Kind.TEXT), None)
    if question is None or question is asked_of.asked:
        return
    taken = findings.places_taken
    known = frozenset(word.start for word in utterance.words if any(start <= word.start < end for start, end in taken))
    company = find_company(utterance, known)
    if company is not None and not _is_asked_of_us(utterance, company.start, taken=taken):
        name = fold_spaces(company.name, question.max_chars)
        findings.add(Answer(question.field, name, company.sure), (company.start, company.end))


def _is_asked_of_us(utterance: Utterance, at: int, *, taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether what stands at a place is in a question that is not about themselves: "do you sell in Rome?".

    What holds another answer ("CTO at Acme") is one only if it is marked as such.
    """
    token = next((token for token in utterance.tokens if token.end > at), None)
    clause = [each for each in utterance.tokens if token is not None and each.clause == token.clause]
    words, lexicon = [each for each in clause if each.is_word], utterance.lexicon
    marked = bool(clause) and clause[-1].text == "?"
    if not words or not is_question(words, marked=marked, lexicon=lexicon):
        return False
    if not marked and any(start < words[-1].end and words[0].start < end for start, end in taken):
        return False
    return (lexicon.first_person | lexicon.ours).isdisjoint(word.text for word in words)


def _find_own_words(utterance: Utterance, findings: _Findings, *, asked_of: _Asked) -> None:
    """Take the text itself for an open text, or for a choice that may be answered in one's own words."""
    asked = asked_of.asked
    if asked is None or asked.field in findings.answers:
        return
    if asked.kind is Kind.TEXT and asked.field != _COMPANY:
        words = "" if is_rude(utterance) else utterance.text
    elif asked.kind is Kind.CHOICE and is_unread(utterance.text, asked_of.locales):
        return
    elif asked.kind is Kind.TEXT or (asked.kind is Kind.CHOICE and asked.other):
        rest = uttered(read_clean(leftover(utterance, findings.places_taken)), utterance.lexicon)
        words = name_answered(rest) if asked.kind is Kind.TEXT else rest.text if is_own_words(rest) else ""
    else:
        return
    value = fold_spaces(words, asked.max_chars)
    if any(letter.isalnum() for letter in value):
        findings.add(Answer(asked.field, value, sure=True), (0, len(utterance.text)))
