"""`leadbot merge` and `leadbot forget`: what an operator does to single leads, who are shown before it is done.

Neither can be undone, so whoever sits at a terminal is asked first.
"""

import sys
from dataclasses import dataclass

from bot.commands.confirming import is_confirmed
from bot.commands.current_rules import load_files
from bot.commands.finding import find_lead
from bot.commands.plurals import counted
from bot.errors import LeadbotError
from bot.orders.writing import OwnWriter, writing
from bot.playbooks import PlaybookError
from bot.processes.writer import FORGET, MERGE
from bot.rules.publish import with_published
from bot.settings import Settings
from bot.usecases.setup import Setup
from bot.usecases.webhooks.receivers import receivers_of
from scoring.history import Fact
from storage import handoffs, histories, keys, publications, webhooks
from storage.leads import StoredLead
from storage.place import place_of
from storage.snapshots import snapshot
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Shown:
    """A lead as they are shown to whoever decides: what they are called, and how much is stored about them."""

    lead: StoredLead
    keys: tuple[str, ...]
    facts: int
    signals: int
    handoffs: int

    def __str__(self) -> str:
        name = f", {self.lead.name}" if self.lead.name else ""
        known = f" (known elsewhere as {', '.join(self.keys)})" if self.keys else ""
        return f"Lead {self.lead.id}{name}{known}"

    @property
    def stored(self) -> str:
        """Return the numbers of facts, signals and handoffs that are stored about them."""
        counts = (("fact", self.facts), ("signal", self.signals), ("handoff", self.handoffs))
        facts, deeds, calls = (counted(number, noun) for noun, number in counts)
        return f"{facts}, {deeds} and {calls}"


def to_merge(settings: Settings, kept: str, gone: str) -> tuple[Shown, Shown]:
    """Return the two leads who are meant to be one."""
    _sales_chats(settings)
    with snapshot(place_of(settings.database_url)) as tx:
        both = _shown(tx, kept), _shown(tx, gone)
    if both[0].lead.id == both[1].lead.id:
        raise LeadbotError(f"{kept} and {gone} are not two leads: both are lead {both[0].lead.id}")
    return both


def to_forget(settings: Settings, called: str) -> Shown:
    """Return the lead who is meant to be erased."""
    _sales_chats(settings)
    with snapshot(place_of(settings.database_url)) as tx:
        return _shown(tx, called)


def is_merge_confirmed(kept: Shown, gone: Shown) -> bool:
    """Show both and return whether the answer was yes."""
    what = f"{gone}\nbecomes part of\n{kept}\nwith {gone.stored}. They cannot be separated again."
    return is_confirmed(what, f"unites leads {kept.lead.id} and {gone.lead.id}")


def is_forgetting_confirmed(shown: Shown) -> bool:
    """Show who would be erased and return whether the answer was yes."""
    what = f"{shown}\nwould be erased with {shown.stored}. This cannot be undone."
    return is_confirmed(what, f"erases lead {shown.lead.id}")


def _shown(tx: Transaction, called: str) -> Shown:
    lead = find_lead(tx, called)
    history = histories.history(tx, lead.id)
    facts = sum(isinstance(item, Fact) for item in history)
    return Shown(
        lead,
        tuple(keys.of_lead(tx, lead.id)),
        facts,
        len(history) - facts,
        len(handoffs.of_lead(tx, lead.id)),
    )


async def merge(settings: Settings, kept: Shown, gone: Shown) -> None:
    """Unite two leads under the first one's number."""
    stays, goes = kept.lead.id, gone.lead.id
    async with writing(place_of(settings.database_url), setup=_setup(settings)) as writer:
        told = await writer.perform(MERGE, {"kept": stays, "gone": goes})
    if not told["merged"]:
        raise LeadbotError(_vanished(f"lead {stays} or lead {goes}"))
    print(f"Lead {goes} is part of lead {stays} now, whose history was folded anew. Nobody was alerted.")


async def forget(settings: Settings, shown: Shown) -> None:
    """Erase a lead with everything that is stored about them, sales cards included."""
    lead = shown.lead.id
    async with writing(place_of(settings.database_url), setup=_setup(settings)) as writer:
        told = await writer.perform(FORGET, {"lead": lead})
        when = "as soon as the bot runs" if isinstance(writer, OwnWriter) else "now"
    if not told["forgotten"]:
        raise LeadbotError(_vanished(f"lead {lead}"))
    print(f"Lead {lead} is erased. Their cards in the sales chat are blanked {when}.")


def _vanished(who: str) -> str:
    return f"{who} has been erased or merged meanwhile: nothing was done. `leadbot leads` lists who there is"


def _sales_chats(settings: Settings) -> tuple[int, ...]:
    if not settings.sales_chat:
        raise LeadbotError(
            "LEADBOT_SALES_CHAT: missing: set it to the id of the sales chat, as for `run`: the cards there change too"
        )
    return settings.sales_chat


def _setup(settings: Settings) -> Setup:
    chats = _sales_chats(settings)
    with snapshot(place_of(settings.database_url)) as tx:
        published, receivers = publications.oldest_first(tx), receivers_of(webhooks.registered(tx))
    try:
        files = load_files(settings, published)
    except PlaybookError as error:
        # What somebody asked to be erased does not wait until a text is mended.
        print(f"{error}\n(warning: cards that change with it say what the shipped templates say)", file=sys.stderr)
        files = load_files(settings.model_copy(update={"templates": None}), published)
    return Setup(
        with_published(files, published),
        chats[0],
        settings.sales_language,
        settings.timezone,
        several_chats=chats if len(chats) > 1 else (),
        receivers=receivers,
    )
