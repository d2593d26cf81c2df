"""Who comes by which link, and what they open."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.exports.tables import HANDOFF_COLUMNS, Names, What, table_of
from bot.messages import SendText
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.links.lead_on import lead_on
from bot.usecases.links.links import carried_by, make_link, start_of
from storage import links
from storage.links import StoredLink
from tests.builders import PIA, QUENTIN, Office, opened_office

pytestmark = pytest.mark.both_places

PUBLIC = "https://leads.example.com"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as opened:
        opened.setup = replace(opened.setup, public_url=PUBLIC, bot_name="northwind_bot")
        yield opened


async def _made(
    office: Office, campaign: str = "spring", *, target: str = "", audience: str | None = None
) -> StoredLink:
    return await office.write(
        lambda tx: make_link(tx, campaign, medium="email", audience=audience, target=target, now=office.now)
    )


async def _follow(office: Office, link_id: str, query: str = "", *, counts: bool = True) -> str | None:
    setup, now = office.setup, office.now
    return await office.write(lambda tx: lead_on(tx, link_id, query, counts=counts, setup=setup, now=now))


def _start(address: str | None) -> str:
    assert address is not None
    assert address.startswith("https://t.me/northwind_bot?start=")
    return address.partition("start=")[2]


async def _started(office: Office) -> list[dict[str, str]]:
    return [json.loads(told) for (told,) in office.rows("SELECT properties FROM signals WHERE name = 'chat.started'")]


async def test_who_clicks_and_starts_the_chat_brings_along_what_the_address_carried(office: Office) -> None:
    link = await _made(office)
    start = _start(await _follow(office, link.id, "utm_source=newsletter&gclid=Cj0KCQ-_&session=7"))
    assert len(start) <= 64, "Telegram lets a link to a chat carry no more"
    await office.start(start)
    assert (await office.chat()).lead.source == "spring"
    assert await _started(office) == [
        {
            "channel": "telegram",
            "campaign": "spring",
            "medium": "email",
            "utm_source": "newsletter",
            "gclid": "Cj0KCQ-_",
        }
    ]
    assert office.rows("SELECT * FROM clicks") == []


async def test_a_click_counts_for_the_first_who_comes_with_it_and_the_campaign_for_all(office: Office) -> None:
    start = _start(await _follow(office, (await _made(office)).id, "gclid=abc"))
    await office.start(start)
    await office.start(start, PIA)
    assert [told.get("gclid") for told in await _started(office)] == ["abc", None]
    assert (await office.chat(PIA)).lead.source == "spring"


async def test_a_link_straight_to_the_chat_names_campaign_medium_and_audience(office: Office) -> None:
    link = await _made(office, audience="b2b")
    sent = await office.start(start_of(link))
    assert (await office.chat()).lead.source == "spring"
    assert not any("For my company" in each.labels for each in sent), "the link has said whom it is for"
    assert (await _started(office))[0]["medium"] == "email"


@pytest.mark.parametrize("start", ["l-2222aaaa", "c-2222aaaa-22222222222222222222", "l-", "c-2222aaaa"])
async def test_a_link_that_nobody_made_starts_the_chat_and_names_no_campaign(office: Office, start: str) -> None:
    assert await office.start(start)
    assert (await office.chat()).lead.source in ("", start)


async def test_a_preview_leads_on_and_leaves_nothing(office: Office) -> None:
    link = await _made(office)
    assert _start(await _follow(office, link.id, "gclid=abc", counts=False)) == start_of(link)
    assert office.rows("SELECT * FROM clicks") == []


async def test_a_link_leads_where_it_was_made_to_lead_and_nowhere_else(office: Office) -> None:
    link = await _made(office, target="https://example.com/spring?a=1")
    elsewhere = "url=https://evil.example&next=//evil.example&to=https://evil.example&utm_source=x"
    assert await _follow(office, link.id, elsewhere) == "https://example.com/spring?a=1&utm_source=x"
    assert await _follow(office, "https://evil.example") is None
    assert await _follow(office, "2222aaaa") is None


@pytest.mark.parametrize(
    ("made_of", "told"),
    [
        ({"campaign": " "}, "name of a campaign"),
        ({"campaign": "x" * 61}, "more than 60 characters"),
        ({"medium": "x" * 61}, "medium has more than 60"),
        ({"target": "javascript:alert(1)"}, "is no address"),
        ({"target": "https://[x"}, "is no address"),
        ({"target": "https://example.com/ a"}, "is no address"),
        ({"audience": "b2g"}, "expected b2b or b2c"),
    ],
)
async def test_what_makes_no_link_is_told(office: Office, made_of: dict[str, str], told: str) -> None:
    given = {"campaign": "spring", "medium": "email", "audience": None, "target": ""} | made_of
    with pytest.raises(ValueError, match=told):
        await office.write(lambda tx: make_link(tx, **given, now=office.now))  # type: ignore[arg-type]


def test_an_address_may_carry_anything() -> None:
    assert carried_by("gclid=" + "x" * 5000)["gclid"] == "x" * 300
    assert carried_by("&".join(f"a{number}=1" for number in range(1000))) == {}
    assert carried_by("utm_source=%00%ff%ed%a0%80a&utm_source=b") == {
        "utm_source": carried_by("utm_source=%00%ff%ed%a0%80a")["utm_source"]
    }
    assert carried_by("gclid=") == {}


async def test_clicks_of_nobody_are_dropped_when_they_are_old(office: Office) -> None:
    link = await _made(office)
    await _follow(office, link.id, "gclid=abc")
    assert await office.write(lambda tx: links.prune_clicks(tx, office.now, limit=9)) == 0
    office.pass_time(seconds=1)
    assert await office.write(lambda tx: links.prune_clicks(tx, office.now, limit=9)) == 1


async def _answers_of_quentin(office: Office, start: str = "b2b") -> None:
    await office.start(start)
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.tap(field, option)


def _opening(office: Office) -> str:
    """Return the id behind the newest button that opens a content."""
    urls = [
        button.url
        for sent in office.sent_to(QUENTIN.id)
        if isinstance(sent.message, SendText)
        for row in sent.message.keyboard
        for button in row
        if button.url
    ]
    assert urls[-1].startswith(f"{PUBLIC}/go/")
    return urls[-1].rpartition("/")[2]


def _opened(office: Office) -> list[dict[str, str]]:
    return [json.loads(told) for (told,) in office.rows("SELECT properties FROM signals WHERE name = 'content.opened'")]


async def test_a_content_counts_as_opened_when_it_is_opened(office: Office) -> None:
    await _answers_of_quentin(office)
    await office.say("what does it cost?")
    assert _opened(office) == []
    link_id = _opening(office)
    assert await _follow(office, link_id, counts=False) == "https://example.com/pricing"
    assert _opened(office) == [], "a preview is no person"
    assert await _follow(office, link_id) == "https://example.com/pricing"
    assert await _follow(office, link_id) == "https://example.com/pricing"
    assert _opened(office) == [{"content": "pricing", "funnel": "bofu", "channel": "telegram"}], "twice within the hour"
    office.pass_time(hours=2)
    await _follow(office, link_id)
    assert len(_opened(office)) == 2


async def test_without_an_address_of_ours_a_content_counts_when_it_is_given(office: Office) -> None:
    office.setup = replace(office.setup, public_url="")
    await _answers_of_quentin(office)
    await office.say("what does it cost?")
    assert [told["content"] for told in _opened(office)] == ["pricing"]
    assert office.rows("SELECT * FROM content_links") == []


async def test_the_link_of_somebody_who_was_forgotten_leads_nowhere(office: Office) -> None:
    await _answers_of_quentin(office)
    await office.say("what does it cost?")
    link_id, lead = _opening(office), (await office.chat()).lead.id
    await office.write(lambda tx: forget_lead(tx, lead, setup=office.setup, now=office.now))
    assert await _follow(office, link_id) is None


async def test_exports_say_how_the_lead_of_a_handoff_came(office: Office) -> None:
    link = await _made(office, audience="b2b")
    await _answers_of_quentin(office, _start(await _follow(office, link.id, "gclid=abc&utm_term=crm")))
    names = Names()
    rows = await office.write(
        lambda tx: [row for page in table_of(tx, What.HANDOFFS, names, None).pages for row in page]
    )
    told = dict(zip(HANDOFF_COLUMNS, rows[0], strict=True))
    assert (told["campaign"], told["medium"]) == ("spring", "email")
    assert json.loads(str(told["click"])) == {"gclid": "abc", "utm_term": "crm"}
