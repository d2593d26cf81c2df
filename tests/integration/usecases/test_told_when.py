"""A prospect who waits for a person is told the truth about when, in the texts that go with a handoff."""

from dataclasses import replace
from datetime import timedelta

from bot.messages import Commanded
from tests.builders import MONDAY, QUENTIN, Office, quentin_is_lukewarm
from tests.integration.usecases.test_reminding_reps import DESK, NIGHT, with_rules

PROMISING = replace(DESK, response_time={"lukewarm": timedelta(minutes=10), "cold": timedelta(hours=1)})


async def human(office: Office) -> str:
    """Ask for a person and return the answer."""
    return (await office.turn(Commanded("human", "", 20_000 + office.updates)))[0].html


async def test_who_asks_for_a_person_hears_from_when_or_within_what_time(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office, PROMISING))
    assert (await human(office)).endswith("will write to you here on Telegram within 10 minutes.")
    office.now = MONDAY + NIGHT
    assert (await human(office)).endswith("will write to you here on Telegram tomorrow from 9.")


async def test_a_desk_without_hours_and_response_time_promises_nothing(office: Office) -> None:
    await office.start("b2b")
    assert (await human(office)).endswith("will write to you here on Telegram.")


async def test_the_closing_says_when_too(office: Office) -> None:
    office.now = MONDAY + timedelta(days=4, hours=12)
    await quentin_is_lukewarm(with_rules(office, PROMISING))
    (closing, *_) = await office.tap("timeline", "quarter")
    shown = [sent.html for sent in office.sent_to(QUENTIN.id)]
    assert any("will write to you here on Telegram on Monday from 9. Meanwhile:" in html for html in shown), (
        closing.html
    )


async def test_in_swedish(office: Office) -> None:
    with_rules(office, PROMISING)
    office.now = MONDAY + NIGHT
    await office.start("b2b", replace(QUENTIN, language="sv"))
    answer = await office.turn(Commanded("human", "", 5), replace(QUENTIN, language="sv"))
    assert "skriver till dig här på Telegram i morgon från kl. 9." in answer[0].html
