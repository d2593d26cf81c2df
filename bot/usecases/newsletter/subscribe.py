"""What comes of a step towards the newsletter, or away from it: by what is stored, within the prospect's turn."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta

from msgspec.structs import replace

from bot import rendering
from bot.conversation.newsletter import SUBSCRIBED, UNSUBSCRIBED, known_address, said, signal
from bot.conversation.replies import Effect, Heard, NewsletterAct, Reply
from bot.conversation.state import Line
from bot.json_text import to_json
from bot.usecases.filed_under import events_about
from bot.usecases.newsletter.codes import DIGITS, MOST_TRIES, VALID_FOR, address_name, count_mail, is_right
from bot.usecases.prospects.turn import Turn
from bot.usecases.signals.confirm_identity import confirm_identity
from bot.usecases.webhooks.announce import announce_newsletter
from storage import deliveries, newsletter
from storage.deliveries import Delivery

CHANNEL = "email"
ADDRESS = f"{CHANNEL}:newsletter"
"""Where mail is owed: one server takes all of it. To whom it goes is personal, and stands elsewhere."""


def with_newsletter(turn: Turn, heard: Heard) -> Heard | None:
    """Return what was heard with what comes of it; None where digits were typed that are no code."""
    if heard.newsletter is None:
        return _left_with_the_rest(turn, heard) if heard.effects & {Effect.STOP, Effect.REFUSE} else heard
    # What is heard leaves the state as it is but for what this step changes in it.
    turn.state = heard.state
    told = _COMES_OF[heard.newsletter.act](turn, heard.newsletter.said)
    return told and _together(heard, told)


def tell_of_newsletter(turn: Turn) -> None:
    """Tell other systems who has subscribed or left; an address whose mailed code was typed is the lead's from now on.

    This comes last in a turn: the lead may turn out to be one with another.
    """
    if turn.newsletter is None:
        return
    event, address = turn.newsletter
    announce_newsletter(turn.tx, turn.lead, event, address=address, setup=turn.setup, now=turn.now)
    if event == SUBSCRIBED:
        confirm_identity(turn.tx, turn.lead.id, address_name(address), setup=turn.setup, now=turn.now)


def waits(turn: Turn) -> bool:
    """Return whether a code is waited for."""
    return newsletter.waiting(turn.tx, turn.lead.id) is not None


def _together(heard: Heard, told: Heard) -> Heard:
    """Return what comes of a step, below what comes of all else that the message says; no other question is asked."""
    above = (Reply(heard.lines),) if heard.lines else ()
    return replace(
        heard,
        state=told.state,
        signals=(*heard.signals, *told.signals),
        lines=told.lines,
        replies=(*above, *heard.replies, *told.replies),
        goes_on=told.goes_on,
    )


def _ask(turn: Turn, _said: str) -> Heard:
    subscribed, known = newsletter.address_of(turn.tx, turn.lead.id), known_address(turn.situation())
    if subscribed is not None:
        return said(turn.situation(), "already", address=subscribed)
    return said(turn.situation(), "ask_known", address=known) if known else said(turn.situation(), "ask")


def _ask_other(turn: Turn, _said: str) -> Heard:
    return said(turn.situation(), "ask")


def _known(turn: Turn, _said: str) -> Heard:
    known = known_address(turn.situation())
    return _address(turn, known) if known else said(turn.situation(), "ask")


def _address(turn: Turn, address: str) -> Heard:
    """Owe the mail with a code to an address, within a day's limits."""
    tx, lead, now = turn.tx, turn.lead.id, turn.now
    if not address.rpartition("@")[0].isascii():
        # Few servers take these, and none that does would be found out before the mail is sent.
        return said(turn.situation(), "no_address")
    if newsletter.address_of(tx, lead) == address:
        return said(turn.situation(), "already", address=address)
    if not count_mail(tx, turn.incoming.chat_id, address, now=now):
        newsletter.drop(tx, lead)
        return said(turn.situation(), "limit")
    told = said(turn.situation(), "code_sent", address=address, minutes=VALID_FOR // timedelta(minutes=1))
    (line,) = (line for line in told.replies[-1].lines if line.key == "newsletter.code_sent")
    words = rendering.plain(turn.phrasing().line(line))
    # The address is no part of the version: it is the same for everybody who reads the same words.
    version = _version(turn, replace(line, answers=line.answers[1:]))
    number = newsletter.ask(tx, lead, address, text_version=version, words=words, at=now)
    deliveries.owe(tx, [Delivery(ADDRESS, events_about(lead), to_json({"code": number}))], now)
    return told


def _version(turn: Turn, line: Line) -> str:
    """Return the version of the words that are agreed to: their language, and the beginning of their hash."""
    return f"{turn.state.locale}:{hashlib.sha256(turn.phrasing().line(line).encode()).hexdigest()[:12]}"


def _again(turn: Turn, _said: str) -> Heard:
    waiting = newsletter.waiting(turn.tx, turn.lead.id)
    return _address(turn, waiting.address) if waiting is not None else _ask(turn, "")


def _code(turn: Turn, code: str) -> Heard | None:
    """Compare a code; whoever types the right one in time has subscribed, and the address is theirs."""
    tx, lead, now = turn.tx, turn.lead.id, turn.now
    waiting = newsletter.waiting(tx, lead)
    if waiting is None:
        return None
    if waiting.tries >= MOST_TRIES:
        return said(turn.situation(), "spent")
    if waiting.expires_at is not None and now >= waiting.expires_at:
        return said(turn.situation(), "expired")
    if len(code) != DIGITS or not is_right(tx, waiting, code):
        newsletter.note_wrong(tx, waiting.id)
        left = MOST_TRIES - waiting.tries - 1
        return said(turn.situation(), "wrong", left=left) if left else said(turn.situation(), "spent")
    newsletter.subscribe(tx, lead, waiting, at=now)
    newsletter.drop(tx, lead)
    turn.state, turn.newsletter = replace(turn.state, subscribed=True), (SUBSCRIBED, waiting.address)
    done = (signal(turn.situation(), SUBSCRIBED),)
    return said(turn.situation(), "subscribed", address=waiting.address, signals=done)


def _number(turn: Turn, code: str) -> Heard | None:
    """Take a number for the code only if it is: what else it says is heard, but it counts as tried."""
    told = _code(turn, code)
    return told if turn.newsletter is not None else None


def _leave(turn: Turn, _said: str) -> Heard:
    address, waits = _leave_quietly(turn)
    if address is None:
        return said(turn.situation(), "cancelled" if waits else "not_subscribed")
    return said(turn.situation(), "left", address=address, signals=(signal(turn.situation(), UNSUBSCRIBED),))


def _leave_quietly(turn: Turn) -> tuple[str | None, bool]:
    """Withdraw what there is, and return the address that had the newsletter, and whether a code was waited for."""
    address, waits = newsletter.address_of(turn.tx, turn.lead.id), bool(turn.state.newsletter)
    newsletter.unsubscribe(turn.tx, turn.lead.id, at=turn.now)
    newsletter.drop(turn.tx, turn.lead.id)
    turn.state = replace(turn.state, subscribed=False, newsletter="")
    if address is not None:
        turn.newsletter = UNSUBSCRIBED, address
    return address, waits


def _cancel(turn: Turn, _said: str) -> Heard:
    newsletter.drop(turn.tx, turn.lead.id)
    return said(turn.situation(), "cancelled")


def _left_with_the_rest(turn: Turn, heard: Heard) -> Heard:
    """End the newsletter, too, for whoever wants to hear nothing more, or that nothing more is kept of them."""
    state = heard.state
    if not (state.subscribed or state.newsletter):
        return heard
    turn.state = state
    address, _ = _leave_quietly(turn)
    heard = replace(heard, state=turn.state)
    if address is None:
        return heard
    told = Reply((Line("newsletter.left", (("address", address),)),))
    return replace(
        heard, signals=(*heard.signals, signal(turn.situation(), UNSUBSCRIBED)), replies=(*heard.replies, told)
    )


_COMES_OF: Mapping[NewsletterAct, Callable[[Turn, str], Heard | None]] = {
    NewsletterAct.ASK: _ask,
    NewsletterAct.KNOWN: _known,
    NewsletterAct.OTHER: _ask_other,
    NewsletterAct.ADDRESS: _address,
    NewsletterAct.CODE: _code,
    NewsletterAct.NUMBER: _number,
    NewsletterAct.AGAIN: _again,
    NewsletterAct.LEAVE: _leave,
    NewsletterAct.CANCEL: _cancel,
}
