"""Several quick messages are answered once: what a reply that still waits would have said, the next one says.

Each message is saved and scored as it comes; only the message that asks waits a moment for more of their words.
"""

from datetime import datetime

from msgspec.structs import replace

from bot.conversation import doubts
from bot.conversation.engine import Response
from bot.conversation.reading_back import GOT_IT, READ_BACK
from bot.conversation.replies import Heard, Reply
from bot.conversation.state import AUDIENCE, Held, Line, State
from bot.script import AnswerValue

_MOST_WORDS_CHARS = 300

_OF_THE_MOMENT = ("not_understood", GOT_IT, "changed", "last_one", "moving_on")
"""Lines about one message: once there is another, they are untrue, or said anew."""
_OF_US = "not_understood.question"
"""Says that we do not know what they asked: that stays true."""


def asks(reply: Reply, state: State) -> bool:
    """Return whether a reply is a new message that asks the question which is open."""
    return reply.replaces is None and _place_of_question(reply, state) is not None


def _place_of_question(reply: Reply, state: State) -> int | None:
    texts = (f"questions.{state.open}.ask", "own_words", *doubts.LINES)
    return next((place for place, line in enumerate(reply.lines) if state.open and line.key in texts), None)


def may_take_over(held: Held, heard: Heard) -> bool:
    """Return whether the reply to what was heard can say what the held one would have: both ask."""
    if heard.goes_on:
        return bool(heard.answers or heard.lines or held.told or held.lines)
    return bool(heard.replies) and asks(heard.replies[-1], heard.state)


def is_void(heard: Heard) -> bool:
    """Return whether the question of a held reply must not be asked any more."""
    return heard.state.stopped or (heard.state.open is None and not heard.goes_on)


def taking_over(held: Held, heard: Heard) -> Heard:
    """Return what was heard, with all that was understood since the held message's first read back together."""
    told = _told(held, heard)
    above = (*held.lines, *((Line(GOT_IT, told),) if told else ()))
    if heard.goes_on:
        return replace(heard, lines=(*above, *(line for line in heard.lines if line.key not in READ_BACK)))
    *others, last = heard.replies
    return replace(heard, replies=(*others, replace(last, lines=(*above, *last.lines))))


def held_from(
    until: datetime, heard: Heard, response: Response, *, before: Held | None, text: str, left: str = ""
) -> Held:
    """Return what is remembered of a reply that waits; ``text``, which it answers, where nothing was understood.

    ``left`` is the language that it offers to go back to.
    """
    reply = response.replies[-1]
    above = reply.lines[: _place_of_question(reply, response.state)]
    lines = tuple(line for line in above if line.key.startswith(_OF_US) or not line.key.startswith(_OF_THE_MOMENT))
    told, words = _told(before, heard), ""
    if heard.missed is not None and not heard.missed.is_question:
        words = f"{before.words if before else ''} {text}".strip()[:_MOST_WORDS_CHARS]
    return Held(until, told=told, lines=lines, words=words, left=left)


def _told(held: Held | None, heard: Heard) -> tuple[tuple[str, AnswerValue], ...]:
    read_back = (answer for line in heard.lines if line.key in READ_BACK for answer in line.answers)
    told = {**dict(held.told if held else ()), **dict(read_back), **dict(heard.answers)}
    return tuple((field, value) for field, value in told.items() if field != AUDIENCE)
