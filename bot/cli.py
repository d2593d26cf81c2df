"""The command line. Each command imports what it needs: ``leadbot check`` must not pay for a messenger's library."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands.exit_codes import CONTENT, USAGE, fail, guarded, on_files, settings, understood

app = typer.Typer(
    name="leadbot",
    help="A self-hosted Telegram bot that qualifies leads by talking with them, scores them, and tells sales in time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
CALLED = "12 or lead:12 (a number alone is Leadbot's own), '#1042' (handoff, quoted), crm-77 or key:77 (import's key)."
webhooks = typer.Typer(help="Tell other systems what happens with leads.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(webhooks, name="webhooks")
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


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
    app()


@app.command("run")
def run_command(
    json: Annotated[bool, typer.Option("--json", help="Write the log as JSON lines.")] = False,
) -> None:
    """Serve prospects and sales. Prints `ready` once messages come in; ends on SIGTERM without losing any."""
    chosen = settings(to_serve=True)
    from bot import logs
    from bot.app import run

    logs.configure(json=json)
    guarded(lambda: run(chosen, lambda: print("ready", flush=True)))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The port of the page, on 127.0.0.1.", min=0, max=65535)] = 8080,
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


@app.command()
def check(
    templates: Annotated[Path | None, typer.Argument(help="The templates' folder; by default the one in use.")] = None,
    json: Json = False,
) -> None:
    """Look for mistakes in scripts, models and texts, and list them all with file and line."""
    from bot.commands.check import check_templates

    folder = templates or settings().templates_path
    on_files(lambda: check_templates(folder, as_json=json))


@app.command()
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


@app.command()
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
    understood(lambda: listing.show(chosen.database_path, wanted, as_json=json))


@app.command()
def score(
    model: Annotated[Path, typer.Option(help="The scoring model, a model.yaml.")],
    history: Annotated[Path, typer.Option(help="Facts and signals, one JSON object per line, in any order.")],
    at: Annotated[str, typer.Option(help="The instant to score at, such as 2026-02-01T00:00:00Z.")],
    json: Json = False,
) -> None:
    """Score histories from files alone: fit, engagement, tier, when it falls, and why."""
    from bot.commands.score import score_files

    on_files(lambda: score_files(model, history, at, as_json=json))


@app.command()
def replay(
    model: Annotated[Path, typer.Option(help="The scoring model, a model.yaml.")],
    history: Annotated[Path, typer.Option(help="Facts and signals, one JSON object per line, in any order.")],
    at: Annotated[str | None, typer.Option(help="Up to this instant; by default up to the last item.")] = None,
    json: Json = False,
) -> None:
    """Go through histories step by step, from files alone: the score and the tier after each fact and signal."""
    from bot.commands.replay import replay_files

    on_files(lambda: replay_files(model, history, at, as_json=json))


@app.command()
def explain(
    lead: Annotated[str, typer.Argument(help=f"The lead: {CALLED}")],
    at: Annotated[
        str | None,
        typer.Option(
            help="As of the end of a day (2026-03-01) or an instant, under the rules of then; if to come, a forecast."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Show why a lead has its score, line by line, what would lift it, and when it will cool."""
    from bot.commands.explain import explain_lead

    chosen = settings()
    guarded(lambda: explain_lead(chosen, lead, at=at, as_json=json))


@app.command()
def leads(
    tier: Annotated[
        list[str] | None, typer.Option(help="Only this tier: hot, lukewarm, cold or unfit; several with commas.")
    ] = None,
    audience: Annotated[Literal["b2b", "b2c"] | None, typer.Option(help="Only this audience.")] = None,
    source: Annotated[str | None, typer.Option(help="Only who came from there first.")] = None,
    rep: Annotated[str | None, typer.Option(help="Only whom this rep has or had last, by name.")] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Only who is with sales: their handoff is not closed.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only who was seen since a day (2026-03-01) or instant.")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
    sort: Annotated[
        Literal["lead", "score", "seen"], typer.Option(help="By number, the highest score first, or last seen first.")
    ] = "lead",
    json: Json = False,
) -> None:
    """List the leads with tier, score, source and newest handoff; with --json one lead per line."""
    from bot.commands import leads as listing
    from bot.commands.since import begun

    chosen = settings()

    async def work() -> None:
        wanted = listing.Asked(
            listing.tiers_in(tier or ()), audience, sort, source, rep, is_open, begun(since, chosen.timezone), limit
        )
        await listing.list_leads(chosen, wanted, as_json=json)

    guarded(work)


@app.command()
def export(
    what: Annotated[
        Literal["leads", "facts", "signals", "handoffs", "outcomes"], typer.Argument(help="What is taken out.")
    ],
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Only what happened, and who was seen, since a day (2026-03-01) or instant."),
    ] = None,
    system: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Call our own leads NAME-12, to be taken into another Leadbot.")
    ] = "",
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print a table for spreadsheets, which is the default.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines instead.")] = False,
) -> None:
    """Take out leads, facts, signals, handoffs or outcomes for other programs, in stable columns (docs/export.md)."""
    from bot.commands import export as exporting
    from bot.exports.tables import What

    if as_csv and json:
        raise fail("--csv and --json: one of them", code=USAGE)
    chosen = settings()
    understood(lambda: exporting.export(chosen, What(what), since=since, system=system, as_json=json))


@app.command()
def stats(
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Since a day (2026-03-01) or instant; by default, since Monday.")
    ] = None,
    by: Annotated[
        Literal["rep", "source", "campaign", "tier"], typer.Option(help="What the figures are broken down by.")
    ] = "rep",
    json: Json = False,
) -> None:
    """Show how quick sales was and what came of it: handoffs, speed to lead, outcomes, beside an earlier period."""
    from bot.commands.stats import show_statistics
    from storage.statistics import By

    chosen = settings()
    understood(lambda: show_statistics(chosen, By(by), since, as_json=json))


@app.command()
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


@app.command()
def review(
    done: Annotated[bool, typer.Option("--done", help="Record that the rules were looked at.")] = False,
    by: Annotated[str | None, typer.Option(help="Who looked; by default the account's name.")] = None,
    json: Json = False,
) -> None:
    """Show what the rules did: which never fired, which fire for everybody, and how many handoffs were won."""
    from bot.commands import review as reviewing

    chosen = settings()
    guarded(lambda: reviewing.review(chosen, done=done, by=by, as_json=json))


@app.command()
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


@app.command()
def models(json: Json = False) -> None:
    """List the rules that were ever in force: when, by whom, and which are now."""
    from bot.commands.publish import list_models

    chosen = settings()

    async def show() -> None:
        list_models(chosen, as_json=json)

    guarded(show)


@app.command()
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


@app.command("import")
def import_command(
    files: Annotated[
        list[Path], typer.Argument(help="Tables of leads or outcomes (.csv), histories of facts and signals (.jsonl).")
    ],
    returning: Annotated[
        list[str] | None,
        typer.Option("--return", metavar="KEY", help="Let back in who was erased on request; may be repeated."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: Json = False,
) -> None:
    """Bring in leads, facts, signals and outcomes from other systems, quietly. If interrupted, run it again."""
    from bot.commands.imports import import_history

    chosen = settings()

    async def work() -> None:
        if not await import_history(chosen, files, returning=returning or (), dry_run=dry_run, as_json=json):
            raise typer.Exit(CONTENT)

    guarded(work)


@app.command()
def merge(
    kept: Annotated[str, typer.Argument(help=f"The lead who stays: {CALLED}")],
    gone: Annotated[str, typer.Argument(help="The lead who turns out to be the same person, named in the same way.")],
    yes: Yes = False,
) -> None:
    """Unite two leads who are one person, after asking: their histories are one from now on, and scored as one."""
    from bot.commands import merge_forget

    chosen = settings()
    both = understood(lambda: merge_forget.to_merge(chosen, kept, gone))
    if not yes and not understood(lambda: merge_forget.is_merge_confirmed(*both)):
        raise fail("not confirmed: nothing was merged", code=CONTENT)
    guarded(lambda: merge_forget.merge(chosen, *both))


@app.command()
def forget(
    lead: Annotated[str, typer.Argument(help=f"The lead: {CALLED}")],
    yes: Yes = False,
) -> None:
    """Erase a lead, after asking, with everything that is stored about them, sales cards included."""
    from bot.commands import merge_forget

    chosen = settings()
    shown = understood(lambda: merge_forget.to_forget(chosen, lead))
    if not yes and not understood(lambda: merge_forget.is_forgetting_confirmed(shown)):
        raise fail("not confirmed: nothing was erased", code=CONTENT)
    guarded(lambda: merge_forget.forget(chosen, shown))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to be made, in a folder that is there.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if there is one.")] = False,
) -> None:
    """Copy the database into one file, also while the bot runs; checked, and for your account only."""
    from bot.commands.backup import make_backup

    chosen = settings()
    understood(lambda: make_backup(chosen.database_path, file, overwrite=overwrite))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `leadbot backup` made.")],
    yes: Yes = False,
) -> None:
    """Put a backup in place of the database, after asking; the bot must not be running. Says what would be lost."""
    from bot.commands.backup import restore_backup

    chosen = settings()
    if not understood(lambda: restore_backup(chosen.database_path, file, is_sure=yes)):
        raise fail("not confirmed: nothing was restored", code=CONTENT)


@app.command()
def migrate() -> None:
    """Bring the database to this version's tables, making it if there is none. `run` does so by itself."""
    from bot.commands.migrate import migrate_database

    chosen = settings()
    guarded(lambda: migrate_database(chosen.database_path))


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
