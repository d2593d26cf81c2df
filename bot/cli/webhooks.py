"""The commands about webhooks: addresses of other systems that are told what happens with leads."""

from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import guarded, settings, understood

webhooks = typer.Typer(help="Tell other systems what happens with leads.", no_args_is_help=True, rich_markup_mode=None)


@webhooks.command("add")
def add_webhook(
    url: Annotated[str, typer.Argument(help="The address that is told, by https.")],
    events: Annotated[
        list[str] | None, typer.Option(help="Only these kinds of events, several with commas; by default all.")
    ] = None,
    json: Json = False,
) -> None:
    """Register an address, and show the secret by which deliveries are signed: once, and never again."""
    from bot.commands import webhooks as registering

    chosen = settings()
    guarded(lambda: registering.add(chosen, url, events=events or (), as_json=json))


@webhooks.command("list")
def list_webhooks(json: Json = False) -> None:
    """List the webhooks: what they are told of, how they are doing, and how much waits for them."""
    from bot.commands import webhooks as registering

    chosen = settings()
    understood(lambda: registering.show(chosen, as_json=json))


@webhooks.command("test")
def try_webhook(
    number: Annotated[int, typer.Argument(help="The webhook's number, as listed.")],
    json: Json = False,
) -> None:
    """Send a signed event of type webhook.test at once, and show what its server answers."""
    from bot.commands import webhooks as registering

    chosen = settings()
    guarded(lambda: registering.try_out(chosen, number, as_json=json))


@webhooks.command("replay")
def replay_webhooks(
    event: Annotated[str | None, typer.Argument(help="The id of one event (its webhook-id).")] = None,
    since: Annotated[
        str | None, typer.Option(help="Everything since a day (2026-03-01) or an instant, as far as it is kept.")
    ] = None,
    webhook: Annotated[int | None, typer.Option(help="Only to this webhook.")] = None,
    json: Json = False,
) -> None:
    """Send events again that were sent or given up, each under its own id; they are kept for seven days."""
    from bot.commands import webhooks as registering

    chosen = settings()
    guarded(lambda: registering.replay(chosen, event, since=since, webhook=webhook, as_json=json))


@webhooks.command("remove")
def remove_webhook(
    number: Annotated[int, typer.Argument(help="The webhook's number, as listed.")],
    json: Json = False,
) -> None:
    """Forget a webhook: it is told nothing more, not even what waits for it."""
    from bot.commands import webhooks as registering

    chosen = settings()
    guarded(lambda: registering.remove(chosen, number, as_json=json))
