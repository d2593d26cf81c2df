"""`leadbot publish`, `leadbot models` and `leadbot rescore`: which rules are in force, and everybody under them."""

import json
import os
import pwd
from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot import clock
from bot.bulk.progress import progress
from bot.bulk.refolding import Refolding, refold_everybody
from bot.bulk.rules import Rules, Writer
from bot.bulk.writing import writing
from bot.commands.published import drafts_meant, say_doubts, what_is_in_force
from bot.playbooks import Draft
from bot.settings import Settings
from bot.usecases.orders import PUBLISH
from storage import models
from storage.bulk import snapshot
from storage.models import StoredPublication

Json = dict[str, object]


async def publish(settings: Settings, what: str | None, *, by: str | None, as_json: bool) -> None:
    """Put models in force and fold everybody anew: those of the files, one file's, or one that was published before."""
    with snapshot(settings.database_path) as tx:
        drafts = drafts_meant(tx, settings, what)
        # What is wrong with the folder's own models is said before anything is in force.
        what_is_in_force(tx, settings)
    say_doubts(draft.model for draft in drafts)
    who = by or who_publishes()
    async with writing(settings.database_path) as writer:
        told = [await writer.perform(PUBLISH, _order(draft, who)) for draft in drafts]
        outcome = await _refold(settings, _rules(settings), writer, everybody=False)
    if as_json:
        print(json.dumps({"models": told, "folded": outcome.folded, "changed_tier": outcome.changed_tier}))
        return
    for one in told:
        name = f"{one['audience']} {one['version']}"
        print(f"{name} is in force now." if one["published"] else f"{name} was in force already.")
    _tell(outcome)


def who_publishes() -> str:
    """Return the name of the account that runs the command."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _order(draft: Draft, by: str) -> Json:
    return {"source": draft.source, "name": f"{draft.model.audience}/model.yaml", "by": by}


async def rescore(settings: Settings, *, everybody: bool, as_json: bool) -> bool:
    """Fold anew who stands under earlier rules, or everybody; return whether all standings were as they should be."""
    rules = _rules(settings)
    async with writing(settings.database_path) as writer:
        outcome = await _refold(settings, rules, writer, everybody=everybody)
    if as_json:
        print(json.dumps({name: getattr(outcome, name) for name in outcome.__slots__}))
    else:
        _tell(outcome)
        if everybody:
            mended = f"{outcome.differing} differed from a full replay and were mended."
            print(mended if outcome.differing else "Every standing was the one that a full replay gives, bit for bit.")
    return not outcome.differing


def _rules(settings: Settings) -> Mapping[str, Rules]:
    with snapshot(settings.database_path) as tx:
        return what_is_in_force(tx, settings).rules


async def _refold(settings: Settings, rules: Mapping[str, Rules], writer: Writer, *, everybody: bool) -> Refolding:
    with progress("Folding leads anew") as on_progress:
        return await refold_everybody(
            settings.database_path,
            rules,
            writer,
            now=clock.utc_now(),
            everybody=everybody,
            on_progress=on_progress,
        )


def _tell(outcome: Refolding) -> None:
    if outcome.folded:
        print(
            f"{outcome.folded} leads folded anew, {outcome.changed_tier} of them have another tier. Nobody was called."
        )
    else:
        print("Every lead stands under the rules in force.")


def list_models(settings: Settings, *, as_json: bool) -> None:
    """Print every publication, the newest first."""
    with snapshot(settings.database_path) as tx:
        published = models.publications(tx)
    rows = [*reversed(list(_told(published)))]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("audience", "version", "published", "by", "")
    for row in rows:
        at = datetime.fromisoformat(str(row["at"]))
        in_force = "in force" if row["in_force"] else ""
        table.add_row(str(row["audience"]), str(row["version"]), f"{at:%Y-%m-%d %H:%M} UTC", str(row["by"]), in_force)
    Console().print(table)
    print("Any of them can be put in force again: leadbot publish VERSION")


def _told(published: Iterable[StoredPublication]) -> Iterable[Json]:
    published = list(published)
    newest = {publication.id for publication in models.newest(published).values()}
    for one in published:
        yield {
            "audience": one.audience,
            "version": one.version,
            "at": one.at.isoformat(),
            "by": one.by,
            "in_force": one.id in newest,
        }
