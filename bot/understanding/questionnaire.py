"""A script's questions with their words in one language, and which of them each kind of answer is for."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from bot.at_hand import at_hand
from bot.script import Kind, Question, Vocabulary
from bot.understanding.date_answers import is_dated
from bot.understanding.numbers.number_answers import people_question
from bot.understanding.options import Options, prepare

_COMPANY = "company"


class Questionnaire(Struct, frozen=True):
    """Everything that may be answered by a message, asked or not.

    ``email``, ``phone``, ``company``, ``people``, ``money`` and ``dated`` are the questions that such an answer is for
    where none that is open asks for one; None where there is none.
    """

    vocabulary: Vocabulary
    options: Options
    by_field: Mapping[str, Question]
    email: Question | None
    phone: Question | None
    company: Question | None
    people: Question | None
    money: Question | None
    dated: Question | None

    @property
    def locales(self) -> tuple[str, ...]:
        """Return the languages that there are texts in."""
        return (self.vocabulary.locale, *self.vocabulary.asked)


@at_hand
def questionnaire_of(questions: Sequence[Question], vocabulary: Vocabulary) -> Questionnaire:
    """Return the questionnaire of these questions and words."""
    return Questionnaire(
        vocabulary,
        prepare(questions, vocabulary),
        {question.field: question for question in reversed(questions)},
        email=next(_of_kind(questions, Kind.EMAIL), None),
        phone=next(_of_kind(questions, Kind.PHONE), None),
        company=next((question for question in _of_kind(questions, Kind.TEXT) if question.field == _COMPANY), None),
        people=people_question(questions),
        money=next(_of_kind(questions, Kind.MONEY), None),
        dated=next(filter(is_dated, questions), None),
    )


def _of_kind(questions: Sequence[Question], kind: Kind) -> Iterator[Question]:
    return (question for question in questions if question.kind is kind)
