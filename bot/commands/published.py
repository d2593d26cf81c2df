"""What commands read of the rules in force: those published, or the files' own while nothing was published."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import playbooks as playbooks_package
from bot import rendering
from bot.bulk.rules import Rules
from bot.errors import LeadbotError
from bot.playbooks import Draft, Playbooks, load_draft, load_drafts
from bot.settings import SHIPPED_TEMPLATES, Settings
from bot.usecases.publish_model import InForce, models_in_force, published_draft
from scoring.doubts import doubts
from scoring.model import Model
from storage import models
from storage.models import StoredPublication
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Published:
    """The models in force by audience, every publication, and the models as the files say."""

    models: Mapping[str, InForce]
    published: list[StoredPublication]
    files: Mapping[str, Draft]

    @property
    def rules(self) -> Mapping[str, Rules]:
        """Return the rules of every audience."""
        return {name: Rules(found.draft.model, found.since) for name, found in self.models.items()}


def what_is_in_force(tx: Transaction, settings: Settings) -> Published:
    """Return which models are in force; raise PlaybookError if those of the files have mistakes."""
    files = load_drafts(settings.templates_path, base=SHIPPED_TEMPLATES)
    published = models.publications(tx)
    return Published(models_in_force(files, published), published, files)


def drafts_meant(tx: Transaction, settings: Settings, what: str | None) -> list[Draft]:
    """Return the models that are meant by a path, a version, or nothing: then those of the files."""
    if what is None:
        return [*load_drafts(settings.templates_path, base=SHIPPED_TEMPLATES).values()]
    if Path(what).is_file():
        return [load_draft(Path(what))]
    known = {publication.version: publication for publication in models.publications(tx)}
    if what not in known:
        raise LeadbotError(f"{what} is neither a file nor the version of a model: `leadbot models` lists them")
    return [published_draft(known[what])]


def say_doubts(models: Iterable[Model]) -> None:
    """Warn of what a model allows but its author can hardly mean, such as a tier that nothing can reach."""
    for model in models:
        for doubt in doubts(model):
            print(f"{model.audience}/model.yaml: {doubt} (warning)", file=sys.stderr)


def load_files(settings: Settings) -> Playbooks:
    """Return the playbooks as the files say."""
    folder = settings.templates_path
    return playbooks_package.load(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
