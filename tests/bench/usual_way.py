"""The same work as most bots do it: aiogram's router, a session from a middleware, one commit per update.

It is the honest other side of the benchmark: the same tables (as SQLModel objects, through aiosqlite), scoring engine,
conversation and durability (WAL, synchronous=FULL). A lock around each session spares it SQLite's own waiting.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from aiogram import BaseMiddleware, Bot, Dispatcher, Router
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import clock
from bot.conversation.engine import hear, nudge_at, proceed
from bot.conversation.replies import Heard
from bot.conversation.state import AUDIENCE, State
from bot.messages import AnswerTap, Commanded, Incoming, Said, Sender, Tap, Tapped, What
from bot.usecases.delivery.owe import owed
from bot.usecases.leads.update_score import known_facts
from bot.usecases.prospects.turn import Turn
from bot.usecases.setup import Setup
from scoring import history as history
from scoring.engine import Standing, fold, next_change, pack, start, unpack
from scoring.model import Model
from storage.leads import StoredLead
from storage.outbox import QUEUED
from storage.sqlite.migrating import migrate
from storage.statements import Transaction
from storage.tables.leads import Chat, Conversation, Fact, Lead, Signal, TierChange
from storage.tables.messages import OutboxMessage, SeenUpdate

Handle = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class SessionPerUpdate(BaseMiddleware):
    """Opens a session for each update and commits it when the handler is done."""

    def __init__(self, path: Path) -> None:
        migrate(path)
        self.engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
        self._lock = asyncio.Lock()

        @event.listens_for(self.engine.sync_engine, "connect")
        def connect(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
                connection.execute(f"PRAGMA {pragma}")

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a session that is committed at the end."""
        async with self._lock, AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session
            await session.commit()

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        async with self.session() as session:
            data["session"] = session
            return await handler(event, data)


def usual_dispatcher(path: Path, setup: Setup) -> tuple[Dispatcher, SessionPerUpdate]:
    """Return a dispatcher that handles the turns of ``prospects`` in the usual way."""
    router, sessions = Router(), SessionPerUpdate(path)
    router.message.middleware(sessions)
    router.callback_query.middleware(sessions)

    @router.message()
    async def hear_message(_message: Message, event_update: Update, session: AsyncSession) -> None:
        await _handle(event_update, session, setup)

    @router.callback_query()
    async def hear_tap(_query: CallbackQuery, event_update: Update, session: AsyncSession) -> None:
        await _handle(event_update, session, setup)

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher, sessions


def empty_dispatcher(*, disable_fsm: bool) -> Dispatcher:
    """Return a dispatcher whose handlers do nothing."""
    router = Router()

    async def nothing(_event: TelegramObject) -> None:
        return

    router.message.register(nothing)
    router.callback_query.register(nothing)
    dispatcher = Dispatcher(disable_fsm=disable_fsm)
    dispatcher.include_router(router)
    return dispatcher


async def feed(dispatcher: Dispatcher, bot: Bot, raws: Sequence[dict[str, Any]]) -> None:
    """Hand updates to a dispatcher, one after the other."""
    for raw in raws:
        await dispatcher.feed_raw_update(bot, raw)


def _incoming(update: Update) -> Incoming:
    """Take from aiogram's update what its handlers usually take."""
    event = update.message or update.callback_query
    assert event is not None
    assert event.from_user is not None
    user = event.from_user
    sender = Sender(user.id, user.first_name, user.last_name or "", user.username or "", user.language_code or "")
    what: What
    if isinstance(event, CallbackQuery):
        what = Tapped(Tap.parse(event.data or ""), event.id, event.message.message_id if event.message else None)
    elif (event.text or "").startswith("/"):
        what = Commanded((event.text or "")[1:], "", event.message_id)
    else:
        what = Said(event.text or "", event.message_id)
    return Incoming(update.update_id, user.id, private=True, sender=sender, what=what)


async def _handle(update: Update, session: AsyncSession, setup: Setup) -> None:
    incoming, now = _incoming(update), clock.utc_now()
    if await session.get(SeenUpdate, incoming.update_id) is not None:
        return
    session.add(SeenUpdate(id=incoming.update_id, at=now))
    lead, conversation = await _load(session, incoming, now)
    turn = _turn(incoming, lead, conversation, setup=setup, now=now)
    heard = hear(turn.situation(), incoming.what)
    standing, model = _learn(session, turn, lead, heard=heard)
    turn.lead, turn.state = _stored(lead), heard.state
    turn.facts = known_facts(turn.lead)
    response = proceed(turn.situation(), heard, model=model, standing=standing)
    conversation.state = response.state.to_json()
    conversation.nudge_at = nudge_at(response.state, turn.setup.script(lead.audience))
    answer = [AnswerTap(incoming.what.tap_id)] if isinstance(incoming.what, Tapped) else []
    phrasing = turn.phrasing()
    for message in (*answer, *(phrasing.outgoing(reply) for reply in response.replies)):
        one = owed(incoming.chat_id, message)
        session.add(
            OutboxMessage(
                chat_id=one.chat_id,
                worth=one.worth,
                kind=one.kind,
                about=one.about,
                payload=one.payload,
                state=QUEUED,
                due_at=now,
                attempts=0,
                created_at=now,
            )
        )


async def _load(session: AsyncSession, incoming: Incoming, now: datetime) -> tuple[Lead, Conversation]:
    found = await session.exec(
        select(Lead, Conversation)
        .join(Chat, Chat.lead_id == Lead.id)  # type: ignore[arg-type]  # columns, as SQLModel sees them
        .join(Conversation, Conversation.lead_id == Lead.id)  # type: ignore[arg-type]
        .where(Chat.id == incoming.chat_id)
    )
    row = found.first()
    if row is not None:
        return row
    lead = Lead(
        locale="en",
        name=incoming.sender.full_name,
        username="",
        source="",
        created_at=now,
        last_seen_at=now,
        facts="{}",
        standing=pack(start()),
        tier="cold",
        model_version="",
    )
    session.add(lead)
    await session.flush()
    assert lead.id is not None
    conversation = Conversation(lead_id=lead.id, state=State(locale="en").to_json())
    session.add_all([Chat(id=incoming.chat_id, lead_id=lead.id), conversation])
    return lead, conversation


def _stored(lead: Lead) -> StoredLead:
    return StoredLead(**{name: getattr(lead, name) for name in StoredLead.__struct_fields__})


def _turn(incoming: Incoming, lead: Lead, conversation: Conversation, *, setup: Setup, now: datetime) -> Turn:
    # The transaction is asked only about edited messages, and nobody edits here.
    nowhere = cast(Transaction, None)
    stored, state = _stored(lead), State.from_json(conversation.state)
    return Turn(nowhere, incoming, setup, now, stored, known_facts(stored), state, stored, state.locale)


def _learn(session: AsyncSession, turn: Turn, lead: Lead, *, heard: Heard) -> tuple[Standing, Model | None]:
    now, lead_id = turn.now, turn.lead.id
    facts = [history.Fact(turn.next_id(), now, field, value) for field, value in heard.answers]
    signals = [history.Signal(turn.next_id(), now, one.name, dict(one.properties)) for one in heard.signals]
    for fact in facts:
        session.add(Fact(id=fact.id, lead_id=lead_id, at=now, field=fact.field, value=json.dumps(fact.value)))
    for signal in signals:
        properties = json.dumps(dict(signal.properties))
        session.add(Signal(id=signal.id, lead_id=lead_id, at=now, name=signal.name, properties=properties))
    known = json.loads(lead.facts) | {fact.field: fact.value for fact in facts}
    lead.facts, lead.audience, lead.last_seen_at = json.dumps(known), known.get(AUDIENCE), now
    if lead.audience is None:
        return start(), None
    model = turn.setup.playbooks.audiences[lead.audience].model
    return score(session, lead, (*facts, *signals), model), model


def score(session: AsyncSession, lead: Lead, items: Sequence[history.Item], model: Model) -> Standing:
    """Fold items into a lead's standing, and let the session write both."""
    standing, lead_id = unpack(lead.standing), lead.id
    assert lead_id is not None
    for item in items:
        folded = fold(model, standing, item)
        standing = folded.standing
        session.add_all(
            TierChange(
                lead_id=lead_id,
                at=change.at,
                tier_from=change.tier_from,
                tier_to=change.tier_to,
                because=change.because,
                score=change.score,
                model_version=model.version,
            )
            for change in folded.tier_changes
        )
    lead.standing, lead.tier, lead.model_version = pack(standing), standing.tier, model.version
    lead.next_change_at = next_change(model, standing)
    return standing
