"""The command line. Each command imports what it needs: ``leadbot check`` must not pay for a messenger's library."""

from typing import Annotated

import typer

from bot.cli.any_terminal import print_to_any_terminal
from bot.cli.keys import keys
from bot.cli.leads import leads_group
from bot.cli.links import links_group
from bot.cli.operating import operating
from bot.cli.rules import rules
from bot.cli.senders import senders
from bot.cli.signals import signals
from bot.cli.webhooks import webhooks
from bot.cli.wording import wording

app = typer.Typer(
    name="leadbot",
    help="A self-hosted Telegram bot that qualifies leads by talking with them, scores them, and tells sales in time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (operating, wording, rules, leads_group, links_group):
    app.add_typer(commands)
app.add_typer(keys, name="keys")
app.add_typer(webhooks, name="webhooks")
app.add_typer(senders, name="senders")
app.add_typer(signals, name="signals")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"leadbot {version('leadbot')}")
        raise typer.Exit


@app.callback(help=app.info.help)
def answer_version(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Answer what is asked of the command itself."""


def main() -> None:
    """Run the command that was typed."""
    print_to_any_terminal()
    app()
