"""The contract between the code and the texts that marketing writes: which variables each text may use.

One context per kind of text, flat; ``CONTEXTS`` says which key of which kind of file uses which context, and
``docs/texts.md`` says the same to marketers. Nothing here knows templates, files or Telegram.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class TextProblem:
    """One mistake in a text: its line (from 1), what was found, what was expected, and the nearest right word."""

    line: int
    found: str
    expected: str = ""
    suggestion: str | None = None


class TextError(ValueError):
    """A text that must not be shown to anybody, with all its mistakes."""

    def __init__(self, problems: Iterable[TextProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.found for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Static:
    """Button labels, command descriptions and other short labels: plain text, no variables, no formatting."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people type for an option: a list of plain words and phrases in lower case."""


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
    """What reads answers back, and the closings: ``answers`` are ready to read, the rest is as in ``Person``."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rep(Person):
    """What a prospect reads once claimed: ``rep`` is who did, the rest is as in ``Person``."""

    rep: str


@dataclass(frozen=True, slots=True)
class Privacy(Person):
    """The answer to /privacy, with ``contact`` and ``keep_months`` of business.yaml; the rest is as in ``Person``.

    ``asked`` lists the labels of all questions that this person may be asked.
    """

    contact: str
    keep_months: int
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The reply to a correction: ``label`` is the question's short noun, ``answer`` the new answer, ready to read."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mark below a question that was answered with a button: ``answer`` is the button's label."""

    answer: str


@dataclass(frozen=True, slots=True)
class Value:
    """How a value reads in a sentence: ``value`` is written as the language does ("200", "€15,000", "Acme")."""

    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a lead is worth a call: ``label`` says what it is ("sales director"), ``points`` its weight ("+20")."""

    label: str
    points: str


@dataclass(frozen=True, slots=True)
class Said:
    """One answer on a card: ``label`` is the question's short noun ("Role"), ``answer`` is ready to read."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Card:
    """The card that sales reads about a lead; whatever is unknown is empty.

    ``number`` is the handoff's number, ``lead`` the lead's; ``name`` is the prospect's, ``link`` opens a chat with
    them, ``username`` is theirs without @, ``company`` and ``need`` are what they said. ``tier`` is the tier's name
    to read, ``tier_name`` its name in the rules (hot, lukewarm, cold, unfit), ``score`` the score. ``asked_person``
    says whether they asked for a person. ``why`` lists the strongest reasons, each with label and points;
    ``answers`` what they said, each with label and answer; ``not_asked`` the labels of what they were not asked.
    ``source`` is where they came from, ``language`` the name of their language, ``last_words`` the last thing they
    wrote; ``answering`` says whether they are still in the questions. ``claimed_by`` is the rep's name,
    ``claimed_after`` how long that took ("38 seconds"), ``outcome`` what the rep reported.
    """

    number: int
    name: str
    link: str
    username: str
    company: str
    need: str
    tier: str
    tier_name: str
    asked_person: bool
    why: tuple[Reason, ...]
    answers: tuple[Said, ...]
    not_asked: tuple[str, ...]
    source: str
    language: str
    answering: bool
    claimed_by: str
    claimed_after: str
    outcome: str
    last_words: str
    lead: int
    score: str


@dataclass(frozen=True, slots=True)
class Number:
    """Answers about one handoff: ``number`` is the handoff's number."""

    number: int


@dataclass(frozen=True, slots=True)
class Wrote(Number):
    """When a prospect who was handed over writes again: ``number`` of the handoff, their ``name`` and ``text``."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Claimed(Number):
    """What a rep reads when claiming: ``number`` of the handoff, and the ``rep`` who has it."""

    rep: str


@dataclass(frozen=True, slots=True)
class Outcome(Number):
    """What a rep reads after reporting: ``number`` of the handoff, the ``outcome`` and the ``rep`` who reported it."""

    outcome: str
    rep: str


@dataclass(frozen=True, slots=True)
class Signal:
    """What a lead did: ``count`` times, on the page ``path`` (or empty); ``name`` is the content's or signal's."""

    count: int
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in one unit: ``number`` is how many of it."""

    number: int


def _same(context: type, keys: str, under: str = "") -> dict[str, type]:
    return {under + key: context for key in keys.split()}


_CHAT: Mapping[str, type] = {
    **_same(Person, "greeting consent welcome_back last_one passed"),
    "got_it": Answers,
    "changed": Changed,
    "chosen": Chosen,
    **_same(Person, "choice number money email phone text again afterwards", "not_understood."),
    **_same(Person, "moving_on human.asked human.already passed_on stopped"),
    **_same(Rep, "human.claimed passed_on_to"),
    **_same(Person, "forget.ask forget.done forget.kept mydata.caption language.ask language.changed"),
    "privacy": Privacy,
    **_same(Person, "help edit.ask edit.nothing menu.ask menu.empty unsupported"),
    **_same(Person, "contact.not_yours contact.thanks thanks own_words trouble"),
    **_same(Static, "back skip why human menu share_phone forget_yes forget_no open", "buttons."),
    **_same(Static, "start menu edit human language privacy mydata forget stop help", "commands."),
    **_same(Profile, "description short_description", "profile."),
    **_same(Person, "ask why", "questions.audience."),
    **_same(Static, "label options.b2b options.b2c", "questions.audience."),
    **_same(Words, "b2b b2c", "questions.audience.words."),
    "values.about": Value,
}
_PLAYBOOK: Mapping[str, type] = {
    **_same(Person, "ask why", "questions.*."),
    **_same(Static, "label options.*", "questions.*."),
    "questions.*.words.*": Words,
    "questions.*.said": Value,
    **_same(Answers, "hot lukewarm cold unfit", "closing."),
    "nudge": Person,
    "contents.*.button": Static,
    "contents.*.text": Person,
}
_DESK: Mapping[str, type] = {
    "card": Card,
    **_same(Static, "hot lukewarm cold unfit", "tiers."),
    **_same(Static, "reached no_answer meeting won lost not_a_fit", "outcomes."),
    **_same(Static, "claim not_a_fit reached no_answer meeting won lost write", "buttons."),
    **_same(Claimed, "claimed too_late"),
    "outcome_noted": Outcome,
    **_same(Number, "claim_first not_found closed forgotten expired"),
    **_same(Nothing, "usage rep_help why.person"),
    "wrote": Wrote,
    **_same(Signal, "chat.started chat.answered chat.corrected chat.skipped chat.returned", "signals."),
    **_same(Signal, "chat.asked_person content.opened content.downloaded page.viewed", "signals."),
    **_same(Signal, "account.registered newsletter.subscribed newsletter.unsubscribed", "signals."),
    **_same(Signal, "email.opened email.clicked cart.added purchase.made demo.used", "signals."),
    **_same(Signal, "info.requested webinar.attended question.asked social.engaged other *", "signals."),
    **_same(Duration, "seconds minutes hours days", "durations."),
    **_same(Static, "claim outcome help", "commands."),
}

CONTEXTS: Mapping[str, Mapping[str, type]] = {"chat": _CHAT, "playbook": _PLAYBOOK, "desk": _DESK}
"""The context of each text, by kind of file and key; ``*`` stands for any field, option, content or signal."""

# Values that need a certain shape; any other text is one that breaks careless templates.
_SAMPLES: Mapping[str, object] = {
    "answers": ("sales director", "about 200 people", "R&D <Paris>"),
    "asked": ("Need", "Role & team", "Budget"),
    "claimed_after": "38 seconds",
    "contact": "privacy@northwind.example",
    "link": "tg://user?id=1042",
    "not_asked": ("Budget", "E-mail"),
    "number": 1042,
    "path": "/pricing?a=1&b=<2>",
    "points": "+20",
    "tier_name": "lukewarm",
    "username": "quentin_q",
    "value": "€15,000 <&>",
    "why": (Reason("sales director", "+20"), Reason("R&D <Paris>", "+14")),
    "Card.answers": (Said("Role & team", "sales director"), Said("Company", "Acme <&> Fils")),
}
_USUAL: Mapping[object, object] = {str: 'Quentin <&> "Söner"', int: 24, bool: True}
_Context = TypeVar("_Context")


def sample(context: type[_Context]) -> _Context:
    """Return realistic values for a context, with what breaks careless templates among them.

    >>> sample(Number)
    Number(number=1042)
    """
    return context(**{name: _sample(context.__name__, name, hint) for name, hint in variables(context).items()})


def variables(context: type) -> Mapping[str, object]:
    """Return the names of a context's variables with their types, in order."""
    return {field.name: field.type for field in fields(context)}


def _sample(context: str, name: str, hint: object) -> object:
    return _SAMPLES.get(f"{context}.{name}") or _SAMPLES.get(name) or _USUAL[hint]
