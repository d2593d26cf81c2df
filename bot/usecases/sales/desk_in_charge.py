"""Which desk has a lead, and the setup as that desk sees it. Where there is but one nothing is looked up."""

from collections.abc import Container

from bot import contexts
from bot.desk.routing import COUNTRY, chat_for, scope_of_lead
from bot.messages import Incoming
from bot.usecases.leads.update_score import known_facts
from bot.usecases.setup import Setup
from storage import handoffs, members
from storage.desk_scope import DeskScope
from storage.leads import StoredLead
from storage.statements import Transaction


def at_desk_of(tx: Transaction, number: int, setup: Setup) -> Setup:
    """Return the setup as the desk that has a handoff sees it."""
    return setup.at(handoffs.desk_of(tx, number)) if setup.several_chats else setup


def at_desk_of_rep(tx: Transaction, number: int, incoming: Incoming, setup: Setup) -> Setup | None:
    """Return the setup as the desk that has a handoff sees it, if whoever does something with it there is of it.

    In a desk's chat that is whatever belongs to this desk: nothing of another one's leads shows there. In private it
    is whatever belongs to a desk in whose chat they are. None where they have nothing to do with it.
    """
    handoff = handoffs.by_number(tx, number) if setup.several_chats else None
    if handoff is None or handoff.reason == handoffs.IMPORTED:
        return setup
    desk = setup.at(handoff.desk_chat)
    if incoming.chat_id in setup.chats:
        return desk if incoming.chat_id == desk.sales_chat else None
    return desk if desk.sales_chat in members.desks_of(tx, incoming.sender.id) else None


def at_own_desk(tx: Transaction, incoming: Incoming, setup: Setup) -> Setup:
    """Return the setup as the desk of somebody who writes sees it: that of their chat, else the first they are in."""
    if not setup.several_chats or incoming.chat_id in setup.chats:
        return setup.at(incoming.chat_id)
    own = members.desks_of(tx, incoming.sender.id)
    return setup.at(next((chat for chat in setup.chats if chat in own), None))


def desks_seen(tx: Transaction, incoming: Incoming, setup: Setup) -> DeskScope | None:
    """Return whose leads are shown to whoever looks for some: in a desk's chat its own, in private their desks'.

    None where there is but one desk.
    """
    if not setup.several_chats:
        return None
    own = {incoming.chat_id} if incoming.chat_id in setup.chats else members.desks_of(tx, incoming.sender.id)
    return DeskScope(tuple(chat for chat in setup.chats if chat in own), setup.chats)


def own_scope(setup: Setup) -> DeskScope | None:
    """Return the desk at hand as what is looked at; None where there is but one."""
    return DeskScope((setup.sales_chat,), setup.chats) if setup.several_chats else None


def reps_of_desk(tx: Transaction, setup: Setup) -> Container[int] | None:
    """Return who is of the desk at hand; None where there is but one."""
    if not setup.several_chats:
        return None
    return {setup.sales_chat, *members.of_desk(tx, setup.sales_chat)}


def not_yours(tx: Transaction, number: int, setup: Setup) -> str:
    """Return what a rep reads of a handoff that another desk has."""
    desk = at_desk_of(tx, number, setup)
    return setup.desk_texts.render("desks.not_yours", contexts.OfDesk(number, desk.desk_called()))


def at_desk_for(
    tx: Transaction, lead: StoredLead, number: int | None, setup: Setup, *, language: str | None = None
) -> Setup:
    """Return the setup as the desk of a lead sees it: that of the open handoff of this number, else whose rule fits.

    A lead whom no rule fits stays where they were before. ``language`` is the one that they speak since a moment ago.
    """
    if not setup.several_chats:
        return setup
    if number is not None:
        return at_desk_of(tx, number, setup)
    last = handoffs.latest(tx, lead.id)
    country = known_facts(lead).get(COUNTRY)
    scope = scope_of_lead(
        audience=setup.audience_of(lead.audience),
        language=language or lead.locale,
        source=lead.source or "",
        country=country,
        tier=lead.tier,
    )
    before = last.desk_chat if last is not None else None
    return setup.at(chat_for(scope, setup.playbooks.desks, setup.several_chats, before=before))
