"""Rules as Ada writes them, short enough to count in the head, and an office where what she publishes is in force."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from bot.in_force import InForce
from bot.orders.orders import perform
from bot.orders.writing import OwnWriter
from bot.playbooks import Playbooks, draft_of
from bot.processes.writer import PUBLISH, Writer
from bot.rules.dated_model import Rules
from bot.rules.publish import publish_first
from bot.rules.refold_all import Refolding, refold_everybody
from scoring.engine import BY_MODEL, COOLING, LATE_NEWS, TierChange, pack, replay
from scoring.model import Model
from storage import histories, publications, tier_changes
from storage.publications import StoredPublication
from tests.builders import Office, shipped

MINUTE = timedelta(minutes=1)

RULES = """\
audience: b2b
handoff: lukewarm
tiers:
  lukewarm: {enter: 20, leave: 10}
  hot: {enter: 50}
limits: {fit: [-50, 50], engagement: [0, 60]}
unfit:
  - {field: role, in: [student]}
fit:
  - {field: role, points: {director: 8}}
engagement:
  - {signal: demo.used, points: 20, cap: 60, half_life: 10d}
  - {signal: email.opened, points: 2, cap: 60, half_life: 10d}
  - {signal: newsletter.unsubscribed, points: -30}
alert_again_after: 14d
review_every: 100d
"""
"""A demo makes a lead lukewarm, a director as well; after a little more than ten days that is over."""


def changed(source: str, *changes: tuple[str, str]) -> str:
    """Return rules after each change at the one place where they say so."""
    for old, new in changes:
        assert source.count(old) == 1, f"{old!r} is there {source.count(old)} times"
        source = source.replace(old, new)
    return source


GENEROUS = changed(RULES, ("enter: 20, leave: 10", "enter: 2, leave: 1"))
STRICT = changed(RULES, ("enter: 20, leave: 10", "enter: 45, leave: 44"))
LABELLED = changed(RULES, ("{signal: demo.used,", "{signal: demo.used, label: Tried it,"))
"""The same rules in other words."""


@cache
def model_of(source: str) -> Model:
    return draft_of(source, name="model.yaml").model


def files_saying(source: str) -> Playbooks:
    """Return the shipped playbooks with other rules for companies in their file."""
    playbook = replace(shipped().audiences["b2b"], model=model_of(source), model_source=source)
    return replace(shipped(), audiences=dict(shipped().audiences) | {"b2b": playbook})


@dataclass(slots=True)
class Marketing:
    """Ada's side of an office: what she saves, what she publishes, and the refold of everybody after it."""

    office: Office
    in_force: InForce

    async def publish(self, source: str, *, by: str = "Ada") -> bool:
        """Publish rules, as the bot does it for the command; return whether they are new."""
        office, order = self.office, {"source": source, "name": "model.yaml", "by": by}
        told = await office.write(lambda tx: perform(tx, PUBLISH, order, setup=office.setup, now=office.now))
        self.in_force.publish(await self.publications())
        office.setup = self.in_force.setup
        return bool(told["published"])

    def save(self, source: str) -> None:
        """Save the file with these rules, and nothing else."""
        self.in_force.adopt(files_saying(source), now=self.office.now)
        self.office.setup = self.in_force.setup

    async def refold(self, *, writer: Writer | None = None, everybody: bool = False) -> Refolding:
        """Fold everybody anew, as the command does after publishing."""
        office = self.office
        return await refold_everybody(
            office.database.place,
            self.rules,
            writer or OwnWriter(office.database, None),
            now=office.now,
            everybody=everybody,
        )

    async def publications(self) -> list[StoredPublication]:
        return await self.office.write(publications.oldest_first)

    async def replayed(self) -> str:
        """Return the packed standing that Quentin's whole history gives under the rules in force."""
        office = self.office
        lead_id = (await office.chat()).lead.id
        history = await office.write(lambda tx: histories.history(tx, lead_id))
        return pack(replay(self.model, history, office.now).standing)

    @property
    def rules(self) -> dict[str, Rules]:
        """What is in force."""
        audiences = self.in_force.setup.playbooks.audiences
        return {name: Rules(playbook.model, playbook.model_since) for name, playbook in audiences.items()}

    @property
    def model(self) -> Model:
        """What is in force for companies."""
        return self.rules["b2b"].model


async def started(office: Office, source: str = RULES) -> Marketing:
    """Start the bot for the first time on files with these rules."""
    setup = replace(office.setup, playbooks=files_saying(source))
    published = await office.write(lambda tx: publish_first(tx, setup.playbooks, now=office.now))
    in_force = InForce(setup, published=published)
    in_force.adopt(setup.playbooks, now=office.now)
    office.setup = in_force.setup
    return Marketing(office, in_force)


async def quentin_tries_the_demo(office: Office) -> None:
    """Let Quentin come, and turn lukewarm by one signal a minute later."""
    await office.start("b2b")
    office.now += MINUTE
    await office.signal("demo.used")
    office.now += MINUTE


async def changes_of(office: Office) -> list[TierChange]:
    """Return Quentin's tier changes."""
    lead_id = (await office.chat()).lead.id
    return await office.write(lambda tx: tier_changes.of_lead(tx, lead_id))


async def ways_of(office: Office) -> list[tuple[str, str, str]]:
    """Return from which tier to which Quentin went, and why: the rules, cooling, late news, or something he did."""
    quiet = (BY_MODEL, COOLING, LATE_NEWS)
    found = await changes_of(office)
    return [(c.tier_from, c.tier_to, c.because if c.because in quiet else "lead") for c in found]
