"""What typed words mean in the conversation: answers, a wish, a question back, or nothing we understand."""

import dataclasses

from msgspec.structs import replace

from bot.conversation import chat_commands
from bot.conversation.answering import BOT, answer, questions_asked, topics_of
from bot.conversation.answers import accept, besides, miss, miss_edit, skip
from bot.conversation.asking import ask, previous
from bot.conversation.doubts import ask_back, doubt_to_ask, hear_neither, hear_yes_or_no, with_number_asked
from bot.conversation.languages import languages_line
from bot.conversation.planner import is_withdrawn
from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State, Unsure
from bot.conversation.with_rep import ONLY_OURS
from bot.messages import Act, Tap
from bot.script import NONE, AnswerValue, Kind, Question, Script, Topic
from bot.understanding.freetext import is_gibberish
from bot.understanding.interpretation import Answer, Doubt, Intent, Interpretation, Source
from bot.understanding.interpreter import Typed
from bot.understanding.language import is_unread
from bot.understanding.meaning import understand
from bot.understanding.several import says_that_is_all
from bot.understanding.tokens import fold_words
from bot.understanding.wishes import ANSWERED, FINAL, FOR_A_PERSON
from scoring.values import SEPARATOR

MAX_KEPT_CHARS = 1000
_LONGEST_READ_BACK = 60
"""Characters of their own words that are read back: longer ones are a story, not an answer."""

_COMMANDS = {
    Intent.HUMAN: "human",
    Intent.STOP: "stop",
    Intent.FORGET: "forget",
    Intent.PRIVACY: "privacy",
    Intent.HELP: "help",
    Intent.LANGUAGE: "language",
    Intent.MENU: "menu",
    Intent.EDIT: "edit",
}

_OURS = (frozenset(_COMMANDS) | FINAL) - {Intent.HUMAN, Intent.EDIT}
"""What only we can do, also where sales has the lead."""


def hear_text(situation: Situation, text: str, found: Interpretation | None = None) -> Heard:
    """Return the meaning of a typed message; ``found`` is what it was taken to mean, if that is known."""
    situation = replace(situation, state=replace(situation.state, stopped=False))
    if _has_chosen_all(situation, text):
        return Heard(replace(situation.state, open=None, misses=0), goes_on=True)
    understood = found or interpret(situation, text)
    heard = hear_yes_or_no(situation, understood)
    if heard is None:
        situation = _past_asking_back(situation)
        heard = with_number_asked(situation, _hear_understood(situation, text, understood), understood, text=text)
    if understood.intent is not None and not understood.besides:
        heard = replace(heard, missed=None)  # understood, though it led to nothing here
    if situation.state.handoff is not None and not _is_answered(situation, understood):
        heard = _for_person(situation, heard, understood)
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


def interpret(situation: Situation, text: str) -> Interpretation:
    """Return what typed words are taken to mean by rules, before anything comes of it."""
    return as_typed(situation, text).found


def _asked(situation: Situation, *, is_edit: bool = False) -> str | None:
    """Return the field that typed words answer: of an edited message the one that it gave first."""
    if is_edit and situation.said_in:
        return situation.said_in[0]
    # Whoever has a person to talk to talks to them: their words are no answer to what we asked before.
    return None if situation.state.rep else situation.state.open


def _understood(situation: Situation, text: str, asked: str | None) -> Interpretation:
    return understand(
        text,
        questions=_questions(situation),
        vocabulary=situation.vocabulary,
        open_field=asked,
        before=previous(situation.state, asked) if asked else None,
        now=situation.now,
    )


def _questions(situation: Situation) -> tuple[Question, ...]:
    """Return the questions that can be answered; of the one they are unsure about the two options come first.

    Whoever says "the first one" means a button that they see.
    """
    unsure = situation.state.unsure
    is_open = unsure is not None and unsure.field == situation.state.open and not unsure.in_question
    question = situation.question(unsure.field) if unsure and is_open else None
    if unsure is None or question is None or question.kind is not Kind.CHOICE:
        return situation.questions
    shown = [option for value in unsure.values if (option := question.option_of(value)) is not None]
    options = {option: question.options[option] for option in (*shown, *question.options)}
    asked = dataclasses.replace(question, options=options)
    return tuple(asked if each.field == asked.field else each for each in situation.questions)


def as_typed(situation: Situation, text: str, *, is_edit: bool = False) -> Typed:
    """Return a message as an interpreter is given it, with what the rules made of it."""
    audience = situation.script.audience if situation.script else None
    asked = _asked(situation, is_edit=is_edit)
    found = _understood(situation, text, asked)
    unsure = situation.state.unsure
    if unsure is not None and unsure.in_question and not is_edit and not found.says_anything:
        corrected = _understood(situation, text, unsure.field)  # "300", after "200 people?"
        found = corrected if unsure.field in {answer.field for answer in corrected.answers} else found
    elif unsure is not None and unsure.field == asked and not is_edit and asked not in {a.field for a in found.answers}:
        found = _with_words_before(situation, text, found, unsure=unsure)
    return Typed(text, audience, situation.state.locale, situation.questions, asked, found)


def _with_words_before(situation: Situation, text: str, found: Interpretation, *, unsure: Unsure) -> Interpretation:
    """Return what words mean together with those that were asked back about: "a month", after "400"."""
    together = _understood(situation, f"{unsure.words} {text}", unsure.field)
    answered = unsure.field in {answer.field for answer in together.answers if answer.value in unsure.values}
    return together if answered and together.doubt is None and found.intent is None else found


def _hear_understood(situation: Situation, text: str, understood: Interpretation) -> Heard:
    # What is asked of us may name things that were answered already: a question changes no answer.
    answers = _with_chosen(situation, understood.answers)
    told = tuple(a for a in answers if not (understood.question and a.field in situation.facts))
    if understood.intent in FINAL:
        return _hear_final(situation, understood.intent)
    topics = topics_of(situation, understood)
    if understood.intent in ANSWERED:
        # Our own words for these are fuller than what every chat answers; the business's are better than ours.
        topics = tuple(topic for topic in topics if topic.audience or topic in _own_topics(situation))
    if topics and understood.intent in (None, Intent.BOT, *ANSWERED):
        heard = _hear_asked(situation, text, told, topics=topics, is_worth_keeping=understood.doubt is not None)
        return besides(heard, topics, understood.besides) if understood.besides else heard
    heard = _hear_told(situation, text, told, understood=understood)
    return answer(situation, heard, topics) if topics else heard


def _has_chosen_all(situation: Situation, text: str) -> bool:
    """Return whether words say that there is no more to choose, where something was."""
    question = situation.question(situation.state.open) if situation.state.open else None
    if question is None or not question.takes_several or question.field not in situation.facts:
        return False
    return says_that_is_all(text, situation.vocabulary.locale)


def _with_chosen(situation: Situation, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return answers in which what is typed comes to what is chosen already, as long as the question waits for more."""
    return tuple(_and_chosen(situation, answer) for answer in answers)


def _and_chosen(situation: Situation, answer: Answer) -> Answer:
    question, state = situation.question(answer.field), situation.state
    if question is None or not question.takes_several or answer.field not in situation.facts:
        return answer
    is_cut = state.held is not None and situation.now < state.held.until and answer.field in dict(state.held.told)
    if not is_cut and state.open != answer.field:
        return answer
    both = question.chosen(situation.facts[answer.field]) | question.chosen(answer.value)
    said_none = question.chosen(answer.value) <= {NONE}
    return answer if said_none else replace(answer, value=question.together(both))


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
        heard = _hear_answers(situation, told)
        theirs = tuple(topic for topic in topics if topic.audience in ("", told[0].value))
        return answer(situation, replace(heard, state=_keeping(heard.state, text)), theirs or topics)
    if unmet:
        kept = _keeping(state, text) if told or is_worth_keeping or situation.script is None else state
        return answer(situation, Heard(replace(kept, open=None), goes_on=True), topics)
    values = tuple((each.field, each.value) for each in told)
    if values:
        heard = accept(situation, values, lines=(Line("got_it", values),))
    else:
        heard = Heard(state, goes_on=state.open is None and not state.closed)
    return answer(situation, heard, topics)


def _hear_told(situation: Situation, text: str, told: tuple[Answer, ...], *, understood: Interpretation) -> Heard:
    if understood.intent in FOR_A_PERSON:
        return _hear_for_person(situation, text, told, intent=understood.intent)
    if told and situation.is_unmet:
        return _introduce_ourselves(situation, text)
    doubt = doubt_to_ask(situation, understood)
    if doubt is not None:
        return _hear_in_doubt(situation, text, told, doubt=doubt)
    if told:
        heard = _hear_answers(situation, told)
        return heard if situation.script else replace(heard, state=_keeping(heard.state, text))
    if understood.intent is not None:
        wished = _hear_intent(situation, understood.intent, language=understood.language)
        if wished is not None:
            return wished
    unmet = situation.script is None or (situation.is_unmet and situation.state.handoff is None)
    if unmet:
        return _introduce_ourselves(situation, text, understood=understood)
    return _miss(situation, text, understood)


def _miss(situation: Situation, text: str, understood: Interpretation) -> Heard:
    return miss(
        situation,
        asks_us=understood.question,
        upset=understood.upset,
        beyond=understood.beyond,
        says_nothing=is_gibberish(fold_words(text)) and not understood.question,
        unread=is_unread(text, situation.locales),
    )


def _hear_in_doubt(situation: Situation, text: str, told: tuple[Answer, ...], *, doubt: Doubt) -> Heard:
    """Ask which of two they meant; what else was told is taken, and so are their own words where they are an answer."""
    question = situation.question(doubt.field)
    own = question is not None and question.other
    taken = tuple((a.field, a.value) for a in told if own or a.field != doubt.field)
    read_back = tuple(each for each in taken if each[0] != doubt.field)
    lines = (Line("got_it", read_back),) if read_back else ()
    heard = accept(situation, taken, lines=lines) if taken else Heard(situation.state)
    return ask_back(situation, doubt, told=heard, text=text)


def _hear_final(situation: Situation, intent: Intent) -> Heard:
    if intent is Intent.REFUSE_CONSENT:
        return chat_commands.hear_refusal(situation)
    return chat_commands.hear_name(situation, _COMMANDS[intent])


def _hear_for_person(situation: Situation, text: str, told: tuple[Answer, ...], *, intent: Intent) -> Heard:
    """Call a person, and take what was said beside that wish; of who has not agreed it is kept until they do."""
    given = any(answer.field == "phone" for answer in told)
    if intent is Intent.CALLBACK:
        called = chat_commands.hear_callback(situation, number_given=given)
    else:
        called = chat_commands.hear_name(situation, _COMMANDS[intent])
    if situation.script is None or situation.is_unmet:
        return replace(called, state=_keeping(called.state, text))
    if not told:
        return called
    heard = _hear_answers(situation, told)
    state = replace(heard.state, asked=called.state.asked, open=called.state.open if not given else heard.state.open)
    return replace(called, state=state, answers=heard.answers, signals=(*heard.signals, *called.signals))


def _for_person(situation: Situation, heard: Heard, understood: Interpretation) -> Heard:
    """Pass the words on where a person has taken over, or is to: what they ask is for people to answer."""
    state = situation.state
    if understood.intent in (ONLY_OURS if state.rep else _OURS) or not (
        state.rep or understood.question or understood.intent in FOR_A_PERSON
    ):
        return heard
    effects = heard.effects | {Effect.PASS_ON}
    if Effect.CALL_PERSON in heard.effects:
        return replace(heard, effects=effects)
    if state.rep:
        return replace(heard, effects=effects)
    lines = heard.lines if Effect.PASS_ON in heard.effects else (*heard.lines, Line("passed_on"))
    return replace(heard, lines=lines, effects=effects)


def may_hear_kept(heard: Heard, *, script: Script | None) -> bool:
    """Return whether something was kept that may be taken after ``heard``: the audience is known, they have agreed."""
    return bool(heard.state.kept and heard.state.consented and heard.goes_on and script)


def hear_kept(situation: Situation, heard: Heard) -> Heard:
    """Return the meaning of words from before they agreed, now that they have; what came since (``heard``) counts."""
    text, state, since = situation.state.kept, replace(situation.state, kept=""), dict(heard.answers)
    understood = _understood(situation, text, None)
    answers = tuple(answer for answer in understood.answers if answer.field not in since)
    situation = replace(situation, state=state)
    told = _hear_answers(situation, answers) if answers else Heard(state, goes_on=True)
    return with_number_asked(situation, told, understood, text=text)


def hear_edit(situation: Situation, text: str, found: Interpretation | None = None) -> Heard:
    """Return the meaning of an edited message: its answers are corrected."""
    if not situation.said_in:
        return hear_text(situation, text, found)
    understood = found or _understood(situation, text, situation.said_in[0])
    return replace(_hear_corrected(situation, understood), understood=understood)


def _hear_corrected(situation: Situation, understood: Interpretation) -> Heard:
    if understood.intent in FINAL:
        return _hear_final(situation, understood.intent)
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


def _hear_answers(situation: Situation, answers: tuple[Answer, ...]) -> Heard:
    """Take what was understood, and read it back unless it is just the answer to the open question."""
    open_field = situation.state.open
    worth = tuple(a for a in answers if a.field == open_field or a.sure or a.field not in situation.facts)
    told: tuple[tuple[str, AnswerValue], ...] = tuple((a.field, a.value) for a in worth)
    if not told:
        return miss(situation)
    plain = len(worth) == 1 and worth[0].field == open_field and worth[0].sure and open_field not in situation.facts
    plain = plain and not situation.state.closed and worth[0].by is Source.RULES and SEPARATOR not in str(told[0][1])
    read_back = tuple((field, value) for field, value in told if not _is_story(situation, field, value))
    return accept(situation, told, lines=() if plain or not read_back else (Line("got_it", read_back),))


def _is_story(situation: Situation, field: str, value: AnswerValue) -> bool:
    """Return whether an answer is so many words of their own that nobody wants to read them again."""
    question = situation.question(field)
    own = question is not None and question.kind is Kind.CHOICE and question.option_of(value) is None
    return own and isinstance(value, str) and len(value) > _LONGEST_READ_BACK


def _hear_intent(situation: Situation, intent: Intent, *, language: str | None = None) -> Heard | None:
    state = situation.state
    if language is not None:
        return chat_commands.hear_language(situation, language)
    if intent in _COMMANDS:
        return chat_commands.hear_name(situation, _COMMANDS[intent])
    question = situation.question(state.open) if state.open else None
    if intent is Intent.THANKS:
        return Heard(state, replies=(Reply((Line("thanks"),)),))
    if question is None:
        return chat_commands.hear_name(situation, "menu") if intent is Intent.GREETING and situation.script else None
    if intent is Intent.NO and state.unsure is not None and state.unsure.field == question.field:
        return hear_neither(situation, question.field, None)
    if intent is Intent.WHY:
        why = Line(f"questions.{question.field}.why")
        return Heard(state, replies=(ask(question, state=state, facts=situation.facts, lines=(why,)),))
    if intent in (Intent.SKIP, Intent.NO) and not question.required:
        return skip(situation, question.field)
    if intent is Intent.BACK and previous(state, question.field) is not None:
        return chat_commands.hear_act(situation, Tap(Act.BACK, (question.field,)))
    if intent is Intent.GREETING:
        return Heard(state, replies=(ask(question, state=state, facts=situation.facts),))
    return None


def _introduce_ourselves(situation: Situation, text: str, *, understood: Interpretation | None = None) -> Heard:
    """Keep what was said before they know who asks, or we for whom it is, and ask the first question first."""
    unread = is_unread(text, situation.locales)
    state = situation.state if unread else _keeping(situation.state, text)
    if situation.script is None and state.asked and understood is not None:
        return _miss(replace(situation, state=replace(state, open=AUDIENCE)), text, understood)
    lines: tuple[Line, ...] = (Line("greeting"),)
    if unread and not state.told_languages:
        lines, state = (*lines, languages_line(situation.locales)), replace(state, told_languages=True)
    return Heard(replace(state, open=None), lines=lines, goes_on=True)


def _keeping(state: State, text: str) -> State:
    return replace(state, kept=f"{state.kept}\n{text}".strip()[:MAX_KEPT_CHARS])
