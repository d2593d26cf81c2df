"""The clock on the wall of the machine on which the bot runs, so that a story may take days."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import utc_now

from .life import Life

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Wall:
    """The clock on the wall of the machine on which the bot runs, by the time of Stockholm."""

    def __init__(self, life: Life) -> None:
        self._file = life.folder / "clock"
        life.settings["PYTHONPATH"] = str(Path(__file__).with_name("set_clock"))

    def shows(self, day: int, hour: int, minute: int = 0) -> None:
        """Set the clock to a moment of March 2027. Less than an hour ahead is no jump to a bot that runs."""
        at = datetime(2027, 3, day, hour, minute, tzinfo=STOCKHOLM)
        beside = self._file.with_suffix(".new")
        beside.write_text(str((at - utc_now()).total_seconds()), encoding="utf-8")
        os.replace(beside, self._file)
