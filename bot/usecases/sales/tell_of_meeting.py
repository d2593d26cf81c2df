"""What a prospect is told of a meeting, in their language and by the clock of the business, with the booking link."""

from datetime import datetime

from bot import contexts, rendering
from bot.conversation.state import State
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup
from storage import messages
from storage.leads import StoredChat
from storage.messages import Kept
from storage.statements import Transaction


def can_be_told(chat: StoredChat) -> bool:
    """Return whether anything may reach a lead in a chat: not after /stop, not where they have blocked the bot."""
    return chat.id is not None and chat.blocked_at is None and not State.from_json(chat.state).stopped


def tell_prospect(
    tx: Transaction,
    chat: StoredChat,
    what: str,
    *,
    rep: str,
    at: datetime,
    setup: Setup,
    now: datetime,
    reminds: bool = False,
) -> bool:
    """Tell a prospect that a meeting is ``made``, ``moved``, ``cancelled`` or ``soon``; False where they cannot be."""
    if chat.id is None or not can_be_told(chat):
        return False
    lead, business = chat.lead, setup.playbooks.business
    told = contexts.MeetingTold(
        lead.name.partition(" ")[0],
        business.name,
        rep,
        when=rendering.appointment(at, setup.desk.hours.zone, now=now, locale=lead.locale, names_zone=True),
        booking=business.booking_url,
        reminds=reminds,
    )
    html = setup.texts(setup.audience_of(lead.audience), lead.locale).render(f"meeting.{what}", told)
    owe(tx, chat.id, SendText(html), now=now, worth=Worth.PROMISE)
    messages.keep(tx, lead.id, [Kept(now, messages.BOT, messages.TEXT, rendering.plain(html))])
    return True
