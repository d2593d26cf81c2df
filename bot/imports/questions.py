"""What the scripts ask, and how the chat would read a cell as an answer to it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.playbooks import Playbooks
from bot.script import AnswerValue, Kind, Question, Vocabulary
from bot.understanding.interpretation import Intent
from bot.understanding.meaning import understand

MOST_REMEMBERED = 50_000
"""Cells of a column repeat themselves: so many different ones are read once."""
MAX_CELL_CHARS = 200
"""What is longer is no answer to a question with options or for a number, and takes its time."""


class Unread:
    """That a cell was read and says nothing that can be told surely."""


UNREAD = Unread()


class Questions:
    """The questions of every audience's script by field, and the words of the languages that they are asked in."""

    def __init__(
        self,
        questions: Iterable[tuple[str, Question]] = (),
        vocabularies: Mapping[str, Mapping[str, Vocabulary]] | None = None,
    ) -> None:
        self._vocabularies = vocabularies or {}
        self._by_field: dict[str, dict[str, Question]] = {}
        for audience, question in questions:
            self._by_field.setdefault(question.field, {})[audience] = question
        self._kinds: dict[tuple[str, str | None], Kind | None] = {}
        self._read: dict[tuple[str, str, str, str], AnswerValue | Unread | None] = {}

    def asked(self, field: str, audience: str | None) -> dict[str, Question]:
        """Return the questions for a field by audience: that of an audience alone, if it asks for it."""
        found = self._by_field.get(field, {})
        return {audience: found[audience]} if audience in found else found

    def kind(self, field: str, audience: str | None) -> Kind | None:
        """Return how a field is answered; None where nobody asks for it, or each audience in another way."""
        if (field, audience) not in self._kinds:
            kinds = {question.kind for question in self.asked(field, audience).values()}
            self._kinds[field, audience] = kinds.pop() if len(kinds) == 1 else None
        return self._kinds[field, audience]

    def answer(
        self, field: str, cell: str, *, audience: str | None, language: str, now: datetime
    ) -> AnswerValue | Unread | None:
        """Return the answer that a cell surely is, as the chat would take it; None where it says that there is none.

        It is read in their language first, then in the others, of which all must agree that understand it; and so must
        all audiences, where theirs is not known.
        """
        key = (field, cell, audience or "", language)
        if key not in self._read:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            self._read[key] = self._answer(field, cell, audience=audience, language=language, now=now)
        return self._read[key]

    def _answer(
        self, field: str, cell: str, *, audience: str | None, language: str, now: datetime
    ) -> AnswerValue | Unread | None:
        if len(cell) > MAX_CELL_CHARS:
            return UNREAD
        asked = self.asked(field, audience)
        for is_theirs in (True, False):
            found = [
                each
                for name, question in asked.items()
                for spoken, vocabulary in self._vocabularies.get(name, {}).items()
                if (spoken == language) is is_theirs
                for each in _answers(question, vocabulary, cell, now)
            ]
            told = {each for each in found if each is not None}
            if len(told) == 1:
                return told.pop()
            if found:
                return UNREAD if told else None
        return UNREAD


def questions_of(playbooks: Playbooks) -> Questions:
    """Return the questions of all scripts."""
    audiences = playbooks.audiences
    asked = ((name, question) for name, playbook in audiences.items() for question in playbook.script.questions)
    return Questions(asked, {name: playbook.vocabularies for name, playbook in audiences.items()})


def _answers(question: Question, vocabulary: Vocabulary, cell: str, now: datetime) -> Iterator[AnswerValue | None]:
    """Yield the answer in a cell if there is a sure one, None if it says that there is none: n/a."""
    if question.has_options:
        spoken = cell.strip().casefold().replace(" ", "_").replace("-", "_")
        named = [option for option in question.options if option.casefold() == spoken]
        if named:
            yield question.value_of(named[0])
            return
    meant = understand(cell, questions=(question,), vocabulary=vocabulary, open_field=question.field, now=now)
    answers = [each for each in meant.answers if each.field == question.field]
    if answers and all(each.sure for each in answers) and _is_told(question, answers[0].value):
        yield answers[0].value
    elif not answers and meant.intent is Intent.SKIP:
        yield None


def _is_told(question: Question, value: AnswerValue) -> bool:
    """Return whether an answer is an option, a number or a day, and not the words themselves."""
    if question.has_options and isinstance(value, str):
        return bool(question.chosen(value)) if question.takes_several else question.option_of(value) is not None
    return True
