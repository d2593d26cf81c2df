"""Where a conversation is: what was asked, open or passed over; no step counter (rule 1 of the conversation)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bot.json_text import from_json, to_json
from bot.script import AnswerValue

AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Line:
    """A line to say: its text's key, and the answers (field, value) that it reads back."""

    key: str
    answers: tuple[tuple[str, AnswerValue], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What must be remembered of a conversation beside the facts.

    ``asked`` holds fields in the order first asked; ``open`` is the field that waits for an answer; ``preface`` the
    lines above the open question, so that its message can be drawn again; ``misses`` counts answers to it that were
    not understood; ``kept`` is what was said before the audience was known; ``own_words`` is set while we wait for
    the words behind "something else"; ``last_words`` is the beginning of what they typed last. ``handoff`` is the
    number under which sales has the lead while that is open, and ``rep`` who claimed it.
    """

    locale: str
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    open: str | None = None
    preface: tuple[Line, ...] = ()
    misses: int = 0
    own_words: bool = False
    kept: str = ""
    last_words: str = ""
    consented: bool = False
    closed: bool = False
    stopped: bool = False
    nudged: bool = False
    contact_shown: bool = False
    handoff: int | None = None
    rep: str = ""
    last_at: datetime | None = None

    def to_json(self) -> str:
        """Return the state as compact JSON, without what is at its default."""
        stored: dict[str, Any] = {
            name: value for name, default in _DEFAULTS.items() if (value := getattr(self, name)) != default
        }
        if self.preface:
            stored["preface"] = [[line.key, line.answers] for line in self.preface]
        if self.last_at:
            stored["last_at"] = self.last_at.isoformat()
        return to_json(stored)

    @classmethod
    def from_json(cls, text: str) -> "State":
        """Return the state that ``to_json`` wrote; what this version does not know is left out."""
        stored: Mapping[str, Any] = from_json(text)
        known = {name: value for name, value in stored.items() if name in _DEFAULTS}
        for name in ("asked", "skipped"):
            known[name] = tuple(known.get(name, ()))
        known["preface"] = tuple(
            Line(key, tuple((field, value) for field, value in answers)) for key, answers in known.get("preface", ())
        )
        if "last_at" in known:
            known["last_at"] = datetime.fromisoformat(known["last_at"])
        return cls(**known)


_DEFAULTS = {f.name: f.default for f in fields(State)}
