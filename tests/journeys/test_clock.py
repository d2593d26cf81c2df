"""A clock that is set while the bot runs: what is tried again arrives, nothing comes twice, nobody is forgotten."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from .life import Life

pytestmark = pytest.mark.journey

DAY, MONTH = timedelta(days=1), timedelta(days=31)


class Clock:
    """The clock of the machine on which the bot runs."""

    def __init__(self, life: Life) -> None:
        self._file = life.folder / "clock"
        self.set_by(timedelta())
        life.settings["PYTHONPATH"] = str(Path(__file__).with_name("set_clock"))

    def set_by(self, wrong: timedelta) -> None:
        """Make the clock wrong by so much."""
        beside = self._file.with_suffix(".new")
        beside.write_text(str(wrong.total_seconds()), encoding="utf-8")
        os.replace(beside, self._file)


async def test_a_clock_set_back_a_day_in_mid_retry_and_ahead_a_month_holds_up_nothing(journey: Life) -> None:
    life = journey
    clock = Clock(life)
    await life.start()
    asking = await life.begins(await life.quentin(), "b2b")
    await asking.expect("What would help you most?")

    await life.sandbox.fault("sendMessage", "429", chat=life.sales, retry_after=2)
    hurried = await (await life.sandbox.person("Ida", language_code="en")).start()
    await hurried.say("/human")
    refused = await life.sandbox.next_call("sendMessage", chat=life.sales)
    assert refused["answer"]["error_code"] == 429
    clock.set_by(-DAY)
    await life.sales.expect("Ida", within=6)

    for wrong in (MONTH, -DAY, MONTH):
        clock.set_by(wrong)
        await asking.say(f"more leads, for {wrong.days + 50} people")
        await asking.expect(str(wrong.days + 50))
    cards = [one for one in await life.sales.messages() if "Ida" in one.text]
    assert len(cards) == 1, "an alert comes once"
    words = [one.text for one in await asking.messages()]
    assert not [text for text in words if "in the middle of something" in text], "nobody was silent for a month"
    assert life.rows("SELECT count(*) FROM leads") == [(2,)], "nobody's time is over"
