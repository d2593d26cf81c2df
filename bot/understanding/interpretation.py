"""What a typed message means, as values: answers, a wish, a question to us, or a doubt."""

from enum import StrEnum

from msgspec import Struct

from bot.script import AnswerValue
from bot.understanding.wishes import Intent

__all__ = ["Answer", "Doubt", "Intent", "Interpretation", "Source"]


class Source(StrEnum):
    """Who found an answer."""

    RULES = "rules"
    ENCODER = "encoder"
    MODEL = "model"


class Answer(Struct, frozen=True):
    """A field's value as understood; one that was matched loosely (not ``sure``) is worth reading back."""

    field: str
    value: AnswerValue
    sure: bool
    by: Source = Source.RULES


class Doubt(Struct, frozen=True):
    """Values of a field, of which either may be meant: which one is for them to say.

    Of options the likelier is the first; of an amount it is what it would be by the month, the second by the year.
    ``in_question`` says that they stand in a question to us: then it is to be asked whether any is meant.
    """

    field: str
    values: tuple[AnswerValue, ...]
    by: Source = Source.RULES
    in_question: bool = False


class Interpretation(Struct, frozen=True):
    """What a message says: answers in the order in which they stand in it, a wish, and whether it asks us something.

    ``topics`` are the ids of what it asks about, the likeliest first. ``locale`` is the language it is written in, None
    where that is not certain; ``language`` is the one in which they ask to go on, whether we have it or not. ``beyond``
    are the fields whose number lies outside of its question's limits. ``by`` is who found the wish and what is asked;
    each answer has its own. ``besides`` are the words of questions that stand beside those about ``topics``, and are
    about none. ``upset`` says that they are fed up with us, where nothing else was understood. ``doubt`` is what has to
    be asked back; an amount in doubt is among the answers, too, unless it stands in a question. ``taken`` are the
    places of the answers in the cleaned text, but for words of one's own.
    """

    answers: tuple[Answer, ...]
    intent: Intent | None
    question: bool
    topics: tuple[str, ...] = ()
    locale: str | None = None
    language: str | None = None
    beyond: frozenset[str] = frozenset()
    by: Source = Source.RULES
    besides: str = ""
    upset: bool = False
    doubt: Doubt | None = None
    taken: tuple[tuple[int, int], ...] = ()

    @property
    def says_anything(self) -> bool:
        """Return whether anything at all was understood."""
        return bool(self.answers or self.intent or self.question)
