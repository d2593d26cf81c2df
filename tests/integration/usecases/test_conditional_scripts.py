"""What hangs on answers, several answers and pictures, from the update to what is stored and owed."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages import Act, AnswerTap, Commanded, EditText, SendFile, SendMedia, SendText, Tap, Tapped
from bot.playbooks import load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import PIA, QUENTIN, SALES, Delivered, Office, opened_office

EXAMPLES = SHIPPED_TEMPLATES / "examples"


@pytest.fixture
async def fair(tmp_path: Path) -> AsyncIterator[Office]:
    async for office in _office(tmp_path, "events"):
        yield office


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Office]:
    async for office in _office(tmp_path, "shop"):
        yield office


async def _office(folder: Path, example: str) -> AsyncIterator[Office]:
    async with opened_office(folder) as office:
        playbooks = load(EXAMPLES / example, base=SHIPPED_TEMPLATES, compile_text=compile_text)
        office.setup = replace(office.setup, playbooks=playbooks)
        yield office


async def tick(office: Office, option: str, *, off: bool = False) -> list[Delivered]:
    tap = Tap(Act.CHOOSE, ("taste", option, "off" if off else "on"))
    return await office.turn(Tapped(tap, f"tap-{office.updates}", office.newest(PIA.id)), PIA)


async def test_ticks_are_stored_drawn_anew_and_given_to_whom_they_belong(shop: Office) -> None:
    await shop.start(who=PIA)
    await shop.tap("brew", "espresso", PIA)
    await tick(shop, "strong")
    drawn = await tick(shop, "fruity")
    assert [type(each.message) for each in drawn] == [AnswerTap, EditText]
    assert drawn[1].labels[:5] == ["Chocolate, nuts", "✓ Fruity and bright", "✓ Dark and strong", "Surprise me", "Done"]
    again = await tick(shop, "fruity")
    assert [type(each.message) for each in again] == [AnswerTap]
    assert (await shop.facts(PIA))["taste"] == "fruity|strong"
    done = await shop.turn(Tapped(Tap(Act.DONE, ("taste",)), "tap", shop.newest(PIA.id)), PIA)
    assert "Fruity and bright and Dark and strong" in done[1].html
    assert "What brings you to us today?" in done[-1].html
    stored = shop.rows("SELECT value FROM facts WHERE field = 'taste' ORDER BY id")
    assert [json.loads(value) for (value,) in stored] == ["strong", "fruity|strong"]
    (file,) = [s.message for s in await shop.turn(Commanded("mydata", "", 1), PIA) if isinstance(s.message, SendFile)]
    assert "fruity|strong" in file.content


async def test_a_company_is_asked_shown_and_told_what_is_theirs(fair: Office) -> None:
    await fair.start("b2b-spring")
    await fair.tap("need", "supply")
    told = "\n".join(sent.html for sent in fair.sent_to(QUENTIN.id))
    assert "production@vesper.example" in told
    await fair.tap("need", "stand")
    await fair.tap("role", "owner")
    await fair.tap("edition", "next")
    for answer in ("Lumen & Söhne", "ada@lumen.example"):
        await fair.say(answer)
    place = fair.sent_to(QUENTIN.id)[-1]
    assert "What kind of place would you like for Lumen &amp; Söhne?" in place.html
    await fair.tap("place", "corner")
    menu = await fair.turn(Commanded("menu", "", 1))
    assert menu[0].labels[:2] == ["Stand prices", "Sponsorship"]
    await fair.tap("need", "group")
    menu = await fair.turn(Commanded("menu", "", 1))
    assert "Group rates" in menu[0].labels
    assert "Stand prices" not in menu[0].labels
    card = fair.sent_to(SALES)[-1].html
    assert "Place: A corner" in card, "what was told is kept"


async def test_a_picture_is_owed_with_its_answer_and_the_question_follows_it(fair: Office) -> None:
    await fair.start("b2b-spring")
    sent = await fair.say("where is it?")
    picture, question = (each.message for each in sent)
    assert isinstance(picture, SendMedia)
    assert picture.place == str(EXAMPLES / "events/media/halls.png")
    assert "gasworks" in picture.html
    assert isinstance(question, SendText)
    assert "What would you like to do at the fair?" in question.html
