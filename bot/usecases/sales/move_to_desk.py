"""A handoff goes to another desk: its card is drawn in that desk's chat, and the old one says where it went."""

from datetime import datetime

from bot import contexts
from bot.messages import EditText, Sender
from bot.usecases.delivery.owe import owe, redraw_payload
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, outbox, sent_messages
from storage.handoffs import StoredHandoff
from storage.outbox import Owed
from storage.statements import Transaction


def move_to_desk(
    tx: Transaction, handoff: StoredHandoff, chat: int, *, rep: Sender, setup: Setup, now: datetime
) -> Setup:
    """Let the desk of a chat have a handoff; return the setup as that desk sees it.

    What was said below the old card stays there; the new one holds all that is known of the lead.
    """
    number, name = handoff.number, setup.desk_called(chat)
    html = setup.desk_texts.render("desks.moved", contexts.MovedTo(number, name, rep.full_name))
    for shown in sent_messages.sent_as(tx, card_about(number), setup.sales_chat):
        owe(tx, setup.sales_chat, EditText(html, message_id=shown.message_id), now=now, worth=Worth.CLAIM)
    handoffs.set_desk(tx, number, chat)
    desk_steps.add(tx, number, desk_steps.MOVED, at=now, rep_id=rep.id, detail=name)
    # Drawn when it is sent: who has it then is decided after this.
    card = Owed(chat, outbox.SEND, redraw_payload(number), about=card_about(number), worth=Worth.ALERT)
    outbox.owe(tx, [card], now)
    return setup.at(chat)
