"""`leadbot publish`, `leadbot models` and `leadbot rescore`: which rules are in force, and everybody under them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot import clock
from bot.commands.current_rules import (
    drafts_meant,
    in_force_now,
    left_to_fold,
    publication,
    publish_first,
    say_doubts,
    what_is_in_force,
    who_publishes,
)
from bot.commands.plurals import counted
from bot.orders.writing import writing
from bot.processes.progress import progress
from bot.processes.writer import PUBLISH, Writer
from bot.rules.dated_model import Rules, versions_of
from bot.rules.refold_all import Refolding, refold_everybody
from bot.settings import Settings
from storage import bulk, publications
from storage.place import place_of
from storage.publications import StoredPublication
from storage.snapshots import snapshot

Json = dict[str, object]


async def publish(settings: Settings, what: str | None, *, by: str | None, as_json: bool) -> None:
    """Put models in force and fold everybody anew: those of the files, one file's, or one that was published before."""
    with snapshot(place_of(settings.database_url)) as tx:
        drafts = drafts_meant(tx, settings, what)
    say_doubts(draft.model for draft in drafts)
    who = by or who_publishes()
    async with writing(place_of(settings.database_url)) as writer:
        told = [await writer.perform(PUBLISH, publication(draft, who)) for draft in drafts]
        force = in_force_now(settings)
        await publish_first(force, writer, by=who)
        outcome = await _refold(settings, force.rules, writer, everybody=False)
    if as_json:
        said = {"folded": outcome.folded, "changed_tier": outcome.changed_tier, "left": outcome.left}
        print(json.dumps({"models": told} | said))
        return
    for one in told:
        name = f"{one['audience']} {one['version']}"
        print(f"{name} is now in force." if one["published"] else f"{name} was already in force.")
    _tell(outcome)


async def rescore(settings: Settings, *, everybody: bool, as_json: bool) -> bool:
    """Fold anew who stands under earlier rules, or everybody; return whether all standings were as they should be."""
    force = in_force_now(settings)
    async with writing(place_of(settings.database_url)) as writer:
        await publish_first(force, writer, by=who_publishes())
        outcome = await _refold(settings, force.rules, writer, everybody=everybody)
    if as_json:
        print(json.dumps({name: getattr(outcome, name) for name in outcome.__slots__}))
    else:
        _tell(outcome)
        if everybody:
            mended = f"{outcome.differing} differed from a full replay and were mended."
            print(mended if outcome.differing else "Every standing equals a full replay, bit for bit.")
    return not outcome.differing


async def _refold(settings: Settings, rules: Mapping[str, Rules], writer: Writer, *, everybody: bool) -> Refolding:
    with progress("Folding leads anew") as on_progress:
        return await refold_everybody(
            place_of(settings.database_url),
            rules,
            writer,
            now=clock.utc_now(),
            everybody=everybody,
            on_progress=on_progress,
        )


def _tell(outcome: Refolding) -> None:
    if outcome.folded:
        folded = counted(outcome.folded, "lead")
        print(f"{folded} folded anew, {outcome.changed_tier} with another tier than before. Nobody was alerted.")
    elif not outcome.left:
        print("Every lead is scored by the rules in force.")
    if outcome.left:
        print(left_to_fold(outcome.left))


def list_models(settings: Settings, *, as_json: bool) -> None:
    """Print every publication, the newest first."""
    with snapshot(place_of(settings.database_url)) as tx:
        force = what_is_in_force(tx, settings)
        waiting = bulk.count_stale(tx, versions_of(force.rules)) if not force.first else 0
    rows = [*reversed(list(_told(force.published)))]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if rows:
        Console().print(_table(rows))
        print("Any of them can be put in force again: leadbot publish VERSION")
    if waiting:
        print(f"{counted(waiting, 'lead')} not folded anew yet: `leadbot rescore` does it.")
    for audience in force.first:
        print(f"{audience}: nothing is published yet. `run`, `import` and `publish` put in force what the file says.")
    for audience in force.edited:
        print(
            f"{audience}: the file has other rules than those in force. `leadbot whatif` shows what they would do, "
            "`leadbot publish` puts them in force."
        )


def _table(rows: Iterable[Json]) -> Table:
    table = Table("audience", "version", "published", "by", "")
    for row in rows:
        at = datetime.fromisoformat(str(row["at"]))
        in_force = "in force" if row["in_force"] else ""
        table.add_row(str(row["audience"]), str(row["version"]), f"{at:%Y-%m-%d %H:%M} UTC", str(row["by"]), in_force)
    return table


def _told(published: Iterable[StoredPublication]) -> Iterable[Json]:
    published = list(published)
    newest = {publication.id for publication in publications.newest(published).values()}
    for one in published:
        yield {
            "audience": one.audience,
            "version": one.version,
            "at": one.at.isoformat(),
            "by": one.by,
            "in_force": one.id in newest,
        }
