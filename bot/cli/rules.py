"""The commands about scoring rules: trying them on files, and what they do to the leads there are."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import CONTENT, guarded, on_files, settings

rules = typer.Typer()


@rules.command()
def score(
    model: Annotated[Path, typer.Option(help="The scoring model, a model.yaml.")],
    history: Annotated[Path, typer.Option(help="Facts and signals, one JSON object per line, in any order.")],
    at: Annotated[str, typer.Option(help="The instant to score at, such as 2026-02-01T00:00:00Z.")],
    json: Json = False,
) -> None:
    """Score histories from files alone: fit, engagement, tier, when it falls, and why."""
    from bot.commands.score import score_files

    on_files(lambda: score_files(model, history, at, as_json=json))


@rules.command()
def replay(
    model: Annotated[Path, typer.Option(help="The scoring model, a model.yaml.")],
    history: Annotated[Path, typer.Option(help="Facts and signals, one JSON object per line, in any order.")],
    at: Annotated[str | None, typer.Option(help="Up to this instant; by default up to the last item.")] = None,
    json: Json = False,
) -> None:
    """Go through histories step by step, from files alone: the score and the tier after each fact and signal."""
    from bot.commands.replay import replay_files

    on_files(lambda: replay_files(model, history, at, as_json=json))


@rules.command()
def whatif(
    what: Annotated[
        str | None,
        typer.Argument(help="A model.yaml, or a version out of `leadbot models`; by default the templates' models."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what a changed model would do to the leads there are: tiers, alerts to sales, scores. Changes nothing."""
    from bot.commands.whatif import what_if

    chosen = settings()
    guarded(lambda: what_if(chosen, what, as_json=json))


@rules.command()
def review(
    done: Annotated[bool, typer.Option("--done", help="Record that the rules were looked at.")] = False,
    by: Annotated[str | None, typer.Option(help="Who looked; by default the account's name.")] = None,
    json: Json = False,
) -> None:
    """Show what the rules did: which never fired, which fire for everybody, and how many handoffs were won."""
    from bot.commands import review as reviewing

    chosen = settings()
    guarded(lambda: reviewing.review(chosen, done=done, by=by, as_json=json))


@rules.command()
def publish(
    what: Annotated[
        str | None,
        typer.Argument(help="A model.yaml, or a version out of `leadbot models`; by default the templates' models."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who publishes; by default the account's name.")] = None,
    json: Json = False,
) -> None:
    """Put scoring rules in force and fold every lead anew by them, quietly: nobody is alerted because of a rule."""
    from bot.commands import publish as publishing

    chosen = settings()
    guarded(lambda: publishing.publish(chosen, what, by=by, as_json=json))


@rules.command()
def models(json: Json = False) -> None:
    """List the rules that were ever in force: when, by whom, and which are now."""
    from bot.commands.publish import list_models

    chosen = settings()

    async def show() -> None:
        list_models(chosen, as_json=json)

    guarded(show)


@rules.command()
def rescore(
    everybody: Annotated[bool, typer.Option("--all", help="Also those who stand under the rules in force.")] = False,
    json: Json = False,
) -> None:
    """Fold anew the leads who stand under earlier rules: goes on where `publish` or `import` was interrupted."""
    from bot.commands import publish as publishing

    chosen = settings()

    async def work() -> None:
        if not await publishing.rescore(chosen, everybody=everybody, as_json=json):
            raise typer.Exit(CONTENT)

    guarded(work)
