"""Nobody is left waiting: three reps, reminders, a night, a holiday and the change to summer time, over two kills."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import utc_now

from .life import Life

pytestmark = pytest.mark.journey

DESK = """
timezone: Europe/Stockholm
hours: {mon-fri: 9:00-18:00}
holidays: [2027-03-26]
response_time: 30m
reminders: {head: 30m, owner: 30m, release: 50m}
head: "@ada"
"""
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


async def test_nobody_waits_in_vain_over_a_night_a_holiday_and_the_change_to_summer_time(journey: Life) -> None:
    life, wall = journey, Wall(journey)
    (life.copy_templates() / "desk" / "desk.yaml").write_text(DESK, encoding="utf-8")
    sales = life.sales
    wall.shows(25, 16)
    await life.start()

    # Nobody claims: the group, then Ada.
    quentin = await (await life.quentin()).start()
    await quentin.say("/human")
    await quentin.expect("will write to you here on Telegram within 30 minutes.")
    card = await sales.expect("#1 Quentin")
    wall.shows(25, 16, 31)
    reminder = await sales.expect("#1 Quentin has been waiting for 3")
    assert reminder.body["reply_to_message"]["message_id"] == card.id
    wall.shows(25, 17, 2)
    await sales.expect("@ada: nobody has claimed #1 Quentin")

    # Bo claims and forgets.
    await sales.tap("Claim", on=card)
    await sales.expect("Claimed by Bo")
    wall.shows(25, 17, 33)
    await sales.expect("Bo, you’ve had #1 Quentin for")

    # On Good Friday nobody works: Pia's card is silent, and she is told the truth.
    await life.kill()
    wall.shows(26, 12)
    await life.start()
    pia = await (await life.pia()).start()
    await pia.say("/human")
    await pia.expect("will write to you here on Telegram on Monday from 9.")
    await sales.expect("#2 Pia")
    assert (await life.sandbox.calls("sendMessage", chat=sales))[-1]["params"]["disable_notification"] in (True, "true")

    # On Monday it is summer: nine o'clock is an hour earlier, and what was left of Thursday's wait goes on.
    await life.kill()
    wall.shows(29, 9, 1)
    await life.start()
    listed = await sales.expect("One lead is waiting for somebody to claim it")
    assert "#2 Pia" in listed.text
    wall.shows(29, 9, 25)
    await sales.expect("#1 Quentin is free again: Bo claimed it")
    await sales.seen_by(life.cy).say("Hi, Cy here", reply_to=card)
    await quentin.expect("Cy: Hi, Cy here")
    wall.shows(29, 9, 32)
    await sales.expect("#2 Pia has been waiting for")

    wall.shows(29, 9, 59)
    await sales.say("/test")
    await sales.expect("The desk is open until Mar 29, 18:00")
    # A kill may have one message arrive twice; that it is owed but once is in the file.
    reminded = life.rows("SELECT handoff_id, detail FROM desk_steps WHERE step = 'reminded' ORDER BY id")
    assert reminded == [(1, "group"), (1, "head"), (1, "owner"), (2, "listed"), (2, "group")]
    assert life.rows("SELECT count(*) FROM desk_steps WHERE step = 'released'") == [(1,)]
