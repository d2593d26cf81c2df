"""What commands and the buttons around the questions mean."""

from collections.abc import Callable

from babel import Locale, UnknownLocaleError
from msgspec.structs import replace

from bot.conversation import newsletter
from bot.conversation.answering import contents_given
from bot.conversation.asking import PERSON_ROW, ask, menu, previous
from bot.conversation.languages import languages_line
from bot.conversation.planner import is_withdrawn
from bot.conversation.replies import Choice, Done, Effect, Heard, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State
from bot.messages import Act, Commanded, Tap


def hear_command(situation: Situation, command: Commanded) -> Heard:
    """Return the meaning of a typed command; an unknown one shows the help."""
    if command.name == "start":
        return _start(situation)
    if command.name in newsletter.COMMANDS:
        return newsletter.hear_command(situation, command.name, command.argument) or _help(situation)
    return hear_name(situation, command.name)


def hear_name(situation: Situation, name: str) -> Heard:
    """Return the meaning of a command by its name, also where it was said in words."""
    return _BY_NAME.get(name, _help)(situation)


def hear_act(situation: Situation, tap: Tap) -> Heard:
    """Return the meaning of a tap on one of the buttons around the questions."""
    match tap.act, tap.arguments:
        case Act.HUMAN, _:
            return _human(situation)
        case Act.MENU, _:
            return _menu(situation)
        case Act.BACK, (field,):
            return go_back(situation, field, None)
        case Act.CONTENT, (name,):
            return _content(situation, name)
        case Act.LANGUAGE, (locale,) if locale in situation.locales:
            return _speak(situation, locale)
        case Act.NEWSLETTER, (name,):
            return newsletter.hear_tap(situation, name) or ask_anew(situation)
        case Act.FORGET, ("yes",):
            return Heard(situation.state, effects=frozenset({Effect.FORGET}))
        case Act.FORGET, _:
            return Heard(situation.state, replies=(Reply((Line("forget.kept"),)),))
        case _:
            return Heard(situation.state, goes_on=True)


def go_back(situation: Situation, field: str, message_id: int | None) -> Heard:
    """Open the question before this one again, in the same message where there is one."""
    before = previous(situation.state, field)
    while before is not None and _is_withdrawn(situation, before):
        before = previous(situation.state, before)
    if before is None:
        return ask_anew(situation)
    return reopen(situation, before, message_id)


def reopen(situation: Situation, field: str, message_id: int | None) -> Heard:
    """Ask a question (again), whatever is known."""
    question = situation.question(field)
    if question is None or is_withdrawn(question, situation.scope):
        return ask_anew(situation)
    state = _reopened(situation.state, field)
    return Heard(
        state, replies=(ask(question, state=state, facts=situation.facts, replaces=message_id),), notice=Notice()
    )


def _is_withdrawn(situation: Situation, field: str) -> bool:
    question = situation.question(field)
    return question is not None and is_withdrawn(question, situation.scope)


def ask_anew(situation: Situation) -> Heard:
    """Answer a button from before the script changed, or before they were forgotten: ask what is to be asked now."""
    return Heard(replace(situation.state, open=None), notice=Notice(), goes_on=True)


def _reopened(state: State, field: str) -> State:
    asked = state.asked if field in state.asked else (*state.asked, field)
    skipped = tuple(name for name in state.skipped if name != field)
    return replace(state, asked=asked, skipped=skipped, open=field, misses=0, own_words=False, preface=())


def _start(situation: Situation) -> Heard:
    state = replace(situation.state, stopped=False, open=None, misses=0)
    started = (Done("chat.started", (("channel", "telegram"),)),)
    has_told = state.consented or bool(situation.facts.keys() - {AUDIENCE})
    if situation.is_unmet or not has_told:
        return Heard(state, signals=started, lines=(Line("greeting"),), goes_on=True)
    welcome = Line("welcome_back")
    if not state.closed:
        return Heard(state, signals=started, lines=(welcome,), goes_on=True)
    reply = Reply((welcome, Line("menu.ask")), options=menu(situation), rows=PERSON_ROW)
    return Heard(state, signals=started, replies=(reply,))


def _menu(situation: Situation) -> Heard:
    contents = menu(situation)
    line = Line("menu.ask" if contents else "menu.empty")
    return Heard(situation.state, replies=(Reply((line,), options=contents, rows=PERSON_ROW),))


def _content(situation: Situation, name: str) -> Heard:
    content = situation.script.content(name) if situation.script else None
    if content is None:
        return _menu(situation)
    opens = ((Choice(key="buttons.open", url=content.url, content=name),),) if content.url else ()
    reply = Reply((Line(f"contents.{name}.text"),), rows=opens, media=content.media)
    return Heard(situation.state, signals=contents_given(situation, (content,)), replies=(reply,))


def _human(situation: Situation) -> Heard:
    state = situation.state
    key = "human.claimed" if state.rep else "human.already" if state.handoff is not None else "human.asked"
    return Heard(
        state,
        signals=(Done("chat.asked_person", (("channel", "telegram"),)),),
        replies=(Reply((Line(key),)),),
        effects=frozenset({Effect.CALL_PERSON}),
    )


def hear_callback(situation: Situation, *, number_given: bool) -> Heard:
    """Tell sales that they would like a call, and ask for the number that nobody knows."""
    heard = _human(situation)
    question = situation.question("phone")
    line = Line("human.callback")
    is_known = number_given or "phone" in situation.facts
    if question is None or is_known or situation.is_unmet or situation.state.rep:
        return replace(heard, replies=(Reply((line,)),))
    state = _reopened(heard.state, question.field)
    # Whether a call would be easier is said: only the number is asked for.
    reply = replace(ask(question, state=state, facts=situation.facts), lines=(line, Line("human.number")))
    return replace(heard, state=state, replies=(reply,))


def hear_refusal(situation: Situation) -> Heard:
    """Keep nothing of what they say from now on; contents and a person are there without it."""
    state = replace(situation.state, consented=False, open=None, misses=0, nudged=True)
    state = replace(state, kept="", last_words="", unsure=None)
    reply = Reply((Line("refused"),), options=menu(situation), rows=PERSON_ROW)
    return Heard(state, replies=(reply,), effects=frozenset({Effect.REFUSE}))


def _stop(situation: Situation) -> Heard:
    state = replace(situation.state, stopped=True, consented=False)
    return Heard(state, replies=(Reply((Line("stopped"),)),), effects=frozenset({Effect.STOP}))


def _forget(situation: Situation) -> Heard:
    row = (
        Choice(key="buttons.forget_yes", tap=Tap(Act.FORGET, ("yes",)), style="danger"),
        Choice(key="buttons.forget_no", tap=Tap(Act.FORGET, ("no",))),
    )
    return Heard(situation.state, replies=(Reply((Line("forget.ask"),), rows=(row,)),))


def _export(situation: Situation) -> Heard:
    return Heard(situation.state, effects=frozenset({Effect.EXPORT}))


def _privacy(situation: Situation) -> Heard:
    return Heard(situation.state, replies=(Reply((Line("privacy"),)),))


def _help(situation: Situation) -> Heard:
    return Heard(situation.state, replies=(Reply((Line("help"),)),))


def _language(situation: Situation) -> Heard:
    reply = Reply((Line("language.ask"),), options=_language_buttons(situation))
    return Heard(situation.state, replies=(reply,))


def hear_language(situation: Situation, language: str) -> Heard:
    """Go on in the language that they asked for in words, or say which ones there are."""
    state, greeting = situation.state, Line("greeting")
    is_first = not state.asked and not state.closed
    if language in situation.locales:
        if not is_first:
            return _speak(situation, language)
        return Heard(_in_language(state, language), lines=(greeting,), goes_on=True)
    told, state = languages_line(situation.locales), replace(state, told_languages=True)
    if is_first:
        return Heard(state, lines=(greeting, told), goes_on=True)
    reply = Reply((told,), options=_language_buttons(situation), rows=PERSON_ROW)
    return Heard(state, replies=(reply,))


def _language_buttons(situation: Situation) -> tuple[Choice, ...]:
    return tuple(Choice(label=name_of(locale), tap=Tap(Act.LANGUAGE, (locale,))) for locale in situation.locales)


def name_of(locale: str) -> str:
    """Return a language's name in itself, as its speakers look for it in a list: Français."""
    try:
        name = Locale.parse(locale, sep="-" if "-" in locale else "_").get_display_name() or locale
    except (UnknownLocaleError, ValueError):
        return locale
    return name[:1].upper() + name[1:]


def _speak(situation: Situation, locale: str) -> Heard:
    """Change the language, and put the open question again in it."""
    state = _in_language(situation.state, locale)
    changed = Line("language.changed")
    if state.closed or not state.asked:
        return Heard(state, replies=(Reply((changed,)),))
    return Heard(state, lines=(changed,), goes_on=True)


def _in_language(state: State, locale: str) -> State:
    return replace(state, locale=locale, chose_language=True, open=None)


def _edit(situation: Situation) -> Heard:
    fields = [q.field for q in situation.questions if q.field in situation.facts]
    fields = [field for field in fields if not _is_withdrawn(situation, field)]
    if AUDIENCE in situation.facts and AUDIENCE not in fields and not situation.one_audience:
        fields.insert(0, AUDIENCE)
    if not fields:
        return Heard(situation.state, replies=(Reply((Line("edit.nothing"),)),))
    choices = tuple(
        Choice(key=f"questions.{field}.label", answer=(field, situation.facts[field]), tap=Tap(Act.EDIT, (field,)))
        for field in fields
    )
    return Heard(situation.state, replies=(Reply((Line("edit.ask"),), options=choices),))


def _back(situation: Situation) -> Heard:
    return go_back(situation, situation.state.open or "", None)


_BY_NAME: dict[str, Callable[[Situation], Heard]] = {
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
