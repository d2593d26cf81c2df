"""What a bot does first when it begins to lead, perhaps in the place of one that was lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, assembled
from bot.clock import utc_now
from bot.messages import SendText
from bot.settings import Settings
from bot.usecases.delivery.owe import owe
from storage.place import SQLITE
from storage.roles import Role
from storage.sqlite.database import Database
from tests.updates_server import TOKEN, UpdatesServer, updates_server

_BUSINESS = "name: Acme\ncontact: hello@acme.example\nkeep_months: 12\n"


@pytest.fixture
async def telegram() -> AsyncIterator[UpdatesServer]:
    async with updates_server() as server:
        server.results |= {"getMe": {"username": "northwind_bot"}, "sendMessage": {"message_id": 7}}
        yield server


def _settings(folder: Path, telegram: UpdatesServer) -> Settings:
    database, own = f"{SQLITE}{folder / 'leadbot.db'}", folder / "templates"
    own.mkdir()
    (own / "business.yaml").write_text(_BUSINESS, encoding="utf-8")
    given: dict[str, Any] = {"token": TOKEN, "sales_chat": "-100", "api_url": telegram.url, "database_url": database}
    return Settings(_env_file=None, templates=own, **given)


@asynccontextmanager
async def _leading(app: App) -> AsyncIterator[None]:
    ready = asyncio.Event()
    serving = asyncio.create_task(app.serve(ready.set, web=False))
    try:
        async with asyncio.timeout(10):
            await ready.wait()
        yield
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def test_what_is_owed_leaves_before_a_leader_does_what_can_wait(tmp_path: Path, telegram: UpdatesServer) -> None:
    async with assembled(_settings(tmp_path, telegram)) as app:
        await app.database.write(lambda tx: owe(tx, 7, SendText("We’ll call you."), now=utc_now()))
        async with _leading(app), asyncio.timeout(10):
            while "setMyCommands" not in telegram.calls:  # noqa: ASYNC110  # another task's HTTP
                await asyncio.sleep(0.01)
    assert telegram.calls.index("sendMessage") < telegram.calls.index("setMyCommands")


async def test_a_standby_serves_by_the_templates_as_they_are_when_its_turn_comes(
    tmp_path: Path, telegram: UpdatesServer
) -> None:
    settings = _settings(tmp_path, telegram)
    leads = await Database.open(tmp_path / "leadbot.db")
    business = tmp_path / "templates" / "business.yaml"
    ends: list[asyncio.Task[None]] = []

    def years_pass() -> None:
        business.write_text(_BUSINESS.replace("Acme", "Acme of Today"), encoding="utf-8")
        ends.append(asyncio.create_task(leads.close()))

    async with assembled(settings, role=Role.STANDBY, while_waiting=years_pass) as app:
        assert app.in_force.setup.playbooks.business.name == "Acme of Today"
    assert ends
