"""What is said to somebody whom a person of ours has known, and whose words or files only a person understands."""

from msgspec.structs import replace

from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.state import Line

_NOT_UNDERSTOOD = ("not_understood.", "unsupported", "words_only")
_PASSED_ON = Line("passed_on")


def passed_on_all_the_same(heard: Heard) -> Heard:
    """Return what was heard with the words passed on, and with that said instead of that they were not understood."""
    replies = tuple(_with_line(reply, first=at == 0) for at, reply in enumerate(heard.replies)) or (
        Reply((_PASSED_ON,)),
    )
    return passed_on_quietly(replace(heard, replies=replies, lines=_understood(heard.lines)))


def passed_on_quietly(heard: Heard) -> Heard:
    """Return what was heard with it passed on, where that has been said: of an album once."""
    return replace(heard, effects=heard.effects | {Effect.PASS_ON})


def _with_line(reply: Reply, *, first: bool) -> Reply:
    return replace(reply, lines=(_PASSED_ON, *_understood(reply.lines))) if first else reply


def _understood(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not line.key.startswith(_NOT_UNDERSTOOD))
