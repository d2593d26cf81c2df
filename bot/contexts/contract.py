"""Which text may use what: the context of each key of each kind of file."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from bot.contexts.cards import CARD
from bot.contexts.desks import DESKS
from bot.contexts.explanations import EXPLANATIONS
from bot.contexts.figures import FIGURES
from bot.contexts.handoffs import HANDOFFS
from bot.contexts.looking import LOOKING
from bot.contexts.marketing import MARKETING
from bot.contexts.meetings import MEETINGS
from bot.contexts.prospects import CHAT, PLAYBOOK, Person
from bot.contexts.reminders import REMINDERS
from bot.contexts.replies import REPLIES
from bot.contexts.reps import REPS

_DESK = {
    **CARD,
    **HANDOFFS,
    **DESKS,
    **REPLIES,
    **REMINDERS,
    **REPS,
    **EXPLANATIONS,
    **LOOKING,
    **MEETINGS,
    **FIGURES,
    **MARKETING,
}

CONTEXTS: Mapping[str, Mapping[str, type]] = {"chat": CHAT, "playbook": PLAYBOOK, "desk": _DESK}
"""The context of each text, by kind of file and key; ``*`` stands for any field, option, content or signal."""

_TO_PROSPECTS = {key: context for kind in ("playbook", "chat") for key, context in CONTEXTS[kind].items()}


@lru_cache(1024)
def said_to_prospects(key: str) -> type:
    """Return the context of a text that prospects read; what is said of a script's own names is mostly a Person's."""
    return _TO_PROSPECTS.get(key) or _TO_PROSPECTS.get(f"{key.partition('.')[0]}.*", Person)


def variables(context: type) -> Mapping[str, object]:
    """Return the names of a context's variables with their types, in order."""
    return {field.name: field.type for field in fields(context)}
