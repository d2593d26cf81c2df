"""Bo and Cy look leads up: the lists by command and button, a page at a time, and anybody by what they are called."""

import json
from dataclasses import replace

from bot.html import utf16_length
from bot.messages import Act, AnswerTap, Commanded, EditText, Incoming, Sender, Tap, Tapped
from bot.rendering import plain
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.receive_update import receive_update
from bot.usecases.sales.list_leads import PER_PAGE
from tests.builders import BO, CY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm
from tests.crm import Crm
from tests.sales_chat import press

MANY = 2 * PER_PAGE + 3


def _prospect(number: int) -> object:
    return replace(QUENTIN, id=900 + number, first_name=f"Quentin {number}", username=f"q{number}")


async def _many_leads(office: Office) -> None:
    for number in range(1, MANY + 1):
        office.pass_time(minutes=1)
        await quentin_is_lukewarm(office, _prospect(number))  # type: ignore[arg-type]  # made of Quentin


async def _look(office: Office, name: str, argument: str = "", rep: object = BO) -> Delivered:
    (shown,) = await office.at_desk(name, argument, rep)  # type: ignore[arg-type]  # of the cast
    return shown


async def _press(office: Office, shown: Delivered, label: str, rep: Sender = BO) -> Delivered:
    """Press a button by its label, and return the message as it is changed."""
    sent = await press(office, shown, label, rep)
    assert [type(each.message) for each in sent] == [AnswerTap, EditText]
    return sent[-1]


def _named(shown: Delivered) -> list[str]:
    return [line for line in plain(shown.html).splitlines() if line.startswith("/lead_")]


async def test_a_rep_without_leads_sees_all_that_are_open_each_with_tier_score_and_for_how_long_they_wait(
    office: Office,
) -> None:
    await quentin_is_lukewarm(office)
    office.pass_time(hours=2)
    shown = await _look(office, "leads")
    assert plain(shown.html) == (
        "Open leads\n\n/lead_1 Quentin Quist\nLUKEWARM 46 · waiting for 2 hours · heard 2 hours ago"
    )
    assert shown.labels == ["Mine", "• Open", "Unclaimed", "Hot", "Cooling soon"]


async def test_whose_a_lead_is_and_what_is_unclaimed_is_told_by_the_lists(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await quentin_is_lukewarm(office, PIA)
    await office.at_desk("claim", "1", BO)
    office.pass_time(minutes=5)
    mine = await _look(office, "leads")
    assert "Your leads · Bo Berg" in plain(mine.html)
    assert _named(mine) == ["/lead_1 Quentin Quist"]
    assert "Bo Berg, 5 minutes" in mine.html
    assert _named(await _press(office, mine, "Unclaimed")) == ["/lead_2 Pia Palm"]
    assert _named(await _look(office, "leads_open")) == ["/lead_2 Pia Palm", "/lead_1 Quentin Quist"]
    of_cy = await _press(office, mine, "Mine", CY)
    assert plain(of_cy.html) == "Your leads · Cy Carlsson\nNobody here."


async def test_who_was_given_a_lead_has_had_it_since_then(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("why", "1", CY)
    await office.at_desk("claim", "1", BO)
    office.pass_time(hours=2)
    await office.at_desk("give", "1 Cy", BO)
    office.pass_time(minutes=5)
    assert "Cy Carlsson, 5 minutes" in (await _look(office, "leads_open")).html


async def test_pages_name_every_lead_once_there_and_back_also_of_anothers_leads_and_of_those_found(
    office: Office,
) -> None:
    await _many_leads(office)
    page = await _look(office, "leads", "open")
    pages = [page]
    while "More ›" in page.labels:
        page = await _press(office, page, "More ›")
        pages.append(page)
    told = [line for each in pages for line in _named(each)]
    assert [len(_named(each)) for each in pages] == [PER_PAGE, PER_PAGE, 3]
    assert told == [f"/lead_{number} Quentin {number} Quist" for number in range(MANY, 0, -1)]
    back = await _press(office, page, "‹ Back")
    assert _named(back) == _named(pages[1])
    assert _named(await _press(office, back, "‹ Back")) == _named(pages[0])
    for number in range(1, PER_PAGE + 2):
        await office.at_desk("claim", str(number), BO)
    of_bo = await _press(office, await _look(office, "leads", "mine"), "More ›", CY)
    assert "Bo Berg" in of_bo.html
    assert _named(of_bo) == ["/lead_1 Quentin 1 Quist"]
    found = await _look(office, "find", "Quentin Q")
    more = await _press(office, found, "More ›")
    assert len({*_named(more), *_named(found)}) == 2 * PER_PAGE
    assert _named(await _press(office, more, "‹ Back")) == _named(found)


async def test_hot_leads_are_listed_and_what_cools_first_stands_first(office: Office) -> None:
    await quentin_is_lukewarm(office)
    office.pass_time(days=2)
    await quentin_is_lukewarm(office, PIA)
    assert _named(await _look(office, "leads", "hot")) == []
    assert _named(await _look(office, "leads", "cooling")) == []
    office.pass_time(days=26)
    cooling = await _look(office, "leads", "Cooling soon")
    assert _named(cooling) == ["/lead_1 Quentin Quist", "/lead_2 Pia Palm"]
    assert plain(cooling.html).count("cools Apr") == 2
    await office.signal("demo.used")
    await office.signal("page.viewed", {"path": "/pricing"})
    await office.signal("page.viewed", {"path": "/pricing"})
    await office.tap("timeline", "now")
    assert _named(await _look(office, "leads", "hot")) == ["/lead_1 Quentin Quist"]


async def test_a_closed_lead_is_in_no_list_but_that_of_the_hot_and_an_unheard_of_list_is_the_usual_one(
    office: Office,
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("outcome", "1 not_a_fit", BO)
    for name in ("mine", "open", "unclaimed", "cooling"):
        assert _named(await _look(office, "leads", name)) == []
    assert "Open leads" in (await _look(office, "leads", "of yesterday")).html


async def test_somebody_is_found_by_name_company_address_username_and_number_case_and_accents_aside(
    office: Office,
) -> None:
    await quentin_is_lukewarm(office)
    await office.say("I'm the sales director at Ácme, ada@acme.com")
    by_words = ("quent", "QUIST quentin", "quentin_q", "@quentin_q", "acmé", "ada@acme.com", "acme.com")
    for sought in (*by_words, "#1", "1", "lead 1"):
        found = await _look(office, "find", sought)
        assert [line.split(" · ")[0] for line in _named(found)] == ["/lead_1 Quentin Quist"], sought
        assert plain(found.html).splitlines()[0] == f"“{sought}”: 1 found"
    for sought in ("uentin", "quist pia", "#2", "2", "lead 2", "123"):
        assert _named(await _look(office, "find", sought)) == [], sought


async def test_somebody_is_found_by_the_end_of_their_phone_number(office: Office, crm: Crm) -> None:
    await crm.take("leads.csv", "lead,name,phone,audience", "crm-1,Ada Lovelace,+46701234567,b2b")
    for sought in ("+46 70 123 45 67", "0046701234567", "070-123 45 67", "4567", "(0)70.1234567"):
        assert _named(await _look(office, "find", sought)) == ["/lead_lead_1 Ada Lovelace"], sought
    assert _named(await _look(office, "find", "+46 70 123 45 68")) == []


async def test_nobody_is_found_by_nothing_or_by_what_nobody_is_called(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert "/find acme" in (await _look(office, "find")).html
    assert "/find acme" in (await _look(office, "find", "🦊 !")).html
    nothing = await _look(office, "find", "quentin <pia>")
    assert "Nobody found for “quentin <pia>”" in plain(nothing.html)


async def test_who_has_changed_their_company_is_found_by_the_new_one_only(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.say("our company is called Borealis")
    await office.say("sorry, the company is called Zephyr")
    assert len(_named(await _look(office, "find", "zephyr"))) == 1
    assert _named(await _look(office, "find", "borealis")) == []


async def test_a_turn_that_changes_nothing_that_is_searched_writes_no_words(office: Office) -> None:
    await office.start("b2b-spring")
    statements: list[str] = []
    await office.opened_file._writer.set_trace_callback(statements.append)
    await office.tap("need", "sales")
    assert not [sql for sql in statements if "search_words" in sql]
    await office.say("our company is called Zephyr")
    assert [sql for sql in statements if "search_words" in sql]


async def test_after_a_merge_one_lead_is_found_by_the_words_of_both(office: Office, crm: Crm) -> None:
    await quentin_is_lukewarm(office)
    await crm.take("leads.csv", "lead,company,email,audience", "crm-9,Zephyr,quentin@zephyr.example,b2b")
    assert await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    await office.deliver()
    for sought in ("quist", "zephyr", "quentin@zephyr.example"):
        assert [line.split(" · ")[0] for line in _named(await _look(office, "find", sought))] == [
            "/lead_1 Quentin Quist"
        ]


async def test_whoever_is_forgotten_is_found_no_more_and_every_list_that_named_them_is_blanked(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await quentin_is_lukewarm(office, PIA)
    shown = [await _look(office, "leads"), await _look(office, "find", "quist"), await _look(office, "find", "pia")]
    await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    blanked = {
        sent.message.message_id
        for sent in await office.deliver()
        if isinstance(sent.message, EditText) and "/leads and /find" in sent.html
    }
    assert blanked == {shown[0].message_id, shown[1].message_id}
    kept = json.dumps([office.rows(f"SELECT * FROM {table}") for table in ("outbox", "search_words", "mentions")])
    assert "Quist" not in kept
    assert "quist" not in kept
    assert _named(await _look(office, "find", "quist")) == []


async def test_a_rep_looks_up_in_private_and_a_prospect_cannot(office: Office) -> None:
    await quentin_is_lukewarm(office)
    office.setup = replace(office.setup, bot_name="northwind_bot")
    office.updates += 1
    asked = Incoming(office.updates, BO.id, True, BO, Commanded("find", "quist", 7), by_rep=True)
    await office.write(lambda tx: receive_update(tx, asked, setup=office.setup, now=office.now))
    (found,) = await office.deliver()
    assert _named(found) == ["/lead_1 Quentin Quist"]
    assert _named(await _look(office, "find", "quist")) == ["/lead_1@northwind_bot Quentin Quist"]
    for what in (Commanded("leads", "", 9), Commanded("find", "quist", 9), Tapped(Tap(Act.LIST, ("open",)), "x", 9)):
        assert "/lead_1" not in " ".join(sent.html for sent in await office.turn(what))


async def test_names_that_break_formatting_or_run_the_other_way_look_right(office: Office) -> None:
    odd = replace(QUENTIN, first_name="<b>נועה</b> & 🦊", last_name="", username="")
    await quentin_is_lukewarm(office, odd)
    line = plain((await _look(office, "leads")).html).splitlines()[2]
    assert line == "/lead_1 \u2068<b>נועה</b> & 🦊\u2069"


async def test_the_longest_page_fits_a_message_in_every_language(office: Office) -> None:
    for number in range(1, PER_PAGE + 1):
        who = replace(QUENTIN, id=900 + number, first_name="W&<" * 20, last_name="x" * 60)
        await quentin_is_lukewarm(office, who)
        await office.say("our company is called " + "Wörld & Söhne " * 8, who)
    for locale in ("en", "fr", "es", "sv"):
        office.setup = replace(office.setup, sales_locale=locale, bot_name="b" * 32)
        shown = await _look(office, "leads", "open")
        assert len(_named(shown)) == PER_PAGE
        assert utf16_length(plain(shown.html)) < 4096
        assert "<b>" in shown.html


async def test_an_anonymous_administrator_is_asked_who_they_are(office: Office) -> None:
    shown = await _look(office, "leads", "", replace(BO, anonymous=True))
    assert "Remain anonymous" in shown.html


async def test_buttons_of_another_version_change_nothing(office: Office) -> None:
    for arguments in ((), ("gone",), ("open", "behind", "x", "1", "2"), ("open", "up", "0", "1", "2")):
        tapped = Tapped(Tap(Act.LIST, arguments), "old", 7)
        assert [type(sent.message) for sent in await office.turn(tapped, BO, chat_id=SALES)] == [AnswerTap]
    for words in ((), ("x", "quist")):
        tapped = Tapped(Tap(Act.FIND, words), "old", 7)
        assert [type(sent.message) for sent in await office.turn(tapped, BO, chat_id=SALES)] == [AnswerTap]
