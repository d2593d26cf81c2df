"""Mistakes that a second look found, each as the story in which it showed."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.conversation.state import AUDIENCE
from bot.messages import Act, Blocked, Commanded, SendFile, Tap, Tapped
from bot.playbooks import load_model
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import BO, SALES, Office, answer, quentin_is_lukewarm


async def test_asking_for_ones_data_again_and_again_gives_no_longer_and_longer_files(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sizes = []
    for number in range(5):
        sent = await office.turn(Commanded("mydata", "", 900 + number))
        (file,) = [s.message for s in sent if isinstance(s.message, SendFile)]
        json.loads(file.content)
        sizes.append(len(file.content))
    assert max(sizes) < 1.2 * sizes[0]


async def test_a_lead_that_was_for_oneself_and_is_for_a_company_rings_as_one(office: Office) -> None:
    await office.start("b2c")
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(field, option)
    assert (await office.chat()).lead.tier == "lukewarm"
    assert office.alerts() == []
    await office.turn(Tapped(Tap(Act.ANSWER, (AUDIENCE, "b2b")), "corrected", None))
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.turn(answer(field, option))
    assert len(office.alerts()) == 1


async def test_new_rules_and_then_a_late_signal_call_nobody(office: Office, tmp_path: Path) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    await office.tap("company_size", "large")
    office.pass_time(hours=1)
    await office.tap("timeline", "quarter")
    rules = (SHIPPED_TEMPLATES / "playbooks/b2b/model.yaml").read_text(encoding="utf-8")
    eased = tmp_path / "model.yaml"
    eased.write_text(rules.replace("{enter: 40, leave: 34,", "{enter: 20, leave: 15,"), encoding="utf-8")
    playbooks = office.setup.playbooks
    b2b = replace(playbooks.audiences["b2b"], model=load_model(eased), model_since=office.now)
    office.setup = replace(office.setup, playbooks=replace(playbooks, audiences={**playbooks.audiences, "b2b": b2b}))
    await office.signal("weather.seen", at=office.now - timedelta(minutes=30))
    assert (await office.chat()).lead.tier == "lukewarm"
    assert office.alerts() == []


async def test_a_rise_too_soon_after_the_last_call_rings_when_the_time_has_passed(office: Office) -> None:
    await office.start("b2b")
    await office.turn(Commanded("human", "", 900))
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    office.pass_time(days=2)
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.turn(answer(field, option))
    assert len(office.alerts()) == 1
    office.pass_time(days=20)
    await office.signal("demo.used")
    assert len(office.alerts()) == 2


async def test_a_person_as_sales_chat_who_blocks_the_bot_gets_the_alert_later(office: Office) -> None:
    office.setup = replace(office.setup, sales_chat=BO.id)
    await office.start("b2b")
    await office.hear(Commanded("human", "", 900))
    await office.hear(Blocked(), BO)
    assert "/claim_1" in next(sent.html for sent in await office.deliver() if sent.chat_id == BO.id)


async def test_stop_holds_while_one_only_looks_and_ends_with_an_answer(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    await office.turn(Commanded("stop", "", 900))
    await office.turn(Commanded("privacy", "", 901))
    assert office.rows("SELECT nudge_at FROM conversations") == [(None,)]
    await office.turn(answer("company_size", "large"))
    await office.turn(answer("role", "director"))
    assert len(office.alerts()) == 1


async def test_a_question_changes_no_answer(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    await office.say("what about customer service hours?")
    assert (await office.facts())["need"] == "sales"


async def test_no_thanks_to_an_offer_is_a_no(office: Office) -> None:
    await office.start("b2c")
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "looking")):
        await office.tap(field, option)
    sent = await office.say("no thanks")
    assert sent
    assert "email address" not in sent[-1].html


async def test_whoever_asks_again_for_a_person_is_heard_again(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    before = len(office.sent_to(SALES))
    await office.turn(Commanded("human", "", 900))
    assert any("/human" in sent.html for sent in office.sent_to(SALES)[before:])


async def test_a_claim_of_what_is_closed_says_so(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    (said,) = await office.at_desk("claim", "1")
    assert "closed" in said.html


async def test_a_closing_promises_a_person_only_if_sales_has_the_lead(office: Office) -> None:
    """Sales has just said lost: a new rise does not ring for two weeks, so nobody is promised."""
    await office.start("b2b")
    await office.turn(Commanded("human", "", 900))
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    office.pass_time(days=2)
    said = []
    for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director"), ("timeline", "now")):
        said += await office.turn(answer(field, option))
    assert (await office.chat()).lead.tier in ("lukewarm", "hot")
    assert len(office.alerts()) == 1
    assert not any("our team" in sent.html for sent in said)
