"""The mail with a code: written when it is sent, so that a code counts from then on; and what its fate means."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot import contexts, rendering
from bot.conversation.newsletter import ADDRESS
from bot.conversation.state import State
from bot.errors import DeliveryError
from bot.json_text import from_json
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.newsletter.codes import VALID_FOR, new_code
from bot.usecases.setup import Setup
from storage import conversations, leads, newsletter
from storage.newsletter import StoredCode
from storage.statements import Transaction

KEEP_TRYING = timedelta(hours=2)
"""So long a server that is away is waited for: whoever wanted it has left the chat by then."""
_MOST_SUBJECT_CHARS = 150


class Mail(Struct, frozen=True):
    """A mail in plain text to one address; ``subject`` is one line."""

    to: str
    subject: str
    text: str


def mail_of(tx: Transaction, payload: str, *, setup: Setup, now: datetime) -> Mail | None:
    """Return the mail that is owed, with a new code; None where it is not wanted any more, or comes too late."""
    waiting = _waiting(tx, payload)
    chat = None if waiting is None else leads.by_id(tx, waiting.lead_id)
    if waiting is None or chat is None:
        return None
    if now - waiting.asked_at >= KEEP_TRYING:
        _give_up(tx, waiting, "given_up", setup=setup, now=now)
        return None
    told = contexts.NewsletterMail(
        setup.playbooks.business.name, new_code(tx, waiting, now=now), VALID_FOR // timedelta(minutes=1)
    )
    texts = setup.texts(chat.lead.audience, State.from_json(chat.state).locale)
    subject, text = (rendering.plain(texts.render(f"newsletter.mail.{part}", told)) for part in ("subject", "text"))
    return Mail(waiting.address, " ".join(subject.split())[:_MOST_SUBJECT_CHARS], text)


def note_arrived(tx: Transaction, payload: str, *, attempts: int, setup: Setup, now: datetime) -> None:
    """Tell whoever was told that it takes longer that it is on its way."""
    waiting = _waiting(tx, payload)
    if waiting is not None and attempts > 1:
        _tell(tx, waiting, "on_its_way", setup=setup, now=now)


def note_failed(
    tx: Transaction, payload: str, error: DeliveryError, *, attempts: int, setup: Setup, now: datetime, given_up: bool
) -> None:
    """Tell the prospect that their address is refused, or once that it takes longer."""
    waiting = _waiting(tx, payload)
    if waiting is None:
        return
    if error.permanent:
        # They may have mistyped it: the next address that they type is for this.
        _give_up(tx, waiting, "refused", setup=setup, now=now, waits_for=ADDRESS)
    elif given_up:
        _give_up(tx, waiting, "given_up", setup=setup, now=now)
    elif attempts == 1:
        _tell(tx, waiting, "late", setup=setup, now=now)


def _waiting(tx: Transaction, payload: str) -> StoredCode | None:
    told = from_json(payload) if payload else {}
    number = told.get("code") if isinstance(told, dict) else None
    return newsletter.by_number(tx, number) if isinstance(number, int) else None


def _give_up(
    tx: Transaction, waiting: StoredCode, outcome: str, *, setup: Setup, now: datetime, waits_for: str = ""
) -> None:
    newsletter.drop(tx, waiting.lead_id)
    _tell(tx, waiting, outcome, setup=setup, now=now, change=lambda state: replace(state, newsletter=waits_for))


def _tell(
    tx: Transaction,
    waiting: StoredCode,
    outcome: str,
    *,
    setup: Setup,
    now: datetime,
    change: Callable[[State], State] | None = None,
) -> None:
    chat = leads.by_id(tx, waiting.lead_id)
    if chat is None or chat.id is None:
        return
    state = State.from_json(chat.state)
    if change is not None:
        conversations.save_state(tx, chat.lead.id, state=change(state).to_json())
    if state.stopped:
        return
    who = chat.lead.name.partition(" ")[0], setup.playbooks.business.name
    told = contexts.Newsletter(*who, waiting.address, VALID_FOR // timedelta(minutes=1), 0)
    html = setup.texts(chat.lead.audience, state.locale).render(f"newsletter.{outcome}", told)
    owe(tx, chat.id, SendText(html), now=now, worth=Worth.REPLY)
