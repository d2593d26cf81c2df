"""A rep replies to a card, or to a prospect's words, and the prospect reads it in the bot's chat, signed."""

from datetime import datetime

from bot import contexts
from bot.conversation.state import State
from bot.messages import Edited, EditText, Incoming, Said, SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.setup import Setup, handoff_of, reply_about, written_at
from storage import desk_steps, handoffs, leads, messages, outbox, sent_cards
from storage.handoffs import StoredHandoff
from storage.leads import StoredChat
from storage.messages import Kept
from storage.statements import Transaction

MAX_CHARS = 3900
"""Of a message's 4,096 characters a few are needed for the rep's name."""


def reply_to_prospect(tx: Transaction, incoming: Incoming, what: Said, *, setup: Setup, now: datetime) -> bool:
    """Pass a rep's reply on to the prospect; return whether it replies to a card or to a prospect's words at all.

    A lead whom nobody has is claimed by it. What cannot be passed on is answered with why, and what to do.
    """
    about = None if what.reply_to is None else sent_cards.filed_under(tx, incoming.chat_id, what.reply_to)
    number = None if about is None else handoff_of(about)
    if number is None:
        return False
    texts = setup.desk_texts
    if incoming.sender.anonymous:
        _answer(tx, incoming, what, texts.render("who_are_you", contexts.Nothing()), now=now)
        return True
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    obstacle = _obstacle(chat, what.text)
    if handoff is None or chat is None or obstacle is not None:
        about_lead = contexts.Named(number, chat.lead.name if chat else "")
        _answer(tx, incoming, what, texts.render(f"reply.{obstacle}", about_lead), now=now)
        return True
    if handoff.claimed_by is None and handoff.closed_at is None:
        claim_lead(tx, number, incoming.sender, setup=setup, now=now)
    else:
        handoffs.meet_rep(tx, incoming.sender.id, incoming.sender.full_name, incoming.sender.username)
    assert chat.id is not None, "who has no chat was told of above"
    words = SendText(_signed(chat, incoming, what.text, setup=setup))
    owe(tx, chat.id, words, now=now, worth=Worth.PROMISE, about=reply_about(incoming.chat_id, what.message_id))
    if handoffs.note_contact(tx, number, now):
        desk_steps.add(tx, number, desk_steps.REPLIED, at=now, rep_id=incoming.sender.id)
    _keep(tx, incoming, what, chat, now=now)
    _tell_others(tx, incoming, what, handoff, chat, setup=setup, now=now)
    return True


def mend_reply(tx: Transaction, incoming: Incoming, what: Edited, *, setup: Setup, now: datetime) -> None:
    """Change what the prospect reads as the rep has changed it; what was no reply is left alone."""
    about = reply_about(incoming.chat_id, what.message_id)
    sent_to = outbox.chat_about(tx, about)
    chat = None if sent_to is None else leads.by_chat(tx, sent_to)
    if chat is not None and chat.id is not None and _obstacle(chat, what.text) is None:
        words = EditText(_signed(chat, incoming, what.text, setup=setup))
        owe(tx, chat.id, words, now=now, worth=Worth.PROMISE, about=about)
        _keep(tx, incoming, what, chat, now=now)


def tell_undelivered(
    tx: Transaction, about: str | None, chat_id: int, *, reason: str, setup: Setup, now: datetime
) -> None:
    """Tell a rep that their words to a prospect did not arrive; what else was to be sent is left alone."""
    place, chat = written_at(about), leads.by_chat(tx, chat_id)
    handoff = handoffs.latest(tx, chat.lead.id) if place and chat else None
    if place is None or chat is None or handoff is None:
        return
    html = setup.desk_texts.render("reply.failed", contexts.Undelivered(handoff.number, chat.lead.name, reason))
    owe(tx, place[0], SendText(html, reply_to=place[1]), now=now, worth=Worth.ALERT)


def _obstacle(chat: StoredChat | None, text: str) -> str | None:
    """Return why words cannot reach a prospect: the key of the text that says so. None where they can."""
    if chat is None:
        return "gone"
    if chat.id is None:
        return "no_chat"
    if State.from_json(chat.state).stopped:
        return "stopped"
    if chat.blocked_at is not None:
        return "blocked"
    return "too_long" if len(text) > MAX_CHARS else None


def _signed(chat: StoredChat, incoming: Incoming, text: str, *, setup: Setup) -> str:
    lead, business, rep = chat.lead, setup.playbooks.business, incoming.sender
    texts = setup.texts(setup.audience_of(lead.audience), lead.locale)
    first_name = lead.name.partition(" ")[0]
    return texts.render("rep_says", contexts.RepSays(first_name, business.name, rep.first_name or rep.full_name, text))


def _keep(tx: Transaction, incoming: Incoming, what: Said | Edited, chat: StoredChat, *, now: datetime) -> None:
    """Keep a rep's words in the conversation with the prospect."""
    kind = messages.EDIT if isinstance(what, Edited) else messages.TEXT
    messages.keep(tx, chat.lead.id, [Kept(now, messages.REP, kind, what.text, rep_id=incoming.sender.id)])


def _tell_others(
    tx: Transaction,
    incoming: Incoming,
    what: Said,
    handoff: StoredHandoff,
    chat: StoredChat,
    *,
    setup: Setup,
    now: datetime,
) -> None:
    """Say what a rep who replied to another's lead, or to a closed one, and its owner would not expect."""
    texts, lead = setup.desk_texts, chat.lead
    if handoff.closed_at is not None:
        html = texts.render("reply.closed", contexts.Named(handoff.number, lead.name))
    elif handoff.claimed_by not in (None, incoming.sender.id):
        owner, link = handoff.rep or "", f"tg://user?id={handoff.claimed_by}"
        told = contexts.OthersReply(handoff.number, lead.name, incoming.sender.full_name, owner, link)
        html = texts.render("reply.by_other", told)
    else:
        return
    _answer(tx, incoming, what, html, now=now)


def _answer(tx: Transaction, incoming: Incoming, what: Said, html: str, *, now: datetime) -> None:
    owe(tx, incoming.chat_id, SendText(html, reply_to=what.message_id), now=now, worth=Worth.REP_ANSWER)
