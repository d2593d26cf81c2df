"""A business that speaks to companies only, or to persons only: nobody is asked which of the two they are.

And what becomes of the leads of an audience whose playbook was taken away.
"""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.state import AUDIENCE
from bot.messages import (
    Act,
    Commanded,
    EditText,
    SendFile,
    SendText,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    What,
)
from bot.playbooks import Playbooks
from bot.usecases.leads.cool_lead import cool_lead
from bot.usecases.prospects.nudge_lead import nudge_lead
from bot.usecases.setup import Setup
from scoring.engine import replay, unpack
from storage import due, histories
from tests.builders import (
    PIA,
    QUENTIN,
    SALES,
    Delivered,
    Office,
    answer,
    only,
    opened_office,
    quentin_is_lukewarm,
    shipped,
)

FIRST = {
    "b2b": ("What would help you most?", "need", "sales"),
    "b2c": ("Where will your shoes take you?", "use", "road"),
}


def setup(playbooks: Playbooks) -> Setup:
    return Setup(playbooks, SALES)


@pytest.fixture(params=["b2b", "b2c"])
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """Return the office of a business with one audience."""
    async with opened_office(tmp_path) as opened:
        opened.setup = setup(only(request.param))
        yield opened


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as opened:
        opened.setup = setup(only("b2c"))
        yield opened


@pytest.fixture
async def firm(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as opened:
        opened.setup = setup(only("b2b"))
        yield opened


def audience(office: Office) -> str:
    only_one = office.setup.playbooks.only_audience
    assert only_one is not None
    return only_one


def asks_for_whom(sent: list[Delivered]) -> bool:
    taps = [b.data for s in sent if isinstance(s.message, SendText) for row in s.message.keyboard for b in row]
    return any("for yourself" in s.html for s in sent) or any(AUDIENCE in tap for tap in taps)


def consents(office: Office) -> int:
    ((count,),) = office.rows("SELECT count(*) FROM consents WHERE revoked_at IS NULL")
    return int(count)


@pytest.mark.parametrize("link", ["", "spring", "b2b-spring", "b2c-spring"])
async def test_the_first_message_says_who_asks_and_that_answering_agrees_and_asks_the_first_question(
    office: Office, link: str
) -> None:
    ask, field, option = FIRST[audience(office)]
    (first,) = await office.start(link)
    assert "Northwind assistant" in first.html
    assert ask in first.html
    assert "you agree that we keep your answers" in first.html
    stored = (await office.chat()).lead
    assert (stored.audience, stored.source) == (audience(office), "spring" if link else "")
    assert await office.facts() == {AUDIENCE: audience(office)}
    assert consents(office) == 0
    sent = await office.tap(field, option)
    assert consents(office) == 1
    assert not any("you agree" in s.html for s in sent if isinstance(s.message, SendText))


async def test_the_whole_conversation_never_speaks_of_the_other_audience(office: Office) -> None:
    await office.start()
    for _ in range(8):
        sent = [s for s in office.sent_to(QUENTIN.id) if isinstance(s.message, SendText) and s.message.keyboard]
        assert isinstance(sent[-1].message, SendText)
        await office.turn(Tapped(Tap.parse(sent[-1].message.keyboard[0][0].data), "t", sent[-1].message_id))
    for command in ("edit", "privacy", "help", "menu", "start", "back", "nonsense"):
        await office.turn(Commanded(command, "", 900))
    assert not asks_for_whom(office.sent_to(QUENTIN.id))


async def test_starting_again_before_any_answer_greets_again(office: Office) -> None:
    await office.start()
    (again,) = await office.start()
    assert "Northwind assistant" in again.html
    assert "Welcome back" not in again.html


async def test_editing_offers_the_answers_and_not_the_audience(office: Office) -> None:
    _, field, option = FIRST[audience(office)]
    await office.start()
    (nothing,) = await office.turn(Commanded("edit", "", 1))
    assert "nothing to change" in nothing.html
    await office.tap(field, option)
    (choices,) = await office.turn(Commanded("edit", "", 1))
    assert len(choices.labels) == 1
    assert not asks_for_whom([choices])


async def test_privacy_as_the_very_first_message_lists_what_is_asked_and_the_greeting_still_comes(
    office: Office,
) -> None:
    (privacy,) = await office.turn(Commanded("privacy", "", 1))
    script = office.setup.playbooks.audiences[audience(office)].script
    texts = office.setup.texts(audience(office), "en")
    assert all(texts.static(f"questions.{question.field}.label") in privacy.html for question in script.questions)
    assert "For whom" not in privacy.html
    (first,) = await office.start()
    assert "Northwind assistant" in first.html


async def test_the_menu_as_the_very_first_message_shows_what_there_is(office: Office) -> None:
    (menu,) = await office.turn(Commanded("menu", "", 1))
    script = office.setup.playbooks.audiences[audience(office)].script
    assert len(menu.labels) == len(script.contents) + 1


@pytest.mark.parametrize(
    "what",
    [
        Tapped(Tap(Act.ANSWER, ("need", "sales")), "t", 7),
        Tapped(Tap(Act.ANSWER, ("use", "road")), "t", 7),
        Tapped(Tap(Act.ANSWER, (AUDIENCE, "b2b")), "t", 7),
        Tapped(Tap(Act.ANSWER, (AUDIENCE, "b2c")), "t", 7),
        Tapped(Tap(Act.SKIP, ("use",)), "t", 7),
        Tapped(Tap(Act.EDIT, (AUDIENCE,)), "t", 7),
        Tapped(Tap(Act.EDIT, ("use",)), "t", 7),
        Tapped(Tap(Act.BACK, ("need",)), "t", 7),
        Tapped(None, "t", 7),
    ],
    ids=str,
)
async def test_an_old_button_as_the_very_first_thing_agrees_to_nothing_and_is_greeted(
    office: Office, what: What
) -> None:
    """After /forget the messages of before still have their buttons."""
    sent = await office.turn(what)
    (first,) = [s for s in sent if isinstance(s.message, SendText)]
    assert "Northwind assistant" in first.html
    assert "you agree" in first.html
    assert await office.facts() == {AUDIENCE: audience(office)}
    assert consents(office) == 0


@pytest.mark.parametrize("what", [SharedContact("+442079460958", True, 1), SentOther(1), Commanded("human", "", 1)])
async def test_whatever_comes_first_is_answered_and_keeps_nothing_but_the_audience(office: Office, what: What) -> None:
    assert await office.turn(what)
    assert await office.facts() == {AUDIENCE: audience(office)}
    assert not asks_for_whom(office.sent_to(QUENTIN.id))


async def test_what_is_written_before_the_greeting_counts_once_they_have_agreed(firm: Office) -> None:
    (first,) = await firm.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    assert "Northwind assistant" in first.html
    assert "you agree" in first.html
    assert await firm.facts() == {AUDIENCE: "b2b"}
    assert firm.alerts() == []
    *_, second = await firm.tap("need", "leads")
    facts = await firm.facts()
    assert (facts["role"], facts["company_size"], facts["company"]) == ("director", 200, "Acme")
    assert facts["need"] == "leads", "what was chosen after it counts"
    assert "Got it" in second.html
    assert len(firm.alerts()) == 1


async def test_words_for_a_person_are_passed_on_also_if_they_come_first(firm: Office) -> None:
    await firm.turn(Commanded("human", "", 1))
    await firm.say("my order 1234 is broken")
    assert "my order 1234 is broken" in firm.sent_to(SALES)[-1].html


async def test_forgotten_and_back_again(office: Office) -> None:
    _, field, option = FIRST[audience(office)]
    await office.start()
    await office.tap(field, option)
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "t", 1))
    (first,) = await office.start()
    assert "Northwind assistant" in first.html
    assert (await office.chat()).lead.audience == audience(office)


async def test_a_company_rings_and_a_person_does_not_as_ever(firm: Office) -> None:
    await firm.start("spring")
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await firm.tap(field, option)
    (alert,) = firm.alerts()
    assert "LUKEWARM" in alert.html
    assert "For whom" not in alert.html


async def test_who_was_being_asked_for_whom_when_the_other_playbook_went_is_asked_what_is_left(shop: Office) -> None:
    shop.setup = setup(shipped())
    await shop.start()
    await shop.say("to the gym, I think")
    shop.setup = setup(only("b2c"))
    sent = await shop.tap(AUDIENCE, "b2b")
    (asked,) = [s for s in sent if isinstance(s.message, SendText)]
    assert FIRST["b2c"][0] in asked.html
    assert await shop.facts() == {AUDIENCE: "b2c"}
    await shop.tap("use", "road")
    assert (await shop.facts())["use"] == "road", "what was kept is older"


async def _bereft(office: Office) -> None:
    """Have a lukewarm Quentin of a business that then does without companies."""
    office.setup = setup(shipped())
    await quentin_is_lukewarm(office)
    office.setup = setup(only("b2c"))


async def test_a_lead_without_a_playbook_who_writes_is_spoken_to_as_the_others(shop: Office) -> None:
    await _bereft(shop)
    sent = await shop.start()
    (asked,) = [s for s in sent if isinstance(s.message, SendText)]
    assert "Welcome back" in asked.html
    assert FIRST["b2c"][0] in asked.html
    stored = (await shop.chat()).lead
    model = shipped().audiences["b2c"].model
    history = await shop.write(lambda tx: histories.history(tx, stored.id))
    assert (stored.audience, stored.model_version) == ("b2c", model.version)
    assert unpack(stored.standing) == replay(model, history, shop.now).standing
    assert (await shop.facts())["role"] == "director", "nothing that was said is lost"


@pytest.mark.parametrize(
    "what",
    [
        answer("company_size", "large", message_id=3),
        answer(AUDIENCE, "b2b", message_id=1),
        Tapped(Tap(Act.EDIT, (AUDIENCE,)), "t", 1),
        Commanded("edit", "", 9),
        Commanded("menu", "", 9),
        Commanded("privacy", "", 9),
        Commanded("human", "", 9),
        Commanded("stop", "", 9),
        Commanded("mydata", "", 9),
        SharedContact("+442079460958", True, 9),
        SentOther(9),
    ],
    ids=str,
)
async def test_a_lead_without_a_playbook_may_do_anything(shop: Office, what: What) -> None:
    await _bereft(shop)
    sent = await shop.turn(what)
    assert sent
    assert all(s.html for s in sent if isinstance(s.message, SendText | EditText))
    assert not asks_for_whom(sent)


async def test_a_lead_without_a_playbook_sees_and_is_forgotten_everything(shop: Office) -> None:
    await _bereft(shop)
    sent = await shop.turn(Commanded("mydata", "", 1))
    (file,) = [s.message for s in sent if isinstance(s.message, SendFile)]
    assert "director" in [fact["value"] for fact in json.loads(file.content)["facts"]]
    await shop.turn(Tapped(Tap(Act.FORGET, ("yes",)), "t", 1))
    assert shop.rows("SELECT count(*) FROM leads") == [(0,)]


async def test_sales_keeps_the_card_of_a_lead_without_a_playbook(shop: Office) -> None:
    await _bereft(shop)
    await shop.at_desk("claim", "1")
    await shop.at_desk("outcome", "1 meeting")
    card = [s for s in shop.sent_to(SALES) if isinstance(s.message, EditText)][-1]
    assert "Quentin Quist" in card.html
    assert "LUKEWARM" in card.html
    await shop.start()
    assert (await shop.chat()).lead.audience == "b2c"


async def test_a_lead_without_a_playbook_neither_cools_nor_is_nudged_and_is_not_looked_at_all_the_time(
    shop: Office,
) -> None:
    await _bereft(shop)
    before = (await shop.chat()).lead
    assert before.next_change_at is not None
    shop.now = before.next_change_at + timedelta(days=1)
    await shop.write(lambda tx: cool_lead(tx, before.id, setup=shop.setup, now=shop.now))
    assert not await shop.write(lambda tx: nudge_lead(tx, before.id, setup=shop.setup, now=shop.now))
    after = (await shop.chat()).lead
    assert after.tier == before.tier
    assert await shop.write(lambda tx: due.to_cool(tx, shop.now, limit=5)) == []
    shop.setup, shop.now = setup(shipped()), shop.now + timedelta(days=1)
    await shop.write(lambda tx: cool_lead(tx, before.id, setup=shop.setup, now=shop.now))
    assert (await shop.chat()).lead.tier == "cold", "with the playbook back, it cools as if nothing had been"


async def test_a_signal_of_a_lead_without_a_playbook_is_kept_and_counts_when_it_is_back(shop: Office) -> None:
    await _bereft(shop)
    before = (await shop.chat()).lead
    shop.pass_time(hours=1)
    await shop.signal("page.viewed", {"path": "/pricing"})
    assert (await shop.chat()).lead.tier == before.tier
    assert len(shop.alerts()) == 1
    shop.setup = setup(shipped())
    shop.pass_time(hours=1)
    await shop.signal("page.viewed", {"path": "/about"})
    stored = (await shop.chat()).lead
    model = shipped().audiences["b2b"].model
    history = await shop.write(lambda tx: histories.history(tx, stored.id))
    assert stored.model_version == model.version
    assert unpack(stored.standing) == replay(model, history, shop.now).standing
    assert any(item.id for item in history if getattr(item, "properties", {}).get("path") == "/pricing")


async def test_pia_is_not_touched_by_what_became_of_quentin(shop: Office) -> None:
    await _bereft(shop)
    (first,) = await shop.start(who=PIA)
    assert FIRST["b2c"][0] in first.html
    assert (await shop.chat()).lead.audience == "b2b", "who does not write stays what they were"
