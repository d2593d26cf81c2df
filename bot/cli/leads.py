"""The commands about leads: why they stand where they do, lists, figures, and in and out of other systems."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.options import CALLED, Json, Yes
from bot.commands.exit_codes import CONTENT, USAGE, fail, guarded, settings, understood

leads_group = typer.Typer()


@leads_group.command()
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


@leads_group.command()
def leads(
    tier: Annotated[
        list[str] | None, typer.Option(help="Only this tier: hot, lukewarm, cold or unfit; several with commas.")
    ] = None,
    audience: Annotated[Literal["b2b", "b2c"] | None, typer.Option(help="Only this audience.")] = None,
    source: Annotated[str | None, typer.Option(help="Only who came from there first.")] = None,
    rep: Annotated[str | None, typer.Option(help="Only whom this rep has or had last, by name.")] = None,
    desk: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only whom this desk has or had last, by its name in desk.yaml.")
    ] = None,
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
    from bot.commands.desks import desk_called
    from bot.commands.since import begun

    chosen = settings()

    async def work() -> None:
        wanted = listing.Asked(
            listing.tiers_in(tier or ()),
            audience,
            sort,
            source,
            rep,
            is_open,
            begun(since, chosen.timezone),
            limit,
            desk=desk_called(desk, chosen) if desk is not None else None,
        )
        await listing.list_leads(chosen, wanted, as_json=json)

    guarded(work)


@leads_group.command()
def stats(
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Since a day (2026-03-01) or instant; by default, since Monday.")
    ] = None,
    by: Annotated[
        Literal["rep", "source", "campaign", "tier"], typer.Option(help="What the figures are broken down by.")
    ] = "rep",
    desk: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of one desk alone, by its name in desk.yaml.")
    ] = None,
    json: Json = False,
) -> None:
    """Show how quick sales was and what came of it: handoffs, speed to lead, outcomes, beside an earlier period."""
    from bot.commands.stats import show_statistics
    from bot.figures.by import By

    chosen = settings()
    understood(lambda: show_statistics(chosen, By(by), since, desk=desk, as_json=json))


@leads_group.command()
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


@leads_group.command("import")
def import_command(
    files: Annotated[
        list[Path], typer.Argument(help="Tables of leads or outcomes (.csv), histories of facts and signals (.jsonl).")
    ],
    mapped: Annotated[
        str | None,
        typer.Option("--map", metavar="NAME", help="Read tables of another system: hubspot, salesforce, pipedrive ..."),
    ] = None,
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
        if not await import_history(
            chosen, files, mapped=mapped, returning=returning or (), dry_run=dry_run, as_json=json
        ):
            raise typer.Exit(CONTENT)

    guarded(work)


@leads_group.command()
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


@leads_group.command()
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
