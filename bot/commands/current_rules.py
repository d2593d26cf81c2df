"""What commands read of the rules in force: those published, or the files' own while nothing was published."""

import os
import pwd
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import playbooks as playbooks_package
from bot import rendering
from bot.commands.plurals import counted
from bot.errors import LeadbotError
from bot.playbooks import Draft, PlaybookError, Playbooks, load_draft, load_drafts
from bot.processes.writer import PUBLISH, Writer
from bot.rules.dated_model import Rules
from bot.rules.publish import DatedDraft, models_in_force, published_draft
from bot.settings import SHIPPED_TEMPLATES, Settings
from scoring.document_reader import nearest
from scoring.doubts import doubts
from scoring.model import Model
from storage import publications
from storage.place import place_of
from storage.publications import StoredPublication
from storage.snapshots import snapshot
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Published:
    """The models in force by audience, and every publication; those of ``first`` were never published yet.

    ``edited`` names the audiences whose file says something else than the rules in force.
    """

    models: Mapping[str, DatedDraft]
    published: list[StoredPublication]
    first: Mapping[str, Draft]
    edited: Sequence[str]

    @property
    def rules(self) -> Mapping[str, Rules]:
        """Return the rules of every audience."""
        return {name: Rules(found.draft.model, found.since) for name, found in self.models.items()}


def what_is_in_force(tx: Transaction, settings: Settings) -> Published:
    """Return the models in force.

    Where the files have mistakes, what was published holds, with a warning; raise PlaybookError if nothing was.
    """
    published = publications.oldest_first(tx)
    newest = publications.newest(published)
    try:
        files = load_drafts(settings.templates_path, base=SHIPPED_TEMPLATES)
    except PlaybookError as error:
        if not newest:
            raise
        for problem in error.problems:
            print(f"{problem} (warning: the published rules stay in force)", file=sys.stderr)
        files = {audience: published_draft(publication) for audience, publication in newest.items()}
    found = models_in_force(files, published)
    first = {audience: draft for audience, draft in files.items() if audience not in newest}
    edited = [name for name, draft in files.items() if draft.model.version != found[name].draft.model.version]
    return Published(found, published, first, edited)


def in_force_now(settings: Settings) -> Published:
    """Return the models in force now."""
    with snapshot(place_of(settings.database_url)) as tx:
        return what_is_in_force(tx, settings)


async def publish_first(force: Published, writer: Writer, *, by: str) -> None:
    """Publish the models of the audiences that never had one, before anybody is scored by them."""
    for draft in force.first.values():
        told = await writer.perform(PUBLISH, publication(draft, by))
        if told["published"]:
            said = f"{told['audience']} {told['version']} is in force from now on. Later changes: leadbot publish"
            print(said, file=sys.stderr)


def left_to_fold(count: int) -> str:
    """Return a sentence on what to do about leads who could not be folded anew."""
    return f"{counted(count, 'lead')} did something each time they were about to be stored: run `leadbot rescore`."


def who_publishes() -> str:
    """Return the name of the account that runs the command."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def publication(draft: Draft, by: str) -> dict[str, str]:
    """Return the order to put a model in force."""
    return {"source": draft.source, "name": f"{draft.model.audience}/model.yaml", "by": by}


def drafts_meant(tx: Transaction, settings: Settings, what: str | None) -> list[Draft]:
    """Return the models that are meant by a path, a version, or nothing: then those of the files."""
    if what is None:
        return [*load_drafts(settings.templates_path, base=SHIPPED_TEMPLATES).values()]
    if Path(what).is_file():
        return [load_draft(Path(what))]
    known = {publication.version: publication for publication in publications.oldest_first(tx)}
    if what not in known:
        near = nearest(what, known) or next((version for version in known if version.startswith(what)), None)
        hint = f" (did you mean {near}?)" if near else ""
        raise LeadbotError(f"{what} is neither a file nor the version of a model{hint}: `leadbot models` lists them")
    return [published_draft(known[what])]


def say_doubts(models: Iterable[Model]) -> None:
    """Warn of what a model allows but its author can hardly mean, such as a tier that nothing can reach."""
    for model in models:
        for doubt in doubts(model):
            print(f"{model.audience}/model.yaml: {doubt} (warning)", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class _Unwritten:
    """A text that nobody will read here: to see whether it can be written takes most of the time that loading takes."""

    source: str
    always: str = ""

    def render(self, _context: object) -> str:
        """Return nothing."""
        return ""


def load_scripts(settings: Settings, published: Iterable[StoredPublication]) -> Playbooks:
    """Return the same as ``load_files`` without texts: mistakes in them are no matter either."""
    models_in_force = {audience: one.source for audience, one in publications.newest(published).items()}
    return playbooks_package.load(
        settings.templates_path,
        base=SHIPPED_TEMPLATES,
        compile_text=lambda source, _context: _Unwritten(source),
        models=models_in_force,
    )


def load_files(settings: Settings, published: Iterable[StoredPublication]) -> Playbooks:
    """Return the playbooks as the files say, with the models that are published: mistakes in theirs are no matter."""
    models_in_force = {audience: one.source for audience, one in publications.newest(published).items()}
    return playbooks_package.load(
        settings.templates_path, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text, models=models_in_force
    )
