"""Takes a name that a lead has confirmed themself for theirs: whoever had it is the same.

The phone that they shared, the browser by whose link they came, the address whose mailed code they typed.
"""

from datetime import datetime

from bot import logs
from bot.foreign_events import PHONE
from bot.usecases.leads import identities
from bot.usecases.leads.merge_leads import unite_leads
from bot.usecases.links.continue_in_chat import take_visitor
from bot.usecases.setup import Setup
from bot.usecases.signals.people import People, Person
from bot.usecases.signals.score_leads import score_leads
from storage import keys, leads
from storage.statements import Transaction


def confirm_phone(tx: Transaction, chat_id: int, phone: str, *, setup: Setup, now: datetime) -> None:
    """Take a phone number for that of whoever writes in a chat."""
    chat = leads.by_chat(tx, chat_id)
    names = identities.of_fact(identities.PHONE, phone)
    number = next((name.removeprefix(PHONE) for name in sorted(names) if name.startswith(PHONE)), None)
    if chat is not None and number is not None:
        confirm_identity(tx, chat.lead.id, f"{PHONE}+{number}", setup=setup, now=now)


def confirm_visitor(tx: Transaction, chat_id: int, start: str, *, setup: Setup, now: datetime) -> None:
    """Take the visitor of a website for whoever comes by the link that was made for them; nobody, if that is used.

    Whoever goes on at the browser of somebody who has a chat of their own is another person at the same machine.
    """
    visitor = take_visitor(tx, start, now=now)
    chat = leads.by_chat(tx, chat_id) if visitor else None
    if visitor is None or chat is None:
        return
    known = keys.lead_of(tx, visitor)
    if known is not None and known != chat.lead.id and leads.chats_of(tx, known):
        logs.logger().info(
            "A link of a website's visitor was followed by somebody else: they stay two leads.",
            action="identify",
            lead_id=chat.lead.id,
        )
        return
    confirm_identity(tx, chat.lead.id, visitor, setup=setup, now=now)


def confirm_identity(tx: Transaction, lead_id: int, identity: str, *, setup: Setup, now: datetime) -> None:
    """Take an identity for a lead's; whoever is known by it is united with them, unless both are customers."""
    mine = Person(lead_id)
    mine.stored.update(keys.of_lead(tx, lead_id))
    mine.identities |= {*mine.stored, identity}
    people = People(
        tx,
        [(identity,)],
        identified=[identity],
        unite=lambda one, other: unite_leads(tx, one, other, setup=setup, now=now),
    )
    other = people.by_identity.get(identity)
    if other is not None and other.lead != lead_id:
        if other.is_another_customer_than(mine):
            logs.logger().warning(
                "A name that a prospect confirmed is another customer's: they stay two leads.",
                action="identify",
                lead_id=lead_id,
            )
            return
        mine = people.join(mine, other)
    score_leads(tx, [mine], setup=setup, now=now)
