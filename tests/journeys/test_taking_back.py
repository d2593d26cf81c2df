"""Every outcome is reported, undone by its button, and reopened later, for seven leads side by side.

Each is at a desk of its own: a group gets twenty messages a minute: in one the stories would wait for each other.
"""

import asyncio

import pytest

from bot.sandbox.client_chats import ChatView, Group
from bot.sandbox.client_messages import Received

from .life import Life, together
from .wall import Wall

pytestmark = pytest.mark.journey

LABELS = {
    "reached": "Reached",
    "no_answer": "No answer",
    "meeting": "Meeting",
    "won": "Won",
    "won_open": "Won",
    "lost": "Lost",
    "not_a_fit": "Not a fit",
}
MORE = {
    "won": ("", "5000"),
    "won_open": ("", ""),
    "lost": ("Price", ""),
    "not_a_fit": ("writes <b>essays</b> & sells nothing", ""),
}
FINAL = tuple(MORE)
SLOW = 45.0
"""In seconds: what a group may have to wait for where one story has filled its minute."""


class Story:
    """One lead at a desk of its own: Bo claims and reports, both take back. Of one won it stays open how much."""

    def __init__(self, life: Life, outcome: str, desk: Group) -> None:
        self.life, self.outcome, self.label = life, outcome, LABELS[outcome]
        self.sales, self.cys = desk, desk.seen_by(life.cy)
        self.number = 0
        self.chat: ChatView

    async def begins(self) -> None:
        person = await self.life.sandbox.person(f"Q {self.outcome}")
        self.chat = await person.start(self.outcome)
        await self.chat.say("/human")
        card = await self.sales.expect(f"Q {self.outcome}")
        self.number = int(card.text.split()[0].removeprefix("#"))
        await self.sales.tap("Claim", on=card)
        await self.sales.expect("Claimed by Bo")

    async def is_reported(self) -> Received:
        await self.sales.tap(self.label)
        return await self.sales.expect(f"· {self.label}")

    async def more_is_told(self) -> None:
        """Say why or how much; the card shows it a little later, since edits wait for what is worth more."""
        if self.outcome not in FINAL:
            return
        question = await self.sales.expect(f"#{self.number} is noted: {self.label}")
        reason, amount = MORE[self.outcome]
        if self.outcome in ("lost", "won_open"):
            await self.sales.tap(reason or "Skip", on=question)
        else:
            await self.sales.say(reason or amount, reply_to=question)
        told = f"SELECT reason, amount FROM outcomes WHERE handoff_id = {self.number}"
        await self.life.expect_rows(told, [(reason.lower() or None, float(amount) if amount else None)], within=SLOW)

    async def is_undone_by_two_at_once(self, card: Received) -> None:
        undo = card.button("Undo")["callback_data"]
        taps = await asyncio.gather(*(rep.tap_and_wait(data=undo, on=card) for rep in (self.sales, self.cys)))
        told = f"“{self.label}” for #{self.number} is taken back. It’s open, and Bo has it."
        assert [tap.text for tap in taps] == [told, told]
        again = await self.sales.expect(lambda one: one.id == card.id and self.label in one.buttons)
        assert again.text.splitlines()[1].startswith("Claimed by Bo after")
        assert f"· {self.label}" not in again.text

    async def is_too_late_to_undo_and_is_reopened(self, card: Received) -> None:
        late = await self.cys.tap_and_wait(data=card.button("Undo")["callback_data"], on=card)
        assert f"To take it back all the same: /reopen_{self.number}" in late.text
        assert late.is_alert
        # What asked for more has used up most of a group's minute: there Bo says it in his own chat.
        where = self.life.bo.chat if self.outcome in FINAL else self.sales
        await where.say(f"/reopen_{self.number}")
        told = f"“{self.label}” for #{self.number} is taken back. It’s open, and Bo has it."
        await where.expect(told, within=SLOW)
        await self.sales.expect(lambda one: one.id == card.id and self.label in one.buttons, within=SLOW)

    async def rings_again(self) -> None:
        """Let them write: it is owed to whoever has them again. When it arrives is a matter of the group's minute."""
        await self.chat.say("are you there?")
        owed = (
            f"SELECT count(*) FROM outbox WHERE about LIKE 'words:{self.number}:%' AND payload LIKE '%are you there?%'"
        )
        await self.life.expect_rows(owed, [(1,)])


async def test_every_outcome_is_undone_by_its_button_and_reopened_later(journey: Life) -> None:
    life, wall = journey, Wall(journey)
    stories = await _each_at_a_desk_of_its_own(life)
    wall.shows(25, 10)
    await life.start()
    await together(*(story.begins() for story in stories))
    await together(*(_reported_and_undone(story) for story in stories))
    cards = {story: await story.is_reported() for story in stories}
    wall.shows(25, 10, 11)
    await together(*(story.is_too_late_to_undo_and_is_reopened(cards[story]) for story in stories))
    await together(*(story.rings_again() for story in stories))
    for story in stories:
        _history_follows(life, story)


async def _reported_and_undone(story: Story) -> None:
    card = await story.is_reported()
    await story.more_is_told()
    await story.is_undone_by_two_at_once(card)


async def _each_at_a_desk_of_its_own(life: Life) -> list[Story]:
    groups = [life.sales, *[await life.sandbox.group(name, members=[life.bo, life.cy]) for name in list(LABELS)[1:]]]
    desks = dict(zip(LABELS, groups, strict=True))
    lines = [f"  {name}: {{chat: {group.id}, when: \"source == '{name}'\"}}" for name, group in desks.items()]
    desk = life.copy_templates() / "desk" / "desk.yaml"
    desk.write_text("\n".join(["desks:", *lines, ""]), encoding="utf-8")
    life.settings["LEADBOT_SALES_CHAT"] = ",".join(str(group.id) for group in groups)
    return [Story(life, name, group) for name, group in desks.items()]


def _history_follows(life: Life, story: Story) -> None:
    """Who pressed what is kept step by step, each report and each withdrawal is a signal, and none is there twice."""
    steps = life.rows(
        "SELECT step, reps.name FROM desk_steps JOIN reps ON reps.id = rep_id"
        f" WHERE handoff_id = {story.number} ORDER BY desk_steps.id"
    )
    closed = story.outcome in FINAL
    taken_back = [step for step, _ in steps if step == "withdrawn"]
    assert [name for step, name in steps if step == "outcome"] == ["Bo", "Bo"]
    assert len(taken_back) == 2
    assert steps[-2 if closed else -1] == ("withdrawn", "Bo")
    assert [step for step, _ in steps if step == "reopened"] == (["reopened"] * 2 if closed else [])
    signals = life.rows(
        "SELECT signals.name, count(*) FROM signals JOIN handoffs ON handoffs.lead_id = signals.lead_id"
        f" WHERE handoffs.id = {story.number} AND signals.name LIKE 'outcome.%' GROUP BY 1 ORDER BY 1"
    )
    assert signals == sorted([(f"outcome.{story.outcome.removesuffix('_open')}", 2), ("outcome.withdrawn", 2)])
