"""A case: a model, a history, and the instant at which somebody asks. Most rules of scoring can be tried on any."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from scoring.history import Item
from scoring.model import Model
from scoring.parse import parse_model
from tests.property.scoring.documents import Document, documents
from tests.property.scoring.histories import LATER, MOST_STEPS, SPANS, paced, paced_histories, paces

alone = settings(deadline=None, max_examples=25)
"""Enough for a property that is tried on five hundred cases together with all the others."""


@dataclass(frozen=True, slots=True)
class Case:
    """The model as its document, so that a failing case can be read; the history is in any order of time."""

    document: Document
    history: Sequence[Item]
    at: datetime
    seed: int = 0
    model: Model = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", parse_model(self.document))

    @property
    def chance(self) -> Random:
        """Return what decides by chance, the same way each time: what comes late, twice or not at all."""
        return Random(self.seed)


@st.composite
def cases(draw: st.DrawFn, most: int = 24) -> Case:
    # The history first: what is drawn last is what hypothesis simplifies when it runs out of room.
    pace = draw(paces)
    history = draw(paced_histories(pace, most=most))
    late, any_time = paced(pace, MOST_STEPS // 2, MOST_STEPS * 3 // 2), paced(pace)
    at = draw(st.one_of(late, late, any_time, st.just(LATER)))
    return Case(draw(documents(st.sampled_from(SPANS[pace]))), history, at, draw(st.integers(0, 2**32)))
