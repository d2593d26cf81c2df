"""Which desk is meant by a name that somebody typed in a terminal."""

from collections.abc import Sequence

from bot.desk.routing import Desk, names_of
from bot.errors import LeadbotError
from bot.playbooks import load_desk_rules
from bot.settings import SHIPPED_TEMPLATES, Settings
from storage.desk_scope import DeskScope


def desk_called(name: str, settings: Settings) -> DeskScope:
    """Return the desk of this name in desk.yaml as what is looked at; raise ``LeadbotError`` where there is none."""
    _, desks = load_desk_rules(settings.templates_path, base=SHIPPED_TEMPLATES)
    return scope_of(name, desks, settings.sales_chat)


def scope_of(name: str, desks: Sequence[Desk], chats: tuple[int, ...]) -> DeskScope:
    """Return the desk of this name as what is looked at; raise ``LeadbotError`` where there is none."""
    names = names_of(desks, chats)
    chat = next((chat for chat, called in names.items() if called.casefold() == name.casefold()), None)
    if chat is None:
        known = ", ".join(names.values()) or "none: set LEADBOT_SALES_CHAT as for `run`"
        raise LeadbotError(f"there is no desk {name}: the desks are {known}")
    return DeskScope((chat,), chats)
