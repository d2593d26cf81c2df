"""Sales reads a summary on the card once it has arrived: nobody waits for it, and it goes with its lead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.in_force import InForce
from bot.interpreters.language_model import LanguageModel
from bot.messages import Commanded, EditText, SendText
from bot.usecases.consult_language_model import Budget
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.setup import ConsultedModel
from bot.workers.consulting import Consulting
from bot.workers.summing_up import SummingUp
from tests.builders import PIA, SALES, Delivered, Office, answer, quentin_is_lukewarm
from tests.integration.workers.interpreter_at_work import PLENTY, until
from tests.integration.workers.test_consulting import Served, served


@pytest.fixture
async def server() -> AsyncIterator[Served]:
    async with served({}) as one:
        yield one


@asynccontextmanager
async def summing_up(office: Office, model: LanguageModel, *, budget: Budget = PLENTY) -> AsyncIterator[None]:
    """Sum up who is handed over meanwhile."""
    office.setup = replace(office.setup, consulted_model=ConsultedModel(model.name, model.host))
    in_force = InForce(office.setup)
    consulting = Consulting(office.database, in_force, model, budget=budget, now=lambda: office.now)
    worker = SummingUp(
        office.database,
        in_force,
        consulting,
        now=lambda: office.now,
        look_every_seconds=0.01,
        again_after_seconds=0.05,
    )
    task = asyncio.create_task(worker.run())
    # It looks at whom there is first: who was handed over before is not summed up.
    await until(lambda: worker.is_watching)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def summaries(office: Office) -> list[str]:
    return [words for (words,) in office.rows("SELECT words FROM summaries")]


async def card(office: Office) -> Delivered:
    """Deliver what is owed, and return the card as sales sees it last."""
    await office.deliver()
    return [sent for sent in office.sent_to(SALES) if isinstance(sent.message, SendText | EditText)][-1]


async def test_a_card_that_has_arrived_is_drawn_anew_with_a_summary(office: Office, server: Served) -> None:
    async with summing_up(office, server.model):
        await quentin_is_lukewarm(office)
        (first,) = office.alerts()
        assert "Summed up" not in first.html
        await until(lambda: summaries(office))
    anew = await card(office)
    assert isinstance(anew.message, EditText)
    assert "<i>Summed up by a language model:</i>" in anew.html
    assert "Known: Need: Better sales follow-up" in anew.html


async def test_an_alert_never_waits_for_a_summary(office: Office, server: Served) -> None:
    server.stand_in.mood, server.stand_in.seconds = "slow", 0.5
    async with summing_up(office, server.model):
        await quentin_is_lukewarm(office)
        assert "Summed up" not in (await card(office)).html
        await until(lambda: server.shown)
        assert summaries(office) == []


async def test_nothing_leaves_that_tells_who_it_is(office: Office, server: Served) -> None:
    async with summing_up(office, server.model):
        await office.start("b2b-spring")
        await office.tap("need", "sales")
        await office.say("Quentin Quist here: who else waits in queues at @quist or q.quist@acme. all day?")
        await office.tap("company_size", "large")
        await office.tap("role", "director")
        await until(lambda: summaries(office))
    told = str(server.shown).casefold()
    assert "queues" in told
    assert not any(word in told for word in ("quentin", "quist", "acme"))


async def test_what_was_said_since_is_summed_up_once_more(office: Office, server: Served) -> None:
    server.stand_in.mood, server.stand_in.seconds = "slow", 1.0
    async with summing_up(office, server.model):
        await quentin_is_lukewarm(office)
        await until(lambda: server.shown)
        await office.say("can you cook?")
        await until(lambda: "cook" in str(summaries(office)))
    assert len(server.shown) == 2
    assert len(summaries(office)) == 1


@pytest.mark.parametrize("mood", ["down", "prose", "huge"])
async def test_a_card_without_a_summary_is_a_card(office: Office, server: Served, mood: str) -> None:
    server.stand_in.mood = mood  # type: ignore[assignment]
    async with summing_up(office, server.model):
        await quentin_is_lukewarm(office)
        await office.deliver()
        await until(lambda: office.rows("SELECT * FROM language_model_calls"))
    assert summaries(office) == []
    assert len(office.alerts()) == 1


async def test_whatever_a_model_writes_does_nothing_on_a_card(office: Office, server: Served) -> None:
    server.stand_in.mood = "lying"
    async with summing_up(office, server.model):
        await quentin_is_lukewarm(office)
        await until(lambda: summaries(office))
    html = (await card(office)).html
    assert "&lt;a href" in html
    assert not any(sign in html for sign in ("evil.example", "@bo", "\n– /claim", "x" * 500))


async def test_a_summary_is_within_the_budget_and_goes_with_its_lead(office: Office, server: Served) -> None:
    async with summing_up(office, server.model, budget=Budget(calls_a_day=1, calls_per_lead=5)):
        await quentin_is_lukewarm(office)
        await office.deliver()
        await until(lambda: summaries(office))
        lead_id = (await office.chat()).lead.id
        await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now))
        assert summaries(office) == []
        await office.deliver()
        assert "Known" not in str(office.rows("SELECT payload FROM outbox"))
        await quentin_is_lukewarm(office)
        await office.deliver()
        await asyncio.sleep(0)
    assert len(server.shown) == 1


async def test_whoever_withdraws_is_not_summed_up(office: Office, server: Served) -> None:
    async with summing_up(office, server.model):
        await office.start("b2b-spring")
        for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
            await office.hear(answer(field, option))
        await office.hear(Commanded("stop", "", 9))
        await office.deliver()
        await quentin_is_lukewarm(office, PIA)
        await until(lambda: summaries(office))
    assert len(office.alerts()) == 2
    assert len(server.shown) == 1
