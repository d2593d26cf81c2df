"""What commands read of the rules in force: those published, or the files' own while nothing was published."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot import playbooks as playbooks_package
from bot import rendering
from bot.bulk.rules import Rules
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES, Settings
from bot.usecases.publish_model import in_force
from scoring.doubts import doubts
from scoring.model import Model
from storage import models
from storage.models import StoredPublication
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class InForce:
    """The playbooks with the models in force, every publication, and the playbooks as the files say."""

    playbooks: Playbooks
    published: list[StoredPublication]
    files: Playbooks

    @property
    def rules(self) -> Mapping[str, Rules]:
        """Return the rules of every audience."""
        return {name: Rules(one.model, one.model_since) for name, one in self.playbooks.audiences.items()}


def what_is_in_force(tx: Transaction, settings: Settings) -> InForce:
    """Return what is in force; raise PlaybookError if the files have mistakes."""
    files = load_files(settings)
    published = models.publications(tx)
    return InForce(in_force(files, published), published, files)


def say_doubts(models: Iterable[Model]) -> None:
    """Warn of what a model allows but its author can hardly mean, such as a tier that nothing can reach."""
    for model in models:
        for doubt in doubts(model):
            print(f"{model.audience}/model.yaml: {doubt} (warning)", file=sys.stderr)


def load_files(settings: Settings) -> Playbooks:
    """Return the playbooks as the files say."""
    folder = settings.templates_path
    return playbooks_package.load(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
