"""What is said to somebody whose words nobody understood, and whom a person of ours has known: these get them."""

from msgspec.structs import replace

from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.state import Line

_NOT_UNDERSTOOD = "not_understood."
_PASSED_ON = Line("passed_on")


def passed_on_all_the_same(heard: Heard) -> Heard:
    """Return what was heard with the words passed on, and with that said instead of that they were not understood."""
    replies = tuple(_with_line(reply, first=at == 0) for at, reply in enumerate(heard.replies)) or (
        Reply((_PASSED_ON,)),
    )
    return replace(heard, replies=replies, effects=heard.effects | {Effect.PASS_ON})


def _with_line(reply: Reply, *, first: bool) -> Reply:
    lines = tuple(line for line in reply.lines if not line.key.startswith(_NOT_UNDERSTOOD))
    return replace(reply, lines=(_PASSED_ON, *lines)) if first else reply
