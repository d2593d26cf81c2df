"""In which language somebody is spoken to: the one that they write, unless they have chosen one."""

from msgspec.structs import replace

from bot.conversation.replies import Choice, Reply
from bot.conversation.state import Line, State
from bot.messages import Act, Tap
from bot.understanding.interpretation import Interpretation

LANGUAGE = "language"


def spoken_to(state: State, understood: Interpretation, locales: tuple[str, ...]) -> State:
    """Return the state in the language of ``locales`` in which a message is to be answered, and all after it.

    Whoever asks for a language gets it. Else it is the one they certainly write; not where they have chosen one, nor
    while a person has the conversation.
    """
    if understood.language in locales:
        return replace(state, locale=understood.language, chose_language=True)
    written = understood.locale
    if written not in locales or state.chose_language or state.rep:
        return state
    return state if written == state.locale else replace(state, locale=written)


def languages_line(locales: tuple[str, ...]) -> Line:
    """Return the line that says which languages there are."""
    return Line("language.only", tuple((LANGUAGE, locale) for locale in locales))


def with_way_back(replies: tuple[Reply, ...], *, to: str, label: str) -> tuple[Reply, ...]:
    """Return replies with a button that goes back to a language, below the last message that may have one."""
    button = (Choice(label=label, tap=Tap(Act.LANGUAGE, (to,))),)
    for at in range(len(replies) - 1, -1, -1):
        reply = replies[at]
        if reply.replaces is None and not (reply.wants_contact or reply.hides_contact):
            return (*replies[:at], replace(reply, rows=(*reply.rows, button)), *replies[at + 1 :])
    return replies
