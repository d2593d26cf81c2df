"""What the texts that prospects read may use, and what texts of every kind share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Static:
    """Button labels, command descriptions and other short labels: plain text, no variables, no formatting."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people type for an option, or ask about a topic: a list of plain words and phrases in lower case."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Texts that may be formatted but use no variables."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is seen before pressing Start, when nobody's name is known yet: ``business`` is our name."""

    business: str


@dataclass(frozen=True, slots=True)
class Person:
    """Most of what a prospect reads: ``first_name`` is theirs, ``business`` is our name."""

    first_name: str
    business: str


@dataclass(frozen=True, slots=True)
class Answers(Person):
    """What reads answers back: ``answers`` are ready to read, the rest is as in ``Person``."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Awaited(Person):
    """When a person is waited for: from when somebody answers, ``opens_at`` ("tomorrow from 9"), while nobody works.

    While somebody does, ``answer_by`` is within what time ("within 10 minutes"), if the desk has a response time. At
    most one of them is not empty. The rest is as in ``Person``.
    """

    opens_at: str
    answer_by: str


@dataclass(frozen=True, slots=True)
class Closing(Awaited):
    """The closings: ``answers`` are ready to read, the rest is as in ``Awaited``."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """When the desk opens: ``day`` is today, tomorrow, weekday or date; ``name`` that of the weekday, or the date.

    ``hour`` is a number from 0 to 23, ``minute`` two digits.
    """

    day: str
    name: str
    hour: int
    minute: str


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    """When the desk closes today, ``hour`` and ``minute``, and from when somebody answers ``later``, ready to read."""

    hour: int
    minute: str
    later: str


@dataclass(frozen=True, slots=True)
class Rep(Person):
    """What a prospect reads once claimed: ``rep`` is who did, the rest is as in ``Person``."""

    rep: str


@dataclass(frozen=True, slots=True)
class MeetingTold(Rep):
    """A meeting with ``rep``: ``when`` it is, with the name of the time zone, ``booking`` the page where they can book.

    ``booking`` is empty where there is none; ``reminds`` says whether they are reminded an hour before. Else as in
    ``Person``.
    """

    when: str
    booking: str
    reminds: bool


@dataclass(frozen=True, slots=True)
class RepSays(Rep):
    """What a rep writes to a prospect: ``text`` are their words, ``rep`` is who wrote them; else as in ``Person``."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclear(Person):
    """The reply to an answer that was not understood: ``label`` is the question's short noun; else as in ``Person``."""

    label: str


@dataclass(frozen=True, slots=True)
class Privacy(Person):
    """The answer to /privacy, with ``contact`` and ``keep_months`` of business.yaml; the rest is as in ``Person``.

    ``asked`` lists the labels of all questions that this person may be asked.
    """

    contact: str
    keep_months: int
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrivacyConversation(Person):
    """What /privacy adds about the conversation: ``keep_days`` is how many days it is kept; else as in ``Person``."""

    keep_days: int


@dataclass(frozen=True, slots=True)
class PrivacyModel(Person):
    """What /privacy adds while a language model is switched on: ``model`` is its name; the rest is as in ``Person``.

    ``host`` is where it runs, empty where that is our own machine.
    """

    model: str
    host: str


@dataclass(frozen=True, slots=True)
class PrivacyReceivers(Person):
    """What /privacy adds while there are webhooks: ``hosts`` is where they are; the rest is as in ``Person``."""

    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The reply to a correction: ``label`` is the question's short noun, ``answer`` their answer, ready to read."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Limits(Person):
    """What a number or an amount may be: ``least`` and ``most`` as the language writes them, either may be empty."""

    least: str
    most: str


@dataclass(frozen=True, slots=True)
class Languages(Person):
    """The languages that the bot speaks: ``languages`` are their names, in the prospect's; else as in ``Person``."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The button that goes back to a language: ``language`` is its name in itself. It is written in that language."""

    language: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mark below a question that was answered with a button: ``answer`` is the button's label."""

    answer: str


@dataclass(frozen=True, slots=True)
class Value:
    """How a value reads in a sentence: ``value`` is written as the language does ("200", "€15,000", "Acme")."""

    value: str
