"""What sales reads after "Why?", in every language and for every business: sums that are right, and deeds to come."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import contexts, playbooks, rendering
from bot.playbooks import Playbook, Playbooks
from bot.rendering import plain
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.sales.explain_lead import explanation_of
from bot.usecases.sales.reason_labels import deed_label
from bot.usecases.setup import Setup
from scoring.engine import replay
from scoring.history import Fact, Item, Signal
from scoring.lifts import Lift
from scoring.model import Model
from scoring.rules import EngagementRule
from storage.leads import StoredLead
from tests.builders import SALES
from tests.explanations import assert_it_adds_up
from tests.property.scoring.histories import unhurried

BUSINESSES = (SHIPPED_TEMPLATES, *sorted((SHIPPED_TEMPLATES / "examples").iterdir()))
LANGUAGES = ("en", "fr", "es", "sv")
MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
# When something happened, in hours, and which of the things that may.
happenings = st.lists(st.tuples(st.integers(0, 24 * 150), st.integers(0, 10_000)), max_size=30)


@cache
def everybody() -> tuple[tuple[Playbooks, str, Playbook], ...]:
    """Return each audience of the shipped business and of the examples."""
    loaded = [
        playbooks.load(folder, compile_text=rendering.compile_text, base=SHIPPED_TEMPLATES) for folder in BUSINESSES
    ]
    return tuple((each, audience, playbook) for each in loaded for audience, playbook in each.audiences.items())


@cache
def possible(model: Model) -> tuple[Item, ...]:
    """Return a fact for each value, and a signal for each rule, that a model names."""
    facts = [Fact("", MONDAY, field, value) for field in sorted(model.fields) for value in model.named_values(field)]
    properties = [{name: test.example() for name, test in rule.where} for rule in model.engagement]
    signals = [Signal("", MONDAY, rule.signal, given) for rule, given in zip(model.engagement, properties, strict=True)]
    return (*facts, *signals)


def happened(model: Model, drawn: list[tuple[int, int]]) -> list[Item]:
    return [
        _moved(possible(model)[which % len(possible(model))], str(n), hours) for n, (hours, which) in enumerate(drawn)
    ]


def _moved(item: Item, number: str, hours: int) -> Item:
    at = MONDAY + timedelta(hours=hours)
    if isinstance(item, Fact):
        return Fact(number, at, item.field, item.value)
    return Signal(number, at, item.name, item.properties)


def quentin(audience: str) -> StoredLead:
    return StoredLead(1, audience, "en", "Quentin", "", "", MONDAY, MONDAY, "{}", "", "cold", "", None)


@unhurried
@given(st.integers(0, 5), st.sampled_from(LANGUAGES), happenings, st.integers(0, 24 * 300))
def test_what_sales_reads_sums_to_the_score_and_a_missing_minimum_is_below_what_is_needed(
    which: int, locale: str, drawn: list[tuple[int, int]], hours: int
) -> None:
    everything, audience, playbook = everybody()[which % len(everybody())]
    now = MONDAY + timedelta(hours=hours)
    standing = replay(playbook.model, happened(playbook.model, drawn), now).standing
    setup = Setup(everything, SALES, locale)
    about = contexts.About(1, 0, "Quentin")
    explanation = explanation_of(quentin(audience), about, standing, setup=setup, playbook=playbook, now=now)
    told = plain(setup.desk_texts.render("why.score", explanation))
    assert_it_adds_up(told)
    for short in explanation.missing:
        assert _number(short.has) < _number(short.needs)
        assert re.search(rf"\b{short.tier}\b.* {re.escape(short.has)}\b.* {re.escape(short.needs)}\b", told), told


def _number(written: str) -> float:
    return float(written.replace("−", "-").replace(",", "."))


def _rules() -> Iterator[tuple[Playbooks, Model, EngagementRule]]:
    for everything, _, playbook in everybody():
        for rule in playbook.model.engagement:
            if rule.points > 0:
                yield everything, playbook.model, rule


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_would_lift_a_lead_is_never_told_as_done(locale: str) -> None:
    for everything, model, rule in _rules():
        for times in (1, 2):
            told = deed_label(Lift("hot", times, signal=rule.signal_about), model, everything.desk[locale])
            done = {label for each in model.engagement for _, label in each.labels}
            assert told.removesuffix(" ×2") not in done
            assert '"' not in told, "the label, quoted: a label_if is missing"
            assert rule.signal not in told, "the signal's name: a text is missing"
