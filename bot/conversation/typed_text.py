"""What comes of typed words, and of mending them: answers, a wish, a question back, or nothing we understand."""

import re

from msgspec.structs import replace

from bot.conversation.answering import BOT, answer, questions_asked, topics_of
from bot.conversation.answers import accept, besides, miss, miss_edit
from bot.conversation.asking import ask
from bot.conversation.doubts import doubt_to_ask, hear_yes_or_no, with_number_asked
from bot.conversation.kept_words import keeping
from bot.conversation.languages import languages_line
from bot.conversation.planner import is_withdrawn
from bot.conversation.reading_back import reading_back
from bot.conversation.replies import Heard, Missed, Reply
from bot.conversation.situation import Situation
from bot.conversation.small_talk import hear_courtesy
from bot.conversation.state import AUDIENCE, Line
from bot.conversation.typed_answers import are_certain, has_chosen_all, hear_answers, hear_in_doubt, with_chosen
from bot.conversation.typed_wishes import hear_final, hear_for_person, hear_wish, passed_on
from bot.conversation.typed_words import as_typed, meaning_of
from bot.script import Topic
from bot.understanding.freetext import is_gibberish
from bot.understanding.interpretation import Answer, Intent, Interpretation
from bot.understanding.language import is_unread
from bot.understanding.tokens import fold_words
from bot.understanding.wishes import ANSWERED, FINAL, FOR_A_PERSON

_WORDS_OF_A_SENTENCE = 4
_WORDS_WORTH_THANKS = 3
"""Words of what is kept until we know whom it is for: "need more bookings"."""
_IN_CONTACTS = re.compile(r"[@\d]")


def hear_text(situation: Situation, text: str, found: Interpretation | None = None) -> Heard:
    """Return the meaning of a typed message; ``found`` is what it was taken to mean, if that is known."""
    situation = replace(situation, state=replace(situation.state, stopped=False))
    if has_chosen_all(situation, text):
        return Heard(replace(situation.state, open=None, misses=0), goes_on=True)
    understood = found or as_typed(situation, text).found
    heard = hear_yes_or_no(situation, understood)
    if heard is None:
        situation = _past_asking_back(situation)
        heard = with_number_asked(situation, _hear_understood(situation, text, understood), understood, text=text)
    if understood.intent is not None and not understood.besides:
        heard = replace(heard, missed=None)  # understood, though it led to nothing here
    if situation.state.handoff is not None and not _is_answered(situation, understood):
        heard = passed_on(situation, heard, understood)
    return replace(heard, understood=understood)


def _past_asking_back(situation: Situation) -> Situation:
    """Return the situation without the number that was asked back: whoever says something else leaves it open."""
    state = situation.state
    is_past = state.unsure is not None and state.unsure.in_question
    return replace(situation, state=replace(state, unsure=None)) if is_past else situation


def _is_answered(situation: Situation, understood: Interpretation) -> bool:
    """Return whether we answer what was asked: where a person has the conversation, only whether we are a machine."""
    names = {topic.name for topic in topics_of(situation, understood)}
    return BOT in names if situation.state.rep else bool(names)


def _hear_understood(situation: Situation, text: str, understood: Interpretation) -> Heard:
    # What is asked of us may name things that were answered already: a question changes no answer.
    answers = with_chosen(situation, understood.answers)
    told = tuple(a for a in answers if not (understood.question and a.field in situation.facts))
    if understood.intent in FINAL:
        return hear_final(situation, understood.intent)
    polite = hear_courtesy(situation, text, told, understood=understood) if situation.state.closed or not told else None
    if polite is not None:
        return polite
    topics = topics_of(situation, understood)
    if understood.intent in ANSWERED:
        # Our own words for these are fuller than what every chat answers; the business's are better than ours.
        topics = tuple(topic for topic in topics if topic.audience or topic in _own_topics(situation))
    if topics and understood.intent in (None, Intent.BOT, *ANSWERED):
        heard = _hear_asked(situation, text, told, topics=topics, is_worth_keeping=understood.doubt is not None)
        return besides(heard, topics, understood.besides) if understood.besides else heard
    heard = _hear_told(situation, text, told, understood=understood)
    return answer(situation, heard, topics) if topics else heard


def _own_topics(situation: Situation) -> tuple[Topic, ...]:
    return situation.script.topics if situation.script else ()


def _hear_asked(
    situation: Situation, text: str, told: tuple[Answer, ...], *, topics: tuple[Topic, ...], is_worth_keeping: bool
) -> Heard:
    """Answer what was asked, and take what was told beside it once they have agreed that we keep it."""
    state = situation.state
    unmet = situation.script is None or situation.is_unmet
    if state.rep and BOT not in {topic.name for topic in topics}:
        heard = accept(situation, tuple((a.field, a.value) for a in told)) if told and not unmet else Heard(state)
        return replace(heard, signals=(*questions_asked(topics), *heard.signals))
    if told and situation.script is None:
        # Only whom it is for can be told by now; what else was said is heard once we know the questions.
        heard = hear_answers(situation, told)
        theirs = tuple(topic for topic in topics if topic.audience in ("", told[0].value))
        return answer(situation, replace(heard, state=keeping(heard.state, text)), theirs or topics)
    if unmet:
        kept = keeping(state, text) if told or is_worth_keeping or situation.script is None else state
        return answer(situation, Heard(replace(kept, open=None), goes_on=True), topics)
    values = tuple((each.field, each.value) for each in told)
    if values:
        heard = accept(situation, values, lines=reading_back(state, values, is_certain=are_certain(told)))
    else:
        heard = Heard(state, goes_on=state.open is None and not state.closed)
    return answer(situation, heard, topics)


def _hear_told(situation: Situation, text: str, told: tuple[Answer, ...], *, understood: Interpretation) -> Heard:
    if understood.intent in FOR_A_PERSON:
        return hear_for_person(situation, text, told, intent=understood.intent)
    if told and situation.is_unmet:
        return _introduce_ourselves(situation, text)
    doubt = doubt_to_ask(situation, understood)
    if doubt is not None:
        return hear_in_doubt(situation, text, told, doubt=doubt)
    if told:
        heard = hear_answers(situation, told, text=text)
        return heard if situation.script else replace(heard, state=keeping(heard.state, text))
    if understood.intent is not None:
        wished = hear_wish(situation, understood.intent, language=understood.language)
        if wished is not None:
            return wished
    unmet = situation.script is None or (situation.is_unmet and situation.state.handoff is None)
    if unmet:
        return _introduce_ourselves(situation, text, understood=understood)
    return _miss(situation, text, understood)


def _miss(situation: Situation, text: str, understood: Interpretation) -> Heard:
    says_nothing = is_gibberish(fold_words(text)) and not understood.question
    question = situation.question(situation.state.open) if situation.state.open else None
    is_new = situation.is_return and situation.state.handoff is None and bool(situation.facts.keys() - {AUDIENCE})
    if is_new and question is not None and not (understood.question or understood.upset or says_nothing):
        # "hi, i'm back": whatever it was, it is no answer to a question of last week.
        again = ask(question, state=situation.state, facts=situation.facts, lines=(Line("welcome_back"),))
        return Heard(situation.state, replies=(again,), missed=Missed(question.field))
    return miss(
        situation,
        is_sentence=len(text.split()) >= _WORDS_OF_A_SENTENCE and not _IN_CONTACTS.search(text),
        asks_us=understood.question,
        upset=understood.upset,
        beyond=understood.beyond,
        says_nothing=says_nothing,
        unread=is_unread(text, situation.locales),
    )


def _introduce_ourselves(situation: Situation, text: str, *, understood: Interpretation | None = None) -> Heard:
    """Keep what was said before they know who asks, or we for whom it is, and ask the first question first."""
    unread = is_unread(text, situation.locales)
    state = situation.state if unread else keeping(situation.state, text)
    if situation.script is None and state.asked and understood is not None:
        missed = _miss(replace(situation, state=replace(state, open=AUDIENCE)), text, understood)
        return _with_thanks(missed) if state.kept and len(text.split()) >= _WORDS_WORTH_THANKS else missed
    lines: tuple[Line, ...] = (Line("greeting"),)
    if unread and not state.told_languages:
        lines, state = (*lines, languages_line(situation.locales)), replace(state, told_languages=True)
    return Heard(replace(state, open=None), lines=lines, goes_on=True)


def _with_thanks(missed: Heard) -> Heard:
    """Return a miss that does not say so: what they have told is heard once we know for whom it is."""
    key = missed.replies[-1].lines[0].key if missed.replies else ""
    if key not in ("not_understood.choice", "not_understood.again"):
        return missed
    *others, last = missed.replies
    reply = replace(last, lines=(Line("not_understood.kept"), *last.lines[1:]))
    return replace(missed, state=replace(missed.state, last_miss="not_understood.kept"), replies=(*others, reply))


def hear_edit(situation: Situation, text: str, found: Interpretation | None = None) -> Heard:
    """Return the meaning of an edited message: its answers are corrected."""
    if not situation.said_in:
        return hear_text(situation, text, found)
    understood = found or meaning_of(situation, text, situation.said_in[0])
    return replace(_hear_corrected(situation, understood), understood=understood)


def _hear_corrected(situation: Situation, understood: Interpretation) -> Heard:
    if understood.intent in FINAL:
        return hear_final(situation, understood.intent)
    changed = tuple((a.field, a.value) for a in understood.answers if situation.facts.get(a.field) != a.value)
    if not understood.answers:
        return miss_edit(situation, situation.said_in[0])
    if not changed:
        return Heard(situation.state)
    heard = accept(situation, changed)
    lines = tuple(Line("changed", (answer,)) for answer in changed)
    question = situation.question(heard.state.open) if heard.state.open else None
    corrected = replace(situation, facts={**situation.facts, **dict(changed)})
    if question is None or is_withdrawn(question, corrected.scope):
        return replace(heard, lines=lines)
    return replace(heard, replies=(Reply(lines),), goes_on=False)
