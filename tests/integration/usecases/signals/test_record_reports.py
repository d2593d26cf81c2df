"""What other systems report: who it means, what it becomes, and that nothing counts twice."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.foreign_events import Plain, Report
from bot.imports.import_history import Row, import_history
from bot.messages import Said
from scoring.history import Signal
from storage import keys, visitors
from tests.builders import BO, MONDAY, SALES, Office, opened_office
from tests.integration.usecases.signals.reporting import (
    BROWSER,
    NOBODYS,
    SERVER,
    count,
    did,
    known_as,
    lead_called,
    minutes,
    names_of,
    report,
    viewed,
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


async def _quentin(office: Office, *identities: str) -> int:
    """Have Quentin chat, known elsewhere by these."""
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: keys.add(tx, ((identity, lead_id) for identity in identities)))
    return lead_id


async def test_what_a_known_lead_does_is_scored_at_once_and_once(office: Office) -> None:
    lead_id = await _quentin(office, "visitor:a1")
    before = (await office.chat()).lead
    office.pass_time(minutes=5)
    first = await report(office, viewed(1, "visitor:a1", at=office.now), viewed(2, "visitor:a1", at=office.now))
    again = await report(office, viewed(2, "visitor:a1", at=office.now), viewed(1, "visitor:a1", at=office.now))
    assert (first.accepted, again.accepted, again.repeated) == (2, 0, 2)
    after = (await office.chat()).lead
    assert names_of(office, lead_id).count("page.viewed") == 2
    assert after.standing != before.standing
    assert after.last_seen_at == office.now


async def test_who_is_nobody_yet_is_kept_as_a_visitor(office: Office) -> None:
    told = await report(office, viewed(1, "visitor:a1", utm_campaign="spring"), viewed(2, "visitor:a1"), by=BROWSER)
    again = await report(office, viewed(1, "visitor:a1"), by=BROWSER)
    assert (told.accepted, again.repeated) == (2, 1)
    assert (count(office, "leads"), count(office, "visitors"), count(office, "visitor_signals")) == (0, 1, 2)


async def test_that_a_visitor_is_still_there_is_noted_once_an_hour_and_their_name_is_kept_an_hour_longer(
    office: Office,
) -> None:
    noted = []
    for number, passed in enumerate((0, 59, 2)):
        office.pass_time(minutes=passed)
        await report(office, viewed(number, "visitor:a1", at=office.now), by=BROWSER)
        noted.append(office.rows("SELECT seen_at FROM visitors"))
    assert noted[0] == noted[1] != noted[2]
    office.pass_time(minutes=59)
    await report(office, viewed(3, "visitor:a1", at=office.now), by=BROWSER)
    # Their name was noted 59 minutes ago, and what they did just now is still kept.
    await office.write(lambda tx: visitors.drop_old(tx, office.now, limit=9))
    assert (count(office, "visitors"), count(office, "visitor_signals")) == (1, 1)
    await office.write(lambda tx: visitors.drop_old(tx, office.now + timedelta(minutes=2), limit=9))
    assert (count(office, "visitors"), count(office, "visitor_signals")) == (0, 0)


async def test_who_turns_out_to_be_somebody_is_noted_at_once(office: Office) -> None:
    await report(office, viewed(1, "visitor:a1"), by=BROWSER)
    await report(office, known_as(1, "visitor:a1", "user:7"))
    assert office.rows("SELECT identity, visitor, identified FROM visitors ORDER BY 1") == [
        ("user:7", "visitor:a1", 1),
        ("visitor:a1", "visitor:a1", 1),
    ]


async def test_an_identification_with_an_address_makes_a_lead_of_a_visitor(office: Office) -> None:
    await report(office, viewed(1, "visitor:a1", utm_campaign="spring", at=minutes(1)), by=BROWSER)
    office.pass_time(minutes=10)
    await report(
        office,
        known_as(1, "user:17", "visitor:a1", at=minutes(9), email="Ada@Acme.com", name="Ada Lovelace", company="Acme"),
    )
    lead = (await lead_called(office, "user:17")).lead
    assert (lead.audience, lead.name, lead.source, lead.created_at) == ("b2b", "Ada Lovelace", "spring", minutes(1))
    assert names_of(office, lead.id) == ["page.viewed"]
    called = await office.write(lambda tx: keys.of_lead(tx, lead.id))
    assert called == ["mail:ada@acme.com", "user:17", "visitor:a1"]
    assert (count(office, "visitors"), count(office, "visitor_signals"), count(office, "visitor_facts")) == (0, 0, 0)
    await report(office, viewed(2, "visitor:a1", at=office.now), by=BROWSER)
    assert len(names_of(office, lead.id)) == 2


async def test_a_name_or_a_number_alone_makes_no_lead_but_is_remembered_until_there_is_an_address(
    office: Office,
) -> None:
    await report(office, known_as(1, "user:17", "visitor:a1", name="Ada", company="Acme"))
    assert count(office, "leads") == 0
    await report(office, viewed(1, "visitor:a1"), by=BROWSER)
    await report(office, known_as(2, "user:17", email="ada@acme.com"))
    lead = (await lead_called(office, "visitor:a1")).lead
    assert '"Acme"' in lead.facts
    assert names_of(office, lead.id) == ["page.viewed"]
    assert lead.name == "Ada"


async def test_who_is_told_of_twice_and_is_no_lead_is_kept_once(office: Office) -> None:
    told = known_as(1, "user:17", "visitor:a1", name="Ada", language="sv", company="Acme")
    await report(office, told, told)
    kept = count(office, "visitor_facts")
    await report(office, told)
    await report(office, told, known_as(2, "user:17", name="Ada"))
    assert (kept, count(office, "visitor_facts")) == (4, 6)


async def test_a_browser_speaks_for_its_visitor_only(office: Office) -> None:
    lead_id = await _quentin(office, "mail:quentin@acme.com")
    told = await report(
        office,
        viewed(1, "mail:quentin@acme.com", "visitor:evil"),
        viewed(2, "mail:quentin@acme.com"),
        known_as(3, "visitor:evil", "mail:quentin@acme.com", email="quentin@acme.com"),
        by=BROWSER,
    )
    assert told.accepted == 1
    assert told.refused == {"no_visitor": 1, "not_by_browser": 1}
    assert "page.viewed" not in names_of(office, lead_id)
    assert await office.write(lambda tx: keys.of_lead(tx, lead_id)) == ["mail:quentin@acme.com"]
    assert office.rows("SELECT identity, identified FROM visitors") == [("visitor:evil", 0)]


async def test_an_imported_key_is_found_by_what_it_is(office: Office) -> None:
    lead_id = await _quentin(office, "quentin@acme.com", "crm-7")
    await report(office, viewed(1, "mail:quentin@acme.com"), viewed(2, "user:crm-7"))
    assert names_of(office, lead_id).count("page.viewed") == 2
    assert count(office, "visitors") == 0


async def test_an_import_finds_who_was_reported(office: Office) -> None:
    await report(office, known_as(1, "user:crm-7", email="Ada@Acme.com"))
    ada = (await lead_called(office, "user:crm-7")).lead.id
    rows = [Row(1, "crm-7", undated={"company": "Acme"}), Row(2, "ADA@acme.com", undated={"budget": 9000})]
    await office.write(lambda tx: import_history(tx, rows, at=office.now))
    assert count(office, "leads") == 1
    facts = {field for (field,) in office.rows("SELECT field FROM facts WHERE lead_id = ?", ada)}
    assert {"company", "budget"} <= facts


async def test_what_an_import_has_brought_in_meanwhile_spoils_no_batch(office: Office) -> None:
    """Its keys may be spelled as identities are, and its ids as reported ones."""
    await report(office, known_as(1, "user:17", "visitor:a1", company="Acme"), viewed(2, "visitor:a1"))
    row = Row(1, "user:17", items=(Signal("shop:e2", MONDAY, "page.viewed", {}),))
    await office.write(lambda tx: import_history(tx, [row], at=office.now))
    imported = (await lead_called(office, "user:17")).lead.id
    told = await report(office, known_as(3, "visitor:a1", email="ada@acme.com"), viewed(4, "visitor:a1"))
    assert told.accepted == 2
    assert (await lead_called(office, "user:17")).lead.id == imported
    assert names_of(office, (await lead_called(office, "visitor:a1")).lead.id) == ["page.viewed"]
    assert (count(office, "visitors"), count(office, "signals")) == (0, 2)


async def test_who_imported_later_finds_what_the_visitor_did(office: Office) -> None:
    await report(office, viewed(1, "mail:quentin@acme.com"), by=NOBODYS)
    lead_id = await _quentin(office, "quentin@acme.com")
    await report(office, viewed(2, "mail:quentin@acme.com"), by=NOBODYS)
    assert names_of(office, lead_id).count("page.viewed") == 2
    assert (count(office, "visitors"), count(office, "visitor_signals")) == (0, 0)


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in three"])
async def test_two_leads_who_are_one_are_united(office: Office, together: bool) -> None:
    quentin = await _quentin(office, "visitor:a1")
    reports: list[Report] = [
        known_as(1, "user:17", email="quentin@acme.com", at=minutes(0)),
        viewed(1, "user:17", at=minutes(1)),
        known_as(2, "user:17", "visitor:a1", at=minutes(2)),
    ]
    office.pass_time(minutes=5)
    for batch in [reports] if together else [[each] for each in reports]:
        await report(office, *batch)
    assert count(office, "leads") == 1
    assert "page.viewed" in names_of(office, quentin)
    called = await office.write(lambda tx: keys.of_lead(tx, quentin))
    assert called == ["mail:quentin@acme.com", "user:17", "visitor:a1"]


async def test_an_address_that_two_customers_gave_makes_them_not_one(office: Office) -> None:
    for number in (17, 18, 19):
        told = await report(office, known_as(number, f"user:{number}", email="info@acme.com"))
    assert told.apart == 1
    assert count(office, "leads") == 3
    told = await report(office, known_as(20, "user:18", "user:17", explicit=True))
    assert count(office, "leads") == 2


async def test_a_browser_that_two_customers_use_makes_them_not_one(office: Office) -> None:
    for number in (17, 18):
        await report(office, known_as(number, f"user:{number}", "visitor:shared", email=f"{number}@acme.com"))
    assert count(office, "leads") == 2
    first = (await lead_called(office, "user:17")).lead.id
    assert (await lead_called(office, "visitor:shared")).lead.id == first
    # Their surest name says whom an event of the shared browser means.
    await report(office, viewed(1, "visitor:shared", "user:18"))
    assert names_of(office, (await lead_called(office, "user:18")).lead.id) == ["page.viewed"]


async def test_what_was_told_later_stands(office: Office) -> None:
    await report(office, known_as(2, "user:17", at=minutes(-5), email="ada@acme.com", company="New"))
    await report(office, known_as(1, "user:17", at=minutes(-9), email="ada@acme.com", company="Old"))
    assert '"New"' in (await lead_called(office, "user:17")).lead.facts


async def test_traits_that_are_no_facts_are_counted_and_not_guessed(office: Office) -> None:
    told = await report(office, known_as(1, "user:17", email="ada@acme.com", employees="lots", phone="call me"))
    assert told.mistaken == 2
    facts = (await lead_called(office, "user:17")).lead.facts
    assert "company_size" not in facts
    assert "phone" not in facts


@pytest.mark.parametrize(
    ("told", "kept"), [("1984", "1984"), (1984, "1984"), ("TRUE", "TRUE"), ("7.0", "7.0"), (3.5, "3.5")]
)
async def test_a_company_is_a_text_whatever_it_is_called(office: Office, told: Plain, kept: str) -> None:
    await report(office, known_as(1, "user:17", email="ada@acme.com", company=told, employees="200"))
    facts = json.loads((await lead_called(office, "user:17")).lead.facts)
    assert (facts["company"], facts["company_size"]) == (kept, 200)


async def test_what_is_too_old_is_late_and_what_lies_ahead_happens_now(office: Office) -> None:
    lead_id = await _quentin(office, "visitor:a1")
    long_ago = MONDAY - timedelta(days=40)
    told = await report(
        office,
        viewed(1, "visitor:a1", at=long_ago),
        viewed(2, "visitor:nobody", at=long_ago),
        viewed(3, "visitor:a1", at=MONDAY - timedelta(days=800)),
        viewed(4, "visitor:a1", at=MONDAY + timedelta(days=1)),
    )
    assert (told.accepted, told.late, told.corrected) == (2, 2, 1)
    newest = office.rows("SELECT max(at) FROM signals WHERE lead_id = ?", lead_id)[0][0]
    assert newest <= office.now.timestamp() * 1e6


async def test_events_that_no_rule_knows_are_kept_with_whose_they_are(office: Office) -> None:
    lead_id = await _quentin(office, "visitor:a1")
    told = await report(
        office, did(1, "Levelled Up", "visitor:a1", told={"level": 3}), did(2, "Levelled Up", "visitor:b")
    )
    again = await report(office, did(1, "Levelled Up", "visitor:a1"))
    assert (told.unknown, told.accepted, again.repeated) == (2, 0, 1)
    kept = office.rows("SELECT lead_id, visitor, name FROM unknown_events ORDER BY id")
    assert kept == [(lead_id, None, "Levelled Up"), (None, "visitor:b", "Levelled Up")]
    await report(office, known_as(1, "visitor:b", email="bea@acme.com"))
    assert None not in [lead for (lead,) in office.rows("SELECT lead_id FROM unknown_events")]


async def test_a_lead_who_gets_warm_elsewhere_rings_with_how_they_can_be_reached(office: Office) -> None:
    office.pass_time(minutes=30)
    bought = [did(n, "Demo Used", "user:17", at=minutes(n)) for n in range(12)]
    signals = [did(n + 50, "demo.used", "user:17", at=minutes(n)) for n in range(12)]
    await report(office, known_as(1, "user:17", email="ada@acme.com", name="Ada", employees=500), *bought, *signals)
    await office.deliver()
    (card,) = office.alerts()
    assert "<b>#1 Ada" in card.html
    assert "No chat with the bot, reach them here: ada@acme.com" in card.html
    assert "writes" not in card.html.lower()
    assert "answering" not in card.html
    # Whoever replies to the card is told that there is no chat.
    said = Said("Hi Ada!", 501, reply_to=card.message_id)
    (answer,) = await office.turn(said, BO, chat_id=SALES)
    assert "has no chat with the bot" in answer.html


async def test_who_has_told_no_name_is_called_by_their_address_until_they_do(office: Office) -> None:
    await report(office, known_as(1, "user:17", "mail:ada@acme.com"))
    lead = (await lead_called(office, "user:17")).lead
    assert lead.name == "ada@acme.com"
    assert '"email":"ada@acme.com"' in lead.facts
    await report(office, known_as(2, "user:17", firstName="Ada", lastName="Lovelace"))
    assert (await lead_called(office, "user:17")).lead.name == "Ada Lovelace"


def test_every_reporter_has_ids_of_its_own() -> None:
    assert SERVER.source != BROWSER.source
