"""The commands about what other systems report: what it becomes."""

from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import settings, understood

signals = typer.Typer(
    help="See what becomes of what other systems report.", no_args_is_help=True, rich_markup_mode=None
)


@signals.command("try")
def try_signals(
    file: Annotated[
        str, typer.Argument(help="A file with an event or a batch, as Segment's or PostHog's clients send; - reads it.")
    ],
    json: Json = False,
) -> None:
    """Show which signal each event becomes by signals.yaml, and by which line. Changes nothing."""
    from bot.commands.signals import show_try

    chosen = settings()
    raise typer.Exit(understood(lambda: show_try(chosen.templates_path, file, as_json=json)))


@signals.command("unknown")
def unknown_events(json: Json = False) -> None:
    """List the events that no line of signals.yaml knows, with the last of each; a line makes them count later."""
    from bot.commands.unknown_events import show

    chosen = settings()
    understood(lambda: show(chosen, as_json=json))
