"""Every rule of scoring on the same case: each property of a whole history is tried on the model and history drawn.

`make fuzz` tries a hundred thousand of them, `make test` five hundred. A property that takes one `case` takes part by
itself.
"""

from collections.abc import Callable, Iterator
from inspect import signature
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.property.scoring import (
    test_cooling_properties,
    test_fit_properties,
    test_fold_properties,
    test_history_properties,
    test_ledger_properties,
    test_parse_properties,
    test_tier_properties,
)
from tests.property.scoring.cases import Case, cases


def properties_of(module: ModuleType) -> Iterator[Callable[[Case], None]]:
    """Yield what the properties of a module say of one case, without hypothesis around it."""
    for name, test in vars(module).items():
        if name.startswith("test_") and hasattr(test, "hypothesis"):
            inner: Any = test.hypothesis.inner_test
            if list(signature(inner).parameters) == ["case"]:
                yield inner


PROPERTIES = [
    *properties_of(test_fold_properties),
    *properties_of(test_history_properties),
    *properties_of(test_fit_properties),
    *properties_of(test_cooling_properties),
    *properties_of(test_tier_properties),
    *properties_of(test_ledger_properties),
    *properties_of(test_parse_properties),
]


def test_the_properties_are_found() -> None:
    assert len(PROPERTIES) > 20
    assert "test_the_lines_sum_exactly_to_the_score_shown" in {each.__name__ for each in PROPERTIES}


PLAINLY = settings(
    deadline=None,
    # To explain what was found, hypothesis would trace every line: a failing case would take minutes more.
    phases=[phase for phase in Phase if phase is not Phase.explain],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.timeout(900)  # to make a failing case small takes up to five minutes
def test_every_rule_holds(most_histories: int, record_property: Callable[[str, object], None]) -> None:
    tried = 0

    @settings(PLAINLY, max_examples=most_histories)
    @given(cases())
    def holds(case: Case) -> None:
        nonlocal tried
        tried += 1
        for holds_for in PROPERTIES:
            holds_for(case)

    try:
        holds()
    finally:
        record_property("histories", tried)
