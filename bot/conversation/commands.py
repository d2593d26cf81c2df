"""What commands and the buttons around the questions mean."""

from collections.abc import Callable
from dataclasses import replace

from bot.conversation.asking import PERSON_ROW, ask, menu, previous
from bot.conversation.replies import Choice, Done, Effect, Heard, Notice, Reply
from bot.conversation.scene import Scene
from bot.conversation.state import AUDIENCE, Line, State
from bot.messages import Act, Commanded, Tap

LANGUAGE_NAMES = {"en": "English", "fr": "Français", "es": "Español", "sv": "Svenska"}


def hear_command(scene: Scene, command: Commanded) -> Heard:
    """Return what a typed command means; an unknown one shows the help."""
    if command.name == "start":
        return _start(scene)
    return hear_name(scene, command.name)


def hear_name(scene: Scene, name: str) -> Heard:
    """Return what a command means by its name, also where it was said in words."""
    return _BY_NAME.get(name, _help)(scene)


def hear_act(scene: Scene, tap: Tap) -> Heard:
    """Return what tapping one of the buttons around the questions means."""
    match tap.act, tap.arguments:
        case Act.HUMAN, _:
            return _human(scene)
        case Act.MENU, _:
            return _menu(scene)
        case Act.BACK, (field,):
            return go_back(scene, field, None)
        case Act.CONTENT, (name,):
            return _content(scene, name)
        case Act.LANGUAGE, (locale,) if locale in scene.locales:
            return _speak(scene, locale)
        case Act.FORGET, ("yes",):
            return Heard(scene.state, effects=frozenset({Effect.FORGET}))
        case Act.FORGET, _:
            return Heard(scene.state, replies=(Reply((Line("forget.kept"),)),))
        case _:
            return Heard(scene.state, goes_on=True)


def go_back(scene: Scene, field: str, message_id: int | None) -> Heard:
    """Open the question before this one again, in the same message where there is one."""
    before = previous(scene.state, field)
    if before is None:
        return ask_anew(scene)
    return reopen(scene, before, message_id)


def reopen(scene: Scene, field: str, message_id: int | None) -> Heard:
    """Ask a question (again), whatever is known."""
    question = scene.question(field)
    if question is None:
        return ask_anew(scene)
    state = _reopened(scene.state, field)
    return Heard(state, replies=(ask(question, state=state, replaces=message_id),), notice=Notice())


def ask_anew(scene: Scene) -> Heard:
    """Answer a button from before the script changed, or before they were forgotten: ask what is to be asked now."""
    return Heard(replace(scene.state, open=None), notice=Notice(), goes_on=True)


def _reopened(state: State, field: str) -> State:
    asked = state.asked if field in state.asked else (*state.asked, field)
    skipped = tuple(name for name in state.skipped if name != field)
    return replace(state, asked=asked, skipped=skipped, open=field, misses=0, own_words=False, preface=())


def _start(scene: Scene) -> Heard:
    state = replace(scene.state, stopped=False, open=None, misses=0)
    started = (Done("chat.started", (("channel", "telegram"),)),)
    has_told = state.consented or bool(scene.facts.keys() - {AUDIENCE})
    if scene.is_unmet or not has_told:
        return Heard(state, signals=started, lines=(Line("greeting"),), goes_on=True)
    welcome = Line("welcome_back")
    if not state.closed:
        return Heard(state, signals=started, lines=(welcome,), goes_on=True)
    reply = Reply((welcome, Line("menu.ask")), options=menu(scene.script), rows=PERSON_ROW)
    return Heard(state, signals=started, replies=(reply,))


def _menu(scene: Scene) -> Heard:
    contents = menu(scene.script)
    line = Line("menu.ask" if contents else "menu.empty")
    return Heard(scene.state, replies=(Reply((line,), options=contents, rows=PERSON_ROW),))


def _content(scene: Scene, name: str) -> Heard:
    content = scene.script.content(name) if scene.script else None
    if content is None:
        return _menu(scene)
    properties = (("content", name), ("funnel", content.funnel), ("channel", "telegram"))
    reply = Reply((Line(f"contents.{name}.text"),), rows=((Choice(key="buttons.open", url=content.url),),))
    return Heard(scene.state, signals=(Done("content.opened", properties),), replies=(reply,))


def _human(scene: Scene) -> Heard:
    state = scene.state
    key = "human.claimed" if state.rep else "human.already" if state.handoff is not None else "human.asked"
    return Heard(
        state,
        signals=(Done("chat.asked_person", (("channel", "telegram"),)),),
        replies=(Reply((Line(key),)),),
        effects=frozenset({Effect.CALL_PERSON}),
    )


def _stop(scene: Scene) -> Heard:
    state = replace(scene.state, stopped=True, consented=False)
    return Heard(state, replies=(Reply((Line("stopped"),)),), effects=frozenset({Effect.STOP}))


def _forget(scene: Scene) -> Heard:
    row = (
        Choice(key="buttons.forget_yes", tap=Tap(Act.FORGET, ("yes",)), style="danger"),
        Choice(key="buttons.forget_no", tap=Tap(Act.FORGET, ("no",))),
    )
    return Heard(scene.state, replies=(Reply((Line("forget.ask"),), rows=(row,)),))


def _export(scene: Scene) -> Heard:
    return Heard(scene.state, effects=frozenset({Effect.EXPORT}))


def _privacy(scene: Scene) -> Heard:
    return Heard(scene.state, replies=(Reply((Line("privacy"),)),))


def _help(scene: Scene) -> Heard:
    return Heard(scene.state, replies=(Reply((Line("help"),)),))


def _language(scene: Scene) -> Heard:
    names = tuple(
        Choice(label=LANGUAGE_NAMES.get(locale, locale), tap=Tap(Act.LANGUAGE, (locale,))) for locale in scene.locales
    )
    return Heard(scene.state, replies=(Reply((Line("language.ask"),), options=names),))


def _speak(scene: Scene, locale: str) -> Heard:
    """Change the language, and put the open question again in it."""
    state = replace(scene.state, locale=locale, open=None)
    changed = Line("language.changed")
    if state.closed or not state.asked:
        return Heard(state, replies=(Reply((changed,)),))
    return Heard(state, lines=(changed,), goes_on=True)


def _edit(scene: Scene) -> Heard:
    fields = [q.field for q in scene.questions if q.field in scene.facts]
    if AUDIENCE in scene.facts and AUDIENCE not in fields and not scene.one_audience:
        fields.insert(0, AUDIENCE)
    if not fields:
        return Heard(scene.state, replies=(Reply((Line("edit.nothing"),)),))
    choices = tuple(
        Choice(key=f"questions.{field}.label", answer=(field, scene.facts[field]), tap=Tap(Act.EDIT, (field,)))
        for field in fields
    )
    return Heard(scene.state, replies=(Reply((Line("edit.ask"),), options=choices),))


def _back(scene: Scene) -> Heard:
    return go_back(scene, scene.state.open or "", None)


_BY_NAME: dict[str, Callable[[Scene], Heard]] = {
    "menu": _menu,
    "edit": _edit,
    "back": _back,
    "human": _human,
    "stop": _stop,
    "forget": _forget,
    "mydata": _export,
    "privacy": _privacy,
    "language": _language,
    "help": _help,
}
