"""`leadbot link`: the links that marketing spreads, so that each lead says by which campaign they came."""

import json
from pathlib import Path

import segno

from bot.commands.lead_table import print_table
from bot.errors import LeadbotError
from bot.orders.writing import writing
from bot.processes.writer import MAKE_LINK
from bot.settings import Settings
from bot.usecases.links.lead_on import chat_address
from bot.usecases.links.links import start_of
from bot.usecases.links.open_content import GO
from scoring.instants import iso
from storage import links
from storage.links import StoredLink
from storage.place import place_of
from storage.snapshots import snapshot

_COLUMNS = ("link", "campaign", "medium", "audience", "leads to", "made")
_PICTURES = (".png", ".svg")
_POINTS = 12
"""Of a picture's modules: sharp on a poster, small in a mail."""


async def make(
    settings: Settings,
    campaign: str,
    *,
    medium: str,
    audience: str | None,
    target: str,
    picture: Path | None,
    as_json: bool,
) -> None:
    """Make a link and print where it is to be put: by our own address where there is one, and straight to the chat."""
    if picture is not None and picture.suffix.lower() not in _PICTURES:
        raise LeadbotError(f"--qr {picture}: expected a file whose name ends in {' or '.join(_PICTURES)}")
    if target and not settings.public_url:
        raise LeadbotError("--to needs our own address, by which the link leads there: set LEADBOT_PUBLIC_URL")
    bot_name = "" if target else await _bot_name(settings)
    body = {"campaign": campaign, "medium": medium, "audience": audience, "target": target}
    async with writing(place_of(settings.database_url)) as writer:
        told = await writer.perform(MAKE_LINK, body)
    if problem := told.get("problem"):
        raise LeadbotError(str(problem))
    tracked = f"{settings.public_url}{GO}{told['id']}" if settings.public_url else ""
    chat = "" if target else chat_address(bot_name, str(told["start"]))
    if picture is not None:
        segno.make(tracked or chat, error="m").save(str(picture), scale=_POINTS)
    if as_json:
        shown = {"id": told["id"], **body, "tracked": tracked or None, "chat": chat or None}
        print(json.dumps(shown))
        return
    if tracked:
        print(f"Spread this link: {tracked}")
        print("What its address carries (?utm_source=..., gclid) goes along to the chat, the exports and webhooks.")
    if chat:
        print(f"{'Straight to the chat' if tracked else 'Spread this link'}: {chat}")
    if picture is not None:
        print(f"As a picture: {picture}")


def show(settings: Settings, *, as_json: bool) -> None:
    """List the links that were made."""
    with snapshot(place_of(settings.database_url)) as tx:
        made = links.made(tx)
    if as_json:
        print(json.dumps([_told(link, settings) for link in made], indent=2))
    elif not print_table(_COLUMNS, [[_row(link) for link in made]] if made else []):
        print("There is no link. `leadbot link --campaign spring` makes one.")


def _told(link: StoredLink, settings: Settings) -> dict[str, object]:
    return {
        "id": link.id,
        "campaign": link.campaign,
        "medium": link.medium,
        "audience": link.audience,
        "target": link.target,
        "start": start_of(link),
        "tracked": f"{settings.public_url}{GO}{link.id}" if settings.public_url else None,
        "made_at": iso(link.made_at),
    }


def _row(link: StoredLink) -> tuple[str, ...]:
    goal = link.target or "the chat"
    return link.id, link.campaign, link.medium, link.audience or "", goal, f"{link.made_at:%Y-%m-%d}"


async def _bot_name(settings: Settings) -> str:
    """Return the bot's user name, which Telegram alone knows."""
    # A second for the messenger's library, which no other way of this command needs.
    from bot.channels.telegram.registration import introduce
    from bot.channels.telegram.session import JsonSession

    if settings.token is None:
        raise LeadbotError("LEADBOT_TOKEN: missing: a link to the chat needs the bot's name, which Telegram tells")
    session = JsonSession(settings.api_url)
    try:
        return (await introduce(session, settings.token.get_secret_value())).name
    finally:
        await session.close()
