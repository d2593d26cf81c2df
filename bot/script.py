"""The values a conversation is made from: questions, contents and the words people use for their options.

They are read from ``script.yaml`` and ``texts/<lang>.yaml`` by ``bot.playbooks``; nothing here reads files.
"""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.conditions import Condition
from scoring.values import SEPARATOR

AnswerValue = str | int | float
"""What a prospect's answer becomes: the option's name, its number, or the text itself."""


OWN_WORDS = "other"
"""The option whose button asks for words of their own, in a question with ``other``."""
MOST_QUESTIONS = {"b2b": 5, "b2c": 3}
"""How much people bear before something is given back, by audience (rule 3 of the conversation)."""


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    CHOICES = "choices"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"


NONE = "none"
"""The option of several that stands for none of the others."""


class Ask(StrEnum):
    """When a question is asked."""

    DECISIVE = "decisive"
    ALWAYS = "always"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a script.

    ``options`` keeps its order and maps each option to the number it stands for, or to None where the option's name
    is the answer; ``within`` says how far ahead options reach: a date gives the first that reaches it. ``other`` lets a
    choice be answered in one's own words. ``closing`` are the options that make a lead unfit: a mention in passing
    never chooses them. ``currency`` is an ISO 4217 code. ``least`` and ``most`` bound a number or an amount. ``per`` is
    what an amount is asked for (``year``, ``month`` ... or ``once``; None where the script does not say, which counts
    as a year); below ``thousands_below`` a bare amount means thousands. ``when`` says who is asked at all.
    ``largest`` is the largest number that scoring tells from smaller ones.
    """

    field: str
    kind: Kind
    ask: Ask = Ask.DECISIVE
    options: Mapping[str, float | None] = dataclasses.field(default_factory=dict)
    other: bool = False
    closing: frozenset[str] = frozenset()
    currency: str = "EUR"
    max_chars: int = 200
    required: bool = False
    when: Condition | None = None
    within: Mapping[str, timedelta] = dataclasses.field(default_factory=dict)
    least: float | None = None
    most: float | None = None
    per: str | None = None
    thousands_below: float = 0
    largest: float | None = None

    def value_of(self, option: str) -> AnswerValue:
        """Return the fact's value that choosing ``option`` gives."""
        number = self.options[option]
        return option if number is None else number

    @property
    def has_options(self) -> bool:
        """Return whether it is answered by choosing, one or several."""
        return self.kind in (Kind.CHOICE, Kind.CHOICES)

    @property
    def is_told_by_words(self) -> bool:
        """Return whether it has options, none of which stands for a number."""
        return self.has_options and all(number is None for number in self.options.values())

    @property
    def takes_several(self) -> bool:
        """Return whether an answer may be several of its options: ``fruity|strong``."""
        return self.kind is Kind.CHOICES

    def together(self, chosen: Collection[str]) -> str:
        """Return the fact's value that these options give, in the script's order.

        Whoever chooses none of them has chosen the option that says so, where that is one.
        """
        names = [option for option in self.options if option in chosen]
        others = [option for option in names if option != NONE]
        return SEPARATOR.join(others) or NONE

    def chosen(self, value: AnswerValue | None) -> frozenset[str]:
        """Return the options that a fact's value holds."""
        parts = value.split(SEPARATOR) if self.takes_several and isinstance(value, str) else (value,)
        return frozenset(option for part in parts if part is not None and (option := self.option_of(part)))

    def takes(self, value: AnswerValue) -> bool:
        """Return whether a value is within the question's limits."""
        if not isinstance(value, int | float):
            return True
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def option_of(self, value: AnswerValue) -> str | None:
        """Return the option that gives exactly this value, if one does."""
        for option, number in self.options.items():
            if (option if number is None else number) == value:
                return option
        return None


MAX_PICTURE_BYTES, MAX_DOCUMENT_BYTES = 10_000_000, 20_000_000
"""Telegram takes pictures up to the first; documents up to 50 MB, but each is held in memory while it is sent."""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a document that goes with an answer.

    ``places`` says for each language (or for all: the empty one) where it is: an address on the web, or a file.
    """

    is_picture: bool
    places: tuple[tuple[str, str], ...]

    def place(self, locale: str) -> str:
        """Return where it is in a language, in English where it has none in that."""
        known = dict(self.places)
        return next((known[each] for each in (locale, "", "en") if each in known), self.places[0][1])


@dataclass(frozen=True, slots=True)
class Content:
    """Something useful we can give: an entry of the menu; ``when`` says to whom, ``media`` what goes with it."""

    name: str
    funnel: str
    url: str
    when: Condition | None = None
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said at the end to whom a condition holds for, instead of the closing of their tier."""

    name: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Topic:
    """Something prospects ask about, and where our answer to it is.

    ``key`` is the key of its answer among the texts, ``label`` that of its short name. A content answers too: then
    ``is_content``, and giving the answer opens it. ``audience`` is set where the answer is one for that audience only,
    told to somebody of whom we do not know theirs. ``when`` says who gets the answer, ``media`` what goes with it.
    """

    name: str
    funnel: str
    url: str = ""
    is_content: bool = False
    audience: str = ""
    when: Condition | None = None
    media: Media | None = None

    @property
    def key(self) -> str:
        """Return the key of the answer."""
        return self._under + (f"contents.{self.name}.text" if self.is_content else f"topics.{self.name}.say")

    @property
    def label(self) -> str:
        """Return the key of its short name."""
        return self._under + (f"contents.{self.name}.button" if self.is_content else f"topics.{self.name}.label")

    @property
    def _under(self) -> str:
        return f"{self.audience}." if self.audience else ""


@dataclass(frozen=True, slots=True)
class Script:
    """One audience's questions in the order they are listed, what it can answer, and what to offer afterwards.

    ``newsletter`` is the funnel stage of subscribing to it; None where the script does not offer it.
    """

    audience: str
    questions: tuple[Question, ...]
    contents: tuple[Content, ...] = ()
    widest_first: bool = False
    nudge_after: timedelta = timedelta(hours=20)
    topics: tuple[Topic, ...] = ()
    closings: tuple[Closing, ...] = ()
    newsletter: str | None = None

    def question(self, field: str) -> Question | None:
        """Return the question for a field, or None when the script has none."""
        for question in self.questions:
            if question.field == field:
                return question
        return None

    def content(self, name: str) -> Content | None:
        """Return the content of that name, or None when the script has none."""
        return next((content for content in self.contents if content.name == name), None)


Examples = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Sentences by question and option."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that prospects use for options, in one language.

    ``phrases[field][option]`` lists what may be typed for an option, its button's label first. ``asks[topic]`` lists
    how people ask about a topic, its label first. ``asked`` holds the folded words of all languages' examples: by them
    it is told in which one somebody writes. ``examples`` are sentences that only the sentence encoder looks at.
    """

    locale: str
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]
    asks: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    asked: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    examples: Examples = dataclasses.field(default_factory=dict)
