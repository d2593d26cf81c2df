"""What was found in a message so far, each answer with its place, and what is left of the message to be read."""

from collections.abc import Sequence

from msgspec import Struct

from bot.script import AnswerValue, Question
from bot.understanding.contacts import blank
from bot.understanding.interpretation import Answer, Doubt
from bot.understanding.numbers.counted import Counted
from bot.understanding.questionnaire import Questionnaire
from bot.understanding.tokens import read_clean
from bot.understanding.utterance import Utterance, uttered

Span = tuple[int, int]


class Findings(Struct):
    """A message on its way through the stages of understanding; places are those of the cleaned text.

    ``spelt_out`` are the fields whose answer is a number or an address that was said, ``beyond`` those whose number
    lies outside of its question's limits. ``numbers`` are all that answer a field;
    ``is_only_number`` says that the message is nothing but the one that was asked for.
    """

    about: Questionnaire
    asked: Question | None
    rest: Utterance
    answers: dict[str, Answer] = {}
    places: dict[str, Span] = {}
    spelt_out: set[str] = set()
    beyond: frozenset[str] = frozenset()
    numbers: tuple[Counted, ...] = ()
    is_only_number: bool = False
    doubt: Doubt | None = None

    def add(self, field: str, value: AnswerValue, place: Span, *, sure: bool, spelt_out: bool = False) -> None:
        """Take an answer, unless one that is no less sure is known."""
        known = self.answers.get(field)
        if known is None or (sure and not known.sure):
            self.answers[field] = Answer(field, value, sure)
            self.places[field] = place
        if spelt_out:
            self.spelt_out.add(field)

    def drop(self, field: str) -> None:
        """Forget an answer."""
        self.answers.pop(field, None)
        self.places.pop(field, None)

    def drop_within(self, spans: Sequence[Span]) -> None:
        """Leave of what stands in questions to us only numbers and addresses: "for 200 people", but no role."""
        for field, (start, end) in list(self.places.items()):
            if field not in self.spelt_out and any(start < b and a < end for a, b in spans):
                self.drop(field)

    def leave_out(self, spans: Sequence[Span]) -> None:
        """Let these places say nothing more."""
        if spans:
            self.rest = uttered(read_clean(blank(self.rest.text, spans)), self.rest.lexicon)

    def leave_out_clauses(self, clauses: frozenset[int]) -> None:
        """Let these clauses say nothing more."""
        if clauses:
            self.leave_out([(token.start, token.end) for token in self.rest.tokens if token.clause in clauses])

    @property
    def is_answered(self) -> bool:
        """Return whether there is an answer to the open question."""
        return self.asked is not None and self.asked.field in self.answers

    @property
    def places_taken(self) -> tuple[Span, ...]:
        """Return the places of the answers."""
        return tuple(self.places.values())

    def in_order(self) -> tuple[Answer, ...]:
        """Return the answers in the order in which they stand in the message."""
        if len(self.answers) < 2:
            return tuple(self.answers.values())
        return tuple(sorted(self.answers.values(), key=lambda answer: self.places[answer.field]))
