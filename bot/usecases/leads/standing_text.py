"""Standings as the text that a lead's row keeps: scoring's own form, written and read by msgspec."""

from bot.json_text import from_json, to_json
from scoring import standing
from scoring.standing import Standing


def pack(stands: Standing) -> str:
    """Return a standing as text."""
    return standing.pack(stands, encode=to_json)


def unpack(text: str) -> Standing:
    """Return the standing that a text says; raise StandingError where it is none."""
    return standing.unpack(text, decode=from_json)
