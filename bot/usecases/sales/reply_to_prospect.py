"""A rep replies to a card, or to a prospect's words, and the prospect reads it in the bot's chat, signed."""

from datetime import datetime
from html import escape

from msgspec.structs import replace

from bot import contexts
from bot.conversation.state import State
from bot.messages import CopyMedia, EditCaption, Edited, EditText, Incoming, Said, SendText, SentOther, Tapped
from bot.usecases.delivery.owe import debt_of, owe, owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import albums_replied, handoff_of, is_to_prospect, reply_about, words_about, written_at
from bot.usecases.sales.cards_before_restore import is_from_before_restore
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.desk_in_charge import at_desk_of_rep, not_yours
from bot.usecases.sales.pass_on_media import behind_albums, copies_owed, fits_caption
from bot.usecases.sales.rep_links import link_to
from bot.usecases.setup import Setup
from storage import conversations, desk_steps, handoffs, leads, mentions, messages, outbox, sent_messages
from storage.handoffs import StoredHandoff
from storage.leads import StoredChat
from storage.messages import Kept
from storage.outbox import Owed
from storage.sending import Claimed
from storage.statements import Transaction

MAX_CHARS = 3900
"""Of a message's 4,096 characters a few are needed for the rep's name."""


def reply_to_prospect(
    tx: Transaction, incoming: Incoming, what: Said | SentOther, *, setup: Setup, now: datetime
) -> bool:
    """Pass a rep's reply on to the prospect; return whether it replies to a card or to a prospect's words at all.

    A lead whom nobody has is claimed by it. What cannot be passed on is answered with why, and what to do.
    """
    about = None if what.reply_to is None else sent_messages.filed_under(tx, incoming.chat_id, what.reply_to)
    number = None if about is None else handoff_of(about)
    if _belongs_to_album(tx, incoming, what, setup=setup, now=now):
        return True
    if about is None or number is None:
        return about is None and _is_of_our_own(tx, incoming, what, setup=setup, now=now)
    texts, desk = setup.desk_texts, at_desk_of_rep(tx, number, incoming, setup)
    if desk is None:
        _answer(tx, incoming, what, not_yours(tx, number, setup), now=now)
        return True
    setup = desk
    if not is_to_prospect(about):
        _say_whom_it_reaches(tx, incoming, what, number, setup=setup, now=now)
        return True
    if incoming.sender.anonymous:
        _answer(tx, incoming, what, texts.render("who_are_you", contexts.Nothing()), now=now)
        return True
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    obstacle = _obstacle(chat, what.text if isinstance(what, Said) else "")
    if handoff is None or chat is None or obstacle is not None:
        about_lead = contexts.Named(number, chat.lead.name if chat else "")
        _answer(tx, incoming, what, texts.render(f"reply.{obstacle}", about_lead), number=number, now=now)
        return True
    _pass_on(tx, incoming, what, handoff, chat, setup=setup, now=now)
    return True


def _pass_on(
    tx: Transaction,
    incoming: Incoming,
    what: Said | SentOther,
    handoff: StoredHandoff,
    chat: StoredChat,
    *,
    setup: Setup,
    now: datetime,
) -> None:
    """Let the prospect have what a rep sends: it is a contact, and claims a lead whom nobody has."""
    number, rep = handoff.number, incoming.sender
    if handoff.claimed_by is None and handoff.closed_at is None:
        claim_lead(tx, number, rep, setup=setup, now=now)
    else:
        handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    outbox.owe(tx, _signed_messages(tx, incoming, what, chat, setup=setup, now=now), now)
    handoffs.note_contact(tx, number, now)
    desk_steps.add(tx, number, desk_steps.REPLIED, at=now, rep_id=rep.id)
    _introduce(tx, handoff.lead_id)
    _keep(tx, incoming, what, chat, now=now)
    _tell_others(tx, incoming, what, handoff, chat, setup=setup, now=now)


def _signed_messages(
    tx: Transaction, incoming: Incoming, what: Said | SentOther, chat: StoredChat, *, setup: Setup, now: datetime
) -> list[Owed]:
    """Return the messages in which the prospect gets what a rep sends."""
    assert chat.id is not None, "who has no chat was told of before"
    about = _about(incoming, what)
    if isinstance(what, Said):
        words = SendText(_signed(chat, incoming, what.text, setup=setup))
        owing = [owed(chat.id, words, worth=Worth.PROMISE, about=about)]
    else:
        owing = copies_owed(
            *(tx, chat.id, what),
            of_chat=incoming.chat_id,
            head=lambda caption: _signed(chat, incoming, caption, setup=setup),
            about=about,
            line_about=None,
            worth=Worth.PROMISE,
            now=now,
        )
    return behind_albums(tx, owing, chat.id, filed=albums_replied(incoming.chat_id), now=now)


def _about(incoming: Incoming, what: Said | SentOther | Edited) -> str:
    return reply_about(incoming.chat_id, what.message_id, "" if isinstance(what, Said) else what.album)


def _belongs_to_album(
    tx: Transaction, incoming: Incoming, what: Said | SentOther, *, setup: Setup, now: datetime
) -> bool:
    """Let the further ones of an album go where its first went; only that one replies to something in any case."""
    if isinstance(what, Said) or not what.album:
        return False
    sent_to = sent_messages.chat_about(tx, _about(incoming, what))
    chat = None if sent_to is None else leads.by_chat(tx, sent_to)
    if sent_to == incoming.chat_id:
        return True  # the first was answered with why it cannot be passed on
    if chat is None:
        return False
    if _obstacle(chat, "") is None:
        outbox.owe(tx, _signed_messages(tx, incoming, what, chat, setup=setup, now=now), now)
        _keep(tx, incoming, what, chat, now=now)
    return True  # who has said /stop meanwhile gets no more of it, and the desk has heard that they did


def _is_of_our_own(tx: Transaction, incoming: Incoming, what: Said | SentOther, *, setup: Setup, now: datetime) -> bool:
    """Answer a reply to words of ours that are filed nowhere: a card that a restore has orphaned, or our own answers.

    Return whether it is one: what names no handoff is none.
    """
    if what.names is None or what.reply_to is None:
        return False
    replied = Tapped(None, "", what.reply_to)
    if is_from_before_restore(tx, what.names, replied, setup=setup):
        html = setup.desk_texts.render("before_restore", contexts.Number(what.names))
        _answer(tx, incoming, what, html, now=now)
        return True
    if handoffs.by_number(tx, what.names) is None:
        return False
    _say_whom_it_reaches(tx, incoming, what, what.names, setup=setup, now=now)
    return True


def _say_whom_it_reaches(
    tx: Transaction, incoming: Incoming, what: Said | SentOther, number: int, *, setup: Setup, now: datetime
) -> None:
    """Tell a rep who replied to our own words, a reminder say, that no prospect reads it: "on it!" is not for them."""
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    told = contexts.Named(number, chat.lead.name if chat else "")
    html = setup.desk_texts.render("reply.not_theirs" if chat else "reply.gone", told)
    _answer(tx, incoming, what, html, number=number, now=now)


def _introduce(tx: Transaction, lead_id: int) -> None:
    """Note that the prospect knows who writes to them: the bot need not say to whom their words go."""
    chat = leads.by_id(tx, lead_id)
    state = State.from_json(chat.state) if chat else None
    if state is not None and state.rep and not state.told_rep:
        conversations.save_state(tx, lead_id, state=replace(state, told_rep=True).to_json())


def mend_reply(tx: Transaction, incoming: Incoming, what: Edited, *, setup: Setup, now: datetime) -> None:
    """Change what the prospect reads as the rep has changed it; what was no reply is left alone."""
    about = _about(incoming, what)
    sent_to = sent_messages.chat_about(tx, about)
    chat = None if sent_to in (None, incoming.chat_id) else leads.by_chat(tx, sent_to or 0)
    if chat is None or chat.id is None:
        return
    obstacle, change = _obstacle(chat, what.text), _change(tx, incoming, what, chat, setup=setup)
    if obstacle is None and change is not None:
        owe(tx, chat.id, change, now=now, worth=Worth.PROMISE, about=about)
        _keep(tx, incoming, what, chat, now=now)
        return
    handoff = handoffs.latest(tx, chat.lead.id)
    number = handoff.number if handoff else 0
    html = setup.desk_texts.render(f"reply.{obstacle or 'unchanged'}", contexts.Named(number, chat.lead.name))
    _answer(tx, incoming, what, html, number=number, now=now)


def _change(
    tx: Transaction, incoming: Incoming, what: Edited, chat: StoredChat, *, setup: Setup
) -> EditText | EditCaption | None:
    """Return the change of what the prospect reads; None where it cannot be made."""
    if what.album:
        return _change_in_album(tx, what, _about(incoming, what))
    html = _signed(chat, incoming, what.text, setup=setup).strip()
    if not what.is_caption:
        return EditText(html)
    # Where the first caption had no room for the name, that stands in a line above it.
    return EditCaption(html) if fits_caption(html) else None


def _change_in_album(tx: Transaction, what: Edited, about: str) -> EditCaption | None:
    """Return the change of one caption of an album: the copies have the order of what was copied."""
    sent = sent_messages.sent_with_payloads(tx, about)
    copied = debt_of(sent[0][2]) if sent else None
    if not isinstance(copied, CopyMedia) or len(copied.message_ids) != len(sent):
        return None
    places = sorted(copied.message_ids)
    if what.message_id not in places:
        return None
    return EditCaption(escape(what.text, quote=False), message_id=sent[places.index(what.message_id)][1])


def tell_undelivered(tx: Transaction, claimed: Claimed, *, reason: str, setup: Setup, now: datetime) -> None:
    """Tell a rep that their words to a prospect did not arrive; what else was to be sent is left alone."""
    place, chat = written_at(claimed.about), leads.by_chat(tx, claimed.chat_id)
    handoff = handoffs.latest(tx, chat.lead.id) if place and chat else None
    if place is None or chat is None or handoff is None:
        return
    debt = debt_of(claimed.payload)
    number = debt.message_ids[0] if isinstance(debt, CopyMedia) else place[1]
    html = setup.desk_texts.render("reply.failed", contexts.Undelivered(handoff.number, chat.lead.name, reason))
    told = SendText(html, reply_to=number)
    owe(tx, place[0], told, now=now, worth=Worth.ALERT, about=words_about(handoff.number))


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


def _keep(
    tx: Transaction, incoming: Incoming, what: Said | SentOther | Edited, chat: StoredChat, *, now: datetime
) -> None:
    """Keep a rep's words in the conversation with the prospect."""
    if isinstance(what, SentOther):
        kind, text = what.media, what.caption
    else:
        kind, text = messages.EDIT if isinstance(what, Edited) else messages.TEXT, what.text
    messages.keep(tx, chat.lead.id, [Kept(now, messages.REP, kind, text, rep_id=incoming.sender.id)])


def _tell_others(
    tx: Transaction,
    incoming: Incoming,
    what: Said | SentOther,
    handoff: StoredHandoff,
    chat: StoredChat,
    *,
    setup: Setup,
    now: datetime,
) -> None:
    """Say what a rep who replied to another's lead, or to a closed one, and its owner would not expect."""
    texts, lead, silent = setup.desk_texts, chat.lead, False
    if handoff.closed_at is not None:
        html = texts.render("reply.closed", contexts.Named(handoff.number, lead.name))
    elif handoff.claimed_by not in (None, incoming.sender.id):
        owner, link = handoff.rep or "", link_to(tx, handoff.claimed_by, setup=setup, now=now)
        told = contexts.OthersReply(handoff.number, lead.name, incoming.sender.full_name, owner, link)
        html, silent = texts.render("reply.by_other", told), setup.is_silent(now) and not link
    else:
        return
    _answer(tx, incoming, what, html, number=handoff.number, silent=silent, now=now)


def _answer(
    tx: Transaction,
    incoming: Incoming,
    what: Said | SentOther | Edited,
    html: str,
    *,
    number: int = 0,
    silent: bool = False,
    now: datetime,
) -> None:
    """Answer a rep below their message; an album is answered once, and found by that.

    What tells of a handoff's lead goes with them.
    """
    about = words_about(number) if number else None
    if isinstance(what, SentOther) and what.album:
        about, handoff = _about(incoming, what), handoffs.by_number(tx, number)
        if sent_messages.chat_about(tx, about) is not None:
            return
        if handoff is not None:
            mentions.note(tx, about, [handoff.lead_id])
    message = SendText(html, reply_to=what.message_id, silent=silent)
    owe(tx, incoming.chat_id, message, now=now, worth=Worth.REP_ANSWER, about=about)
