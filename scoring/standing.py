"""The state of one lead's fold, and its packed form: one short text that a database keeps in the lead's row."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scoring.engagement import Tally
from scoring.errors import StandingError
from scoring.model import COLD
from scoring.values import Value

BEFORE_ALL = (-(2**63), "", "")
_FORMAT = 3
_SHORT, _LONG = 5, 8
"""What a tally has that need not remember single matches (points, since when, given, lost, how often), and one that
knows of no cap within a time, and of no end."""


class Known(NamedTuple):
    """The latest value of a field and when it was learnt."""

    at_us: int
    value: Value


class Standing(NamedTuple):
    """All that the next item needs to know of those before it.

    `key` is the (microseconds, id, kind) of the last thing folded; a fall by cooling has neither id nor kind. `facts`
    holds only fields that the model reads. `fit_sum` is before the limits. `due_us` is when the tier falls by itself.
    `version` is the model's, empty before the first item.
    """

    version: str = ""
    key: tuple[int, str, str] = BEFORE_ALL
    facts: Mapping[str, Known] = {}
    tallies: Mapping[int, Tally] = {}
    tier: str = COLD
    due_us: int | None = None
    fit_sum: float = 0.0
    unfit: bool = False

    @property
    def at_us(self) -> int:
        """The instant of the last thing folded."""
        return self.key[0]


def start() -> Standing:
    """Return the standing of a lead of whom nothing is known."""
    return Standing()


def _plainly(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), check_circular=False)


def pack(standing: Standing, *, encode: Callable[[object], str] = _plainly) -> str:
    """Return the standing as JSON text from which `unpack` makes it again, to the last bit.

    `encode` writes the JSON: whoever packs many may have a faster one than Python's own.

    >>> unpack(pack(start())) == start()
    True
    """
    return encode(
        (
            _FORMAT,
            standing.version,
            *standing.key,
            standing.facts,
            [(index, *_kept(tally)) for index, tally in standing.tallies.items()],
            standing.tier,
            standing.due_us,
            standing.fit_sum,
            standing.unfit,
        )
    )


def _kept(tally: Tally) -> tuple[Any, ...]:
    if tally.paid or tally.until_us is not None:
        return tally
    remembers = tally.window or tally.recent or tally.matched_us is not None
    return tally[:_LONG] if remembers else tally[:_SHORT]


def _tally(kept: list[Any]) -> Tally:
    if len(kept) == _SHORT:
        return Tally(*kept)
    if len(kept) == _LONG:
        *sums, window, recent, matched_us = kept
        return Tally._make((*sums, tuple(window), tuple(recent), matched_us, (), None))
    *sums, window, recent, matched_us, paid, until_us = kept
    awards = tuple((at_us, points) for at_us, points in paid)
    return Tally._make((*sums, tuple(window), tuple(recent), matched_us, awards, until_us))


def unpack(text: str, *, decode: Callable[[str], Any] = json.loads) -> Standing:
    """Return the standing that was packed; raise `StandingError` if the text is none of ours."""
    try:
        form, version, at_us, item_id, kind, facts, tallies, *rest = decode(text)
        if form != _FORMAT:
            raise StandingError(f"the standing is packed in format {form}, expected {_FORMAT}: refold this lead")
        known = {name: Known(*fact) for name, fact in facts.items()}
        kept = {index: _tally(tally) for index, *tally in tallies}
        return Standing(version, (at_us, item_id, kind), known, kept, *rest)
    except (ValueError, TypeError, AttributeError, RecursionError) as mistake:
        raise StandingError("the text is not a packed standing: refold this lead") from mistake
