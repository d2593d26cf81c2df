"""What the first prospect of each language would wait for is worked out before they come."""

import sys
from datetime import UTC, datetime
from typing import Any

from bot.conversation.state import State
from bot.conversation.typed_words import as_typed
from bot.usecases.prospects.first_words import hear_first_words
from tests.builders import shipped_house

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
_WORDS_ARE_KEPT_FROM = 500
"""Tables of languages are few; what keeps more than this keeps words and texts, of which there always are new ones."""
SAID = {
    "en": ("about 60 people", "how much does it cost?", "call me tomorrow at 10", "please stop"),
    "fr": ("environ 60 personnes", "combien ça coûte ?", "rappelez-moi demain à 10 h", "arrêtez s'il vous plaît"),
    "es": ("unas 60 personas", "¿cuánto cuesta?", "llámame mañana a las 10", "para por favor"),
    "sv": ("ungefär 60 personer", "vad kostar det?", "ring mig i morgon klockan 10", "sluta tack"),
}


def tables() -> dict[str, Any]:
    """Return everything in understanding that lays something out once, by name."""
    rooms = [room for name, room in sys.modules.items() if name.startswith("bot.understanding")]
    kept = {
        f"{each.__module__}.{each.__name__}": each for room in rooms for each in vars(room).values() if _keeps(each)
    }
    assert len(kept) > 20
    return kept


def _keeps(thing: Any) -> bool:
    if not hasattr(thing, "cache_parameters"):
        return False
    most = thing.cache_parameters()["maxsize"]
    return most is None or most < _WORDS_ARE_KEPT_FROM


def test_the_first_words_of_each_language_leave_nothing_to_lay_out_for_whoever_writes_it_first() -> None:
    setup, kept = shipped_house(), tables()
    unwritten = setup.playbooks.unwritten
    for table in kept.values():
        table.cache_clear()
    for locale in SAID:
        hear_first_words(setup, locale, now=NOW)
    laid_out = {name: table.cache_info().misses for name, table in kept.items()}
    for locale, texts in SAID.items():
        for audience in (None, *setup.playbooks.audiences):
            situation = setup.situation(State(locale=locale), audience=audience, facts={}, now=NOW)
            for text in texts:
                as_typed(situation, text)
    assert {name: table.cache_info().misses for name, table in kept.items()} == laid_out
    assert setup.playbooks.unwritten == unwritten
