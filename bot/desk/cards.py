"""What a card must tell a rep: why now, what was said, and what was not asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.ledger import LedgerLine
from scoring.values import Value

MOST_REASONS = 3
HEADLINE_FIELDS = ("need", "company")
REACHED_BY = ("email", "phone")
"""How people are reached who have no chat with the bot."""


@dataclass(frozen=True, slots=True)
class CardPlan:
    """A card's content before it is put into words: the strongest reasons, answers in the script's order, gaps."""

    reasons: tuple[LedgerLine, ...]
    answers: tuple[tuple[str, Value], ...]
    not_asked: tuple[str, ...]


def plan_card(fields: Sequence[str], facts: Mapping[str, Value], lines: Iterable[LedgerLine]) -> CardPlan:
    """Return the content of a card about a lead; ``fields`` are those that the script asks for, in its order."""
    given = [line for line in lines if line.remains > 0 and line.kind != "limit"]
    strongest = sorted(given, key=lambda line: -line.remains)[:MOST_REASONS]
    return CardPlan(
        reasons=tuple(strongest),
        answers=tuple((field, facts[field]) for field in fields if field in facts),
        not_asked=tuple(field for field in fields if field not in facts),
    )
