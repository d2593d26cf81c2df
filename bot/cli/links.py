"""The command about links: those that marketing spreads."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import USAGE, fail, guarded, settings, understood

links_group = typer.Typer()


@links_group.command()
def link(
    campaign: Annotated[str, typer.Option(help="What it is spread for, such as spring: the lead's source.")] = "",
    medium: Annotated[str, typer.Option(help="How it is spread, such as email or poster.")] = "",
    audience: Annotated[str | None, typer.Option(help="Whom it is for: b2b or b2c; else the bot asks.")] = None,
    to: Annotated[str, typer.Option(help="An address of yours instead of the chat (needs LEADBOT_PUBLIC_URL).")] = "",
    qr: Annotated[Path | None, typer.Option(help="Also as a picture to scan: a file ending in .png or .svg.")] = None,
    all_links: Annotated[bool, typer.Option("--list", help="List the links that were made.")] = False,
    json: Json = False,
) -> None:
    """Make a link for a campaign: who comes by it has its name as their source, in lists, figures and exports."""
    from bot.commands import links

    if bool(campaign) == all_links:
        raise fail("say what the link is for (--campaign spring), or list those there are (--list)", code=USAGE)
    chosen = settings()
    if all_links:
        understood(lambda: links.show(chosen, as_json=json))
        return
    guarded(lambda: links.make(chosen, campaign, medium=medium, audience=audience, target=to, picture=qr, as_json=json))
