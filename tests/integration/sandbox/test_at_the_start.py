"""What the first calls to the Bot API tell an operator: what to mend, or to try again later."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.channels.telegram.registration import introduce, register, use_webhook
from bot.channels.telegram.session import JsonSession
from bot.errors import LeadbotError
from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import Prospect
from bot.sandbox.faults import Kind
from bot.usecases.setup import Setup
from tests.builders import shipped

from .conftest import TOKEN, BotApi

PASSES: tuple[Kind, ...] = ("drop", "500", "502_html", "429")


@pytest.fixture
async def session(url: str) -> AsyncIterator[JsonSession]:
    session = JsonSession(url)
    yield session
    await session.close()


async def _refusal(session: JsonSession, sales_chat: int) -> LeadbotError:
    with pytest.raises(LeadbotError) as refused:
        await introduce(session, TOKEN, sales_chat)
    return refused.value


@pytest.mark.parametrize("kind", PASSES)
@pytest.mark.parametrize("method", ["getMe", "getChat"])
async def test_what_passes_by_itself_is_worth_another_start(
    session: JsonSession, sandbox: SandboxClient, quentin: Prospect, method: str, kind: Kind
) -> None:
    await introduce(session, TOKEN, quentin.id)
    await sandbox.fault(method, kind)
    refused = await _refusal(session, quentin.id)
    assert refused.is_temporary
    assert "sales chat" not in str(refused), "nobody may go looking for a chat that is there"
    await introduce(session, TOKEN, quentin.id)


@pytest.mark.parametrize("name", ["R&D <Söner>", 'Ada\'s "Best"', "Müller & Söhne", "N" * 100])
async def test_the_profile_shows_the_name_as_it_is_and_within_bounds(
    session: JsonSession, api: BotApi, quentin: Prospect, name: str
) -> None:
    playbooks = replace(shipped(), business=replace(shipped().business, name=name))
    async with Bot(TOKEN, session=session) as bot:
        await register(bot, Setup(playbooks, quentin.id))
    for language in playbooks.chat:
        described = (await api.ok("getMyDescription", language_code=language))["description"]
        short = (await api.ok("getMyShortDescription", language_code=language))["short_description"]
        assert name in described
        assert name in short
        assert len(short) <= 120


@pytest.mark.parametrize("code", [400, 403])
async def test_a_sales_chat_that_is_not_ours_is_a_wrong_setting(
    session: JsonSession, sandbox: SandboxClient, quentin: Prospect, code: int
) -> None:
    await sandbox.fault("getChat", "refuse", code=code, description="chat not found")
    refused = await _refusal(session, quentin.id)
    assert not refused.is_temporary
    assert "cannot be found: add @" in str(refused)


async def test_a_server_that_does_not_know_the_method_is_named_and_not_the_chat(
    session: JsonSession, sandbox: SandboxClient, quentin: Prospect
) -> None:
    await sandbox.fault("getChat", "refuse", code=404, description="Not Found")
    refused = await _refusal(session, quentin.id)
    assert not refused.is_temporary
    assert "LEADBOT_API_URL answers with an error (getChat: Not Found)" in str(refused)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_is_refused_is_a_wrong_setting(
    session: JsonSession, sandbox: SandboxClient, quentin: Prospect, code: int
) -> None:
    await sandbox.fault("getMe", "refuse", code=code, description="Unauthorized")
    refused = await _refusal(session, quentin.id)
    assert not refused.is_temporary
    assert "refuses the token" in str(refused)


@pytest.mark.parametrize("kind", [*PASSES, "refuse"])
async def test_a_webhook_that_is_refused_is_a_wrong_setting_and_one_that_got_lost_is_not(
    session: JsonSession, sandbox: SandboxClient, quentin: Prospect, kind: Kind
) -> None:
    await sandbox.fault("setWebhook", kind)
    bot = Bot(TOKEN, session=session)
    with pytest.raises(LeadbotError) as refused:
        await use_webhook(bot, "https://bot.example.com/telegram/webhook", SecretStr("a-secret"))
    assert refused.value.is_temporary == (kind != "refuse")
    assert ("check LEADBOT_WEBHOOK_URL" in str(refused.value)) == (kind == "refuse")
