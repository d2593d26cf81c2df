"""From our messages to calls of the Bot API, and what is done where Telegram refuses one."""

from collections import deque
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    Chat,
    InlineKeyboardMarkup,
    Message,
    MessageId,
    PhotoSize,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from msgspec.structs import replace

from bot.channels.telegram.outgoing import TelegramMessenger, call_for
from bot.channels.telegram.session import ApiError
from bot.errors import DeliveryError
from bot.messages import (
    AnswerTap,
    Arrived,
    AskedFigures,
    Button,
    CopyMedia,
    DeleteMessage,
    EditCaption,
    EditText,
    Made,
    Outgoing,
    React,
    SendFile,
    SendMade,
    SendMedia,
    SendText,
)
from tests.builders import MONDAY

SENT = Message(message_id=77, date=MONDAY, chat=Chat(id=5, type="private"))


class FakeSession(BaseSession):
    """Telegram at the other end: what was called, and what it answers."""

    def __init__(self, *answers: object) -> None:
        super().__init__()
        self.answers = deque(answers)
        self.calls: list[TelegramMethod[Any]] = []

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        self.calls.append(method)
        answer = self.answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None: ...

    async def stream_content(
        self, url: str, headers: Any = None, timeout: int = 30, chunk_size: int = 1, raise_for_status: bool = True
    ) -> AsyncGenerator[bytes, None]:
        yield b""


async def _deliver(session: FakeSession, message: Outgoing) -> Arrived:
    bot = Bot("123456789:AAE4-this-is-a-test-token-0123456789", session=session)
    return await TelegramMessenger(bot).deliver(5, message)


def _called(session: FakeSession) -> list[dict[str, Any]]:
    return [call.model_dump(exclude_none=True, warnings=False) for call in session.calls]


async def test_a_message_is_sent_as_html_and_its_number_returned() -> None:
    session = FakeSession(SENT)
    assert await _deliver(session, SendText("<b>Hi</b>", ((Button("Go", "menu", style="primary"),),))) == 77
    (call,) = _called(session)
    assert (call["chat_id"], call["text"], call["parse_mode"]) == (5, "<b>Hi</b>", "HTML")
    assert call["link_preview_options"]["is_disabled"] is True
    button = call["reply_markup"]["inline_keyboard"][0][0]
    assert (button["text"], button["callback_data"], button["style"]) == ("Go", "menu", "primary")


@pytest.mark.parametrize("message", [SendText("<b>Hi</b> A&amp;B"), EditText("<b>Hi</b> A&amp;B", message_id=3)])
async def test_formatting_that_telegram_refuses_goes_out_as_plain_text(message: Outgoing) -> None:
    session = FakeSession(ApiError("can't parse entities", code=400, permanent=True), SENT)
    assert await _deliver(session, message) == 77
    plain = _called(session)[1]
    assert plain["text"] == "Hi A&B"
    assert plain.get("parse_mode") is None


async def test_text_that_is_no_html_at_all_goes_out_as_it_is() -> None:
    call: Any = call_for(5, SendText("1 < 2 <b>"), plain=True)
    assert (call.text, call.parse_mode) == ("1 < 2 <b>", None)


async def test_what_is_refused_as_plain_text_too_is_refused() -> None:
    refused = ApiError("chat not found", code=400, permanent=True)
    with pytest.raises(DeliveryError) as error:
        await _deliver(FakeSession(refused, refused), SendText("Hi"))
    assert error.value.permanent


async def test_a_text_edited_into_itself_is_what_we_wanted() -> None:
    unchanged = ApiError("editMessageText: message is not modified", code=400, permanent=True)
    assert await _deliver(FakeSession(unchanged), EditText("Hi", message_id=3)) is None


@pytest.mark.parametrize(
    "error",
    [
        ApiError("blocked", code=403, permanent=True, blocked=True),
        ApiError("slow down", code=429, retry_after=3),
        ApiError("moved", code=400, moved_to=-7),
        DeliveryError("sendMessage: TimeoutError"),
    ],
)
async def test_other_failures_are_for_the_courier(error: DeliveryError) -> None:
    session = FakeSession(error)
    with pytest.raises(DeliveryError) as raised:
        await _deliver(session, SendText("Hi"))
    assert raised.value is error
    assert len(session.calls) == 1


@pytest.mark.parametrize("message", [AnswerTap("q"), DeleteMessage(4)])
async def test_an_answer_or_a_deletion_refused_is_not_tried_as_plain_text(message: Outgoing) -> None:
    session = FakeSession(ApiError("query is too old", code=400, permanent=True))
    with pytest.raises(ApiError):
        await _deliver(session, message)
    assert len(session.calls) == 1


@pytest.mark.parametrize("message", [EditText("Hi"), EditCaption("Hi")])
def test_an_edit_of_what_was_never_sent_is_refused_for_good(message: Outgoing) -> None:
    with pytest.raises(DeliveryError) as error:
        call_for(5, message)
    assert error.value.permanent


async def test_one_is_copied_with_other_words_and_an_album_in_its_order_as_it_is() -> None:
    session = FakeSession(MessageId(message_id=8), [MessageId(message_id=8), MessageId(message_id=9)], [])
    assert await _deliver(session, CopyMedia(-5, (3,), "<b>Bo</b>: hi", reply_to=2)) == 8
    assert await _deliver(session, CopyMedia(-5, (4, 3), "", reply_to=2)) == (8, 9)
    one, album = _called(session)
    assert (one["caption"], one["parse_mode"], one["reply_parameters"]["message_id"]) == ("<b>Bo</b>: hi", "HTML", 2)
    assert (album["from_chat_id"], album["message_ids"]) == (-5, [3, 4])
    assert "caption" not in album
    with pytest.raises(DeliveryError) as error:
        await _deliver(session, CopyMedia(-5, (3, 4)))
    assert error.value.permanent


async def test_a_copy_whose_formatting_is_refused_has_plain_words() -> None:
    session = FakeSession(ApiError("can't parse entities", code=400, permanent=True), SENT)
    assert await _deliver(session, CopyMedia(-5, (3,), "<b>Bo</b>: hi")) == 77
    assert _called(session)[1]["caption"] == "Bo: hi"


async def test_a_mark_that_is_not_allowed_is_missed_by_nobody() -> None:
    session = FakeSession(ApiError("REACTION_INVALID", code=400, permanent=True))
    assert await _deliver(session, React(3, "👍")) is None


async def test_media_too_old_to_be_deleted_lose_their_words() -> None:
    session = FakeSession(ApiError("message can't be deleted", code=400, permanent=True), True)
    await _deliver(session, DeleteMessage(3, "gone"))
    assert _called(session)[1]["caption"] == "gone"


@pytest.mark.parametrize(
    ("message", "markup"),
    [
        (SendText("Hi"), type(None)),
        (SendText("Hi", ((Button("Go", "menu"),),)), InlineKeyboardMarkup),
        (SendText("Hi", contact_label="Share", skip_label="Skip"), ReplyKeyboardMarkup),
        (SendText("Hi", contact_label="Share"), ReplyKeyboardMarkup),
        (SendText("Hi", hide_contact=True), ReplyKeyboardRemove),
    ],
)
def test_each_message_has_the_keyboard_it_asks_for(message: SendText, markup: type) -> None:
    call: Any = call_for(5, message)
    assert isinstance(call.reply_markup, markup)


def test_a_notice_is_cut_to_what_telegram_shows() -> None:
    call: Any = call_for(5, AnswerTap("q", "x" * 300, alert=True))
    assert (len(call.text), call.show_alert) == (200, True)


def test_a_file_carries_its_name_and_caption() -> None:
    call: Any = call_for(5, SendFile("my-data.json", "{}", "<b>All</b>"))
    assert (call.document.filename, call.document.data, call.caption) == ("my-data.json", b"{}", "<b>All</b>")


PHOTO = Message(
    message_id=78,
    date=MONDAY,
    chat=Chat(id=5, type="private"),
    photo=[PhotoSize(file_id="AgAD", file_unique_id="u", width=1, height=1)],
)


@pytest.fixture
def picture(tmp_path: Path) -> SendMedia:
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    keyboard = ((Button("Map", url="https://example.com/map"),),)
    return SendMedia(str(tmp_path / "map.png"), "<b>Here</b>", keyboard, picture=True)


async def test_a_picture_goes_with_its_text_and_button_and_is_uploaded_once(picture: SendMedia) -> None:
    session = FakeSession(PHOTO, PHOTO)
    messenger = TelegramMessenger(Bot("123456789:AAE4-this-is-a-test-token-0123456789", session=session))
    assert [await messenger.deliver(5, picture), await messenger.deliver(6, picture)] == [78, 78]
    first, second = session.calls
    assert isinstance(first, SendPhoto)
    assert isinstance(second, SendPhoto)
    assert isinstance(first.photo, BufferedInputFile)
    assert (first.caption, first.parse_mode, second.photo) == ("<b>Here</b>", "HTML", "AgAD")
    assert first.reply_markup is not None


async def test_a_picture_that_was_changed_is_uploaded_anew(picture: SendMedia) -> None:
    session = FakeSession(PHOTO, PHOTO)
    messenger = TelegramMessenger(Bot("123456789:AAE4-this-is-a-test-token-0123456789", session=session))
    await messenger.deliver(5, picture)
    Path(picture.place).write_bytes(b"\x89PNG another one")
    await messenger.deliver(5, picture)
    assert [isinstance(call, SendPhoto) and isinstance(call.photo, BufferedInputFile) for call in session.calls] == [
        True,
        True,
    ]


async def test_an_id_that_telegram_has_forgotten_costs_an_upload(picture: SendMedia) -> None:
    session = FakeSession(PHOTO, ApiError("wrong file identifier", code=400, permanent=True), PHOTO)
    messenger = TelegramMessenger(Bot("123456789:AAE4-this-is-a-test-token-0123456789", session=session))
    await messenger.deliver(5, picture)
    assert await messenger.deliver(5, picture) == 78
    assert len(session.calls) == 3


async def test_a_document_by_its_address_is_left_to_telegram() -> None:
    session = FakeSession(SENT)
    assert await _deliver(session, SendMedia("https://example.com/terms.pdf", "Here")) == 77
    (call,) = session.calls
    assert isinstance(call, SendDocument)
    assert call.document == "https://example.com/terms.pdf"


@pytest.mark.parametrize("code", [400, 413])
async def test_what_telegram_refuses_is_told_in_words_alone(picture: SendMedia, code: int) -> None:
    session = FakeSession(ApiError("failed to get HTTP URL content", code=code, permanent=True), SENT)
    assert await _deliver(session, picture) == 77
    assert _called(session)[1]["text"] == "<b>Here</b>"


async def test_a_file_that_is_gone_is_told_in_words_alone(picture: SendMedia) -> None:
    Path(picture.place).unlink()
    session = FakeSession(SENT)
    assert await _deliver(session, picture) == 77
    assert _called(session)[0]["text"] == "<b>Here</b>"


async def test_a_picture_without_words_that_cannot_be_sent_is_given_up(picture: SendMedia) -> None:
    with pytest.raises(DeliveryError) as refused:
        await _deliver(FakeSession(), replace(picture, place="/nowhere/map.png", html=""))
    assert refused.value.permanent


async def test_a_failure_that_may_pass_is_no_reason_to_leave_the_picture_out(picture: SendMedia) -> None:
    with pytest.raises(ApiError):
        await _deliver(FakeSession(ApiError("too many", code=429, retry_after=3.0)), picture)


ASKED = AskedFigures("rep", "week", (0, 1, 2, 3), 3, -100)
FIGURES = SendMade(ASKED, "leads.png", instead="Ask again.", reply_to=7)


async def _deliver_made(session: FakeSession, made: Made) -> Arrived:
    async def make(_made_of: object) -> Made:
        return made

    messenger = TelegramMessenger(Bot("123456789:AAE4-this-is-a-test-token-0123456789", session=session), make)
    return await messenger.deliver(5, FIGURES)


async def test_figures_go_as_a_picture_above_the_words_that_were_made_with_it() -> None:
    session = FakeSession(PHOTO)
    assert await _deliver_made(session, Made(b"PNG", "<b>5</b> leads")) == 78
    (call,) = session.calls
    assert isinstance(call, SendPhoto)
    assert (call.caption, call.parse_mode) == ("<b>5</b> leads", "HTML")
    assert call.reply_parameters is not None


async def test_figures_without_a_picture_go_as_words() -> None:
    session = FakeSession(SENT)
    assert await _deliver_made(session, Made(None, "<b>0</b> leads")) == 77
    (call,) = session.calls
    assert isinstance(call, SendMessage)
    assert call.text == "<b>0</b> leads"


@pytest.mark.parametrize("picture", [PHOTO, ApiError("too large", code=413, permanent=True)])
async def test_words_too_long_to_stand_below_a_picture_come_first_whatever_becomes_of_it(picture: object) -> None:
    session = FakeSession(SENT, picture)
    assert await _deliver_made(session, Made(b"PNG", "5 leads " * 200)) == 77
    words, behind = session.calls
    assert isinstance(words, SendMessage)
    assert isinstance(behind, SendPhoto)
    assert behind.caption is None


async def test_a_picture_that_is_refused_leaves_its_words() -> None:
    session = FakeSession(ApiError("PHOTO_INVALID_DIMENSIONS", code=400, permanent=True), SENT)
    assert await _deliver_made(session, Made(b"PNG", "5 leads")) == 77
    call = session.calls[-1]
    assert isinstance(call, SendMessage)
    assert call.text == "5 leads"
