"""What import files tell that nobody here knows, and numbers that are none: counted while read, judged at the end.

Only names are told, and the values of questions that are answered by choosing: those are the business's own words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.conversation.state import AUDIENCE
from bot.imports.cell_readings import RowContext, is_without_country
from bot.imports.import_history import Row
from bot.imports.rows import COLUMNS, MAX_WORD_CHARS
from bot.playbooks import Playbooks
from bot.script import Kind, Question
from bot.signal_kinds import KNOWN_SIGNALS
from scoring.document_reader import describe, nearest
from scoring.history import Fact
from scoring.model import Model
from scoring.values import ANY, Glob, Value, is_number, same, several

COLUMN, FACT, SIGNAL, VALUE = "column", "fact", "signal", "value"
NUMBER, NATIONAL = "number", "national"
MOST_NAMES = 10_000
"""So many different names are told apart; of more, the rarest are let go."""
MOST_TOLD = 20

_MISREAD = {
    NUMBER: "no number (write 20000, without spaces, commas or currency)",
    NATIONAL: "without its country's number: kept as it is (write +46701234567, or name the country)",
}
_AMOUNTS = (Kind.MONEY, Kind.NUMBER)
_DIGIT = re.compile("[0-9]")
_PERSONAL = re.compile(r"@|[0-9]{4}")
_SPOKEN = str.maketrans(" -", "__")

Name = TypeVar("Name")


@dataclass(slots=True)
class Met:
    """How often files told a fact, a signal, and a (field, value) of a question that is answered by choosing.

    Of other fields that hold numbers, ``no_numbers`` counts what is none; ``nationals`` counts phone
    numbers of which nobody knows the country.
    """

    facts: Counter[str] = field(default_factory=Counter)
    signals: Counter[str] = field(default_factory=Counter)
    values: Counter[tuple[str, Value]] = field(default_factory=Counter)
    no_numbers: Counter[str] = field(default_factory=Counter)
    nationals: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row, here: RowContext) -> None:
        """Count what a row tells."""
        for name, value in row.undated.items():
            self._add_fact(name, value, here)
        for item in row.items:
            if isinstance(item, Fact):
                self._add_fact(item.field, item.value, here)
            else:
                self.signals[item.name] += 1

    def merge(self, other: "Met") -> None:
        """Count what another one has met as well."""
        _merge(self.facts, other.facts)
        _merge(self.signals, other.signals)
        _merge(self.values, other.values)
        self.no_numbers.update(other.no_numbers)
        self.nationals.update(other.nationals)

    def _add_fact(self, name: str, value: Value, here: RowContext) -> None:
        self.facts[name] += 1
        if name in here.choices:
            self.values[name, value[:MAX_WORD_CHARS] if isinstance(value, str) else value] += 1
        elif name in here.numbers and not is_number(value):
            self.no_numbers[name] += 1
        elif is_without_country(name, value, here):
            self.nationals[name] += 1


def _merge(counts: Counter[Name], others: Counter[Name]) -> None:
    counts.update(others)
    for name, _ in counts.most_common()[MOST_NAMES:]:
        del counts[name]


@dataclass(frozen=True, slots=True)
class Known:
    """What a business knows: fields and signals, and by field the options of its choices, as facts hold them.

    ``numbered`` are the choices whose answers may be any number, ``numbers`` the fields that hold nothing else,
    ``texts`` those that rules compare with texts, ``several`` the questions that may be answered by several options.
    """

    fields: Collection[str]
    signals: Collection[str]
    options: Mapping[str, Mapping[str, Value]]
    numbered: Collection[str]
    numbers: frozenset[str]
    several: Mapping[str, Question] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()

    @property
    def choices(self) -> frozenset[str]:
        """Return the fields whose values are judged."""
        return frozenset(self.options)

    def has(self, name: str, value: Value) -> bool:
        """Return whether a choice may have this value."""
        if is_number(value) and name in self.numbered:
            return True
        options = {same(option) for option in self.options[name].values()}
        return same(value) in options or (name in self.several and options.issuperset(map(same, several(value))))


def known_to(playbooks: Playbooks, models: Iterable[Model]) -> Known:
    """Return the names that the scripts ask for and these models read."""
    models = list(models)
    questions = [question for playbook in playbooks.audiences.values() for question in playbook.script.questions]
    free = {question.field for question in questions if not question.has_options or question.other}
    chosen = [question for question in questions if question.field not in free]
    return Known(
        {AUDIENCE, *(question.field for question in questions)}.union(*(m.fields.union(m.imported) for m in models)),
        {*KNOWN_SIGNALS}.union(*(model.signals for model in models)),
        {question.field: _options(question.field, chosen, models) for question in chosen},
        {question.field for question in chosen if any(number is not None for number in question.options.values())},
        _numbers(questions, models),
        {question.field: question for question in questions if question.takes_several},
        _texts(questions, models),
    )


def _numbers(questions: Sequence[Question], models: Sequence[Model]) -> frozenset[str]:
    """Return the fields that are asked for as amounts or compared with numbers, and never hold words."""
    read = {name for model in models for name in model.fields}
    named = {name: [value for model in models for value in model.named_values(name)] for name in read}
    amounts = [question.field for question in questions if question.kind in _AMOUNTS]
    worded = [question.field for question in questions if not _holds_numbers(question)]
    worded += [name for name, values in named.items() if not all(map(is_number, values))]
    return frozenset([*amounts, *(name for name, values in named.items() if values)]).difference(worded)


def _texts(questions: Sequence[Question], models: Sequence[Model]) -> frozenset[str]:
    """Return the fields that nobody asks for and that rules compare with texts: postcodes, codes of branches."""
    read = {name for model in models for name in model.fields} - {question.field for question in questions}
    return frozenset(
        name for name in read if any(isinstance(value, str) for model in models for value in model.named_values(name))
    )


def _holds_numbers(question: Question) -> bool:
    if question.has_options:
        return not question.other and None not in question.options.values()
    return question.kind in _AMOUNTS


def _options(name: str, questions: Iterable[Question], models: Iterable[Model]) -> dict[str, Value]:
    """Return the options of a field by what they are called, in every audience; what a rule names counts as one."""
    options: dict[str, Value] = {
        str(value): value for model in models for value in model.named_values(name) if isinstance(value, str)
    }
    for question in questions:
        if question.field == name:
            options |= {option: question.value_of(option) for option in question.options}
    return options


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is not known, or a value of ``field``; ``meant`` is the nearest one that is.

    ``what`` is a column of a table, a fact of a history, a signal or a value; or, of ``field``, a number that is none,
    or a phone number without its country's. ``name`` is None for these, and for values that may be somebody's own, such
    as an address.
    """

    what: str
    name: Value | None
    count: int
    meant: Value | None = None
    field: str | None = None

    def __str__(self) -> str:
        times = "once" if self.count == 1 else f"{self.count} times"
        if self.what in _MISREAD:
            return f"{self.field}, {times} {_MISREAD[self.what]}"
        hint = "" if self.meant is None else f" (did you mean {describe(self.meant)}?)"
        name = "with a number or an address" if self.name is None else describe(self.name)
        return f"{self.field or self.what} {name}, {times}{hint}"


def unknown(tables: Met, histories: Met, known: Known) -> list[Unknown]:
    """Return the unknown names and values that were met, the most frequent first, but lost numbers before names.

    What was meant is said only of those that are told.
    """
    found = [
        *_names(COLUMN, tables.facts, known.fields),
        *_names(FACT, histories.facts, known.fields),
        *(one for one in _names(SIGNAL, histories.signals, known.signals) if not _is_shaped(one.name, known.signals)),
        *_values(tables.values + histories.values, known),
        *(
            Unknown(NUMBER, None, count, field=name)
            for name, count in (tables.no_numbers + histories.no_numbers).items()
        ),
        *(Unknown(NATIONAL, None, count, field=name) for name, count in tables.nationals.items()),
    ]
    found.sort(key=lambda one: (one.what not in _MISREAD, -one.count, one.what, one.field or "", str(one.name)))
    return [*(replace(one, meant=_meant(one, known)) for one in found[:MOST_TOLD]), *found[MOST_TOLD:]]


def _names(what: str, met: Counter[str], known: Collection[str]) -> Iterator[Unknown]:
    yield from (Unknown(what, name, count) for name, count in met.items() if name not in known)


def _is_shaped(name: Value | None, signals: Iterable[str]) -> bool:
    """Return whether a rule means a signal by the shape of its name: `email.*`."""
    return name is not None and any(Glob(shape).holds(name) for shape in signals if ANY in shape)


def _values(met: Counter[tuple[str, Value]], known: Known) -> Iterator[Unknown]:
    unsaid: Counter[str] = Counter()
    no_numbers: Counter[str] = Counter()
    for (name, value), count in met.items():
        if known.has(name, value):
            continue
        if name in known.numbers and _DIGIT.search(str(value)):
            no_numbers[name] += count
        elif is_number(value) or _PERSONAL.search(str(value)):
            unsaid[name] += count
        else:
            yield Unknown(VALUE, value, count, field=name)
    yield from (Unknown(VALUE, None, count, field=name) for name, count in unsaid.items())
    yield from (Unknown(NUMBER, None, count, field=name) for name, count in no_numbers.items())


def _meant(one: Unknown, known: Known) -> Value | None:
    if one.name is None:
        return None
    spoken = str(one.name).lower().translate(_SPOKEN)
    if one.field is not None:
        options = known.options[one.field]
        return options.get(nearest(spoken, options) or "")
    names = {COLUMN: {*known.fields, *COLUMNS}, FACT: known.fields, SIGNAL: known.signals}
    return nearest(spoken, sorted(names[one.what]))


def in_words(found: Sequence[Unknown]) -> Iterator[str]:
    """Yield the lines that tell a marketer what is not known, as far as anybody reads."""
    told = found[:MOST_TOLD]
    misread = [one for one in told if one.what in _MISREAD]
    if misread:
        yield "These go in, but not as the numbers that were probably meant:"
        yield from (f"  {one}" for one in misread)
    if len(told) > len(misread):
        yield "Leadbot does not know these (they go in, but no question asks for them and no rule in force reads them):"
        yield from (f"  {one}" for one in told if one.what not in _MISREAD)
    if len(found) > MOST_TOLD:
        yield f"  ... and {len(found) - MOST_TOLD} others"
