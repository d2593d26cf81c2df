"""Files that a bot sends, and what it says about itself."""

from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot

from bot.channels.telegram.outgoing import TelegramMessenger
from bot.channels.telegram.session import JsonSession
from bot.messages import SendMedia
from bot.sandbox.client_chats import Prospect
from bot.sandbox.files import PICTURE

from .conftest import TOKEN, BotApi

PDF = b"%PDF-1.7 a white paper"


async def upload(api: BotApi, quentin: Prospect, **fields: str) -> dict[str, object]:
    form = aiohttp.FormData({"chat_id": str(quentin.id), **fields})
    name = "paper" if fields.get("document") == "attach://paper" else "document"
    form.add_field(name, PDF, filename="paper.pdf", content_type="application/pdf")
    async with api.session.post(f"{api.url}/bot{TOKEN}/sendDocument", data=form) as answer:
        body = await answer.json()
    assert body["ok"], body
    return dict(body["result"])


@pytest.mark.parametrize("fields", [{}, {"document": "attach://paper"}])
async def test_a_file_is_uploaded_and_can_be_fetched(api: BotApi, quentin: Prospect, fields: dict[str, str]) -> None:
    message = await upload(api, quentin, caption="<b>For you</b>", parse_mode="HTML", **fields)
    assert message["caption"] == "For you"
    document = message["document"]
    assert isinstance(document, dict)
    file = await api.ok("getFile", file_id=document["file_id"])
    async with api.session.get(f"{api.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert (await answer.read(), answer.content_type) == (PDF, "application/pdf")
    again = await api.ok("sendDocument", chat_id=quentin.id, document=document["file_id"])
    assert again["document"]["file_name"] == "paper.pdf"


async def test_a_photo_can_be_sent_by_its_id(api: BotApi, quentin: Prospect) -> None:
    await quentin.chat.send("photo", caption="Look")
    (update,) = await api.updates()
    photo = update["message"]["photo"][-1]["file_id"]
    assert update["message"]["caption"] == "Look"
    assert (await api.ok("sendPhoto", chat_id=quentin.id, photo=photo))["photo"]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, "there is no document in the request"),
        ({"document": "BQAnever"}, "wrong file identifier/HTTP URL specified"),
        ({"document": "https://example.invalid/paper.pdf"}, "failed to get HTTP URL content"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    api: BotApi, quentin: Prospect, params: dict[str, str], refusal: str
) -> None:
    assert await api.refused("sendDocument", chat_id=quentin.id, **params) == f"Bad Request: {refusal}"
    assert await api.refused("getFile", file_id="never") == "Bad Request: invalid file_id"


async def test_a_caption_has_its_own_limit_and_a_file_no_text(api: BotApi, quentin: Prospect) -> None:
    message = await upload(api, quentin)
    place = {"chat_id": quentin.id, "message_id": message["message_id"]}
    refusal = await api.refused("editMessageCaption", caption="a" * 1025, **place)
    assert refusal == "Bad Request: message caption is too long"
    refusal = await api.refused("editMessageText", text="a", **place)
    assert refusal == "Bad Request: there is no text in the message to edit"
    assert (await api.ok("editMessageCaption", caption="a", **place))["caption"] == "a"


async def test_commands_are_kept_per_scope_and_language(api: BotApi) -> None:
    start = [{"command": "start", "description": "Begin"}]
    commencer = [{"command": "start", "description": "Commencer"}]
    await api.ok("setMyCommands", commands=start)
    await api.ok("setMyCommands", commands=commencer, language_code="fr", scope={"type": "all_private_chats"})
    assert await api.ok("getMyCommands") == start
    assert await api.ok("getMyCommands", language_code="fr") == []
    assert await api.ok("getMyCommands", language_code="fr", scope={"type": "all_private_chats"}) == commencer
    await api.ok("deleteMyCommands")
    assert await api.ok("getMyCommands") == []


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"commands": [{"command": "Start!", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "language_code": "french"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
    ],
)
async def test_commands_are_checked(api: BotApi, params: dict[str, object], refusal: str) -> None:
    assert await api.refused("setMyCommands", **params) == f"Bad Request: {refusal}"


async def test_descriptions_fall_back_to_the_default_language(api: BotApi) -> None:
    await api.ok("setMyDescription", description="We help.")
    await api.ok("setMyDescription", description="On aide.", language_code="fr")
    assert (await api.ok("getMyDescription", language_code="fr"))["description"] == "On aide."
    assert (await api.ok("getMyDescription", language_code="es"))["description"] == "We help."
    assert await api.refused("setMyName", name="a" * 65) == "Bad Request: bot name is too long"
    await api.ok("setMyName", name="Northwind")
    assert (await api.ok("getMe"))["first_name"] == "Northwind"


async def test_a_picture_of_an_answer_is_uploaded_once_and_shown_with_its_words(
    api: BotApi, quentin: Prospect, tmp_path: Path
) -> None:
    (tmp_path / "map.png").write_bytes(PICTURE)
    session = JsonSession(api.url)
    messenger = TelegramMessenger(Bot(api.token, session=session))
    for place in (str(tmp_path / "map.png"), str(tmp_path / "map.png"), "https://example.com/map.png"):
        await messenger.deliver(quentin.id, SendMedia(place, "<b>Here</b>", picture=True))
        shown = await quentin.chat.expect("Here")
        assert shown.body["photo"]
    await messenger.deliver(quentin.id, SendMedia("https://example.invalid/terms.pdf", "Only words"))
    assert "document" not in (await quentin.chat.expect("Only words")).body
    await session.close()
