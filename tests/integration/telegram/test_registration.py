"""The first calls: whatever answers, the operator reads a sentence, and a group that moved meanwhile is followed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram.client.telegram import PRODUCTION

from bot.channels.telegram.registration import Introduced, introduce
from bot.channels.telegram.session import JsonSession
from bot.errors import LeadbotError
from tests.builders import SALES
from tests.updates_server import TOKEN, updates_server

ME = {"id": 7000001, "is_bot": True, "first_name": "Bot", "username": "our_bot"}


@asynccontextmanager
async def _telling(**results: Any) -> AsyncIterator[JsonSession]:
    """Give a session with a server that tells these results."""
    async with updates_server() as server:
        server.results = {"getMe": ME, "getChat": {"id": SALES}} | results
        session = JsonSession(server.url)
        try:
            yield session
        finally:
            await session.close()


@pytest.mark.parametrize(
    ("me", "name"),
    [
        (ME, "our_bot"),
        ({"id": 1}, ""),
        ({"username": None}, ""),
        ({"username": 5}, ""),
        ({"username": ["our_bot"]}, ""),
        ({"username": "\ud83d"}, ""),
        ({"username": "<b>"}, ""),
        ({}, ""),
    ],
)
async def test_a_bot_whose_name_is_not_told_starts_without_one(me: Any, name: str) -> None:
    async with _telling(getMe=me) as session:
        assert await introduce(session, TOKEN, SALES) == Introduced(name, (SALES,))


ODD_ANSWERS: list[Any] = [
    *([], None, True, "our_bot", 7),
    *((200, "<html>Welcome to our hotel</html>"), (200, ""), (200, '{"ok":true,"result":{"id"'), (302, "")),
]


@pytest.mark.parametrize("answer", ODD_ANSWERS)
async def test_what_is_no_answer_of_a_bot_api_is_said_in_one_sentence(answer: Any) -> None:
    """Where the operator has named a server it is the wrong one; Telegram's own will answer later."""
    async with _telling(getMe=answer) as session:
        with pytest.raises(LeadbotError) as named:
            await introduce(session, TOKEN, SALES)
        assert "LEADBOT_API_URL" in str(named.value)
        assert not named.value.is_temporary
        session.api = _reached_at(session)
        with pytest.raises(LeadbotError) as portal:
            await introduce(session, TOKEN, SALES)
        assert "check the network" in str(portal.value)
        assert portal.value.is_temporary


def _reached_at(session: JsonSession) -> Any:
    """Return Telegram's own server, as a network shows it that leads every call to a page of its own."""

    class Portal(type(PRODUCTION)):  # type: ignore[misc]
        def api_url(self, token: str, method: str) -> str:
            return there.api_url(token, method)

    there = session.api
    return Portal(base=PRODUCTION.base, file=PRODUCTION.file)


@pytest.mark.parametrize("me", [ME, {}, {"username": 5}])
async def test_a_sales_chat_that_is_not_there_is_named_with_what_to_do(me: Any) -> None:
    async with _telling(getMe=me, getChat=(400, '{"ok":false,"error_code":400,"description":"gone"}')) as session:
        with pytest.raises(LeadbotError, match=f"the sales chat {SALES} cannot be found: add (@our_bot|the bot) to"):
            await introduce(session, TOKEN, SALES)


async def test_of_several_sales_chats_all_are_named_where_none_is_there() -> None:
    gone = '{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked"}'
    async with _telling(getChat=(403, gone)) as session:
        with pytest.raises(LeadbotError, match=f"the sales chats {SALES}, -1008 cannot be found"):
            await introduce(session, TOKEN, SALES, -1008)


@pytest.mark.parametrize("code", [400, 403, 500])
async def test_a_group_that_became_a_supergroup_while_we_were_away_is_followed(code: int) -> None:
    refused = f'{{"ok":false,"error_code":{code},"description":"upgraded","parameters":{{"migrate_to_chat_id":-1007}}}}'
    async with _telling(getChat=(code, refused)) as session:
        assert await introduce(session, TOKEN, SALES) == Introduced("our_bot", (-1007,))
