"""Tries orders out on a copy of the database that goes with the process, to see what they would do."""

from typing import Any

from bot import clock
from bot.orders.orders import perform
from storage.statements import Transaction

Json = dict[str, Any]


class Rehearsal:
    """Carries out orders on a copy."""

    def __init__(self, copy: Transaction) -> None:
        self._copy = copy

    async def perform(self, order: str, body: Json) -> Json:
        """Carry out an order there."""
        return perform(self._copy, order, body, setup=None, now=clock.utc_now())
