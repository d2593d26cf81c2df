"""Keeps for marketing what a prospect typed and nobody understood."""

from bot.conversation.replies import Heard
from bot.messages import words_of
from bot.usecases.prospects.turn import Turn
from storage import unanswered
from storage.unanswered import QUESTION, SAID, NotUnderstood

MAX_WORDS_CHARS = 200
"""Longer ones are stories: nothing that marketing could put on a list of words."""


def keep_unanswered(turn: Turn, heard: Heard) -> None:
    """Keep the words of this turn if they were not understood; nothing of who has not agreed that we keep answers."""
    what, missed = words_of(turn.incoming.what), heard.missed
    if missed is None or not turn.state.consented or what is None:
        return
    words = " ".join((missed.words or what.text).split())[:MAX_WORDS_CHARS]
    if not any(sign.isalnum() for sign in words):
        return
    message = NotUnderstood(
        at=turn.now,
        locale=turn.state.locale,
        audience=turn.audience,
        asked=missed.asked,
        kind=QUESTION if missed.is_question else SAID,
        words=words,
    )
    unanswered.keep(turn.tx, turn.lead.id, message)
