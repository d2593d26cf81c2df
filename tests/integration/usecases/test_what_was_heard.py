"""Each typed message: what it was taken to mean is shown to whoever watches, and what it was worth adds up."""

from dataclasses import replace

import pytest

from bot.conversation.replies import Heard
from bot.messages import Edited, Incoming, Said
from bot.understanding.interpretation import Source
from bot.usecases.leads.describe_lead import describe_lead
from bot.usecases.leads.update_score import standing_now
from bot.usecases.leads.weigh_updates import weigh_updates
from scoring.engine import score_at
from tests.builders import PIA, Office, shipped


@pytest.fixture
def noted(office: Office) -> list[tuple[Incoming, Heard]]:
    """Watch the office: what was heard in each message, in order."""
    told: list[tuple[Incoming, Heard]] = []
    office.setup = replace(office.setup, on_heard=lambda incoming, heard: told.append((incoming, heard)))
    return told


async def _worths(office: Office) -> dict[int, float]:
    lead, updates = (await office.chat()).lead, range(1, office.updates + 1)
    model = shipped().audiences["b2b"].model
    return await office.write(lambda tx: weigh_updates(tx, lead.id, updates, model=model))


async def _score(office: Office) -> float:
    lead, model = (await office.chat()).lead, shipped().audiences["b2b"].model
    standing = await office.write(lambda tx: standing_now(tx, lead, model, now=office.now))
    return score_at(model, standing, office.now).score


async def test_whoever_watches_is_told_what_a_message_was_taken_to_mean_and_by_whom(
    office: Office, noted: list[tuple[Incoming, Heard]]
) -> None:
    await office.start("b2b")
    await office.tap("audience", "b2b")
    await office.say("I'm a director at a firm of 200 people")
    assert [heard.understood is None for _, heard in noted] == [True, True, False]
    incoming, heard = noted[-1]
    assert isinstance(incoming.what, Said)
    assert heard.understood is not None
    told = {answer.field: (answer.value, answer.by) for answer in heard.understood.answers}
    assert told["role"] == ("director", Source.RULES)
    assert told["company_size"] == (200, Source.RULES)


async def test_a_message_that_is_mended_is_heard_again(office: Office, noted: list[tuple[Incoming, Heard]]) -> None:
    await office.start("b2b")
    await office.tap("audience", "b2b")
    await office.say("we are 20 people")
    first = noted[-1][0].what
    assert isinstance(first, Said)
    await office.turn(Edited("we are 200 people", first.message_id))
    understood = noted[-1][1].understood
    assert understood is not None
    assert [(answer.field, answer.value) for answer in understood.answers] == [("company_size", 200)]


async def test_what_the_updates_were_worth_adds_up_to_the_score(office: Office) -> None:
    await office.start("b2b")
    await office.tap("audience", "b2b")
    for words in ("better follow-up", "200 people", "I'm a director", "nothing much, thanks"):
        await office.say(words)
    worths = await _worths(office)
    assert sum(worths.values()) == pytest.approx(await _score(office))
    assert worths[5] >= 20  # the director


async def test_what_a_message_was_worth_does_not_fade(office: Office) -> None:
    await office.start("b2b")
    await office.tap("audience", "b2b")
    await office.say("what does it cost for 200 people?")
    before = await _worths(office)
    office.pass_time(days=60)
    await office.signal("newsletter.unsubscribed")
    assert {number: worth for number, worth in (await _worths(office)).items() if number in before} == before


async def test_what_was_said_before_they_agreed_is_worth_nothing_until_they_do(
    office: Office, noted: list[tuple[Incoming, Heard]]
) -> None:
    await office.start()
    await office.say("we are 200 people, I'm the director")
    assert "200 people" in noted[-1][1].state.kept
    said = office.updates
    await office.tap("audience", "b2b")
    worths = await _worths(office)
    assert worths.get(said, 0.0) == 0.0
    assert worths[office.updates] >= 30


async def test_a_lead_is_described_in_the_words_of_sales_and_with_both_languages(office: Office) -> None:
    office.setup = replace(office.setup, sales_locale="fr")
    await office.start("b2b")
    await office.tap("audience", "b2b")
    await office.say("I'm a director")
    chat = await office.chat()
    told = await office.write(lambda tx: describe_lead(tx, chat, setup=office.setup, now=office.now))
    assert (told["locale"], told["sales_locale"]) == ("en", "fr")
    assert sum(line["remains"] for line in told["ledger"]) == pytest.approx(told["score"])
    role = shipped().audiences["b2b"].texts["fr"].static("questions.role.options.director")
    assert role in [fact["value"] for fact in told["facts"]]


async def test_of_somebody_whose_audience_is_unknown_the_description_has_no_score(office: Office) -> None:
    await office.start(who=PIA)
    chat = await office.chat(PIA)
    told = await office.write(lambda tx: describe_lead(tx, chat, setup=office.setup, now=office.now))
    assert (told["audience"], told["score"], told["ledger"]) == (None, 0.0, [])
