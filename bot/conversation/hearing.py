"""What an incoming message means for the conversation: answers, signals, and what must be said about it."""

from msgspec.structs import replace

from bot.conversation import answers, chat_commands, doubts, newsletter, sent_media, typed_text
from bot.conversation.asking import ask, settled
from bot.conversation.replies import Done, Heard, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State
from bot.conversation.with_rep import keep_quiet
from bot.messages import Act, Commanded, Edited, Said, SentOther, SharedContact, Tap, Tapped, What, words_of
from bot.script import NONE, OWN_WORDS, AnswerValue, Question
from bot.understanding.interpretation import Interpretation

# A line or two of a card.
MAX_LAST_WORDS_CHARS = 200
_ABOUT_QUESTIONS = frozenset((Act.ANSWER, Act.CHOOSE, Act.DONE, Act.SKIP, Act.BACK, Act.EDIT, Act.VALUE, Act.NEITHER))


def hear(situation: Situation, what: What, *, found: Interpretation | None = None) -> Heard:
    """Return the meaning of a message. Any message whatsoever gives an answer to the person; none raises.

    ``found`` is what typed words were taken to mean; where it is not given, that is what rules find in them.
    """
    heard = _hear(situation, what, found)
    if situation.state.rep and heard.newsletter is None:
        heard = keep_quiet(situation, what, heard)
    signals = (Done("chat.returned"), *heard.signals) if situation.is_return else heard.signals
    state = replace(heard.state, last_at=situation.now, last_words=_last_words(heard.state, what))
    return replace(heard, signals=signals, state=state)


def _last_words(state: State, what: What) -> str:
    """Return the beginning of what was typed last; nothing is kept of those who have not agreed to it."""
    words = words_of(what)
    if not state.consented or words is None:
        return state.last_words
    return words.text if len(words.text) <= MAX_LAST_WORDS_CHARS else words.text[: MAX_LAST_WORDS_CHARS - 1] + "…"


def _hear(situation: Situation, what: What, found: Interpretation | None) -> Heard:
    match what:
        case Commanded():
            return chat_commands.hear_command(situation, what)
        case Said(text=text) | Edited(text=text) if newsletter.may_be_about_it(situation) and (
            heard := newsletter.hear_typed(situation, text, found)
        ):
            return heard
        case Said(text=text):
            return newsletter.with_wish_beside(situation, text, typed_text.hear_text(situation, text, found))
        case Edited(text=text):
            return typed_text.hear_edit(situation, text, found)
        case Tapped():
            return _hear_tap(situation, what)
        case SharedContact():
            return _hear_contact(situation, what)
        case SentOther():
            return sent_media.hear_media(situation, what, found)
        case _:
            return Heard(situation.state)


def _hear_contact(situation: Situation, what: SharedContact) -> Heard:
    question = situation.question("phone")
    if situation.is_unmet:
        return chat_commands.ask_anew(situation)
    if question is None:
        return answers.miss(situation)
    if not what.own:
        line = Line("contact.not_yours")
        is_open = situation.state.open == question.field
        again = ask(question, state=situation.state, facts=situation.facts, lines=(line,))
        reply = again if is_open else Reply((line,))
        return Heard(situation.state, replies=(reply,))
    return answers.accept(situation, (("phone", what.phone),), lines=(Line("contact.thanks"),))


def _hear_tap(situation: Situation, what: Tapped) -> Heard:
    tap = what.tap
    if tap is None or (situation.is_unmet and tap.act in _ABOUT_QUESTIONS and not _is_for_whom(tap)):
        return chat_commands.ask_anew(situation)
    match tap.act, tap.arguments:
        case Act.ANSWER, (field, option):
            return _hear_answer(situation, field, option, what.message_id)
        case Act.CHOOSE, (field, option, "on" | "off" as wanted):
            return _hear_tick(situation, field, option, on=wanted == "on", message_id=what.message_id)
        case Act.DONE, (field,):
            return _hear_done(situation, field, what.message_id)
        case Act.SKIP, (field,):
            return _hear_skip(situation, field, what.message_id)
        case Act.BACK, (field,):
            return chat_commands.go_back(situation, field, what.message_id)
        case Act.WHY, (field,):
            return Heard(
                situation.state,
                notice=Notice(f"questions.{field}.why", alert=True) if situation.question(field) else Notice(),
            )
        case Act.EDIT, (field,):
            return chat_commands.reopen(situation, field, None)
        case Act.VALUE, (field, value):
            return doubts.hear_value(situation, field, value, what.message_id)
        case Act.NEITHER, (field, doubts.LEFT):
            return doubts.hear_not_theirs(situation, field, what.message_id)
        case Act.NEITHER, (field,):
            return doubts.hear_neither(situation, field, what.message_id)
        case _:
            return replace(chat_commands.hear_act(situation, tap), notice=Notice())


def _is_for_whom(tap: Tap) -> bool:
    return tap.arguments[:1] == (AUDIENCE,)


def _hear_answer(situation: Situation, field: str, option: str, message_id: int | None) -> Heard:
    question = situation.question(field)
    if question is None or option not in question.options:
        return chat_commands.ask_anew(situation)
    value = question.value_of(option)
    waits = situation.state.open == field and not situation.state.own_words
    if situation.facts.get(field) == value and not waits:
        # The same tap again, under another number: the message shows the choice already.
        return Heard(situation.state, notice=Notice())
    shown = _settled(situation, question, Line("chosen", ((field, value),)), message_id)
    if option == OWN_WORDS and question.other:
        return _ask_own_words(situation, question, value, shown)
    heard = answers.accept(situation, ((field, value),), lines=())
    return replace(heard, replies=shown, notice=Notice())


def _hear_tick(situation: Situation, field: str, option: str, *, on: bool, message_id: int | None) -> Heard:
    """Take an option among several, or take it back, at once; the question stays open until they are done."""
    question, state = situation.question(field), situation.state
    if question is None or option not in question.options or not (question.takes_several or on):
        return chat_commands.ask_anew(situation)
    if not question.takes_several:
        return _hear_answer(situation, field, option, message_id)
    known = situation.facts.get(field)
    chosen = question.chosen(known)
    if on is (option in chosen):
        # The same tap again, under another number: the message shows it already.
        return Heard(state, notice=Notice())
    value = question.together(_ticked(chosen, option) if on else chosen - {option})
    is_open = state.open == field
    signal = "chat.answered" if known is None else "" if is_open else "chat.corrected"
    state = replace(
        state,
        consented=True,
        stopped=False,
        skipped=tuple(name for name in state.skipped if name != field),
        misses=0 if is_open else state.misses,
    )
    lines = state.preface if is_open else ()
    facts = {**situation.facts, field: value}
    redrawn = () if message_id is None else (ask(question, state=state, facts=facts, lines=lines, replaces=message_id),)
    return Heard(
        state,
        answers=((field, value),),
        signals=(Done(signal, (("field", field),)),) if signal else (),
        replies=redrawn,
        notice=Notice(),
    )


def _ticked(chosen: frozenset[str], option: str) -> frozenset[str]:
    """Return what is chosen with one option more: none of these stands alone."""
    return frozenset((option,)) if option == NONE else (chosen - {NONE}) | {option}


def _hear_done(situation: Situation, field: str, message_id: int | None) -> Heard:
    """Go on once all that applies is chosen."""
    question, state = situation.question(field), situation.state
    if question is None or not question.takes_several:
        return chat_commands.ask_anew(situation)
    value = situation.facts.get(field)
    if value is None:
        return Heard(state, notice=Notice("choices.nothing"))
    shown = _settled(situation, question, Line("chosen", ((field, value),)), message_id)
    if state.open != field:
        return Heard(state, replies=shown, notice=Notice())
    state = replace(state, open=None, misses=0)
    return Heard(state, replies=shown, notice=Notice(), goes_on=True)


def _ask_own_words(situation: Situation, question: Question, value: AnswerValue, shown: tuple[Reply, ...]) -> Heard:
    """Take "something else" at once, and wait for the words behind it."""
    heard = answers.accept(situation, ((question.field, value),), lines=())
    state = replace(heard.state, open=question.field, own_words=True, misses=0, preface=())
    reply = ask(question, state=state, facts=situation.facts)
    return replace(heard, state=state, replies=(*shown, reply), notice=Notice(), goes_on=False)


def _hear_skip(situation: Situation, field: str, message_id: int | None) -> Heard:
    question = situation.question(field)
    done = field in situation.facts or field in situation.state.skipped
    if question is None or question.required or (done and situation.state.open != field):
        return Heard(situation.state, notice=Notice())
    shown = _settled(situation, question, Line("passed"), message_id)
    return replace(answers.skip(situation, field), replies=shown, notice=Notice())


def _settled(situation: Situation, question: Question, mark: Line, message_id: int | None) -> tuple[Reply, ...]:
    if message_id is None:
        return ()
    preface = situation.state.preface if situation.state.open == question.field else ()
    return (settled(question, (*preface, mark), replaces=message_id),)
