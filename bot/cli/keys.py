"""The commands about keys: by them other systems report what people do."""

from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import guarded, settings, understood

keys = typer.Typer(
    help="Let websites and other systems report what people do.", no_args_is_help=True, rich_markup_mode=None
)


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What it is for: website, shop ...")],
    browser: Annotated[
        bool, typer.Option("--browser", help="It stands in web pages for all to see: it may not say who somebody is.")
    ] = False,
    audience: Annotated[str | None, typer.Option(help="b2b or b2c: that of whoever becomes a lead by it.")] = None,
    json: Json = False,
) -> None:
    """Make a key and show it: once, and never again."""
    from bot.commands import keys as making

    chosen = settings()
    guarded(lambda: making.create(chosen, name, browser=browser, audience=audience, as_json=json))


@keys.command("list")
def list_keys(json: Json = False) -> None:
    """List the keys, by their names."""
    from bot.commands import keys as making

    chosen = settings()
    understood(lambda: making.show(chosen, as_json=json))


@keys.command("revoke")
def revoke_key(
    name: Annotated[str, typer.Argument(help="The key's name, as listed.")],
    json: Json = False,
) -> None:
    """Let a key open nothing any more, at once."""
    from bot.commands import keys as making

    chosen = settings()
    guarded(lambda: making.revoke(chosen, name, as_json=json))
