"""The commands about senders: other systems that report by webhook."""

from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import guarded, settings, understood

senders = typer.Typer(
    help="Let other systems report by webhook: payments, forms, newsletters, shops.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_Name = Annotated[str, typer.Argument(help="The sender, as its file in templates/senders is called: stripe ...")]


@senders.command("set")
def set_sender(
    name: _Name,
    secret: Annotated[
        str,
        typer.Option(
            help="The secret (or public key) that it shows; - reads it. Without one, ours where it signs nothing."
        ),
    ] = "",
    audience: Annotated[str | None, typer.Option(help="b2b or b2c: that of whoever becomes a lead by it.")] = None,
    json: Json = False,
) -> None:
    """Keep the secret by which a sender's deliveries are known, and show the address that it reports to."""
    from bot.commands import senders as setting

    chosen = settings()
    guarded(lambda: setting.set_up(chosen, name, secret=secret, audience=audience, as_json=json))


@senders.command("test")
def try_sender(
    name: _Name,
    file: Annotated[
        str | None,
        typer.Argument(help="A file with the body of a delivery; - reads it. Without one, the example in its file."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what a delivery would become, and bring the bot an empty one, signed with the secret. Records nothing."""
    from bot.commands import sender_trials

    chosen = settings()
    guarded(lambda: sender_trials.try_out(chosen, name, file, as_json=json))


@senders.command("list")
def list_senders(json: Json = False) -> None:
    """List the senders, and which of them have a secret."""
    from bot.commands import senders as setting

    chosen = settings()
    understood(lambda: setting.show(chosen, as_json=json))


@senders.command("remove")
def remove_sender(name: _Name, json: Json = False) -> None:
    """Forget a sender's secret: its deliveries are refused from now on."""
    from bot.commands import senders as setting

    chosen = settings()
    guarded(lambda: setting.remove(chosen, name, as_json=json))
