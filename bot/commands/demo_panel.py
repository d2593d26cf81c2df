"""What the demo's page shows between the two chats: the lead, what was understood of each message and its worth."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot import clock, rendering
from bot.app import App
from bot.commands.understand import as_json
from bot.conversation.replies import Effect, Heard
from bot.messages import Edited, Incoming, Said
from bot.understanding.interpretation import Interpretation
from bot.usecases.leads.describe_lead import describe_lead
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.leads.weigh_updates import weigh_updates
from bot.usecases.sales.draw_card import desk_phrasing, topic_label
from bot.usecases.setup import Setup
from scoring.history import Signal
from storage import leads
from storage.leads import StoredChat
from storage.statements import Transaction

Json = dict[str, Any]

MOST_MESSAGES = 30


@dataclass(frozen=True, slots=True)
class HeardMessage:
    """A typed message as the bot heard it. ``kept`` says that it counts only once they have agreed.

    ``locale`` is the language it was heard in, ``phone`` the one that their messenger is set to.
    """

    update_id: int
    message_id: int
    text: str
    understood: Interpretation
    kept: bool
    locale: str
    phone: str


class Panel:
    """The score panel of the running bot, and the website that the page pretends to be."""

    def __init__(self) -> None:
        self._app: App | None = None
        self._signals = 0
        self._heard: dict[int, deque[HeardMessage]] = defaultdict(partial(deque, maxlen=MOST_MESSAGES))

    def watch(self, app: App) -> None:
        """Show the leads of this bot, and note from now on what it hears."""
        self._app = app
        app.in_force.note_heard(self._note)

    def _note(self, incoming: Incoming, heard: Heard) -> None:
        what = incoming.what
        if Effect.FORGET in heard.effects:
            self._heard.pop(incoming.chat_id, None)
            return
        if heard.understood is None or not isinstance(what, Said | Edited):
            return
        noted = self._heard[incoming.chat_id]
        if not any(one.update_id == incoming.update_id for one in noted):  # the same one again, tried once more
            kept = bool(heard.state.kept) and what.text in heard.state.kept
            phone, locale = incoming.sender.language.split("-")[0].lower(), heard.state.locale
            told = incoming.update_id, what.message_id, what.text, heard.understood, kept
            noted.append(HeardMessage(*told, locale=heard.understood.locale or locale, phone=phone))

    async def lead_of(self, chat_id: int) -> Json | None:
        """Return the lead who writes in a chat, with the ledger of their score and what was understood."""
        app = self._app
        if app is None:
            return None
        setup, now, heard = app.in_force.setup, clock.utc_now(), tuple(self._heard[chat_id])
        return await app.database.write(lambda tx: _view(tx, chat_id, heard, setup=setup, now=now))

    async def record_signal(self, chat_id: int, name: str, properties: Mapping[str, Any]) -> None:
        """Record what the page's visitor did on the website."""
        app = self._app
        if app is None:
            return
        now, setup = clock.utc_now(), app.in_force.setup
        self._signals += 1
        signal_made = Signal(id=f"web:{now.timestamp():.6f}:{self._signals}", at=now, name=name, properties=properties)

        def work(tx: Transaction) -> None:
            chat = leads.by_chat(tx, chat_id)
            if chat is not None:
                record_signal(tx, chat.lead.id, signal_made, setup=setup, now=now)

        await app.database.write(work)


def _view(
    tx: Transaction, chat_id: int, heard: tuple[HeardMessage, ...], *, setup: Setup, now: datetime
) -> Json | None:
    chat = leads.by_chat(tx, chat_id)
    if chat is None:
        return None
    return describe_lead(tx, chat, setup=setup, now=now) | {"messages": _messages(tx, chat, heard, setup=setup)}


def _messages(tx: Transaction, chat: StoredChat, heard: tuple[HeardMessage, ...], *, setup: Setup) -> list[Json]:
    playbook = setup.playbook(chat.lead.audience)
    updates = [one.update_id for one in heard]
    points = weigh_updates(tx, chat.lead.id, updates, model=playbook.model) if playbook else {}
    return [_message(one, chat, points.get(one.update_id, 0.0), setup=setup) for one in heard]


def _message(heard: HeardMessage, chat: StoredChat, points: float, *, setup: Setup) -> Json:
    phrasing = desk_phrasing(chat.lead, setup)
    told = as_json(heard.understood, locale=heard.locale)
    # Until they say whom it is for, a question may be one of several audiences', under the same name.
    topics = dict.fromkeys(topic_label(name, chat.lead, setup) for name in heard.understood.topics)
    facts = [
        {
            "label": phrasing.label(field) if phrasing.question(field) else field,
            "value": phrasing.answer(field, value),
            "sure": told["sure"][field],
            "by": told["by"][field],
        }
        for field, value in told["facts"].items()
    ]
    shown = {name: told[name] for name in ("intent", "question", "locale")}
    return shown | {
        "message_id": heard.message_id,
        "update_id": heard.update_id,
        "text": heard.text,
        "facts": facts,
        "topics": list(topics),
        "by": heard.understood.by.value,
        "language": rendering.language_name(heard.locale, setup.sales_locale) if heard.locale != heard.phone else "",
        "points": points,
        "kept": heard.kept and bool(facts) and not points,
    }
