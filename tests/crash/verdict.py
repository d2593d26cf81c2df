"""What must hold after any number of kills; each promise that was broken is told in a sentence."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import psycopg

from bot import clock
from bot.coming_into_force import load_playbooks
from bot.conversation.state import State
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES
from scoring.engine import pack, replay
from scoring.history import Fact, Signal
from scoring.model import RANK
from storage import handoffs, histories, leads, tier_changes
from storage.leads import StoredChat
from storage.opening import open_store
from storage.place import Place, Postgres
from storage.statements import Transaction

from .town import Prospect, Town


async def broken_promises(town: Town, place: Place) -> list[str]:
    """Return what is wrong in a database that no bot uses any more."""
    playbooks = load_playbooks(SHIPPED_TEMPLATES)
    database = await open_store(place)
    try:
        return await database.write(lambda tx: [*_of_all(town, place), *_of_each(tx, town, playbooks=playbooks)])
    finally:
        await database.close()


def owed(place: Place) -> int:
    """Return how many messages wait to be delivered, and updates to be handled."""
    return len(_column(place, "SELECT id FROM outbox WHERE settled_at IS NULL UNION ALL SELECT id FROM inbox"))


def _column(place: Place, query: str) -> list[int]:
    return [number for (number,) in _rows(place, query)]


def _rows(place: Place, query: str) -> list[tuple[int, ...]]:
    if isinstance(place, Postgres):
        with psycopg.connect(place.url) as postgres:
            return postgres.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def _of_all(town: Town, place: Place) -> Iterator[str]:
    kept = {*_column(place, "SELECT id FROM seen_updates"), *_column(place, "SELECT id FROM dead_updates")}
    if lost := town.confirmed_ids - kept:
        yield f"updates were confirmed and are in no table: {sorted(lost)}"
    if town.unconfirmed:
        yield f"{town.unconfirmed} updates were never confirmed"
    if dead := _column(place, "SELECT id FROM dead_updates"):
        yield f"updates could not be handled: {dead}"
    if owed(place):
        yield f"{owed(place)} messages are still owed"
    if mixed_up := _mixed_up(town, place):
        yield f"chats were told things in another order than they were owed: {sorted(mixed_up)}"
    if number := _column(place, "SELECT count(*) FROM leads")[0] - len(town.prospects):
        yield f"there are {number} more leads than prospects"
    doubled = _column(place, "SELECT lead_id FROM handoffs WHERE closed_at IS NULL GROUP BY 1 HAVING count(*) > 1")
    if doubled:
        yield f"leads have several open handoffs: {doubled}"


def _mixed_up(town: Town, place: Place) -> set[int]:
    """Return the chats of prospects in which a message arrived before one that was owed sooner."""
    newest = dict.fromkeys((prospect.chat.id for prospect in town.prospects), 0)
    mixed_up = set()
    arrived = "SELECT chat_id, message_id FROM outbox WHERE kind = 'send' AND state = 'sent' ORDER BY id"
    for chat_id, message_id in _rows(place, arrived):
        if message_id < newest.get(chat_id, 0):
            mixed_up.add(chat_id)
        if chat_id in newest:
            newest[chat_id] = message_id
    return mixed_up


def copies(town: Town, place: Place) -> tuple[int, int]:
    """Return how many messages have arrived more often than owed, and how many were tried again: each may be a copy."""
    (sent,) = _column(place, "SELECT count(*) FROM outbox WHERE kind = 'send' AND state = 'sent'")
    # Of what was no more wanted when its leader had died, every attempt may have arrived.
    (attempts,) = _column(place, "SELECT coalesce(sum(attempts), 0) FROM outbox WHERE kind = 'send'")
    return town.shown - sent, attempts - sent


def _of_each(tx: Transaction, town: Town, *, playbooks: Playbooks) -> Iterator[str]:
    for prospect in town.prospects:
        chat = leads.by_chat(tx, prospect.person.id)
        if chat is None:
            yield f"{prospect.person.first_name} is no lead"
            continue
        found = [
            *_of_history(tx, prospect, chat=chat, playbooks=playbooks),
            *_of_handoffs(tx, town, chat=chat, playbooks=playbooks),
        ]
        yield from (f"{prospect.person.first_name} (lead {chat.lead.id}): {sentence}" for sentence in found)


def _of_history(tx: Transaction, prospect: Prospect, *, chat: StoredChat, playbooks: Playbooks) -> Iterator[str]:
    history = histories.history(tx, chat.lead.id)
    told = [(item.field, item.value) for item in history if isinstance(item, Fact)]
    if Counter(told) != Counter(prospect.told):
        yield f"said {prospect.told}, but known is {told}"
    answered = [
        item.properties["field"] for item in history if isinstance(item, Signal) and item.name == "chat.answered"
    ]
    if sorted(answered) != sorted({field for field, _ in prospect.told} - {"audience"}):
        yield f"answers were counted as {answered}"
    if not State.from_json(chat.state).closed:
        yield "the conversation never reached its closing"
    if chat.lead.audience is None:
        yield "the audience is not known"
        return
    replayed = replay(playbooks.audiences[chat.lead.audience].model, history, clock.utc_now())
    if pack(replayed.standing) != chat.lead.standing:
        yield f"the standing is {chat.lead.standing}, a replay gives {pack(replayed.standing)}"
    if [change.tier_to for change in replayed.tier_changes] != [
        change.tier_to for change in tier_changes.of_lead(tx, chat.lead.id)
    ]:
        yield "the tier changes are not those of a replay"
    if json.loads(chat.lead.facts) != dict(prospect.told):
        yield f"the latest facts are {chat.lead.facts}"


def _of_handoffs(tx: Transaction, town: Town, *, chat: StoredChat, playbooks: Playbooks) -> Iterator[str]:
    found = handoffs.of_lead(tx, chat.lead.id)
    wanted = RANK[playbooks.audiences[chat.lead.audience or "b2b"].model.handoff]
    reached = any(RANK[change.tier_to] >= wanted for change in tier_changes.of_lead(tx, chat.lead.id))
    if reached and not found:
        yield "reached the handoff tier and was not handed off"
    for handoff in found:
        if not any(f"#{handoff.number} " in message.text for message in town.sales.messages.values()):
            yield f"sales was never told of handoff {handoff.number}"
        if (handoff.claimed_by is not None) != (handoff.number in town.claimed):
            yield f"handoff {handoff.number} is claimed by {handoff.claimed_by}, which is not what Bo did"
        if (handoff.outcome == "lost") != (handoff.number in town.lost):
            yield f"the outcome of handoff {handoff.number} is {handoff.outcome}, which is not what Bo said"
