"""Sales and marketing are reminded to look at the rules again: when it is time, once, and in their language."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.orders.orders import perform
from bot.processes.writer import REVIEWED
from bot.usecases.sales.remind_of_review import remind_of_reviews
from bot.workers.timekeeper import CLEAR_EVERY, Timekeeper
from tests.builders import MONDAY, SALES, Office
from tests.rules import RULES, STRICT, Marketing, changed, model_of, started

EVERY = timedelta(days=100)
MINUTE = timedelta(minutes=1)


async def _remind(office: Office) -> list[str]:
    return await office.write(lambda tx: remind_of_reviews(tx, setup=office.setup, now=office.now))


async def _told(office: Office) -> list[str]:
    return [sent.html for sent in await office.deliver() if sent.chat_id == SALES]


async def test_a_review_is_due_after_the_time_the_model_names_once_per_period(marketing: Marketing) -> None:
    office = marketing.office
    office.now = MONDAY + EVERY - MINUTE
    assert await _remind(office) == []
    office.now += MINUTE
    assert await _remind(office) == ["b2b"]
    (told,) = await _told(office)
    assert "<b>B2B: time to look at the scoring rules together</b> (last done 100 days ago)." in told
    office.now += MINUTE
    assert await _remind(office) == []
    office.now = MONDAY + 2 * EVERY - MINUTE
    assert "b2b" not in await _remind(office)
    office.now += MINUTE
    assert await _remind(office) == ["b2b"]
    assert "200" in (await _told(office))[-1]


async def test_publishing_puts_the_review_off_as_a_review_does(marketing: Marketing) -> None:
    office = marketing.office
    office.pass_time(days=60)
    await marketing.publish(STRICT)
    office.pass_time(days=60)
    assert await _remind(office) == []
    order = {"audience": "b2b", "by": "Ada"}
    await office.write(lambda tx: perform(tx, REVIEWED, order, setup=None, now=office.now))
    office.now += EVERY - MINUTE
    assert "b2b" not in await _remind(office)
    office.now += MINUTE
    assert await _remind(office) == ["b2b"]
    assert "(last done 100 days ago, by Ada)" in (await _told(office))[-1]


async def test_a_review_after_a_reminder_begins_a_new_period(marketing: Marketing) -> None:
    office = marketing.office
    office.now += EVERY
    assert await _remind(office) == ["b2b"]
    office.pass_time(days=30)
    order = {"audience": "b2b", "by": "Ada"}
    await office.write(lambda tx: perform(tx, REVIEWED, order, setup=None, now=office.now))
    office.pass_time(days=70)
    assert "b2b" not in await _remind(office)
    office.pass_time(days=30)
    assert "b2b" in await _remind(office)


async def test_the_same_rules_published_again_put_nothing_off(marketing: Marketing) -> None:
    office = marketing.office
    office.pass_time(days=99)
    assert not await marketing.publish(RULES)
    office.pass_time(days=1)
    assert await _remind(office) == ["b2b"]


async def test_rules_that_name_no_time_are_never_due(office: Office) -> None:
    marketing = await started(office, changed(RULES, ("review_every: 100d\n", "")))
    assert marketing.model.review_every is None
    office.pass_time(days=3000)
    assert await _remind(office) == ["b2c"]


async def test_an_audience_that_we_speak_to_no_more_is_not_reviewed(marketing: Marketing) -> None:
    office = marketing.office
    playbooks = office.setup.playbooks
    left = {"b2c": playbooks.audiences["b2c"]}
    office.setup = replace(office.setup, playbooks=replace(playbooks, audiences=left))
    office.pass_time(days=3000)
    assert await _remind(office) == ["b2c"]


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "scoring rules"), ("fr", "règles"), ("es", "reglas"), ("sv", "regler")]
)
async def test_the_reminder_speaks_the_language_of_sales(marketing: Marketing, locale: str, words: str) -> None:
    office = marketing.office
    office.setup = replace(office.setup, sales_locale=locale)
    office.now += EVERY
    await _remind(office)
    (told,) = await _told(office)
    assert words in told.lower()


async def test_the_timekeeper_reminds_once_however_often_it_looks(marketing: Marketing) -> None:
    office = marketing.office
    office.now += EVERY
    timekeeper = Timekeeper(office.database, marketing.in_force, now=lambda: office.now)
    for _ in range(3):
        await timekeeper.tick()
        office.now += CLEAR_EVERY
    assert len(await _told(office)) == 1
    assert marketing.model == model_of(RULES)
