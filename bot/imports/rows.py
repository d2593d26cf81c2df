"""Reads the rows of import files: what they tell of leads, or every mistake in them. Opens no file, knows no lead.

What is read is as clean and as bounded as what comes in by chat.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cells import OURS, unguarded
from bot.cleaning import clean_name, clean_text
from bot.conversation.state import AUDIENCE
from bot.desk.outcomes import OUTCOMES
from bot.imports.cell_readings import RowContext, Speaker, as_asked, fact_of, language_of, unsure_day
from bot.imports.import_history import About, Row, fact_id
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.written_dates import instant_of
from bot.imports.written_numbers import Unsure
from bot.usecases.leads import identities
from scoring.document_reader import LARGEST, Reader
from scoring.errors import HistoryError, Problem
from scoring.folding import NO_IDS
from scoring.history import Fact, Item, Signal
from scoring.model_reader import AUDIENCES
from scoring.parse import parse_history_line
from scoring.values import Value, is_number

LEAD, AT, OUTCOME, LANGUAGE = "lead", "at", "outcome", "language"
COLUMNS = (LEAD, "name", "username", AUDIENCE, LANGUAGE, "source", "created_at", AT)
"""The columns that have a meaning of their own; every other one is a fact, but for those that an export adds."""
MAX_KEY_CHARS = 200
MAX_WORD_CHARS = 64
MAX_PROPERTIES = 64

_BETWEEN_OPTIONS = re.compile(r"[,;|/+&]")
_USERNAME = re.compile(r"@?([A-Za-z0-9_]{1,64})")
NO_UTF8 = re.compile(r"[\udc80-\udcff]")
_INSTANT = "a day or an instant that has passed, such as 2026-01-05 or 2026-01-05T10:00:00Z"
_DATED = "an instant with its offset from UTC that has passed, such as 2026-01-05T10:00:00Z"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken in: the line where it begins, and each of its mistakes."""

    line: int
    problems: tuple[Problem, ...]


def lead_row(line: int, cells: Mapping[str, str], here: RowContext) -> Row | Refused:
    """Return a row of a table of leads, given its cells by column; empty cells say nothing.

    Without its key, or with an instant that cannot be read, it is nothing; of other cells only the unreadable are lost.
    """
    reader = _Cells(cells, here)
    key, at = reader.key(), reader.instant(AT)
    is_refused = bool(reader.problems)
    about = reader.about()
    facts = reader.facts(Speaker(reader.audience(), about.locale if LANGUAGE in reader.cells else ""))
    if is_refused:
        return Refused(line, tuple(reader.problems))
    told = Row(line, key, about=about, at=at, lost=tuple(reader.problems), known_as=tuple(sorted(reader.known_as)))
    if at is None:
        return replace(told, undated=facts)
    items = (Fact(fact_id(key, name, value, at=at, dated=True), at, name, value) for name, value in facts.items())
    return replace(told, items=tuple(items))


def outcome_row(line: int, cells: Mapping[str, str], here: RowContext) -> OutcomeRow | Refused:
    """Return a row of a table of outcomes, given its cells by column."""
    reader = _Cells(cells, here)
    key, at, outcome = reader.key(), reader.instant(AT), reader.cells.get(OUTCOME, "")
    spoken = outcome.lower().replace(" ", "_").replace("-", "_")
    if at is None and AT not in reader.cells:
        reader.note((AT,), None, expected=_INSTANT)
    if spoken not in OUTCOMES:
        reader.word(outcome, (OUTCOME,), allowed=OUTCOMES)
    if at is None or reader.problems:
        return Refused(line, tuple(reader.problems))
    return OutcomeRow(line, key, at, spoken)


def history_row(line: int, text: str, here: RowContext) -> Row | Refused:
    """Return a row from a line of a history file."""
    reader = _Cells({}, here)
    if not text.isascii() and NO_UTF8.search(text):
        return not_utf8(line)
    try:
        key, item = parse_history_line(text, line)
    except HistoryError as error:
        return Refused(line, (Problem((error.place or "line",), error.found, error.expected),))
    key = reader.text(key or "", LEAD, "the key by which another system calls the lead", most=MAX_KEY_CHARS)
    item = reader.item(item)
    return Refused(line, tuple(reader.problems)) if reader.problems else Row(line, key, (item,))


def not_utf8(line: int) -> Refused:
    """Return the refusal of a row whose bytes are no text."""
    return Refused(line, (Problem(("row",), "bytes that are not UTF-8", "UTF-8: save the file as CSV UTF-8"),))


class _Cells(Reader):
    """Takes the cells of a row, cleaned, and gathers what is wrong with them."""

    def __init__(self, cells: Mapping[str, str], here: RowContext) -> None:
        super().__init__()
        self.cells = {name: cleaned for name, cell in cells.items() if (cleaned := clean_text(cell))}
        self.guarded = {name: text for name, cell in self.cells.items() if (text := unguarded(cell)) != cell}
        self.cells |= self.guarded
        self.here = here
        self.known_as: set[str] = set()

    def text(self, text: str, place: str, expected: str, *, most: int) -> str:
        """Return a text, cleaned, that is neither empty nor too long."""
        cleaned = clean_text(text, max_chars=most + 1)
        if not cleaned or len(cleaned) > most:
            self.note((place,), text or None, expected=f"{expected}, at most {most} characters")
        return cleaned

    def key(self) -> str:
        """Return the lead's key in the other system."""
        called = self.cells.get(LEAD, "")
        return self.text(called, LEAD, "the key by which another system calls the lead", most=MAX_KEY_CHARS)

    def instant(self, column: str) -> datetime | None:
        """Return an instant that has passed; None if the cell is empty."""
        cell = self.cells.get(column)
        if cell is None:
            return None
        found = instant_of(cell, self.here.calendar)
        if isinstance(found, Unsure):
            self.problems.append(unsure_day(column, cell))
        elif found is not None and found <= self.here.now:
            return found
        else:
            self.note((column,), cell, expected=_INSTANT)
        return None

    def audience(self) -> str | None:
        """Return the audience that the row tells, or the only one that there is."""
        cell = self.cells.get(AUDIENCE, "").lower()
        if cell and cell not in AUDIENCES:
            self.word(cell, (AUDIENCE,), allowed=AUDIENCES)
        return cell if cell in AUDIENCES else self.here.only_audience

    def facts(self, who: Speaker) -> dict[str, Value]:
        """Return the facts by field."""
        facts: dict[str, Value] = {AUDIENCE: who.audience} if who.audience else {}
        for name, cell in self.cells.items():
            if name in COLUMNS or name.startswith(OURS):
                continue
            value = self._several(name, cell) or fact_of(name, cell, who, self.here, is_text=name in self.guarded)
            if isinstance(value, Problem):
                self.problems.append(value)
            elif is_number(value) and not abs(value) <= LARGEST:
                self.note((name,), value, expected="a number within 63 bits")
            elif value is not None:
                facts[name] = value
            if value != cell:
                # What was read otherwise, or not at all, may be what somebody goes by who was erased.
                self.known_as |= identities.of_fact(name, cell)
        return facts

    def _several(self, name: str, cell: str) -> str:
        """Return the one value of a cell that names options of a question of several; nothing where it does not."""
        question = self.here.several.get(name)
        named = {part.strip().lower().replace(" ", "_") for part in _BETWEEN_OPTIONS.split(cell)} - {""}
        return question.together(named) if question and named and question.options.keys() >= named else ""

    def about(self) -> About:
        """Return the row's columns about the lead itself."""
        cells = self.cells
        return About(
            name=clean_name(cells.get("name", "")),
            username=self._matching("username", _USERNAME, "a Telegram username such as quentin_q"),
            locale=self._locale(),
            source=" ".join(cells.get("source", "").split())[:MAX_KEY_CHARS],
            created_at=self.instant("created_at"),
        )

    def item(self, item: Item) -> Item:
        """Return a fact or signal with its texts cleaned."""
        item_id = self.text(item.id, "id", "an id", most=MAX_KEY_CHARS)
        if item_id in NO_IDS:
            self.note(("id",), item_id, expected="another id: the record of tier changes uses this word itself")
        if item.at > self.here.now:
            self.note((AT,), item.at.isoformat(), expected=_DATED)
        if isinstance(item, Signal):
            name = self.text(item.name, "signal", "a name", most=MAX_WORD_CHARS)
            return Signal(item_id, item.at, name, self._properties(item.properties))
        if item.field == AUDIENCE:
            self.word(item.value, ("value",), allowed=AUDIENCES)
        name = self.text(item.field, "field", "a name", most=MAX_WORD_CHARS)
        question = self.here.several.get(name)
        value = (
            question.together(question.chosen(item.value)) if question and question.chosen(item.value) else item.value
        )
        return item._replace(id=item_id, field=name, value=_cleaned(as_asked(name, value, self.here)))

    def _properties(self, properties: Mapping[str, Value]) -> dict[str, Value]:
        if len(properties) > MAX_PROPERTIES:
            self.note(("properties",), properties, expected=f"at most {MAX_PROPERTIES} of them")
        return {clean_text(name, max_chars=MAX_WORD_CHARS): _cleaned(value) for name, value in properties.items()}

    def _matching(self, column: str, pattern: re.Pattern[str], expected: str) -> str:
        cell = self.cells.get(column, "")
        match = pattern.fullmatch(cell)
        if cell and match is None:
            self.note((column,), cell, expected=expected)
        return match[1] if match else ""

    def _locale(self) -> str:
        """Return the language we speak to somebody of that language; English where it is none of ours."""
        cell = self.cells.get(LANGUAGE, "")
        language = language_of(cell) if cell else None
        if cell and language is None:
            self.note((LANGUAGE,), cell, expected="a language such as en, pt-BR or Swedish")
            return ""
        return (language if language in self.here.locales else "en") if language else ""


def _cleaned(value: Value) -> Value:
    return clean_text(value) if isinstance(value, str) else value
