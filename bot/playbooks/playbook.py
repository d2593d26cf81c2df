"""Everything that marketing writes, as values: checked, compiled and ready to use."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape, unescape
from itertools import chain

from bot.cleaning import shows_something
from bot.contexts import TextError
from bot.desk.routing import Desk
from bot.desk.rules import DeskRules
from bot.import_mapping import ImportMapping
from bot.playbooks.business import Business
from bot.playbooks.texts import Text
from bot.script import Question, Script, Topic, Vocabulary
from bot.senders import Sender
from bot.signal_mapping import NO_MAPPING, SignalMapping
from scoring.model import Model
from scoring.rules import BySteps

_NO_WORDS = "…"


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's texts, by dotted key (``questions.role.ask``).

    ``spare`` holds the base's words for the same, for when a text cannot be written; ``places`` says in which line of
    which file a text stands, and ``unwritten`` gathers which could not be written, and why.
    """

    locale: str
    texts: Mapping[str, Text]
    spare: Mapping[str, Text] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    unwritten: dict[str, str] = field(default_factory=dict, compare=False)

    def render(self, key: str, context: object) -> str:
        """Return a text as Telegram's HTML, with the values of its context.

        What cannot be written with these values, or shows nothing with them, is said in the base's words, or as a
        label: a text never holds up whoever waits for it.
        """
        try:
            html = self.texts[key].render(context)
        except TextError as error:
            wrong = str(error)
        else:
            if says_something(html):
                return html
            wrong = "nothing to say with the values it had"
        self.unwritten[key] = f"{self.places.get(key, self.locale)}  {key}: {wrong}"
        with suppress(TextError):
            if key in self.spare and says_something(html := self.spare[key].render(context)):
                return html
        return _without_values(self.texts[key].source) or _NO_WORDS

    def always(self, key: str) -> str | None:
        """Return a text as Telegram's HTML where it is the same for everybody, else None."""
        return self.texts[key].always

    def static(self, key: str) -> str:
        """Return a label as it stands."""
        return self.texts[key].source

    def has(self, key: str) -> bool:
        """Return whether there is such a text."""
        return key in self.texts

    def with_own(self, own: "Texts") -> "Texts":
        """Return these texts with what a playbook says in its own words."""
        return Texts(
            self.locale,
            {**self.texts, **own.texts},
            {**self.spare, **{key: text for key, text in self.texts.items() if key in own.texts}, **own.spare},
            {**self.places, **own.places},
        )


def says_something(html: str) -> bool:
    """Return whether anything of a rendered text can be seen: Telegram refuses messages of which nothing can."""
    return bool(_PLAINLY.match(html)) or shows_something(unescape(_FILLED_IN.sub("", html)))


_PLAINLY = re.compile(r"(?:<[^>]*>|[^<{&A-Za-z0-9])*[A-Za-z0-9]")
"""Whatever else there is, nearly every text shows a letter or a digit of ours: this finds it in a tenth of the time."""
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
_MOST_WORDS = 1000


def _without_values(source: str) -> str:
    """Return a text without values and without formatting."""
    return escape(unescape(" ".join(_FILLED_IN.sub(" ", source[:_MOST_WORDS]).split())), quote=False)


@dataclass(frozen=True, slots=True)
class Playbook:
    """One audience's script, model and texts; what its texts do not say is said as in every chat.

    ``model_source`` is the model's file as it was written; ``model_since`` is when the model came into force, None if
    it is the first, to which all that went before belongs. ``topics`` are all that it can answer, contents and what
    is answered in every chat among them.
    """

    audience: str
    script: Script
    model: Model
    texts: Mapping[str, Texts]
    vocabularies: Mapping[str, Vocabulary]
    model_source: str = ""
    model_since: datetime | None = None
    topics: Mapping[str, Topic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All playbooks with what they share; ``chat_vocabularies`` knows the words for the audience.

    ``version`` is the hash of all files: it changes with any of them. ``own`` holds the files that the folder itself
    has, as they were written; the others were taken from its base. ``topics`` are what can be answered while the
    audience is not known, those of an audience under its name, ``b2b.pricing``; ``opening`` holds the texts for that.
    ``desk_rules`` say when sales works and who is reminded; ``desks`` are those of which there may be several.
    ``signals`` says what other systems' events become, ``senders`` are those that report by webhook, and ``imports``
    the mappings of other systems' tables, by name. ``slips`` say what would be read as nobody means it, with file and
    line.
    """

    business: Business
    audiences: Mapping[str, Playbook]
    chat: Mapping[str, Texts]
    chat_vocabularies: Mapping[str, Vocabulary]
    desk: Mapping[str, Texts]
    version: str
    own: Mapping[str, str] = field(default_factory=dict)
    opening: Mapping[str, Texts] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    desk_rules: DeskRules = field(default_factory=DeskRules)
    desks: tuple[Desk, ...] = ()
    signals: SignalMapping = NO_MAPPING
    senders: Mapping[str, Sender] = field(default_factory=dict)
    slips: tuple[str, ...] = ()
    imports: Mapping[str, ImportMapping] = field(default_factory=dict)

    @property
    def only_audience(self) -> str | None:
        """Return the audience if there is just one: then nobody is asked for it."""
        return next(iter(self.audiences)) if len(self.audiences) == 1 else None

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Return the texts that could not be written since these playbooks came into force, with file and line."""
        of_playbooks = (playbook.texts.values() for playbook in self.audiences.values())
        every = chain(self.chat.values(), self.opening.values(), self.desk.values(), *of_playbooks)
        return tuple(sorted({each for texts in every for each in tuple(texts.unwritten.values())}))


def as_scored(script: Script, model: Model) -> Script:
    """Return a script whose questions know what this model makes of their answers."""
    return replace(script, questions=tuple(_scored(question, model) for question in script.questions))


def _scored(question: Question, model: Model) -> Question:
    """Return a question that knows which options make a lead unfit, and from which number on all count the same."""
    options = (name for name in question.options if model.makes_unfit(question.field, question.value_of(name)))
    scales = (rule.scale for rule in model.fit if rule.field == question.field)
    steps = [number for scale in scales if isinstance(scale, BySteps) for number, _ in scale.steps]
    return replace(question, closing=frozenset(options), largest=max(steps, default=None))
