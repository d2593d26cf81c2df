"""The commands of whoever writes for prospects: mistakes in the templates, and what typed words are taken to mean."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.options import Json
from bot.commands.exit_codes import USAGE, fail, on_files, settings, understood
from storage.place import place_of

wording = typer.Typer()


@wording.command()
def check(
    templates: Annotated[Path | None, typer.Argument(help="The templates' folder; by default the one in use.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as mistakes.")] = False,
    json: Json = False,
) -> None:
    """Look for mistakes in scripts, models and texts, and list them all with file and line."""
    from bot.commands.check import check_templates

    folder = templates or settings().templates_path
    on_files(lambda: check_templates(folder, strict=strict, as_json=json))


@wording.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="What somebody typed; with --json, JSON lines are read.")] = None,
    audience: Annotated[
        Literal["b2b", "b2c"] | None, typer.Option(help="Whom it is for; by default that has not been said.")
    ] = None,
    locale: Annotated[str, typer.Option(help="The prospect's language.")] = "en",
    asked: Annotated[str | None, typer.Option(help="The field of the open question.")] = None,
    json: Annotated[
        bool, typer.Option("--json", help='Read {"locale", "audience", "asked", "text"} a line, print one a line.')
    ] = False,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Leave the sentence encoder out, for comparison.")
    ] = False,
    with_model: Annotated[
        bool, typer.Option("--with-model", help="Ask the language model of the settings, too; it counts in no budget.")
    ] = False,
) -> None:
    """Show what typed words are taken to mean, how surely, and by whom."""
    from bot import logs
    from bot.commands import understand as understanding
    from bot.interpreters.language_model import model_of

    logs.configure()  # else what is logged would stand among the JSON lines
    chosen = settings()
    if with_model and not chosen.llm_url:
        raise fail("--with-model: set LEADBOT_LLM_URL and LEADBOT_LLM_MODEL first", code=USAGE)

    def work() -> int:
        message = None if text is None else understanding.Message(text, audience, locale, asked)
        model = model_of(chosen) if with_model else None
        return understanding.show(chosen.templates_path, message, as_json=json, rules_only=rules_only, model=model)

    on_files(work)


@wording.command()
def unanswered(
    audience: Annotated[Literal["b2b", "b2c"] | None, typer.Option(help="Only of one audience.")] = None,
    locale: Annotated[str | None, typer.Option(help="Only in one language, such as fr.")] = None,
    since: Annotated[int | None, typer.Option(metavar="DAYS", help="Only of the last days.", min=1, max=36_500)] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON lines, which `leadbot understand --json` reads.")
    ] = False,
) -> None:
    """List what people typed that nobody understood, by question, ready to be pasted into `words` or `asks`."""
    from datetime import timedelta

    from bot.commands import unanswered as listing

    chosen = settings()
    wanted = listing.Filter(audience, locale, None if since is None else timedelta(days=since))
    understood(lambda: listing.show(place_of(chosen.database_url), wanted, as_json=json))
