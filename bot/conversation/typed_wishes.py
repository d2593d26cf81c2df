"""What becomes of typed wishes: to skip, to stop, to speak to a person; and which words are passed on to one."""

from msgspec.structs import replace

from bot.conversation import chat_commands
from bot.conversation.answers import skip
from bot.conversation.asking import PERSON_ROW, ask, menu, previous
from bot.conversation.doubts import hear_neither
from bot.conversation.kept_words import keeping
from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line
from bot.conversation.typed_answers import hear_answers
from bot.conversation.with_rep import ONLY_OURS
from bot.messages import Act, Tap
from bot.understanding.interpretation import Answer, Intent, Interpretation
from bot.understanding.wishes import FINAL, FOR_A_PERSON

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

_FED_UP = ("not_understood.upset", "not_understood.upset_again")
"""Whoever was told this last, and says no more, is not asked the next question."""
_OURS = (frozenset(_COMMANDS) | FINAL) - {Intent.HUMAN, Intent.EDIT}
"""What only we can do, also where sales has the lead."""


def hear_wish(situation: Situation, intent: Intent, *, language: str | None = None) -> Heard | None:
    """Return what comes of a wish, a language wished for included; None where nothing does as things are."""
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
    if intent in (Intent.SKIP, Intent.NO) and state.last_miss in _FED_UP:
        reply = Reply((Line("left_alone"),), options=menu(situation), rows=PERSON_ROW)
        return replace(skip(situation, question.field), replies=(reply,), goes_on=False)
    if intent in (Intent.SKIP, Intent.NO) and not question.required:
        return skip(situation, question.field)
    if intent is Intent.BACK and previous(state, question.field) is not None:
        return chat_commands.hear_act(situation, Tap(Act.BACK, (question.field,)))
    if intent is Intent.GREETING:
        has_told = situation.is_return and bool(situation.facts.keys() - {AUDIENCE})
        lines = (Line("welcome_back"),) if has_told else ()
        return Heard(state, replies=(ask(question, state=state, facts=situation.facts, lines=lines),))
    return None


def hear_final(situation: Situation, intent: Intent) -> Heard:
    """Return what comes of a wish to stop, to be forgotten, or to have nothing kept."""
    if intent is Intent.REFUSE_CONSENT:
        return chat_commands.hear_refusal(situation)
    return chat_commands.hear_name(situation, _COMMANDS[intent])


def hear_for_person(situation: Situation, text: str, told: tuple[Answer, ...], *, intent: Intent) -> Heard:
    """Call a person, and take what was said beside that wish; of who has not agreed it is kept until they do."""
    given = any(answer.field == "phone" for answer in told)
    if intent is Intent.CALLBACK:
        called = chat_commands.hear_callback(situation, number_given=given)
    else:
        called = chat_commands.hear_name(situation, _COMMANDS[intent])
    if situation.script is None or situation.is_unmet:
        return replace(called, state=keeping(called.state, text))
    if not told:
        return called
    heard = hear_answers(situation, told)
    state = replace(heard.state, asked=called.state.asked, open=called.state.open if not given else heard.state.open)
    return replace(called, state=state, answers=heard.answers, signals=(*heard.signals, *called.signals))


def passed_on(situation: Situation, heard: Heard, understood: Interpretation) -> Heard:
    """Pass the words on where a person has taken over, or is to: what they ask is for people to answer."""
    state = situation.state
    if understood.intent in (ONLY_OURS if state.rep else _OURS) or not (
        state.rep or understood.question or understood.intent in FOR_A_PERSON
    ):
        return heard
    effects = heard.effects | {Effect.PASS_ON}
    if Effect.CALL_PERSON in heard.effects or state.rep:
        return replace(heard, effects=effects)
    lines = heard.lines if Effect.PASS_ON in heard.effects else (*heard.lines, Line("passed_on"))
    return replace(heard, lines=lines, effects=effects)
