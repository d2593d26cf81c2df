"""Any value survives storage: what is read is what was written, to the last bit."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cleaning import clean_name, clean_text
from bot.json_text import to_json
from bot.messages import (
    AnswerTap,
    Button,
    DeleteMessage,
    EditText,
    Outgoing,
    SendFile,
    SendText,
)
from bot.usecases.delivery.owe import debt_of, owed
from bot.usecases.delivery.worth import Worth
from scoring.engine import pack, start
from scoring.history import Fact, Item, Signal
from storage import conversations, due, histories, leads, outbox, sending, updates
from storage.leads import StoredLead
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction
from tests.builders import MONDAY, new_database

storing = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
raw_texts = st.text(max_size=80) | st.text(st.characters(categories=["So", "Mn", "Cf", "Cs", "Lo"]), max_size=40)
texts = raw_texts.map(clean_text)
names = raw_texts.map(clean_name)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
values = texts | numbers
chats = st.integers(-(2**52), 2**52)
instants = st.builds(lambda microseconds: MONDAY + timedelta(microseconds=microseconds), st.integers(-(10**16), 10**16))


@pytest.fixture(scope="module")
def tx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Transaction]:
    connection = sqlite3.connect(new_database(tmp_path_factory.mktemp("storage")), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")  # one transaction: what is stored is what is read, synced or not
    yield SqliteTransaction(connection)
    connection.close()


def _new_lead(tx: Transaction, **changed: object) -> StoredLead:
    tx._connection.execute("DELETE FROM leads")
    words = {"audience": None, "locale": "en", "facts": "{}", "standing": pack(start()), "tier": "cold"}
    instants = {name: MONDAY for name in StoredLead.__struct_fields__ if name.endswith("_at")}
    rest = dict.fromkeys(("name", "username", "source", "model_version"), "")
    known: dict[str, object] = {"id": 0, **words, **instants, **rest}
    return leads.add(tx, StoredLead(**(known | changed)), chat_id=1, state="{}")  # type: ignore[arg-type]


@storing
@given(names, names, texts, instants, st.none() | instants, st.dictionaries(names, values, max_size=4))
def test_a_lead_survives_storage(
    tx: Transaction,
    name: str,
    username: str,
    source: str,
    created_at: datetime,
    next_change_at: datetime | None,
    facts: dict[str, object],
) -> None:
    packed = json.dumps(facts, ensure_ascii=False)
    lead = _new_lead(
        tx,
        name=name,
        username=username,
        source=source,
        created_at=created_at,
        next_change_at=next_change_at,
        facts=packed,
    )
    found = leads.by_chat(tx, 1)
    assert found is not None
    assert found.lead == lead
    assert json.loads(found.lead.facts) == facts


@storing
@given(st.lists(st.tuples(names, values, instants), max_size=6), st.dictionaries(names, values, max_size=4), instants)
def test_a_history_survives_storage(
    tx: Transaction, told: list[tuple[str, object, datetime]], properties: dict[str, object], at: datetime
) -> None:
    lead = _new_lead(tx)
    facts = [Fact(f"f{number}", when, field, value) for number, (field, value, when) in enumerate(told)]  # type: ignore[arg-type]
    signal = Signal("s", at, "page.viewed", properties)  # type: ignore[arg-type]
    histories.add_facts(tx, lead.id, facts, message_id=7)
    histories.add_signals(tx, lead.id, [signal])
    history: list[Item] = [*facts, signal]
    found = {item.id: item for item in histories.history(tx, lead.id)}
    assert found == {item.id: item for item in history}
    assert all(type(found[fact.id].value) is type(fact.value) for fact in facts)  # type: ignore[union-attr]
    assert {fact.id for fact in histories.facts_said_in(tx, lead.id, 7)} == {fact.id for fact in facts}


@storing
@given(texts, st.none() | instants)
def test_a_conversation_survives_storage(tx: Transaction, state: str, nudge_at: datetime | None) -> None:
    lead = _new_lead(tx)
    conversations.save(tx, lead.id, state=state, nudge_at=nudge_at)
    found = leads.by_id(tx, lead.id)
    assert found is not None
    assert found.state == state
    silent = due.to_nudge(tx, MONDAY, limit=10)
    assert silent == ([lead.id] if nudge_at is not None and nudge_at <= MONDAY else [])


buttons = st.builds(Button, texts, texts, texts, st.sampled_from(("", "primary", "danger")))
keyboards = st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple)
message_ids = st.none() | st.integers(1, 2**52)
messages: st.SearchStrategy[Outgoing] = st.one_of(
    st.builds(SendText, texts, keyboards, texts, texts, st.booleans(), message_ids),
    st.builds(EditText, texts, keyboards, message_ids),
    st.builds(AnswerTap, texts, texts, st.booleans()),
    st.builds(SendFile, texts, texts, texts),
    st.builds(DeleteMessage, st.integers(1, 2**52)),
)


@storing
@given(chats, messages)
def test_a_message_owed_survives_storage(tx: Transaction, chat_id: int, message: Outgoing) -> None:
    tx._connection.execute("DELETE FROM outbox")
    outbox.owe(tx, [owed(chat_id, message)], MONDAY)
    (number,) = [queued.id for queued in sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=10)]
    (claimed,) = sending.claim(tx, [number])
    assert claimed.chat_id == chat_id
    assert debt_of(claimed.payload) == message


@given(messages)
def test_a_message_is_the_same_after_json(message: Outgoing) -> None:
    assert debt_of(to_json(message)) == message


@storing
@given(st.integers(-(2**63), 2**63 - 1), raw_texts.map(ascii), texts, st.none() | chats)
def test_a_buried_update_survives_storage_and_is_buried_once(
    tx: Transaction, number: int, raw: str, error: str, chat_id: int | None
) -> None:
    tx._connection.execute("DELETE FROM dead_updates")
    assert updates.bury(tx, number, chat_id=chat_id, raw=raw, error=error, at=MONDAY)
    assert not updates.bury(tx, number, chat_id=chat_id, raw="again", error=error, at=MONDAY)
    kept = tx._connection.execute("SELECT id, chat_id, raw, error FROM dead_updates").fetchall()
    assert kept == [(number, chat_id, raw, error)]


@storing
@given(st.lists(st.integers(0, 2**53), max_size=20))
def test_an_update_is_seen_once_whatever_the_order_of_the_numbers(tx: Transaction, numbers: list[int]) -> None:
    """update_id is a primary key, never "greater than the last": ids may restart at random."""
    tx._connection.execute("DELETE FROM seen_updates")
    assert sum(updates.see(tx, number, MONDAY) for number in numbers) == len(set(numbers))


@storing
@given(st.dictionaries(chats, chats, max_size=6))
def test_moved_groups_survive_storage(tx: Transaction, moved: dict[int, int]) -> None:
    tx._connection.execute("DELETE FROM moved_chats")
    for old, new in moved.items():
        updates.move_chat(tx, old, 0)
        updates.move_chat(tx, old, new)
    assert updates.moved_chats(tx) == moved


@given(raw_texts)
def test_what_enters_can_be_stored_and_sent(text: str) -> None:
    """Every text that enters is bounded and normalised once: no lone surrogates, no control or direction characters."""
    cleaned = clean_text(text)
    cleaned.encode()
    assert clean_text(cleaned) == cleaned
    assert not any(ord(character) < 32 and character not in "\n\t" for character in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert "\n" not in clean_name(text)


@given(st.text(max_size=20), st.integers(1, 10))
def test_no_text_enters_longer_than_it_may(text: str, most: int) -> None:
    assert len(clean_text(text, max_chars=most)) <= most
