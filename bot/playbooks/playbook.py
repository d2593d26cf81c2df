"""Everything that marketing writes, as values: checked, compiled and ready to use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.playbooks.business import Business
from bot.playbooks.texts import Text
from bot.script import Script, Vocabulary
from scoring.model import Model


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's texts, by dotted key (``questions.role.ask``)."""

    locale: str
    texts: Mapping[str, Text]

    def render(self, key: str, context: object) -> str:
        """Return a text as Telegram's HTML, with the values of its context."""
        return self.texts[key].render(context)

    def static(self, key: str) -> str:
        """Return a label as it stands."""
        return self.texts[key].source

    def has(self, key: str) -> bool:
        """Return whether there is such a text."""
        return key in self.texts


@dataclass(frozen=True, slots=True)
class Playbook:
    """One audience's script, model and texts; what its texts do not say is said as in every chat.

    ``model_source`` is the model's file as it was written; ``model_since`` is when the model came into force, None if
    it is the first, to which all that went before belongs.
    """

    audience: str
    script: Script
    model: Model
    texts: Mapping[str, Texts]
    vocabularies: Mapping[str, Vocabulary]
    model_source: str = ""
    model_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All playbooks with what they share; ``chat_vocabularies`` knows the words for the audience.

    ``version`` is the hash of all files: it changes with any of them. ``own`` names the files that the folder itself
    has; the others were taken from its base.
    """

    business: Business
    audiences: Mapping[str, Playbook]
    chat: Mapping[str, Texts]
    chat_vocabularies: Mapping[str, Vocabulary]
    desk: Mapping[str, Texts]
    version: str
    own: frozenset[str] = frozenset()

    @property
    def only_audience(self) -> str | None:
        """Return the audience if there is just one: then nobody is asked for it."""
        return next(iter(self.audiences)) if len(self.audiences) == 1 else None
