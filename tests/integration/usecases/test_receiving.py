"""One update, once: what a prospect did is saved, scored, and answered in one transaction."""

import json
from dataclasses import replace

import pytest

from bot.conversation.state import State
from bot.messages import (
    Act,
    AnswerTap,
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    EditText,
    Incoming,
    Said,
    SendFile,
    SendText,
    Tap,
    Tapped,
    Unblocked,
)
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.prospects.converse import converse
from scoring.engine import pack, replay, unpack
from storage import histories, outbox, updates
from tests.builders import BO, PIA, QUENTIN, SALES, Office, answer, quentin_is_lukewarm, shipped


async def test_an_update_is_handled_once(office: Office) -> None:
    assert await office.hear(Commanded("start", "", 1), update_id=77)
    assert not await office.hear(Commanded("start", "", 1), update_id=77)
    sent = [s for s in await office.deliver() if s.chat_id == QUENTIN.id]
    assert len(sent) == 1


async def test_an_update_with_a_lower_number_is_new_all_the_same(office: Office) -> None:
    assert await office.hear(Commanded("start", "", 1), update_id=2**40)
    assert await office.hear(answer("audience", "b2b"), update_id=3)
    assert (await office.facts())["audience"] == "b2b"


@pytest.mark.parametrize("tap", [answer("need", "sales"), Tapped(Tap(Act.SKIP, ("need",)), "t", None)])
async def test_a_tap_repeated_under_a_new_number_changes_nothing(office: Office, tap: Tapped) -> None:
    await office.start("b2b")
    shown = office.newest(QUENTIN.id)
    first = await office.turn(Tapped(tap.tap, "t1", shown))
    history = _history(office)
    again = await office.turn(Tapped(tap.tap, "t2", shown))
    assert _history(office) == history
    assert [type(sent.message) for sent in first] == [AnswerTap, EditText, SendText]
    assert [sent.html for sent in again if isinstance(sent.message, SendText)] == []
    # What the message shows is left as it is, or drawn the same.
    drawn = [sent.html for sent in (*first, *again) if isinstance(sent.message, EditText)]
    assert len(set(drawn)) == 1


async def test_a_repeated_first_tap_keeps_the_greeting_above_its_question(office: Office) -> None:
    await office.start()
    shown = office.newest(QUENTIN.id)
    for number in ("t1", "t2"):
        tapped = Tapped(Tap(Act.ANSWER, ("audience", "b2b")), number, shown)
        drawn = [s.html for s in await office.turn(tapped) if isinstance(s.message, EditText)]
        assert all("Northwind assistant" in html for html in drawn)


def _history(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT field, value FROM facts UNION ALL SELECT name, properties FROM signals")


async def test_each_answer_is_saved_and_scored_at_once(office: Office) -> None:
    await office.start("b2b")
    model = shipped().audiences["b2b"].model
    for field, option in (("need", "leads"), ("company_size", "large"), ("role", "founder")):
        await office.hear(answer(field, option))
        stored = (await office.chat()).lead
        assert field in await office.facts()
        assert stored.model_version == model.version
        history = await office.write(lambda tx, lead_id=stored.id: histories.history(tx, lead_id))  # type: ignore[misc]
        assert unpack(stored.standing) == replay(model, history, office.now).standing
        office.pass_time(seconds=30)
    assert (await office.chat()).lead.tier == "lukewarm"


async def test_the_campaign_of_a_deep_link_is_the_source_and_names_the_audience(office: Office) -> None:
    (asked, *_) = await office.start("b2c-spring", PIA)
    stored = (await office.chat(PIA)).lead
    assert (stored.source, stored.audience) == ("spring", "b2c")
    assert State.from_json((await office.chat(PIA)).state).source == "spring", "what conditions look at"
    assert "Pia" in asked.html
    assert asked.labels[0] == shipped().audiences["b2c"].texts["en"].static("questions.use.options.road")


@pytest.mark.parametrize(
    ("link", "audience", "source"),
    [
        ("", None, ""),
        ("spring", None, "spring"),
        ("b2b", "b2b", ""),
        ("b2b_li-ad", "b2b", "li-ad"),
        ("b2bx", None, "b2bx"),
        ("x" * 300, None, "x" * 300),
    ],
)
async def test_any_start_payload_is_a_source(office: Office, link: str, audience: str | None, source: str) -> None:
    await office.start(link)
    stored = (await office.chat()).lead
    assert (stored.audience, stored.source) == (audience, source)


async def test_a_deep_link_does_not_change_an_audience_that_was_told(office: Office) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    await office.start("b2c-autumn")
    assert (await office.chat()).lead.audience == "b2b"


async def test_prospects_are_spoken_to_in_their_messengers_language(office: Office) -> None:
    for number, (language, word) in enumerate(
        (("fr-CA", "entreprise"), ("es", "empresa"), ("sv", "företag"), ("de", "company"))
    ):
        who = replace(QUENTIN, id=600 + number, language=language)
        (asked,) = await office.start(who=who)
        assert any(word in label for label in asked.labels), language


async def test_the_audience_corrected_refolds_under_the_other_model(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    await office.turn(answer("audience", "b2c"))
    stored = (await office.chat()).lead
    model = shipped().audiences["b2c"].model
    history = await office.write(lambda tx: histories.history(tx, stored.id))
    assert (stored.audience, stored.model_version) == ("b2c", model.version)
    assert stored.standing == pack(replay(model, history, office.now).standing)


async def test_consent_is_a_row_with_the_version_of_its_words_and_stop_revokes_it(office: Office) -> None:
    await office.start()
    assert office.rows("SELECT * FROM consents") == []
    await office.tap("audience", "b2b")
    ((version, revoked),) = office.rows("SELECT text_version, revoked_at FROM consents")
    assert version.startswith("en:")
    assert revoked is None
    await office.turn(Commanded("stop", "", 1))
    assert office.rows("SELECT count(*) FROM consents WHERE revoked_at IS NULL") == [(0,)]
    await office.start()
    await office.say("sales")
    assert office.rows("SELECT count(*) FROM consents WHERE revoked_at IS NULL") == [(1,)]


async def test_an_edited_message_corrects_what_it_said(office: Office) -> None:
    await office.start("b2b")
    await office.turn(Said("I'm the sales director, 200 people", 88))
    (told,) = await office.turn(Edited("I'm the founder, 200 people", 88))
    assert (await office.facts())["role"] == "founder"
    assert "Founder" in told.html
    assert office.rows("SELECT count(*) FROM signals WHERE name = 'chat.corrected'") == [(1,)]


async def test_a_blocked_prospect_is_owed_nothing_and_may_come_back(office: Office) -> None:
    await office.start("b2b")
    await office.hear(answer("need", "sales"))
    await office.hear(Blocked())
    assert await office.deliver() == []
    assert (await office.chat()).blocked_at == office.now
    await office.hear(Unblocked())
    assert (await office.chat()).blocked_at is None
    assert await office.start()


async def test_a_bot_removed_from_the_sales_group_still_owes_its_alerts(office: Office) -> None:
    """An alert is never given up: it waits until sales can be reached again."""
    await office.start("b2b")
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.hear(answer(field, option))
    await office.hear(Blocked(), BO, chat_id=SALES)
    await office.deliver()
    assert len(office.alerts()) == 1


async def test_a_moved_group_is_remembered(office: Office) -> None:
    await office.hear(ChatMoved(-1009999), BO, chat_id=SALES)
    assert await office.write(updates.moved_chats) == {SALES: -1009999}


async def test_what_is_said_in_the_sales_chat_is_left_alone(office: Office) -> None:
    await office.hear(Said("good morning", 1), BO, chat_id=SALES)
    await office.hear(Said("hello", 2), BO, chat_id=-55)
    assert await office.deliver() == []
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_poison_is_kept_once_the_prospect_is_told_and_the_chat_goes_on(office: Office) -> None:
    await office.start("b2b")
    poison = Poison(900, '{"update_id": 900}', "ValueError in f (line 3)", chat_id=QUENTIN.id, language="fr")
    told = [await office.write(lambda tx: bury_update(tx, poison, setup=office.setup, now=office.now)) for _ in "ab"]
    assert told == [True, False]
    (sorry,) = await office.deliver()
    assert "/human" in sorry.html
    assert office.rows("SELECT id, error FROM dead_updates") == [(900, "ValueError in f (line 3)")]
    assert not await office.hear(Said("again", 5), update_id=900)
    await office.tap("need", "sales")
    assert (await office.facts())["need"] == "sales"


async def test_poison_of_a_group_is_kept_without_a_word(office: Office) -> None:
    poison = Poison(900, "{}", "KeyError", chat_id=None)
    assert await office.write(lambda tx: bury_update(tx, poison, setup=office.setup, now=office.now))
    assert await office.deliver() == []


async def test_a_turn_that_fails_halfway_leaves_no_trace(office: Office) -> None:
    incoming = Incoming(1, QUENTIN.id, True, QUENTIN, Commanded("start", "", 1))

    def broken(tx: object) -> None:
        converse(tx, incoming, setup=office.setup, now=office.now)  # type: ignore[arg-type]
        raise ValueError("a fault after everything was written")

    with pytest.raises(ValueError, match="fault"):
        await office.write(broken)
    assert office.rows("SELECT (SELECT count(*) FROM leads) + (SELECT count(*) FROM outbox)") == [(0,)]


async def test_mydata_holds_everything_that_is_stored(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.say("ada@acme.com")
    await office.at_desk("claim", "1")
    sent = await office.turn(Commanded("mydata", "", 1))
    (file,) = [s.message for s in sent if isinstance(s.message, SendFile)]
    data = json.loads(file.content)
    facts = {fact["field"]: fact["value"] for fact in data["facts"]}
    assert facts == await office.facts()
    counted = {"facts": "facts", "signals": "signals", "tier_changes": "tier_changes", "handoffs": "handoffs"}
    for name, table in (counted | {"consents": "consents"}).items():
        assert [(len(data[name]),)] == office.rows(f"SELECT count(*) FROM {table}")
    assert data["name"] == "Quentin Quist"
    assert data["username"] == "quentin_q"
    assert data["source"] == "spring"
    assert data["handoffs"][0]["claimed_by"] == "Bo Berg"
    assert "/forget" in file.caption


async def test_a_changed_name_is_kept_as_it_is_now(office: Office) -> None:
    await office.start("b2b")
    await office.hear(Said("sales", 5), replace(QUENTIN, last_name="Quast", username=""))
    stored = (await office.chat()).lead
    assert (stored.name, stored.username) == ("Quentin Quast", "")


async def test_a_tap_is_always_answered_so_that_its_button_stops_waiting(office: Office) -> None:
    await office.start("b2b")
    taps = [
        Tap(Act.WHY, ("need",)),
        Tap(Act.MENU),
        None,
        Tap(Act.FORGET, ("no",)),
        Tap(Act.HUMAN),
        Tap(Act.CLAIM, ("1",)),
    ]
    for number, tap in enumerate([*taps, Tap(Act.FORGET, ("yes",))]):
        sent = await office.turn(Tapped(tap, f"t{number}", 1))
        assert [s for s in sent if isinstance(s.message, AnswerTap)], tap


async def test_nothing_is_sent_before_its_cause_is_committed(office: Office) -> None:
    await office.hear(Commanded("start", "", 1))
    assert office.rows("SELECT count(*) FROM outbox WHERE state = ?", outbox.QUEUED) == [(1,)]
