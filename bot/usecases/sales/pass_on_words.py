"""Passes what a prospect wrote, or did, on to sales, below the card and with the name of the rep who has it."""

from dataclasses import dataclass
from datetime import datetime

from bot import contexts
from bot.messages import EditCaption, Edited, EditText, Incoming, Keyboard, Said, SendText, SentOther, SharedContact
from bot.usecases.delivery.owe import owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import albums_about, card_about, words_about
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.sales.pass_on_media import behind_albums, copies_owed, fits_caption
from bot.usecases.sales.rep_links import link_to
from bot.usecases.setup import Setup
from storage import handoffs, sent_messages
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.outbox import Owed
from storage.statements import Transaction

MAX_QUOTED_CHARS = 1000


def passed_on(
    tx: Transaction, number: int, lead: StoredLead, incoming: Incoming, *, wanted: bool, setup: Setup, now: datetime
) -> list[Owed]:
    """Return what passes on to the sales chat what a prospect wrote or sent, under their handoff's number.

    A change is made where the words stand already, whether they are ``wanted`` there or not.
    """
    what, setup = incoming.what, at_desk_of(tx, number, setup)
    wrote = _Wrote(tx, number, lead, setup, now)
    match what:
        case Edited() if (changed := _changed(tx, number, what, wrote)) is not None:
            return [owed(setup.sales_chat, changed, worth=Worth.EDIT, about=_about(number, what))]
        case _ if not wanted:
            return []
        case SentOther() | SharedContact():
            media = what if isinstance(what, SentOther) else SentOther(what.message_id, "contact")
            owing = copies_owed(
                *(tx, setup.sales_chat, media),
                of_chat=incoming.chat_id,
                head=lambda caption: wrote.html(caption, key="sent"),
                about=words_about(number, media.message_id, media.album),
                line_about=f"{words_about(number, media.message_id, media.album)}-line",
                reply_to=_card(tx, number, setup),
                worth=Worth.ALERT,
                silent=setup.is_silent(now) and not wrote.link,
                now=now,
            )
        case Said() | Edited():
            html = wrote.html(what.text, edited=isinstance(what, Edited))
            about = _about(number, what)
            owing = [below_card(tx, number, html, calls=wrote.link, about=about, setup=setup, now=now)]
        case _:
            about = f"{words_about(number)}:human"
            html = wrote.html("/human")
            owing = [below_card(tx, number, html, calls=wrote.link, about=about, setup=setup, now=now)]
    return behind_albums(tx, owing, setup.sales_chat, filed=albums_about(number), now=now)


@dataclass(frozen=True, slots=True)
class _Wrote:
    """Says that a prospect wrote or sent something, and calls the rep who has them if they work now."""

    tx: Transaction
    number: int
    lead: StoredLead
    setup: Setup
    now: datetime

    @property
    def handoff(self) -> StoredHandoff | None:
        return handoffs.by_number(self.tx, self.number)

    @property
    def link(self) -> str:
        """Return what calls the rep who has them."""
        handoff = self.handoff
        return link_to(self.tx, handoff.claimed_by if handoff else None, setup=self.setup, now=self.now)

    def html(self, text: str, *, key: str = "wrote", edited: bool = False) -> str:
        handoff = self.handoff
        rep = (handoff.rep or "") if handoff else ""
        is_closed = handoff is not None and handoff.closed_at is not None
        wrote = contexts.Wrote(
            self.number,
            name=self.lead.name,
            text=text if len(text) <= MAX_QUOTED_CHARS else f"{text[: MAX_QUOTED_CHARS - 1]}…",
            rep=rep,
            rep_link=self.link,
            edited=edited,
            reopen=self.setup.command(f"reopen_{self.number}") if is_closed else "",
        )
        return self.setup.desk_texts.render(key, wrote)


def _about(number: int, what: Said | Edited) -> str:
    return words_about(number, what.message_id, what.album if isinstance(what, Edited) else "")


def _changed(tx: Transaction, number: int, what: Edited, wrote: _Wrote) -> EditText | EditCaption | None:
    """Return the change of what stands in the sales chat; None where it was never passed on, or has no room for it."""
    if sent_messages.chat_about(tx, _about(number, what)) is None or what.album:
        return None
    if not what.is_caption:
        return EditText(wrote.html(what.text, edited=True))
    html = wrote.html(what.text, key="sent", edited=True)
    return EditCaption(html) if fits_caption(html) else None


def news_of_prospect(tx: Transaction, number: int, lead: StoredLead, *, what: str, setup: Setup, now: datetime) -> Owed:
    """Return the message to the sales chat that a prospect has ``stopped`` all messages, ``blocked`` us, or is erased.

    It calls the rep who has them.
    """
    setup = at_desk_of(tx, number, setup)
    wrote = _Wrote(tx, number, lead, setup, now)
    return below_card(tx, number, wrote.html("", key=f"news.{what}"), calls=wrote.link, setup=setup, now=now)


def below_card(
    tx: Transaction,
    number: int,
    html: str,
    *,
    calls: str = "",
    keyboard: Keyboard = (),
    about: str | None = None,
    setup: Setup,
    now: datetime,
) -> Owed:
    """Return a message to the sales chat in reply to the newest card of a handoff, filed with its lead's words.

    While the desk is closed it makes a sound only where it ``calls`` somebody: who is on duty, or has asked for it.
    """
    setup = at_desk_of(tx, number, setup)
    silent = setup.is_silent(now) and not calls
    message = SendText(html, keyboard, reply_to=_card(tx, number, setup), silent=silent)
    return owed(setup.sales_chat, message, worth=Worth.ALERT, about=about or words_about(number))


def _card(tx: Transaction, number: int, setup: Setup) -> int | None:
    shown = sent_messages.sent_as(tx, card_about(number), setup.sales_chat)
    return shown[-1].message_id if shown else None
