"""The version of a model: a hash of what it says, however it was written down (rule 7 of scoring)."""

import dataclasses
import hashlib
import json
from datetime import timedelta

from scoring.instants import span_us
from scoring.model import Model

_DIGITS = 12
REVISION = 2
"""Of the rules of scoring themselves: raised where the same model, of the same history, makes another score."""


def content_hash(model: Model) -> str:
    """Return 12 hex digits that models share exactly when they say the same, by the same rules of scoring.

    Order of mappings, spelling of durations (48h, 2d) and of numbers (5, 5.0), defaults written out and labels do not
    count.
    """
    content = json.dumps([REVISION, _canonical(dataclasses.replace(model, version=""))], separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def _canonical(part: object) -> object:
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        # A default says nothing: so a field added later leaves the versions of today's models alone.
        said = [(f.name, getattr(part, f.name), f.default) for f in dataclasses.fields(part) if f.init and f.compare]
        return [type(part).__name__, [(name, _canonical(v)) for name, v, default in said if v != default]]
    if isinstance(part, tuple):
        return [_canonical(entry) for entry in part]
    if isinstance(part, timedelta):
        return span_us(part)
    return int(part) if isinstance(part, float) and part.is_integer() else part
