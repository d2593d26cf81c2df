"""Whoever asked to be forgotten is forgotten under every name, and no report brings them back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.prospects.export_lead import everything_about
from storage import erased
from tests.builders import Office, opened_office
from tests.integration.usecases.signals.reporting import (
    BROWSER,
    count,
    did,
    known_as,
    lead_called,
    minutes,
    report,
    viewed,
)

TABLES = ("leads", "lead_keys", "visitors", "visitor_signals", "visitor_facts", "unknown_events", "signals", "facts")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


async def _ada_reported(office: Office) -> int:
    await report(office, viewed(1, "visitor:adas-browser", path="/secret-page"), by=BROWSER)
    await report(office, did(2, "Levelled Up", "visitor:adas-browser", told={"word": "zanzibar"}))
    await report(
        office, known_as(1, "user:adas-number", "visitor:adas-browser", email="ada+x@acme.com", phone="+46701234567")
    )
    return (await lead_called(office, "user:adas-number")).lead.id


async def _forget(office: Office, lead_id: int) -> None:
    assert await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now))


async def test_everything_is_given_to_them(office: Office) -> None:
    lead_id = await _ada_reported(office)
    told = str(await office.write(lambda tx: everything_about(tx, lead_id)))
    for word in ("adas-browser", "adas-number", "/secret-page", "zanzibar", "ada+x@acme.com", "+46701234567"):
        assert word in told


async def test_nothing_is_left_in_any_table_nor_in_the_files(office: Office) -> None:
    await _forget(office, await _ada_reported(office))
    assert {table: count(office, table) for table in TABLES} == dict.fromkeys(TABLES, 0)
    await office.opened_file.truncate_log()
    path = office.file
    stored = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*") if each.suffix != ".lock")
    for word in (b"adas-browser", b"adas-number", b"secret-page", b"zanzibar", b"acme.com", b"701234567"):
        assert word not in stored, word


@pytest.mark.parametrize(
    "names",
    [
        ("visitor:adas-browser",),
        ("user:adas-number",),
        ("mail:ada+x@acme.com",),
        ("tel:+46701234567",),
        ("visitor:new-browser", "user:adas-number"),
    ],
    ids=" ".join,
)
async def test_no_name_of_theirs_brings_them_back(office: Office, names: tuple[str, ...]) -> None:
    await _forget(office, await _ada_reported(office))
    told = await report(office, viewed(7, *names), known_as(8, *names, email="ada+x@acme.com", company="Acme"))
    assert told.refused == {"erased": 2}
    assert {table: count(office, table) for table in TABLES} == dict.fromkeys(TABLES, 0)


async def test_by_an_address_that_was_erased_nobody_is_joined_to_who_is_here(office: Office) -> None:
    await _forget(office, await _ada_reported(office))
    await report(office, known_as(9, "user:somebody", email="other@acme.com"))
    told = await report(office, known_as(10, "user:somebody", "mail:ada+x@acme.com", at=minutes(1)))
    assert told.refused == {}
    keys = office.rows("SELECT key FROM lead_keys ORDER BY key")
    assert keys == [("mail:other@acme.com",), ("user:somebody",)]


async def test_others_are_heard_of_as_ever(office: Office) -> None:
    await _forget(office, await _ada_reported(office))
    told = await report(office, known_as(11, "user:17", email="bea@acme.com"), viewed(12, "user:17"))
    assert (told.accepted, told.refused) == (2, {})
    assert await office.write(lambda tx: bool(erased.secrets_of(tx)))
