"""Nobody is left waiting: three reps, reminders, a night, a holiday and the change to summer time, over two kills."""

from functools import partial

import pytest

from bot.sandbox.client_chats import Group
from bot.sandbox.client_messages import Received

from .life import Life
from .wall import Wall

pytestmark = pytest.mark.journey

DESK = """
timezone: Europe/Stockholm
hours: {mon-fri: 9:00-18:00}
holidays: [2027-03-26]
response_time: 30m
reminders: {head: 30m, owner: 30m, release: 50m}
head: "@ada"
"""
DESKS = """
desks:
  home: {{chat: {home}}}
  nordic: {{chat: {nordic}, when: "language == 'sv'"}}
"""
"""Cy works in a group of her own: one gets but twenty messages a minute."""


async def test_nobody_waits_in_vain_over_a_night_a_holiday_and_the_change_to_summer_time(journey: Life) -> None:
    life, wall = journey, Wall(journey)
    sales, nordic = life.sales, await life.sandbox.group("Nordic", members=[life.cy])
    desks = DESKS.format(home=sales.id, nordic=nordic.id)
    (life.copy_templates() / "desk" / "desk.yaml").write_text(DESK + desks, encoding="utf-8")
    life.settings["LEADBOT_SALES_CHAT"] = f"{sales.id},{nordic.id}"
    wall.shows(25, 16)
    await life.start()

    # Nobody claims: the group, then Ada.
    quentin = await (await life.quentin()).start()
    await quentin.say("/human")
    await quentin.expect("will write to you here on Telegram within 30 minutes.")
    card = await sales.expect("#1 Quentin")
    await _cy_writes_from_her_own_account(life, wall, nordic)
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
    await sales.expect("#4 Pia")
    assert (await life.sandbox.calls("sendMessage", chat=sales))[-1]["params"]["disable_notification"] in (True, "true")

    # On Monday it is summer: nine o'clock is an hour earlier, and what was left of Thursday's wait goes on.
    await life.kill()
    wall.shows(29, 9, 1)
    await life.start()
    listed = await sales.expect("One lead is waiting for somebody to claim it")
    assert "#4 Pia" in listed.text
    wall.shows(29, 9, 25)
    await sales.expect("#1 Quentin is free again: Bo claimed it")
    await sales.seen_by(life.cy).say("Hi, Cy here", reply_to=card)
    await quentin.expect("Cy: Hi, Cy here")
    wall.shows(29, 9, 32)
    await sales.expect("#4 Pia has been waiting for")

    wall.shows(29, 9, 59)
    await sales.say("/test")
    await sales.expect("The desk is open until Mar 29, 18:00")
    # A kill may have one message arrive twice; that it is owed but once is in the file.
    reminded = life.rows("SELECT handoff_id, detail FROM desk_steps WHERE step = 'reminded' ORDER BY id")
    assert reminded == [(1, "group"), (1, "head"), (1, "owner"), (4, "listed"), (4, "group")]
    assert life.rows("SELECT count(*) FROM desk_steps WHERE step = 'released'") == [(1,)]
    # To whom Cy has written, and said so, nobody needs to be reminded of, days and two kills later.
    assert life.rows("SELECT claimed_by, closed_at FROM handoffs WHERE id IN (2, 3)") == [(life.cy.id, None)] * 2


def _says_no_more_that_nobody_wrote(card: int, shown: Received) -> bool:
    return shown.id == card and "I’ve written to them" not in shown.buttons


async def _cy_writes_from_her_own_account(life: Life, wall: Wall, nordic: Group) -> None:
    """She says so of Rita by the button on the card, and of Sol by typing it: then the clock of both stops."""
    private = life.cy.chat
    for number, name in enumerate(("Rita", "Sol"), start=2):
        chat = await (await life.sandbox.person(name, username=f"{name.lower()}_l", language_code="sv")).start()
        await chat.say("/human")
        card = await nordic.expect(f"#{number} {name}")
        await nordic.tap("Claim", on=card)
        claimed = await nordic.expect("Claimed by Cy")
        assert claimed.button("Chat")["url"] == f"https://t.me/{name.lower()}_l"
        wall.shows(25, 16, 10 * number - 15)
        if name == "Rita":
            await nordic.tap("I’ve written to them", on=claimed)
        else:
            await private.say("/wrote_3")
            await private.expect("Noted for #3: a person has been in touch.")
        written = await nordic.expect(partial(_says_no_more_that_nobody_wrote, card.id))
        assert "answer them" in claimed.text
        assert "answer them" not in written.text
    first_contact = life.rows(
        "SELECT handoffs.id, first_contact_at = desk_steps.at, first_contact_at - handoffs.at > 120000000"
        " FROM handoffs JOIN desk_steps ON handoff_id = handoffs.id AND step = 'wrote' ORDER BY 1"
    )
    assert first_contact == [(2, 1, 1), (3, 1, 1)], "the instant at which she said so, minutes after the alert"
