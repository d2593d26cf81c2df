"""Which desk a lead belongs to: the first whose rule fits them, else the one that has had them, else the first chat."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from bot.conditions import Compared, Condition, Scope, comparisons
from bot.desk.rules import DeskRules
from scoring.model import RANK
from scoring.values import Value

AUDIENCE, LANGUAGE, SOURCE, COUNTRY, TIER = "audience", "language", "source", "country", "tier"
LOOKED_AT = (AUDIENCE, LANGUAGE, SOURCE, COUNTRY, TIER)
"""What the rule of a desk can look at."""
MOST_KINDS = 20_000
"""So many kinds of leads are tried to find one that a rule fits: rules of more are taken to fit somebody."""
_ELSE = "\x00"
"""Stands for whatever no rule names."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk: its name, its chat, whom it takes (``when``; None: nobody but who fits nowhere), and its own rules."""

    name: str
    chat: int
    when: Condition | None = None
    rules: DeskRules = field(default_factory=DeskRules)


def scope_of_lead(*, audience: str | None, language: str, source: str, country: Value | None, tier: str) -> Scope:
    """Return what rules of desks look at. Audience and country may be unknown: then no comparison with them holds."""
    known: dict[str, Value | None] = {AUDIENCE: audience, LANGUAGE: language, SOURCE: source, TIER: tier}
    known[COUNTRY] = country
    return {name: value for name, value in known.items() if value is not None}


def chat_for(scope: Scope, desks: Sequence[Desk], chats: Sequence[int], *, before: int | None = None) -> int:
    """Return the chat of the desk that a lead belongs to, one of ``chats``.

    ``before`` is the chat that had the lead last: it keeps them where no rule fits. Who fits nowhere and was nowhere
    goes to the first chat.
    """
    fitting = fits(scope, [desk for desk in desks if desk.chat in chats])
    if fitting is not None:
        return fitting.chat
    return before if before is not None and before in chats else chats[0]


def names_of(desks: Sequence[Desk], chats: Sequence[int]) -> Mapping[int, str]:
    """Return the names of the desks of these chats, in their order; for one without a name its chat's id.

    >>> names_of([Desk("north", -2)], [-1, -2])
    {-1: '-1', -2: 'north'}
    """
    known = {desk.chat: desk.name for desk in desks}
    return {chat: known.get(chat, str(chat)) for chat in chats}


def fits(scope: Scope, desks: Sequence[Desk]) -> Desk | None:
    """Return the first desk whose rule fits."""
    return next((desk for desk in desks if desk.when is not None and desk.when.holds(scope)), None)


def never_reached(desks: Sequence[Desk], *, audiences: Sequence[str], languages: Sequence[str]) -> list[Desk]:
    """Return the desks whose rule fits nobody, or nobody whom a desk above does not take."""
    left = [desk for desk in desks if desk.when is not None]
    kinds = kinds_of_leads(desks, audiences=audiences, languages=languages)
    tried = 0
    for scope in islice(kinds, MOST_KINDS):
        tried += 1
        found = fits(scope, desks)
        left = [desk for desk in left if desk is not found]
        if not left:
            break
    return [] if tried == MOST_KINDS else left


def kinds_of_leads(desks: Sequence[Desk], *, audiences: Sequence[str], languages: Sequence[str]) -> Iterator[Scope]:
    """Yield one lead of each kind that rules can tell apart, those of which less is known last."""
    named = _values_named(desks)
    values: dict[str, Sequence[Value | None]] = {
        AUDIENCE: (*audiences, None),
        LANGUAGE: tuple(languages) or ("en",),
        SOURCE: (*named[SOURCE], _ELSE, ""),
        COUNTRY: (*named[COUNTRY], _ELSE, None),
        TIER: tuple(RANK),
    }
    looked_at = {name for desk in desks if desk.when is not None for name in desk.when.names}
    names = [name for name in LOOKED_AT if name in looked_at]
    for combined in product(*(values[name] for name in names)):
        yield {name: value for name, value in zip(names, combined, strict=True) if value is not None}


def _values_named(desks: Sequence[Desk]) -> Mapping[str, Sequence[Value]]:
    """Return the values of sources and countries that rules name."""
    named: dict[str, dict[Value, None]] = {SOURCE: {}, COUNTRY: {}}
    for desk in desks:
        compared: Iterator[Compared] = comparisons(desk.when) if desk.when is not None else iter(())
        for each in compared:
            named.get(each.name, {}).update(dict.fromkeys(each.values))
    return {name: tuple(values) for name, values in named.items()}
