"""What an incoming message means for the conversation: answers, signals, and what must be said about it."""

from dataclasses import replace
from datetime import timedelta

from bot.conversation import answers, commands, speech
from bot.conversation.asking import ask, settled
from bot.conversation.replies import Done, Heard, Notice, Reply
from bot.conversation.scene import Scene
from bot.conversation.script import Question, Value
from bot.conversation.state import AUDIENCE, Line
from bot.messages import Act, Commanded, Edited, Said, SentOther, SharedContact, Tap, Tapped, What

AWAY_FOR = timedelta(days=1)
_ABOUT_QUESTIONS = frozenset((Act.ANSWER, Act.SKIP, Act.BACK, Act.EDIT))


def hear(scene: Scene, what: What) -> Heard:
    """Return what ``what`` means. Any message whatsoever gives an answer to the person; none raises."""
    heard = _hear(scene, what)
    returned = scene.state.last_at is not None and scene.now - scene.state.last_at >= AWAY_FOR
    signals = (Done("chat.returned"), *heard.signals) if returned else heard.signals
    return replace(heard, signals=signals, state=replace(heard.state, last_at=scene.now))


def _hear(scene: Scene, what: What) -> Heard:
    match what:
        case Commanded():
            return commands.hear_command(scene, what)
        case Said(text=text):
            return speech.hear_text(scene, text)
        case Edited(text=text):
            return speech.hear_edit(scene, text)
        case Tapped():
            return _hear_tap(scene, what)
        case SharedContact():
            return _hear_contact(scene, what)
        case SentOther():
            return Heard(scene.state, replies=(Reply((Line("unsupported"),)),))
        case _:
            return Heard(scene.state)


def _hear_contact(scene: Scene, what: SharedContact) -> Heard:
    question = scene.question("phone")
    if scene.is_unmet:
        return commands.ask_anew(scene)
    if question is None:
        return answers.miss(scene)
    if not what.own:
        line = Line("contact.not_yours")
        is_open = scene.state.open == question.field
        reply = ask(question, state=scene.state, lines=(line,)) if is_open else Reply((line,))
        return Heard(scene.state, replies=(reply,))
    return answers.take(scene, (("phone", what.phone),), lines=(Line("contact.thanks"),))


def _hear_tap(scene: Scene, what: Tapped) -> Heard:
    tap = what.tap
    if tap is None or (scene.is_unmet and tap.act in _ABOUT_QUESTIONS and not _is_for_whom(tap)):
        return commands.ask_anew(scene)
    match tap.act, tap.arguments:
        case Act.ANSWER, (field, option):
            return _hear_answer(scene, field, option, what.message_id)
        case Act.SKIP, (field,):
            return _hear_skip(scene, field, what.message_id)
        case Act.BACK, (field,):
            return commands.go_back(scene, field, what.message_id)
        case Act.WHY, (field,):
            return Heard(
                scene.state, notice=Notice(f"questions.{field}.why", alert=True) if scene.question(field) else Notice()
            )
        case Act.EDIT, (field,):
            return commands.reopen(scene, field, None)
        case _:
            return replace(commands.hear_act(scene, tap), notice=Notice())


def _is_for_whom(tap: Tap) -> bool:
    return tap.arguments[:1] == (AUDIENCE,)


def _hear_answer(scene: Scene, field: str, option: str, message_id: int | None) -> Heard:
    question = scene.question(field)
    if question is None or option not in question.options:
        return commands.ask_anew(scene)
    value = question.value_of(option)
    waits = scene.state.open == field and not scene.state.own_words
    if scene.facts.get(field) == value and not waits:
        # The same tap again, under another number: the message shows the choice already.
        return Heard(scene.state, notice=Notice())
    shown = _settled(scene, question, Line("chosen", ((field, value),)), message_id)
    if option == "other" and question.other:
        return _ask_own_words(scene, question, value, shown)
    heard = answers.take(scene, ((field, value),), lines=())
    return replace(heard, replies=shown, notice=Notice())


def _ask_own_words(scene: Scene, question: Question, value: Value, shown: tuple[Reply, ...]) -> Heard:
    """Take "something else" at once, and wait for the words behind it."""
    heard = answers.take(scene, ((question.field, value),), lines=())
    state = replace(heard.state, open=question.field, own_words=True, misses=0, preface=())
    reply = ask(question, state=state)
    return replace(heard, state=state, replies=(*shown, reply), notice=Notice(), goes_on=False)


def _hear_skip(scene: Scene, field: str, message_id: int | None) -> Heard:
    question = scene.question(field)
    done = field in scene.facts or field in scene.state.skipped
    if question is None or question.required or (done and scene.state.open != field):
        return Heard(scene.state, notice=Notice())
    shown = _settled(scene, question, Line("passed"), message_id)
    return replace(answers.skip(scene, field), replies=shown, notice=Notice())


def _settled(scene: Scene, question: Question, mark: Line, message_id: int | None) -> tuple[Reply, ...]:
    if message_id is None:
        return ()
    preface = scene.state.preface if scene.state.open == question.field else ()
    return (settled(question, (*preface, mark), replaces=message_id),)
