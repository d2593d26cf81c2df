"""From our messages to calls of the Bot API, and the one door through which they leave."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    CopyMessages,
    EditMessageCaption,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.methods import DeleteMessage as DeleteMessageCall
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    MessageId,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot import logs
from bot.channels.telegram.media_files import MediaFiles
from bot.channels.telegram.session import ApiError
from bot.errors import DeliveryError
from bot.html import HtmlError, parse, utf16_length
from bot.messages import (
    MAX_CAPTION_CHARS,
    AnswerTap,
    Arrived,
    AskedFigures,
    CopyMedia,
    DeleteMessage,
    EditCaption,
    EditText,
    Export,
    Keyboard,
    Made,
    Outgoing,
    React,
    SendFile,
    SendMade,
    SendMedia,
    SendText,
)

HTML = "HTML"
MAX_NOTICE_CHARS = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


Make = Callable[[Export | AskedFigures], Awaitable[Made]]


async def _makes_nothing(_made_of: Export | AskedFigures) -> Made:
    raise DeliveryError("nothing is made here", permanent=True)


class TelegramMessenger:
    """Delivers our messages to Telegram."""

    def __init__(self, bot: Bot, make: Make = _makes_nothing) -> None:
        self._bot = bot
        self._make = make
        self._files = MediaFiles()

    async def deliver(self, chat_id: int, message: Outgoing) -> Arrived:
        """Send one message and return its number (of an album all), where it has one; raise ``DeliveryError``.

        Formatting and addresses that Telegram refuses never stop a message: it goes out as plain text, with the
        buttons that mean something to us.
        """
        if isinstance(message, SendMedia):
            return await self._deliver_media(chat_id, message)
        if isinstance(message, SendMade):
            return await self._deliver_made(chat_id, message)
        try:
            result = await self._bot(call_for(chat_id, message))
        except ApiError as error:
            if isinstance(message, React):
                return None  # a group may allow none, or take no more just now: nobody misses it, nothing waits for it
            if error.code != 400 or error.moved_to is not None:
                raise
            result = await self._deliver_refused(chat_id, message, error)
        if isinstance(result, list):
            return _numbers(result)
        return result.message_id if isinstance(result, Message | MessageId) else None

    async def _deliver_media(self, chat_id: int, message: SendMedia) -> Arrived:
        """Send a picture or a document; where there is none any more, or Telegram refuses it, only its text."""
        try:
            file, stamp = await self._files.prepared(message.place)
            sent = await self._bot(_media_call(chat_id, message, file))
        except ApiError as error:
            if error.code not in (400, 413) or error.moved_to is not None:
                raise
            if self._files.forget(message.place):
                return await self._deliver_media(chat_id, message)
            refused: DeliveryError = error
        except OSError as error:
            refused = DeliveryError(f"a file cannot be read: {type(error).__name__}", permanent=True)
        else:
            self._files.remember(stamp, sent)
            return sent.message_id
        logs.logger().warning("A picture or a document was not sent.", action="deliver", error=refused)
        if not message.html:
            raise refused
        return await self.deliver(chat_id, SendText(message.html, message.keyboard))

    async def _deliver_made(self, chat_id: int, message: SendMade) -> Arrived:
        """Make a picture or a document and send it; where that fails for good, only words."""
        words = message.instead or message.html
        try:
            made = await self._make(message.made_of)
            words = made.html or words
            if made.file is not None and _fits_below(made.html):
                return await self._send_file(chat_id, message, made)
        except DeliveryError as error:
            is_refused = isinstance(error, ApiError) and error.code in (400, 413) and error.moved_to is None
            if not words or not (is_refused or (error.permanent and not isinstance(error, ApiError))):
                raise
            logs.logger().warning("A picture or a document was not sent.", action="deliver", error=error)
            return await self.deliver(chat_id, SendText(words, reply_to=message.reply_to))
        arrived = await self.deliver(chat_id, SendText(words, reply_to=message.reply_to))
        if made.file is not None:
            await self._send_behind(chat_id, message, made.file)
        return arrived

    async def _send_file(self, chat_id: int, message: SendMade, made: Made) -> int:
        file = BufferedInputFile(made.file or b"", filename=message.name)
        html = made.html or message.html
        sent = await self._bot(_made_call(chat_id, message, file, html=html))
        return int(sent.message_id)

    async def _send_behind(self, chat_id: int, message: SendMade, picture: bytes) -> None:
        """Send a picture behind words that are too long to stand below it; these are not sent again for it."""
        try:
            await self._bot(_made_call(chat_id, message, BufferedInputFile(picture, filename=message.name), html=""))
        except DeliveryError as error:
            logs.logger().warning("A picture or a document was not sent.", action="deliver", error=error)

    async def _deliver_refused(self, chat_id: int, message: Outgoing, error: ApiError) -> Any:
        if isinstance(message, DeleteMessage) and message.caption:
            return await self._bot(call_for(chat_id, EditCaption(message.caption, message.message_id)))
        is_copy = isinstance(message, CopyMedia) and bool(message.html)
        if not isinstance(message, SendText | EditText | EditCaption) and not is_copy:
            raise error
        # Telegram has no code for it: a text edited into itself is what we wanted.
        if isinstance(message, EditText | EditCaption) and "message is not modified" in error.reason:
            return True
        return await self._bot(call_for(chat_id, message, plain=True))


def _media_call(chat_id: int, message: SendMedia, file: str | BufferedInputFile) -> SendPhoto | SendDocument:
    text, mode = (message.html, HTML) if message.html else (None, None)
    markup = _inline(message.keyboard, plain=False)
    if message.picture:
        return SendPhoto(chat_id=chat_id, photo=file, caption=text, parse_mode=mode, reply_markup=markup)
    return SendDocument(chat_id=chat_id, document=file, caption=text, parse_mode=mode, reply_markup=markup)


def _numbers(album: list[Any]) -> tuple[int, ...]:
    """Return the numbers under which an album has arrived: what of it cannot be copied is left out without a word."""
    if not album:
        raise DeliveryError("copyMessages: nothing of it can be copied", permanent=True)
    return tuple(each.message_id for each in album)


def _fits_below(html: str) -> bool:
    """Return whether words may stand below a picture."""
    return not html or utf16_length(_text(html, plain=True)[0]) <= MAX_CAPTION_CHARS


def _made_call(chat_id: int, message: SendMade, file: BufferedInputFile, *, html: str) -> SendPhoto | SendDocument:
    text, mode = (html, HTML) if html else (None, None)
    reply = _reply(message.reply_to)
    if isinstance(message.made_of, AskedFigures):
        return SendPhoto(chat_id=chat_id, photo=file, caption=text, parse_mode=mode, reply_parameters=reply)
    return SendDocument(chat_id=chat_id, document=file, caption=text, parse_mode=mode, reply_parameters=reply)


def call_for(chat_id: int, message: Outgoing, *, plain: bool = False) -> TelegramMethod[Any]:
    """Return the call that carries a message; ``plain`` without any formatting and without buttons that lead away."""
    match message:
        case SendText():
            text, mode = _text(message.html, plain=plain)
            return SendMessage(
                chat_id=chat_id,
                text=text,
                parse_mode=mode,
                disable_notification=message.silent or None,
                reply_markup=_markup(message, plain=plain),
                link_preview_options=_NO_PREVIEW,
                reply_parameters=_reply(message.reply_to),
            )
        case EditText() | EditCaption() if message.message_id is None:
            raise DeliveryError("editMessageText: what is to be edited was never sent", permanent=True)
        case EditText():
            text, mode = _text(message.html, plain=plain)
            return EditMessageText(
                chat_id=chat_id,
                message_id=message.message_id,
                text=text,
                parse_mode=mode,
                reply_markup=_inline(message.keyboard, plain=plain),
                link_preview_options=_NO_PREVIEW,
            )
        case AnswerTap():
            notice = message.text[:MAX_NOTICE_CHARS] or None
            return AnswerCallbackQuery(callback_query_id=message.tap_id, text=notice, show_alert=message.alert or None)
        case SendFile():
            file = BufferedInputFile(message.content.encode(), filename=message.name)
            return SendDocument(chat_id=chat_id, document=file, caption=message.caption or None, parse_mode=HTML)
        case SendMedia():
            return _media_call(chat_id, message, message.place)
        case SendMade():
            raise DeliveryError("what is made when it is sent has no call before it is made", permanent=True)
        case CopyMedia():
            return _copy_call(chat_id, message, plain=plain)
        case EditCaption():
            text, mode = _text(message.html, plain=plain)
            return EditMessageCaption(chat_id=chat_id, message_id=message.message_id, caption=text, parse_mode=mode)
        case React():
            mark = ReactionTypeEmoji(emoji=message.emoji)
            return SetMessageReaction(chat_id=chat_id, message_id=message.message_id, reaction=[mark])
        case DeleteMessage():
            return DeleteMessageCall(chat_id=chat_id, message_id=message.message_id)


def _copy_call(chat_id: int, message: CopyMedia, *, plain: bool) -> CopyMessage | CopyMessages:
    """Return the call that copies: an album can be given neither other words nor a message that it replies to."""
    silent = message.silent or None
    if len(message.message_ids) > 1:
        numbers = sorted(message.message_ids)  # Telegram takes them in this order only
        return CopyMessages(
            chat_id=chat_id, from_chat_id=message.from_chat, message_ids=numbers, disable_notification=silent
        )
    text, mode = _text(message.html, plain=plain) if message.html else (None, None)
    return CopyMessage(
        chat_id=chat_id,
        from_chat_id=message.from_chat,
        message_id=message.message_ids[0],
        caption=text,
        parse_mode=mode,
        disable_notification=silent,
        reply_parameters=_reply(message.reply_to),
    )


def _reply(to: int | None) -> ReplyParameters | None:
    return ReplyParameters(message_id=to, allow_sending_without_reply=True) if to else None


def _text(html: str, *, plain: bool) -> tuple[str, str | None]:
    if not plain:
        return html, HTML
    try:
        return parse(html).text, None
    except HtmlError:
        return html, None


def _markup(message: SendText, *, plain: bool) -> _Markup:
    if message.contact_label:
        row = [KeyboardButton(text=message.contact_label, request_contact=True)]
        rows = [row, [KeyboardButton(text=message.skip_label)]] if message.skip_label else [row]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    if message.hide_contact:
        return ReplyKeyboardRemove(remove_keyboard=True)
    return _inline(message.keyboard, plain=plain)


def _inline(keyboard: Keyboard, *, plain: bool) -> InlineKeyboardMarkup | None:
    if plain:
        kept = (tuple(button for button in row if not button.url) for row in keyboard)
        keyboard = tuple(row for row in kept if row)
    if not keyboard:
        return None
    rows = [
        [
            InlineKeyboardButton(
                text=button.label,
                callback_data=button.data or None,
                url=button.url or None,
                style=button.style or None,
            )
            for button in row
        ]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)
