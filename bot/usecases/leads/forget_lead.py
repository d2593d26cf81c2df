"""Erases a lead: rows, messages, and the cards that sales has of them."""

from datetime import datetime

from bot import contexts
from bot.json_text import to_json
from bot.messages import EditText, SendText
from bot.usecases.delivery.owe import NOTHING_TO_SEND, blanking, debt_of, owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about, events_about, lead_about, words_about
from bot.usecases.leads import identities
from bot.usecases.leads.update_score import known_facts
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_erasure
from storage import deliveries, erased, handoffs, inbox, leads, mentions, outbox_clearing, sent_messages, updates
from storage.leads import StoredLead
from storage.statements import Transaction

ASKED, EXPIRED = "forgotten", "expired"
TELLING = ("company", "email", "phone")
"""The answers that tell, in an update that could not be handled, of whom it is."""
SHORTEST_NAME = 4
"""In letters: shorter parts of a name are in every other text."""


def forget_lead(
    tx: Transaction, lead_id: int, *, setup: Setup, now: datetime, because: str = ASKED, keeps_inbox: bool = False
) -> bool:
    """Erase a lead; False if there is no such lead. ``because`` names the desk text to stand for their cards.

    ``keeps_inbox`` lets updates of theirs that wait go on waiting: those that came after they asked for it.

    Who asked for it is remembered by hashes of what they go by, so that no list brings them back unasked.
    """
    found = leads.by_id(tx, lead_id)
    if found is None:
        return False
    # Sales never had a card of what came from another system.
    handed = [each.number for each in handoffs.of_lead(tx, lead_id) if each.reason != handoffs.IMPORTED]
    for number in handed:
        html = setup.desk_texts.render(because, contexts.Number(number))
        _erase_card(tx, number, html, setup=setup, now=now)
        for filed in (words_about(number), *outbox_clearing.subjects_below(tx, words_about(number))):
            _erase_words(tx, filed, html, now=now)
    html = setup.desk_texts.render("why.no_lead", contexts.Lead(lead_id))
    _erase_words(tx, lead_about(lead_id), html, now=now)
    outbox_clearing.redact(tx, events_about(lead_id), placeholder=deliveries.ERASED)
    _erase_lists(tx, lead_id, setup=setup, now=now)
    chats = leads.chats_of(tx, lead_id)
    for chat_id in chats:
        outbox_clearing.drop_chat(tx, chat_id, placeholder=NOTHING_TO_SEND)
        updates.drop_buried(tx, chat_id)
        if not keeps_inbox:
            inbox.drop_chat(tx, chat_id)
    _drop_buried_from_sales(tx, found.lead, handed, chats)
    if because == ASKED:
        names = identities.of_lead(tx, found.lead).union(*map(identities.of_chat, chats))
        erased.remember(tx, identities.remembered_as(names), at=now)
    leads.erase(tx, lead_id)
    announce_erasure(tx, lead_id, receivers=setup.receivers, now=now)
    return True


def _erase_card(tx: Transaction, number: int, html: str, *, setup: Setup, now: datetime) -> None:
    """Blank a card; the courier blanks what is just being sent as soon as it has arrived."""
    setup = setup.at(handoffs.desk_of(tx, number))
    outbox_clearing.redact(tx, card_about(number), placeholder=_placeholder(html))
    owe(tx, setup.sales_chat, EditText(html), now=now, worth=Worth.EDIT, about=card_about(number))


def _erase_words(tx: Transaction, filed: str, html: str, *, now: datetime) -> None:
    """Blank what was written to sales of a lead beside the card: their words, explanations of their score."""
    passed_on = sent_messages.sent_with_payloads(tx, filed)
    outbox_clearing.redact(tx, filed, placeholder=_placeholder(html))
    # Blanked, not deleted: Telegram lets a bot delete for 48 hours only. A rep may have asked in private.
    for chat_id, message_id, payload in passed_on:
        owe(tx, chat_id, blanking(debt_of(payload), html, message_id), now=now, worth=Worth.EDIT)


def _erase_lists(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime) -> None:
    """Blank the lists in which a rep has read of a lead beside others."""
    html = setup.desk_texts.render("looks.gone", contexts.Nothing())
    for about in mentions.of_lead(tx, lead_id):
        _erase_words(tx, about, html, now=now)
        mentions.drop(tx, about)


def _placeholder(html: str) -> str:
    return to_json(SendText(html))


def _drop_buried_from_sales(tx: Transaction, lead: StoredLead, handed: list[int], chats: list[int]) -> None:
    """Delete updates from sales that could not be handled and tell of a lead: a rep's tap quotes the whole card."""
    told = {str(value) for field, value in known_facts(lead).items() if field in TELLING}
    told |= {word for word in lead.name.split() if len(word) >= SHORTEST_NAME}
    traces = {lead.name, lead.username, *told, *(f"#{number}" for number in handed), *map(str, chats)} - {""}
    updates.drop_buried_telling(tx, traces)
