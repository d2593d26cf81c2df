"""A language model is asked where nobody else knows: within bounds, about who has agreed, and without its words."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.clock import utc_now
from bot.interpreters.language_model import LanguageModel
from bot.messages import Commanded, Said
from bot.sandbox.app import create_app
from bot.sandbox.language_model import MODEL, StandIn
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from bot.script import Question
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Typed
from bot.usecases.consult_language_model import Budget
from bot.usecases.leads.forget_lead import forget_lead
from bot.workers.breaker import Breaker
from tests.builders import PIA, QUENTIN, Office
from tests.integration.workers.interpreter_at_work import PLENTY, interpreting, until, waiting

KEY = "sk-a-key-that-nobody-may-read"
RINGING = "the phones ring off the hook all day"
STILL = "hmm it drips"
"""Nothing that anybody understands: it stays in doubt, however often it is said."""
KNOWS = {"ring off the hook": {"answers": {"need": {"value": "sales", "quote": "the phones ring off the hook"}}}}
BY_RULES = {"audience": "b2b", "need": RINGING}
BY_MODEL = {"audience": "b2b", "need": "sales"}


@dataclass
class Ear:
    """Finds nothing by itself, and finds all words alike that are asked about the option it has in mind."""

    options: tuple[str, ...] = ("sales",)
    compared: list[str] = field(default_factory=list)

    def interpret(self, typed: Typed) -> Interpretation:
        return typed.found

    def is_like(self, typed: Typed, quote: str, question: Question, option: str) -> bool:
        self.compared.append(quote)
        return option in self.options


@dataclass
class Served:
    """A stand-in that is served, and the way to it."""

    stand_in: StandIn
    model: LanguageModel
    url: str

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        """Return what the model was shown, request by request."""
        return [json.loads(body["messages"][-1]["content"]) for body in self.stand_in.asked]


@asynccontextmanager
async def served(knows: Mapping[str, Any] = KNOWS, *, key: str = KEY, name: str = MODEL) -> AsyncIterator[Served]:
    stand_in = StandIn(key=KEY, knows=dict(knows))
    async with serve(create_app(World(utc_now), stand_in=stand_in)) as at:
        model_url = f"{at.url}/v1"
        model = LanguageModel(model_url, name, key)
        try:
            yield Served(stand_in, model, model_url)
        finally:
            await model.close()


@pytest.fixture
async def server() -> AsyncIterator[Served]:
    async with served() as one:
        yield one


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was logged."""
    return "".join(capsys.readouterr())


async def agreed(office: Office, who: Any = QUENTIN) -> None:
    """Have somebody agree, who is asked for their need then."""
    await office.start("", who)
    await office.tap("audience", "b2b", who)


async def types(office: Office, text: str, who: Any = QUENTIN) -> None:
    """Have somebody type words, and wait until they were heard."""
    await office.hear(Said(text, 10_000 + office.updates), who)
    await until(lambda: not waiting(office))


async def test_what_nobody_else_understood_is_understood_and_read_back(office: Office, server: Served) -> None:
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model):
        await types(office, RINGING)
    assert await office.facts() == BY_MODEL
    (reply,) = [sent for sent in await office.deliver() if sent.chat_id == QUENTIN.id]
    assert "Got it: better sales follow-up" in reply.html


async def test_a_model_is_not_asked_what_others_know(office: Office, server: Served) -> None:
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model):
        for text in ("sales", "200 people", "what does it cost?", "asdfghjkl qwer", "you idiot"):
            await types(office, text)
    assert server.shown == []


async def test_nothing_of_who_has_not_agreed_leaves(office: Office, server: Served) -> None:
    async with interpreting(office, Ear(), model=server.model):
        await types(office, RINGING)
        await office.start("b2b-spring", PIA)
        await types(office, RINGING, PIA)
        await agreed(office)
        await office.hear(Commanded("stop", "", 9))
        await types(office, RINGING)
    assert server.shown == []
    assert office.rows("SELECT * FROM language_model_calls") == []


async def test_name_address_and_number_do_not_leave(office: Office, server: Served) -> None:
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model):
        await types(office, f"Quentin Quist here, {RINGING}, ask @quist or q@acme. or 0799 999 99 99 99 11")
    (body,) = server.stand_in.asked
    told = json.dumps(body).casefold()
    assert not any(word in told for word in ("quentin", "quist", "q@ac", "99 99"))
    assert RINGING in told


async def test_what_a_person_is_written_does_not_leave(office: Office, server: Served) -> None:
    await agreed(office)
    await office.hear(Commanded("human", "", 3))
    await office.deliver()
    await office.at_desk("claim", "1")
    async with interpreting(office, Ear(), model=server.model):
        await types(office, RINGING)
    assert server.shown == []


@pytest.mark.parametrize("mood", ["down", "prose", "lying", "huge", "torn"])
async def test_whatever_the_server_answers_the_conversation_goes_on_by_rules(office: Office, mood: Any) -> None:
    await agreed(office)
    async with served() as server, interpreting(office, Ear(), model=server.model):
        server.stand_in.mood = mood
        await types(office, RINGING)
    assert await office.facts() == BY_RULES
    assert [sent for sent in await office.deliver() if sent.chat_id == QUENTIN.id]


async def test_nobody_waits_for_a_slow_server(office: Office, server: Served) -> None:
    server.stand_in.mood, server.stand_in.seconds = "slow", 1.0
    hurried = LanguageModel(server.url, MODEL, KEY, within_seconds=0.2)
    await agreed(office)
    async with interpreting(office, Ear(), model=hurried):
        await types(office, RINGING)
    await hurried.close()
    assert await office.facts() == BY_RULES


@pytest.mark.parametrize(("key", "name"), [("sk-wrong", MODEL), (KEY, "another")])
async def test_a_server_that_refuses_us_changes_nothing(
    office: Office, key: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await agreed(office)
    async with served(key=key, name=name) as server, interpreting(office, Ear(), model=server.model):
        for _ in range(4):
            await types(office, STILL)
    assert server.shown == []
    logged = said(capsys)
    assert logged.count("left alone for a while") == 1
    assert "HTTP 40" in logged
    assert key not in logged


async def test_a_dead_server_is_left_alone(office: Office, server: Served, capsys: pytest.CaptureFixture[str]) -> None:
    server.stand_in.mood = "down"
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model, breaker=Breaker(first_pause=600)):
        for _ in range(6):
            await types(office, STILL)
    assert len(server.shown) == 3
    logged = said(capsys)
    assert logged.count("left alone for a while") == 1
    assert KEY not in logged


async def test_a_server_that_is_back_is_asked_as_before(
    office: Office, server: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    server.stand_in.mood = "down"
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model, breaker=Breaker(first_pause=1e-9)):
        for _ in range(5):
            await types(office, STILL)
        server.stand_in.mood = "helpful"
        for _ in range(2):
            await types(office, STILL)
    logged = said(capsys)
    assert (logged.count("left alone for a while"), logged.count("answers again")) == (1, 1)


async def test_budget_and_limit_hold_over_a_restart_and_an_erasure(office: Office, server: Served) -> None:
    budget = Budget(calls_a_day=3, calls_per_lead=2)
    await agreed(office)
    for _ in range(3):
        async with interpreting(office, Ear(), model=server.model, budget=budget):
            await types(office, STILL)
    assert len(server.shown) == 2
    lead_id = (await office.chat()).lead.id
    await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now))
    assert office.rows("SELECT * FROM language_model_calls") == []
    await agreed(office)
    async with interpreting(office, Ear(), model=server.model, budget=budget):
        for _ in range(3):
            await types(office, STILL)
        assert len(server.shown) == 3
        office.pass_time(days=1)
        await types(office, STILL)
        assert len(server.shown) == 4


async def test_without_an_encoder_a_model_is_asked_all_the_same_and_words_alone_tell(
    office: Office, server: Served
) -> None:
    server.stand_in.knows = {
        "somebody rings": {"answers": {"need": {"value": "sales", "quote": "answer them before follow up goes cold"}}}
    }
    await agreed(office)
    async with interpreting(office, None, model=server.model):
        await types(office, RINGING)
        assert len(server.shown) == 1
    assert await office.facts() == BY_RULES
    assert PLENTY.calls_a_day
