"""Whose handoffs are looked at where there are several desks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, not_, or_, true

from storage.dialects import is_one_of


@dataclass(frozen=True, slots=True)
class DeskScope:
    """The desks that are ``seen``, by their chats, out of all ``chats``; what none of them has is the first's."""

    seen: tuple[int, ...]
    chats: tuple[int, ...]

    @property
    def values(self) -> Mapping[str, object]:
        """Return the values of the parameters of ``is_seen``."""
        rest = bool(self.chats) and self.chats[0] in self.seen
        return {"seen": json.dumps(self.seen), "chats": json.dumps(self.chats), "rest": rest}

    def has(self, chat: int | None) -> bool:
        """Return whether the desk of a handoff is seen."""
        return (chat if chat in self.chats else self.chats[0]) in self.seen


def values_of(scope: DeskScope | None) -> Mapping[str, object]:
    """Return the values of the parameters of ``is_seen``; none where everything is looked at."""
    return scope.values if scope else {}


def is_seen(desk_chat: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return a condition: the desk of a handoff is one of those seen."""
    of_no_desk = or_(desk_chat.is_(None), not_(is_one_of(desk_chat, "chats")))
    return or_(is_one_of(desk_chat, "seen"), and_(bindparam("rest") == true(), of_no_desk))
