"""What is known of a lead: dated facts, and dated signals. History is any number of both, in any order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from scoring.values import Value

FACT, SIGNAL = "fact", "signal"
WITHDRAWN = "outcome.withdrawn"
"""The signal that takes an outcome back, which it names in its property ``signal``: the fold passes over both."""
_OUTCOMES = "outcome."


# Named tuples: a frozen dataclass is made four times slower, and of these each event makes one.
class Fact(NamedTuple):
    """At this instant the field had this value; the latest fact of a field counts."""

    id: str
    at: datetime
    field: str
    value: Value

    @property
    def kind(self) -> str:
        """Return the word for it, by which facts and signals of one id are told apart."""
        return FACT


class Signal(NamedTuple):
    """At this instant the lead did this, on whatever channel."""

    id: str
    at: datetime
    name: str
    properties: Mapping[str, Value] = {}

    @property
    def kind(self) -> str:
        """Return the word for it, by which facts and signals of one id are told apart."""
        return SIGNAL


Item = Fact | Signal


def still_standing(items: Iterable[Item]) -> list[Item]:
    """Return a history without what was taken back, and without what took it back."""
    items = list(items)
    back = [item for item in items if isinstance(item, Signal) and item.name == WITHDRAWN]
    gone = {item.id for item in back} | {str(item.properties.get("signal", "")) for item in back}
    return [
        item for item in items if not (isinstance(item, Signal) and item.id in gone and item.name.startswith(_OUTCOMES))
    ]


def order_key(item: Item) -> tuple[datetime, str, str]:
    """Return the sort key of history: instant, then id, then kind."""
    return item.at, item.id, item.kind


def in_order(items: Sequence[Item]) -> Sequence[Item]:
    """Return items in the order of history: of one there is nothing to compare."""
    return sorted(items, key=order_key) if len(items) > 1 else items
