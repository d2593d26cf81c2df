"""Words from before they agreed that we keep anything: they wait in the state, and are heard once they have."""

from msgspec.structs import replace

from bot.conversation.doubts import with_number_asked
from bot.conversation.replies import Heard
from bot.conversation.situation import Situation
from bot.conversation.state import State
from bot.conversation.typed_answers import hear_answers
from bot.conversation.typed_words import meaning_of
from bot.script import Script

MAX_KEPT_CHARS = 1000


def keeping(state: State, text: str) -> State:
    """Return the state with more words kept in it."""
    return replace(state, kept=f"{state.kept}\n{text}".strip()[:MAX_KEPT_CHARS])


def may_hear_kept(heard: Heard, *, script: Script | None) -> bool:
    """Return whether something was kept that may be taken after ``heard``: the audience is known, they have agreed."""
    return bool(heard.state.kept and heard.state.consented and heard.goes_on and script)


def hear_kept(situation: Situation, heard: Heard) -> Heard:
    """Return the meaning of words from before they agreed, now that they have; what came since (``heard``) counts."""
    text, state, since = situation.state.kept, replace(situation.state, kept=""), dict(heard.answers)
    understood = meaning_of(situation, text, None)
    answers = tuple(answer for answer in understood.answers if answer.field not in since)
    situation = replace(situation, state=state)
    told = hear_answers(situation, answers) if answers else Heard(state, goes_on=True)
    return with_number_asked(situation, told, understood, text=text)
