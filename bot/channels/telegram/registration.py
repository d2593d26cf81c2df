"""What is told to Telegram at the start: who we are, which commands there are, where updates go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import PRODUCTION
from aiogram.methods import (
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from pydantic import SecretStr

from bot import contexts, logs, rendering
from bot.channels.telegram.polling import ALLOWED_UPDATES
from bot.channels.telegram.session import ApiError, JsonSession, OddAnswerError
from bot.errors import DeliveryError, LeadbotError, UnreachableError
from bot.playbooks import Texts
from bot.usecases.setup import Setup

PROSPECT_COMMANDS = ("start", "menu", "edit", "human", "language", "privacy", "mydata", "forget", "stop", "help")
NEWSLETTER_COMMANDS = ("newsletter", "unsubscribe")
"""Only where there is a newsletter."""
REP_COMMANDS = (
    *("claim", "wrote", "outcome", "reopen", "give", "release", "take", "why"),
    # what is looked up and noted
    *("lead", "note", "meet"),
    *("leads", "find", "stats", "export", "away", "back", "duty", "test", "help"),
)
_MAIN_LANGUAGE = "en"
_PROFILE_CHARS = {"description": 512, "short_description": 120}


@dataclass(frozen=True, slots=True)
class Introduced:
    """Our user name, empty where it is not told, and the ids that the sales chats have now; None where one is gone."""

    name: str
    chats: tuple[int | None, ...]


async def introduce(session: JsonSession, token: str, *sales_chats: int) -> Introduced:
    """Return who we are; raise ``LeadbotError`` with what to do where token or sales chat cannot be used.

    Of several desks those go on that can be reached: nobody closes a desk because another one has lost us.
    """
    try:
        name = _user_name(await session.raw(token, "getMe", {}))
    except ApiError as error:
        if error.code in (401, 404):
            raise LeadbotError(
                "Telegram refuses the token: copy it from @BotFather into LEADBOT_TOKEN again"
            ) from error
        raise _not_served(error, session) from error
    except DeliveryError as error:
        raise _not_served(error, session) from error
    present = [await _present_id(session, token, chat) for chat in sales_chats]
    lost = [str(chat) for chat, now in zip(sales_chats, present, strict=True) if now is None]
    told = (
        f"{_chats_named(lost)} cannot be found: add {f'@{name}' if name else 'the bot'} to the group "
        "(a person: press Start), and check LEADBOT_SALES_CHAT; a group's id begins with -"
    )
    if lost and len(lost) == len(present):
        raise LeadbotError(told)
    if lost:
        logs.logger().error(f"{told}. The other desks work on.", action="start")
    return Introduced(name, tuple(present))


def _chats_named(chats: Sequence[str]) -> str:
    return f"the sales chat {chats[0]}" if len(chats) == 1 else f"the sales chats {', '.join(chats)}"


async def _present_id(session: JsonSession, token: str, sales_chat: int) -> int | None:
    """Return the id that a chat has now; None where it is not to be found."""
    try:
        await session.raw(token, "getChat", {"chat_id": sales_chat})
    except DeliveryError as error:
        if error.moved_to is not None:
            # It became a supergroup while we were away, and the message that said so is gone.
            return error.moved_to
        if not error.permanent or not isinstance(error, ApiError):
            raise _not_served(error, session) from error
        return None
    return sales_chat


def _user_name(me: Any) -> str:
    if not isinstance(me, dict):
        raise OddAnswerError("getMe: the result is no bot", code=200)
    name = me.get("username")
    return name if isinstance(name, str) and name.isascii() and name.isidentifier() else ""


def _not_served(error: DeliveryError, session: BaseSession) -> LeadbotError:
    """Return the error to raise where the Bot API gave no answer of its own: it may be away, or be something else."""
    if not isinstance(error, ApiError):
        return UnreachableError(
            f"the Bot API cannot be reached ({error.reason}): check the network, and LEADBOT_API_URL if you set it"
        )
    if isinstance(error, OddAnswerError) and session.api.base == PRODUCTION.base:
        # A portal of the network, say: there is no setting that could be wrong.
        return UnreachableError(f"something else answers in Telegram's place ({error.reason}): check the network")
    said = f"the Bot API at LEADBOT_API_URL answers with an error ({error.reason})"
    return UnreachableError(f"{said}: try again later") if _passes(error.code) else LeadbotError(said)


def _passes(code: int) -> bool:
    """Return whether an error goes by itself: too many calls, another process still polling, trouble on their side."""
    return code in (409, 429) or code >= 500


async def is_there(session: JsonSession, token: str, marketing_chat: int) -> bool:
    """Return whether marketing's chat is known to the bot; a convenience, so that a refusal is only logged."""
    try:
        await session.raw(token, "getChat", {"chat_id": marketing_chat})
    except ApiError as error:
        if error.code not in (400, 403):
            return True
        logs.logger().warning(
            "LEADBOT_MARKETING_CHAT cannot be found: what is wrong with the templates is told in the sales chat.",
            action="start",
            reason=error.reason,
        )
        return False
    except DeliveryError:
        return True  # who does not answer just now has not said that it is gone
    return True


async def use_webhook(bot: Bot, url: str, secret: SecretStr) -> None:
    """Have updates brought to us, one after the other: so a chat's updates stay in order."""
    call = SetWebhook(
        url=url, secret_token=secret.get_secret_value(), allowed_updates=ALLOWED_UPDATES, max_connections=1
    )
    try:
        await bot(call)
    except DeliveryError as error:
        if not error.permanent:
            raise _not_served(error, bot.session) from error
        raise LeadbotError(
            f"Telegram does not accept the webhook ({error.reason}): check LEADBOT_WEBHOOK_URL; "
            "it must be an https address that Telegram can reach"
        ) from error


async def register(bot: Bot, setup: Setup) -> None:
    """Register commands and descriptions in every language. They are a convenience: a refusal is only logged."""
    playbooks = setup.playbooks
    calls: list[TelegramMethod[bool]] = []
    for locale, texts in playbooks.chat.items():
        calls += _in_language(texts, setup, None if locale == _MAIN_LANGUAGE else locale)
    commands = _commands(setup.desk_texts, REP_COMMANDS)
    calls += (SetMyCommands(commands=commands, scope=BotCommandScopeChat(chat_id=chat)) for chat in setup.chats)
    for call in calls:
        try:
            await bot(call)
        except DeliveryError as error:
            logs.logger().warning(
                "Commands or descriptions were not registered.", action="register", reason=error.reason
            )


def _in_language(texts: Texts, setup: Setup, language: str | None) -> list[TelegramMethod[bool]]:
    who = contexts.Profile(setup.playbooks.business.name)
    commands = _commands(texts, (*PROSPECT_COMMANDS, *(NEWSLETTER_COMMANDS if setup.newsletter else ())))
    return [
        SetMyCommands(commands=commands, scope=BotCommandScopeAllPrivateChats(), language_code=language),
        SetMyDescription(description=_profile(texts, "description", who), language_code=language),
        SetMyShortDescription(short_description=_profile(texts, "short_description", who), language_code=language),
    ]


def _profile(texts: Texts, part: str, who: contexts.Profile) -> str:
    """Return a part of the bot's profile: Telegram shows it as it stands, and refuses what is too long."""
    shown, most = rendering.plain(texts.render(f"profile.{part}", who)), _PROFILE_CHARS[part]
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _commands(texts: Texts, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.static(f"commands.{name}")) for name in names]
