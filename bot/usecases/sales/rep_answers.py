"""What a rep reads back, whatever they wanted."""

from dataclasses import dataclass

from bot import contexts
from bot.usecases.sales.explain_lead import Explained
from bot.usecases.setup import Setup


@dataclass(frozen=True, slots=True)
class RepAnswer:
    """What the rep reads back; ``alert`` where they must not miss it; ``explained`` where it is more than a notice.

    ``helps`` says that it only tells how to ask: nobody's work waits for it. What names a lead is filed ``about`` them,
    so that it goes with them.
    """

    html: str
    alert: bool = False
    helps: bool = False
    explained: Explained | None = None
    about: str | None = None


def not_found(number: int, setup: Setup) -> RepAnswer:
    """Return the answer that there is no such handoff."""
    return RepAnswer(setup.desk_texts.render("not_found", contexts.Number(number)), alert=True)
