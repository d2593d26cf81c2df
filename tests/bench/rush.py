"""Rush hours: the real bot as its own process against the local messenger with Telegram's limits on, and who waits.

``python -m tests.bench.rush steady|starts|alerts|neighbours|faults`` prints one table. A waiting time runs from the
moment at which somebody did something to the call that answers them, as the messenger received it.
"""

import argparse
import asyncio
import random
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing, closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot import clock
from bot.sandbox import people
from bot.sandbox.entities import CallRecord, Message, Person
from bot.sandbox.faults import Fault
from tests.journeys.life import Life

from .tables import heading, table
from .walks import SENDS, TALK, Crowd, Walk, all_answered, crowd, last_message, percentiles, ticks

_NAMES = re.compile(r"Quentin\d+")
CALLING = ("/start", "tap:answer:audience:b2b", "we drown in inbound", "200 people", "I'm the sales director")
"""Its last word makes a lead whom sales hears of."""


async def steady(there: Crowd, *, minutes: float) -> None:
    """Twenty-five messages a second, half of them taps."""
    heading(
        f"25 messages a second for {minutes:g} minutes, half of them taps, by people who read an answer for 3 seconds"
    )
    begun = clock.utc_now()
    async with aclosing(ticks(25, lasting=60 * minutes)) as moments:
        async for _ in moments:
            ready = there.ready()
            there.step(ready[0] if ready else there.newcomer(TALK))
    await all_answered(there)
    print_over_time(there, begun)


async def starts(there: Crowd, *, minutes: float) -> None:
    """Two thousand people press Start within twenty seconds."""
    heading("2,000 people press Start within 20 seconds (30 a second force the last to wait 46.7 s)")
    begun = clock.utc_now()
    async with aclosing(ticks(100, lasting=20)) as moments:
        async for _ in moments:
            there.step(there.newcomer(TALK[:1]))
    await all_answered(there)
    print_over_time(there, begun)


async def neighbours(there: Crowd, *, minutes: float) -> None:
    """Somebody's alert while 150 others send twenty messages each."""
    heading(f"An alert every four seconds for {minutes:g} minutes; in each, 150 others say 20 things")
    loud = [there.newcomer(TALK[:2]) for _ in range(150)]
    await walk_all(there, loud)
    callers = [there.newcomer(CALLING) for _ in range(round(15 * minutes))]
    await walk_all(there, callers, leave=1)
    shouting = asyncio.create_task(shout(there, loud, minutes=minutes))
    await ring(there, callers, every=4.0)
    await shouting


async def shout(there: Crowd, loud: list[Walk], *, minutes: float) -> None:
    """Let everybody say twenty things in every minute: at once in the first, within twenty seconds in the others."""
    for minute in range(round(minutes)):
        for walk in loud:
            walk.steps.extend(f"and another thing {n}" for n in range(20))
        for _ in range(20):
            for walk in loud:
                there.step(walk)
            if minute > 0:
                await asyncio.sleep(1.0)
        await asyncio.sleep(60.0 if minute == 0 else 40.0)


async def alerts(there: Crowd, *, minutes: float) -> None:
    """Let sales get a hundred alerts within a minute, and claim and reply until all have come."""
    heading("100 alerts within a minute; until all have arrived, Bo claims a card every 10 s and replies every 2 s")
    known, callers = [there.newcomer(CALLING) for _ in range(5)], [there.newcomer(CALLING) for _ in range(100)]
    await walk_all(there, [*known, *callers], leave=1)
    await ring(there, known, every=4.0)
    cards = [await claimed_card(there, walk) for walk in known]
    ringing = asyncio.create_task(ring(there, callers, every=0.6))
    claiming = asyncio.create_task(claim(there, while_=ringing, every=10.0))
    replied = await reply(there, cards, while_=ringing, every=2.0)
    await ringing
    table(
        ("", "how many", "p50", "p90", "p99", "most"),
        [
            ["until a claim showed on its card", str(len(await claiming)), *percentiles(await claiming)],
            ["until a reply reached its prospect", str(len(replied)), *percentiles(replied)],
        ],
    )
    print(f"Sales got at most {busiest(there)} messages and edits in any 60 s.")


async def faults(there: Crowd, *, minutes: float) -> None:
    """Alerts while Telegram has troubles: 15 % 429, 5 % 5xx, 5 % cut, 5 % hanging."""
    heading("An alert every six seconds with 15 % 429, 5 % pages of 502, 5 % cut and 5 % hanging calls")
    # What fails is tried again: one every four seconds would need more than the 20 a minute that a group may get.
    callers = [there.newcomer(CALLING) for _ in range(round(10 * minutes))]
    await walk_all(there, callers, leave=1)
    there.life.world.faults = Troubles(random.Random(7))  # type: ignore[assignment]
    await ring(there, callers, every=6.0)


class Troubles:
    """Faults that strike by chance; ``waits`` is what each chat was told to wait, in seconds."""

    def __init__(self, chance: random.Random) -> None:
        self.ordered: list[Fault] = []
        self._chance = chance

    def next_for(self, method: str, chat_id: int | None, text: str) -> Fault | None:
        """Return what strikes this call."""
        if method.lower() == "getupdates":
            return None
        dice = self._chance.random()
        if dice < 0.15:
            return Fault("429", retry_after=self._chance.choice((1, 2, 3)))
        kinds = ((0.20, "502_html"), (0.25, "drop"), (0.30, "hang"))
        return next((Fault(kind, seconds=60) for until, kind in kinds if dice < until), None)  # type: ignore[arg-type]


async def walk_all(there: Crowd, walks: list[Walk], *, leave: int = 0) -> None:
    """Let people go on until so many of their steps are left, twenty at a time."""
    while walks_left := [walk for walk in walks if len(walk.steps) > leave]:
        for walk in [walk for walk in walks_left if walk.waits_since is None][:20]:
            there.step(walk)
        await asyncio.sleep(1.0)
    await all_answered(there)


async def ring(there: Crowd, callers: list[Walk], *, every: float) -> None:
    """Let the callers say their last word one after the other, and print when sales heard of each."""
    said: dict[str, datetime] = {}
    refused_before = there.refused
    for walk in callers:
        walk.person.first_name = f"Quentin{walk.person.id}"
    async with aclosing(ticks(1 / every, lasting=every * len(callers))) as moments:
        async for number in moments:
            there.step(callers[number])
            said[callers[number].person.first_name] = clock.utc_now()
    await there.until(lambda: len(heard_of(there, said)) == len(said))
    heard, told = heard_of(there, said), told_to_wait(there.life)
    delays = list(heard.values())
    rows = [["alerts", *percentiles(delays)]]
    if told:
        less = [max(0.0, delay - told.get(name, 0.0)) for name, delay in heard.items()]
        rows.append(["less their retry_after", *percentiles(less)])
    table(("", "p50", "p90", "p99", "most"), rows)
    refused = there.refused - refused_before
    print(f"{len(heard)} of {len(said)} alerts arrived; calls refused with 429 by the limits: {refused}.")


def heard_of(there: Crowd, said: dict[str, datetime]) -> dict[str, float]:
    """Return after how many seconds sales heard of each lead by name, of whom it has."""
    heard: dict[str, float] = {}
    for call in there.to_sales:
        for name in _NAMES.findall(str(call.params.get("text"))):
            if name in said:
                heard.setdefault(name, (call.at - said[name]).total_seconds())
    return heard


def told_to_wait(life: Life) -> dict[str, float]:
    """Return for how long each alert was told to wait, in seconds, by the name in it."""
    waits: dict[str, float] = defaultdict(float)
    for call in life.world.calls:
        if call.fault == "429" and call.params.get("chat_id") == life.sales.id:
            for name in set(_NAMES.findall(str(call.params.get("text")))):
                waits[name] += (call.answer or {}).get("parameters", {}).get("retry_after", 0)
    return waits


async def claim(there: Crowd, *, while_: asyncio.Task[None], every: float) -> list[float]:
    """Claim the newest card now and then until a task is done, and return how long each took to show it."""
    took = []
    group = there.life.world.groups[there.life.sales.id]
    while not while_.done():
        await asyncio.sleep(every)
        unclaimed = [message for message in group.messages.values() if "claim:" in str(message.markup)]
        if unclaimed:
            took.append(await claim_card(there, unclaimed[-1]))
    return took


async def claimed_card(there: Crowd, walk: Walk) -> tuple[Message, Person]:
    """Claim the card of somebody; return both."""
    group = there.life.world.groups[there.life.sales.id]
    card = next(message for message in group.messages.values() if walk.person.first_name in message.text)
    await claim_card(there, card)
    return card, walk.person


async def claim_card(there: Crowd, card: Message) -> float:
    """Have Bo claim a card and return after how many seconds it showed that."""
    world, group = there.life.world, there.life.world.groups[there.life.sales.id]
    data = next(
        button["callback_data"]
        for row in (card.markup or {}).get("inline_keyboard", [])
        for button in row
        if str(button.get("callback_data")).startswith("claim:")
    )
    at = clock.utc_now()
    people.tap(world, world.bot, chat=group, message=card, person=world.people[there.life.bo.id], data=data)
    await there.until(partial(is_edited, there.to_sales, message_id=card.id, after=at))
    return (clock.utc_now() - at).total_seconds()


async def reply(
    there: Crowd, cards: list[tuple[Message, Person]], *, while_: asyncio.Task[None], every: float
) -> list[float]:
    """Have Bo reply to one card after the other until a task is done; return after how long each reply arrived."""
    world, group = there.life.world, there.life.world.groups[there.life.sales.id]
    bo, took = world.people[there.life.bo.id], list[float]()
    while not while_.done():
        await asyncio.sleep(every)
        card, prospect = cards[len(took) % len(cards)]
        words, chat = f"reply {len(took)}.", world.private(world.bot, prospect)
        at = clock.utc_now()
        people.say(world, group, person=bo, text=words, reply_to=card)
        await there.until(lambda chat=chat, words=words: words in last_message(chat.messages).text)  # type: ignore[misc]
        took.append((clock.utc_now() - at).total_seconds())
    return took


def busiest(there: Crowd) -> int:
    """Return how many messages and edits sales got within 60 seconds at most."""
    sent = [call.at for call in there.to_sales if call.method in SENDS or call.method == "editMessageText"]
    minute = timedelta(seconds=60)
    return max(sum(at <= other < at + minute for other in sent) for at in sent)


def is_edited(calls: Iterable[CallRecord], *, message_id: int, after: datetime) -> bool:
    """Return whether a message was changed after an instant."""
    edits = (call for call in calls if call.method == "editMessageText" and call.at > after)
    return any(call.params.get("message_id") == message_id for call in edits)


def print_over_time(there: Crowd, begun: datetime) -> None:
    """Print the waiting times by the half minute in which they ended."""
    by_part: dict[int, list[float]] = defaultdict(list)
    for at, waited in there.waited:
        by_part[int((at - begun).total_seconds() // 30)].append(waited)
    rows = [
        [f"{30 * part} to {30 * part + 30} s", str(len(by_part[part])), *percentiles(by_part[part])]
        for part in sorted(by_part)
    ]
    everything = [waited for _, waited in there.waited]
    rows.append(["all", str(len(everything)), *percentiles(everything)])
    table(("", "answers", "p50", "p90", "p99", "most"), rows)
    print(f"Calls refused with 429: {there.refused}.")
    with closing(sqlite3.connect(f"file:{there.life.database}?mode=ro", uri=True)) as connection:
        states = connection.execute("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state").fetchall()
    print("Messages by what became of them: " + ", ".join(f"{count} {state}" for state, count in states) + ".")


RUSHES: dict[str, Callable[..., Awaitable[None]]] = {
    "steady": steady,
    "starts": starts,
    "alerts": alerts,
    "neighbours": neighbours,
    "faults": faults,
}


async def main(name: str, minutes: float) -> None:
    """Let one rush hour pass."""
    with tempfile.TemporaryDirectory(prefix="leadbot-rush-") as folder:
        async with crowd(Path(folder)) as there:
            await RUSHES[name](there, minutes=minutes)


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.bench.rush", description="Let a rush hour pass.")
    options.add_argument("name", choices=sorted(RUSHES))
    options.add_argument("--minutes", type=float, default=5.0, help="how long a steady load lasts")
    chosen = options.parse_args()
    asyncio.run(main(chosen.name, chosen.minutes))
