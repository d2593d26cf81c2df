"""Turns what somebody typed into answers, a wish, or a question to us, in the language of the vocabulary and English.

One message may answer several questions. The open question is understood generously, the others only on clear
evidence; what is unclear answers nothing (rule 11 of the conversation). Each stage takes what it knows from what the
stages before it have left. Pure: no clock, no network, bounded time for any text.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.script import AnswerValue, Kind, Question, Vocabulary
from bot.understanding.choices import Chosen, choose
from bot.understanding.contact_answers import addresses, take_contacts, take_phone
from bot.understanding.contacts import blank
from bot.understanding.date_answers import beyond_all
from bot.understanding.findings import Findings
from bot.understanding.freetext import asks_us, is_rude
from bot.understanding.interpretation import Interpretation
from bot.understanding.language import written_in
from bot.understanding.language_wishes import language_wished
from bot.understanding.lexicon.everywhere import SPAM
from bot.understanding.mentions import mentioned
from bot.understanding.numbers_asked import leave_asked, leave_guesses, topics_beside_numbers
from bot.understanding.questionnaire import Questionnaire, questionnaire_of
from bot.understanding.several import says_none
from bot.understanding.text_answers import take_company, take_name, take_own_words
from bot.understanding.tokens import fold_words, read, read_clean
from bot.understanding.topics import Found, asked_besides, find_topics, stretches_about_us
from bot.understanding.utterance import Utterance, uttered
from bot.understanding.weighed_answers import take_answers
from bot.understanding.whole_answers import whole_answer
from bot.understanding.wishes import ANSWERED, COMPLAINT, FINAL, FOR_A_PERSON, WEAK, Intent, Wish, find_wish, said_apart

_MAY_HAVE_NONE = frozenset({Kind.MONEY, Kind.EMAIL, Kind.PHONE, Kind.TEXT})
"""Kinds of what is asked that somebody may not have: a budget, an address."""
_CANNOT_TELL = 3
"""Words of who cannot tell something for the moment: no idea now."""
_CORRECTED_WITHIN = 3
"""Words from the beginning among which one says that the last answer was wrong. With 1, "no wait, 400" is nothing."""


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
    about = questionnaire_of(questions, vocabulary)
    utterance = uttered(read(text), about.options.lexicon)
    asked = about.by_field.get(open_field) if open_field else None
    meant = _meaning(utterance, about, asked=asked, region=region, now=now)
    if before is not None and not meant.says_anything and _begins_as_correction(utterance):
        meant = _corrected(utterance, about, before=about.by_field.get(before), region=region, now=now) or meant
    locale = _written_in(utterance, meant, about)
    return meant if locale is None else replace(meant, locale=locale)


def _written_in(utterance: Utterance, meant: Interpretation, about: Questionnaire) -> str | None:
    """Return the language of a message: greetings and thanks are said in any, addresses and companies tell nothing."""
    if meant.intent in WEAK:
        return None
    spans, tokens = addresses(utterance.text), utterance.tokens
    if spans:
        tokens = tuple(token for token in tokens if not any(start <= token.start < end for start, end in spans))
    company = about.company.field if about.company else None
    names = [word for answer in meant.answers if answer.field == company for word in fold_words(str(answer.value))]
    return written_in(tokens, about.vocabulary.locale, names=names, asked=about.vocabulary.asked)


def _begins_as_correction(utterance: Utterance) -> bool:
    """Say whether a message begins like a correction: "sorry, 400"."""
    return any(word.text in utterance.lexicon.corrects for word in utterance.words[:_CORRECTED_WITHIN])


def _corrected(
    utterance: Utterance, about: Questionnaire, *, before: Question | None, region: str | None, now: datetime | None
) -> Interpretation | None:
    """Return the meaning of a message as a new answer to the question before, if it is one; it is read back."""
    if before is None or before.kind is Kind.TEXT:
        return None
    answers = _meaning(utterance, about, asked=before, region=region, now=now).answers
    corrected = tuple(replace(a, sure=True) for a in answers if a.field == before.field and _is_told(before, a.value))
    return Interpretation(corrected, None, question=False) if corrected else None


def _is_told(question: Question, value: AnswerValue) -> bool:
    """Say whether an answer is one of a question's options, a number or an address, and no words of their own."""
    return question.kind is not Kind.CHOICE or not isinstance(value, str) or question.option_of(value) is not None


def _meaning(
    utterance: Utterance, about: Questionnaire, *, asked: Question | None, region: str | None, now: datetime | None
) -> Interpretation:
    only = _said_only(utterance, about, asked)
    if only is not None:
        return only
    found = Findings(about, asked, utterance)
    take_contacts(found, region=region)
    wish = _wish(utterance, found)
    if wish is not None and wish.intent is Intent.CALLBACK:
        take_phone(found, region=region, asked=True)
    if wish is not None and (wish.alone or wish.intent in FINAL):
        return _wished(wish, found)
    if wish is None and take_name(found):
        return Interpretation(found.in_order(), None, question=False, taken=found.places_taken)
    return _told(utterance, found, wish, now=now)


def _said_only(utterance: Utterance, about: Questionnaire, asked: Question | None) -> Interpretation | None:
    """Return the meaning of a message that is nothing but an option, that none applies, or a wish for a language."""
    if asked is not None:
        answer = whole_answer(utterance, asked, about.options)
        if answer is not None:
            return Interpretation((answer,), None, question=False, taken=((0, len(utterance.text)),))
        if asked.takes_several and says_none(utterance, asked):
            return Interpretation((), Intent.SKIP, question=False)
    language = language_wished(utterance)
    return Interpretation((), Intent.LANGUAGE, question=False, language=language) if language is not None else None


def _wish(utterance: Utterance, found: Findings) -> Wish | None:
    """Return the wish in a message: in all of it, or without addresses ("unsubscribe ada@acme.com")."""
    wish = _wish_in(utterance, found)
    if found.rest is not utterance and (wish is None or not wish.alone):
        wish = _wish_in(found.rest, found)
    return None if wish is not None and _limits_an_address(wish, found) else wish


def _limits_an_address(wish: Wish, found: Findings) -> bool:
    """Return whether a message to stop only says what an address is not for: "ada@acme.com but don't spam me"."""
    email = found.about.email
    if wish.intent is not Intent.STOP or email is None or email.field not in found.places:
        return False
    behind = [word.text for word in found.rest.words if word.start >= found.places[email.field][1]]
    return any(word.startswith(SPAM) for word in behind) and behind[0] in found.rest.lexicon.contrasts


def _wish_in(utterance: Utterance, found: Findings) -> Wish | None:
    """Return the wish in words.

    Where what is asked has an answer in it, neither what is only a misspelling away from a wish is one, nor that they
    do not know: "no clue, white I think".
    """
    asked = found.asked
    if asked is not None and asked.within and (unknown := _cannot_tell_now(utterance, asked, found)) is not None:
        return unknown
    wish = find_wish(utterance, may_have_none=asked is not None and asked.kind in _MAY_HAVE_NONE)
    if wish is None or asked is None or wish.intent in FINAL:
        return wish
    if wish.intent in FOR_A_PERSON and asked.kind is Kind.EMAIL and found.is_answered:
        return None  # "reach me at ada@acme.com"
    names_option = not wish.alone and wish.intent in FOR_A_PERSON  # "customer service, we can't keep up"
    may_be_need = wish.alone and wish.intent is Intent.CALLBACK and asked.other
    if not (wish.mended or wish.intent is Intent.SKIP or names_option or may_be_need):
        return wish
    chosen = choose(mentioned(utterance, found.about.options, open_field=asked.field))
    named = [utterance.words[choice.start] for choice in chosen if choice.field == asked.field]
    if may_be_need:  # "que me llamen más clientes", not "call me about more leads"
        return (
            None if any(_is_who_calls(choice, utterance) for choice in chosen if choice.field == asked.field) else wish
        )
    is_said_whole = wish.alone and not wish.mended and len({word.clause for word in utterance.words}) == 1
    if is_said_whole and {choice.option for choice in chosen if choice.field == asked.field} == {beyond_all(asked)}:
        return wish  # "whenever suits you" is no plan for some day
    clauses = [word.clause for word in named]
    return None if clauses and not (names_option and wish.clauses.isdisjoint(clauses)) else wish


def _cannot_tell_now(utterance: Utterance, asked: Question, found: Findings) -> Wish | None:
    """Return the wish to skip of who cannot tell when for the moment: "right now I couldn't say" is no start."""
    words = utterance.words
    if len(words) < _CANNOT_TELL or len({word.clause for word in words}) != 1:
        return None
    named = [
        each
        for each in choose(mentioned(utterance, found.about.options, open_field=asked.field))
        if each.field == asked.field
    ]
    if len(named) != 1 or named[0].option != min(asked.within, key=asked.within.__getitem__):
        return None
    place = words[named[0].start].start, words[named[0].end - 1].end
    wish = find_wish(uttered(read_clean(blank(utterance.text, [place])), utterance.lexicon))
    return wish if wish is not None and wish.alone and wish.intent is Intent.SKIP else None


def _is_who_calls(choice: Chosen, utterance: Utterance) -> bool:
    """Return whether words for an option say who is to call, right behind the verb: they are not what it is about."""
    words = utterance.words
    before = words[choice.start - 1 : choice.start]
    return choice.end == len(words) and any(
        word.clause == words[choice.start].clause and word.text not in utterance.lexicon.stop for word in before
    )


def _wished(wish: Wish, found: Findings) -> Interpretation:
    """Return a wish, with an address or a number that stands beside it; beside a refusal nothing is an answer."""
    answers = () if wish.intent in FINAL else found.in_order()
    if answers and wish.intent in WEAK:
        return Interpretation(answers, None, question=False)
    topics: tuple[str, ...] = ()
    if wish.intent in ANSWERED:
        asked = find_topics(found.rest, found.about.vocabulary.asks)
        topics = tuple(each.topic for each in asked if each.exact)
    found.leave_out_clauses(wish.clauses)
    asking = not wish.alone and asks_us(found.rest, answered=())
    return _with_bot(Interpretation(answers, wish.intent, question=asking, topics=topics))


def _with_bot(meant: Interpretation) -> Interpretation:
    """Return an interpretation whose wish to know whether we are a machine is a question, and its topic the first."""
    if meant.intent is not Intent.BOT:
        return meant
    return replace(meant, question=True, topics=tuple(dict.fromkeys((Intent.BOT.value, *meant.topics))))


def _told(utterance: Utterance, found: Findings, wish: Wish | None, *, now: datetime | None) -> Interpretation:
    """Return what a message tells and asks beside a wish, if there is one in it."""
    apart = {} if wish is not None else said_apart(found.rest)
    found.leave_out_clauses(frozenset(apart) if wish is None else wish.clauses)
    said, topics = found.rest, find_topics(found.rest, found.about.vocabulary.asks)
    found.leave_out([(each.start, each.end) for each in topics if _says_nothing_else(each)])
    take_answers(found, today=None if now is None else now.date())
    if wish is not None and wish.intent is Intent.CALLBACK:
        _leave_times(found)
    if found.is_only_number and not (topics or apart or wish):
        return Interpretation(found.in_order(), None, question=False, taken=found.places_taken)
    if found.numbers and not topics:
        topics = topics_beside_numbers(found)
    take_company(found)
    if found.is_answered:
        topics = tuple(each for each in topics if each.asks)  # "support" is an answer where we ask for the need
    if found.places:
        found.drop_within([*((each.start, each.end) for each in topics), *stretches_about_us(said)])
    asked_number = leave_asked(found, said, topics)
    if topics:
        leave_guesses(found, said)
    asking = bool(topics) or asks_us(found.rest, answered=found.places_taken)
    upset = wish is None and not found.answers and (COMPLAINT in apart.values() or is_rude(utterance))
    taken = found.places_taken
    if wish is None and topics and topics[0].topic == Intent.BOT:
        wish = Wish(Intent.BOT, alone=False)
    if wish is None and not asking and not apart and not upset:
        take_own_words(found, utterance)
    meant = Interpretation(
        found.in_order(),
        wish.intent if wish else None,
        question=asking,
        topics=tuple(each.topic for each in topics),
        besides=_besides(said, found, topics, wish),
        doubt=asked_number,
        taken=taken,
    )
    if wish is not None:
        return _with_bot(meant)
    doubt = asked_number if asking else found.doubt
    return replace(meant, beyond=found.beyond, upset=upset and not topics, doubt=doubt)


def _says_nothing_else(topic: Found) -> bool:
    """Say whether the words of a question are no answer: they are those of an example, and ask something."""
    return topic.exact and topic.asks


def _leave_times(found: Findings) -> None:
    """Take no time that was not asked for: beside the wish for a call it says when to call, and not when to begin."""
    for field, question in found.about.by_field.items():
        if (question.within or question.kind is Kind.DATE) and question is not found.asked:
            found.drop(field)


def _besides(said: Utterance, found: Findings, topics: Sequence[Found], wish: Wish | None) -> str:
    """Return the words of questions beside those about topics: nobody has an answer to them."""
    if not topics and (wish is None or wish.intent is not Intent.BOT):
        return ""
    places = asked_besides(said, found.about.vocabulary.asks, found=topics, taken=found.places_taken)
    return " ".join(said.text[start:end] for start, end in places)
