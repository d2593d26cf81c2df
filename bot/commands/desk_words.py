"""The words of the desk for a ledger on a terminal; those of the rules where the templates cannot be read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.commands.current_rules import load_files
from bot.commands.ledgers import RuleNames, Words
from bot.playbooks import PlaybookError, Texts
from bot.settings import Settings
from bot.usecases.phrasing import Phrasing
from bot.usecases.sales.reason_labels import answer_label, deed_label, reason_label
from scoring.ledger import LedgerLine
from scoring.lifts import Lift
from scoring.model import Model
from storage.publications import StoredPublication


@dataclass(frozen=True, slots=True)
class _DeskWords:
    """What reps read of the same: ``known`` are the fields that the lead has answered."""

    texts: Texts
    phrasing: Phrasing
    model: Model
    known: Collection[str]

    def reason(self, line: LedgerLine) -> tuple[str, str]:
        return reason_label(line, self.phrasing, self.texts), ""

    def lift(self, lift: Lift) -> str:
        if lift.field is not None:
            return answer_label(lift, self.phrasing, texts=self.texts, known=lift.field in self.known)
        return deed_label(lift, self.model, self.texts)


def desk_words(
    settings: Settings, published: Iterable[StoredPublication], model: Model, *, known: Collection[str]
) -> Words:
    """Return the words of sales for whoever is scored by a model."""
    try:
        playbooks = load_files(settings, published)
    except PlaybookError:
        return RuleNames()  # what is wrong was told when the rules were read, or is not of the rules
    language, playbook = settings.sales_language, playbooks.audiences.get(model.audience)
    if playbook is None:
        return RuleNames()
    said = playbook.texts.get(language) or playbook.texts["en"]
    phrasing = Phrasing(said, playbook.script, playbooks.business)
    return _DeskWords(playbooks.desk.get(language) or playbooks.desk["en"], phrasing, model, known)
