"""What another system tells of somebody, as facts: taken as an import's cells are, and never guessed."""

from collections.abc import Iterator
from math import isfinite

from msgspec import Struct

from bot.cells import value_of
from bot.cleaning import clean_name, clean_text
from bot.conversation.state import AUDIENCE
from bot.foreign_events import MAIL, MOST_CHARS, PHONE, Identification, Plain
from bot.playbooks import Playbooks
from bot.script import AnswerValue, Kind, Question
from bot.signal_mapping import facts_of
from bot.usecases.leads import identities
from scoring.document_reader import LARGEST
from scoring.model_reader import AUDIENCES
from scoring.values import is_number

EMAIL, _PHONE = "email", "phone"
_TEXTS = frozenset({Kind.TEXT, Kind.EMAIL, Kind.PHONE})
_ADDRESSES = {MAIL: EMAIL, PHONE: _PHONE}
_FULL_NAMES = ("name", "fullName", "full_name", "$name")
_FIRST_NAMES = ("firstName", "first_name", "firstname", "$first_name", "FNAME")
_LAST_NAMES = ("lastName", "last_name", "lastname", "$last_name", "LNAME")
_LANGUAGES = ("language", "locale")


NAME, LANGUAGE, BY_KEY = "$name", "$language", "$audience"
"""Not facts: what stands in a lead's row, and the audience of the key; kept like facts while there is no lead."""


class Traits(Struct, frozen=True):
    """The facts that traits are, by field, and how many of them are none; ``about`` is what they are called, and speak.

    The latter are by the names above, where they are told.
    """

    facts: dict[str, AnswerValue]
    mistaken: int
    about: dict[str, str]


def traits_of(identification: Identification, named: tuple[str, ...], playbooks: Playbooks) -> Traits:
    """Return what an identification tells, by the names that marketing has given its traits.

    An address among the names that it gives them is told, too: sales reaches them by it.
    """
    addresses = {
        _ADDRESSES[begin]: each.removeprefix(begin) for each in named for begin in _ADDRESSES if each.startswith(begin)
    }
    said = addresses | facts_of(identification, playbooks.signals)
    told = {field: _fact(field, value, playbooks) for field, value in said.items()}
    facts = {field: value for field, value in told.items() if value is not None}
    about = {NAME: _name(identification), LANGUAGE: clean_text(_text(identification, _LANGUAGES), max_chars=20)}
    return Traits(facts, len(told) - len(facts), {field: text for field, text in about.items() if text})


def addresses_in(facts: dict[str, AnswerValue]) -> Iterator[str]:
    """Yield the identities that facts tell: an e-mail address, and a phone number with its country's."""
    for field in (EMAIL, _PHONE):
        if field in facts:
            names = sorted(identities.of_fact(field, facts[field]))
            yield from (name for name in names if name.startswith(MAIL))
            yield from (f"{PHONE}+{name.removeprefix(PHONE)}" for name in names if _is_international(name, facts))


def _is_international(name: str, facts: dict[str, AnswerValue]) -> bool:
    return name.startswith(PHONE) and str(facts.get(_PHONE, "")).startswith("+")


def _fact(field: str, value: Plain, playbooks: Playbooks) -> AnswerValue | None:
    """Return the value of a fact; None for what cannot be one. A text stays one: a company called 1984."""
    questions = (playbook.script.question(field) for playbook in playbooks.audiences.values())
    question = next((question for question in questions if question is not None), None)
    is_text = field in (EMAIL, _PHONE) or _is_text(field, question, playbooks)
    if isinstance(value, str):
        cleaned = clean_text(value, max_chars=MOST_CHARS)
        value = cleaned if is_text else value_of(cleaned)
    elif is_text and is_number(value):
        value = repr(value).removesuffix(".0")
    if value == "" or (is_number(value) and not (isfinite(value) and abs(value) <= LARGEST)):
        return None
    if field == AUDIENCE:
        return str(value).lower() if str(value).lower() in AUDIENCES else None
    if field in (EMAIL, _PHONE):
        return str(value) if identities.of_fact(field, str(value)) else None
    return value if question is None else _answer(question, value)


def _is_text(field: str, question: Question | None, playbooks: Playbooks) -> bool:
    """Return whether a field is asked for as a text, or only compared with texts, as a postcode is by a rule."""
    if question is not None:
        return question.kind in _TEXTS
    compared = (value for playbook in playbooks.audiences.values() for value in playbook.model.named_values(field))
    return any(isinstance(value, str) for value in compared)


def _answer(question: Question, value: AnswerValue) -> AnswerValue | None:
    """Return the answer to a question that a value is; None where it is none."""
    if question.kind in (Kind.MONEY, Kind.NUMBER):
        return value if is_number(value) and question.takes(value) else None
    if not question.has_options:
        return value
    if question.takes_several and (chosen := question.chosen(value)):
        return question.together(chosen)
    if question.option_of(value) is not None:
        return value
    spoken = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    if spoken in question.options:
        return question.value_of(spoken)
    # Where options stand for numbers, any number says as much.
    counts = is_number(value) and any(number is not None for number in question.options.values())
    return value if counts or (question.other and isinstance(value, str)) else None


def _name(identification: Identification) -> str:
    whole = _text(identification, _FULL_NAMES)
    parts = (_text(identification, _FIRST_NAMES), _text(identification, _LAST_NAMES))
    return clean_name(whole or " ".join(part for part in parts if part))


def _text(identification: Identification, names: tuple[str, ...]) -> str:
    traits = identification.traits
    return next((value for name in names if isinstance(value := traits.get(name), str)), "")
