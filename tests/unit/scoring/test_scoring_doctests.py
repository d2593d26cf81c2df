import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import scoring


@pytest.mark.parametrize("name", sorted(module.name for module in iter_modules(scoring.__path__)))
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(import_module(f"scoring.{name}")).failed == 0
