"""The commands of whoever runs the bot: serving, trying it out, and the care of its database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Yes
from bot.commands.exit_codes import CONTENT, USAGE, fail, guarded, settings, understood
from storage.place import place_of
from storage.roles import Role

operating = typer.Typer()


@operating.command("run")
def run_command(
    json: Annotated[bool, typer.Option("--json", help="Write the log as JSON lines.")] = False,
    standby: Annotated[
        bool, typer.Option("--standby", help="Wait while another bot has the database, and take its place.")
    ] = False,
    front: Annotated[
        bool, typer.Option("--front", help="Only take what comes in, beside a bot that sends (PostgreSQL).")
    ] = False,
) -> None:
    """Serve prospects and sales. Prints `ready` once messages come in; ends on SIGTERM without losing any."""
    chosen = settings(to_serve=True)
    if front and standby:
        raise fail("--front and --standby: a front takes nobody's place; choose one", code=USAGE)
    if front and isinstance(place_of(chosen.database_url), Path):
        raise fail("--front: fronts share a PostgreSQL database; a file has one bot (LEADBOT_DATABASE_URL)", code=USAGE)
    role = Role.FRONT if front else Role.STANDBY if standby else Role.LEADER
    from bot import logs
    from bot.app import run

    logs.configure(json=json)
    guarded(lambda: run(chosen, lambda: print("ready", flush=True), role=role))


@operating.command()
def demo(
    port: Annotated[
        int | None,
        typer.Option(
            help="The port of the page, on 127.0.0.1. Without it LEADBOT_HTTP_PORT, or a free one if that is taken.",
            min=0,
            max=65535,
        ),
    ] = None,
    example: Annotated[str | None, typer.Option(help="An example business: software, shop or events.")] = None,
) -> None:
    """Open a local messenger in the browser: chat as a prospect, watch the score, claim as a rep. No account needed."""
    from bot import logs
    from bot.commands.demo import run_demo

    chosen = settings()
    logs.configure()
    guarded(
        lambda: run_demo(
            chosen,
            port,
            lambda line: print(line, flush=True),
            example=example,
        )
    )


@operating.command()
def health(
    json: Annotated[bool, typer.Option("--json", help="Print what the bot answers, as it is.")] = False,
) -> None:
    """Ask the running bot whether it serves: ends with 0 if it does, with 1 and the reasons if not."""
    from bot.commands.health import tell_health

    chosen = settings()
    if code := understood(lambda: tell_health(chosen, as_json=json)):
        raise typer.Exit(code)


@operating.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to be made, in a folder that is there.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if there is one.")] = False,
) -> None:
    """Copy the database into one file, also while the bot runs; checked, and for your account only."""
    from bot.commands.backup import make_backup

    chosen = settings()
    understood(lambda: make_backup(place_of(chosen.database_url), file, overwrite=overwrite))


@operating.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `leadbot backup` made.")],
    yes: Yes = False,
) -> None:
    """Put a backup in place of the database, after asking; the bot must not be running. Says what would be lost."""
    from bot.commands.backup import restore_backup

    chosen = settings()
    if not understood(lambda: restore_backup(place_of(chosen.database_url), file, is_sure=yes)):
        raise fail("not confirmed: nothing was restored", code=CONTENT)


@operating.command()
def migrate() -> None:
    """Bring the database to this version's tables, making it if there is none. `run` does so by itself."""
    from bot.commands.migrate import migrate_database

    chosen = settings()
    guarded(lambda: migrate_database(place_of(chosen.database_url)))


@operating.command()
def move(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, or an address as in LEADBOT_DATABASE_URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty one, as FROM: a file, or PostgreSQL.")],
) -> None:
    """Carry a whole business over to another database, checked to the last row; no bot may be running on either."""
    from bot.commands.move import move as move_database

    understood(lambda: move_database(source, target))
