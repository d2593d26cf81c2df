"""Chance that repeats itself: all is drawn from `Random.random`, whose sequence Python promises not to change."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that depend on a seed and on nothing else."""

    def __init__(self, *seed: object) -> None:
        self._draw = Random("/".join(map(str, seed))).random

    def chance(self, share: float) -> bool:
        return self._draw() < share

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._draw()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int((high - low + 1) * self._draw())

    def early(self, most: int) -> int:
        """Draw a whole number from 0 to `most`, low ones far more often."""
        return int((most + 1) * self._draw() ** 2)

    def one_of(self, options: Sequence[T]) -> T:
        return options[int(len(options) * self._draw())]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Draw a key, as often as its weight says."""
        left = sum(weights.values()) * self._draw()
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        return option
