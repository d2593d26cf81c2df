"""What is sent beside text: its words are heard like any others, and a person looks at the rest where one is there."""

from msgspec.structs import replace

from bot.conversation import typed_text
from bot.conversation.answers import varied
from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line
from bot.messages import SentOther
from bot.understanding.interpretation import Interpretation


def hear_media(situation: Situation, what: SentOther, found: Interpretation | None) -> Heard:
    """Return the meaning of media. Where sales has the lead they go there; of an album only the first is answered."""
    is_next = bool(what.album) and what.album == situation.state.album
    situation = replace(situation, state=replace(situation.state, album=what.album, stopped=False))
    is_passed_on = situation.state.handoff is not None
    if what.caption and not is_next:
        heard = typed_text.hear_text(situation, what.caption, found)
        heard = heard if is_passed_on or Effect.CALL_PERSON in heard.effects else _words_only(heard)
    elif is_passed_on or is_next:
        heard = Heard(situation.state)
    else:
        return Heard(situation.state, replies=(Reply((Line("unsupported"),)),))
    if not is_passed_on:
        return heard
    told = heard if is_next or Effect.PASS_ON in heard.effects or situation.state.rep else _told(heard)
    return replace(told, effects=heard.effects | {Effect.PASS_ON})


def _words_only(heard: Heard) -> Heard:
    """Say first that we read nothing but the words."""
    line = Line("words_only")
    if heard.goes_on and not heard.replies:
        return replace(heard, lines=(line, *heard.lines))
    first, *others = heard.replies or (Reply(()),)
    if first.replaces is not None:
        return replace(heard, replies=(Reply((line,)), first, *others))
    return replace(heard, replies=(replace(first, lines=(line, *first.lines)), *others))


def _told(heard: Heard) -> Heard:
    line, state = varied(heard.state, "passed_on")
    if heard.goes_on:
        return replace(heard, state=state, lines=(*heard.lines, line))
    return replace(heard, state=state, replies=(*heard.replies, Reply((line,))))
