"""What becomes of typed answers: which of them are taken, what is read back, and which of two is asked for."""

from msgspec.structs import replace

from bot.conversation.answers import accept, miss
from bot.conversation.doubts import ask_back
from bot.conversation.reading_back import reading_back
from bot.conversation.replies import Heard
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE
from bot.script import NONE, AnswerValue, Kind
from bot.understanding.interpretation import Answer, Doubt, Source
from bot.understanding.several import says_that_is_all
from scoring.values import SEPARATOR

_WORDS_OF_A_SENTENCE = 4
"""Whoever types so many words has not just typed what stands on a button: they want to know what was made of them."""
_LONGEST_READ_BACK = 60
"""Characters of their own words that are read back: longer ones are a story, not an answer."""


def hear_answers(situation: Situation, answers: tuple[Answer, ...], *, text: str = "") -> Heard:
    """Take what was understood, and read it back unless it is just the answer to the open question.

    Of ``text`` that is a sentence, in which an option was found, it is said which one; and of any amount how much.
    """
    open_field = situation.state.open
    worth = tuple(a for a in answers if a.field == open_field or a.sure or a.field not in situation.facts)
    told: tuple[tuple[str, AnswerValue], ...] = tuple((a.field, a.value) for a in worth)
    if not told:
        return miss(situation)
    plain = len(worth) == 1 and worth[0].field == open_field and worth[0].sure and open_field not in situation.facts
    plain = plain and not situation.state.closed and worth[0].by is Source.RULES and SEPARATOR not in str(told[0][1])
    plain = plain and not _is_worth_hearing(situation, told[0], text)
    back = () if plain else tuple((field, value) for field, value in told if not _is_story(situation, field, value))
    lines = reading_back(situation.state, back, is_certain=are_certain(worth)) if back else ()
    return accept(situation, told, lines=lines)


def are_certain(answers: tuple[Answer, ...]) -> bool:
    """Return whether rules found some answers, all of them."""
    return all(answer.by is Source.RULES for answer in answers)


def _is_worth_hearing(situation: Situation, told: tuple[str, AnswerValue], text: str) -> bool:
    """Return whether a single answer is read back: amounts are turned into years, and a sentence into an option."""
    field, value = told
    question = situation.question(field)
    if question is None or field == AUDIENCE:
        return False
    return question.kind is Kind.MONEY or (
        question.option_of(value) is not None and len(text.split()) >= _WORDS_OF_A_SENTENCE
    )


def _is_story(situation: Situation, field: str, value: AnswerValue) -> bool:
    """Return whether an answer is so many words of their own that nobody wants to read them again."""
    question = situation.question(field)
    own = question is not None and question.kind is Kind.CHOICE and question.option_of(value) is None
    return own and isinstance(value, str) and len(value) > _LONGEST_READ_BACK


def has_chosen_all(situation: Situation, text: str) -> bool:
    """Return whether words say that there is no more to choose, where something was."""
    question = situation.question(situation.state.open) if situation.state.open else None
    if question is None or not question.takes_several or question.field not in situation.facts:
        return False
    return says_that_is_all(text, situation.vocabulary.locale)


def with_chosen(situation: Situation, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return answers in which what is typed comes to what is chosen already, as long as the question waits for more."""
    return tuple(_and_chosen(situation, answer) for answer in answers)


def _and_chosen(situation: Situation, answer: Answer) -> Answer:
    question, state = situation.question(answer.field), situation.state
    if question is None or not question.takes_several or answer.field not in situation.facts:
        return answer
    is_cut = state.held is not None and situation.now < state.held.until and answer.field in dict(state.held.told)
    if not is_cut and state.open != answer.field:
        return answer
    both = question.chosen(situation.facts[answer.field]) | question.chosen(answer.value)
    said_none = question.chosen(answer.value) <= {NONE}
    return answer if said_none else replace(answer, value=question.together(both))


def hear_in_doubt(situation: Situation, text: str, told: tuple[Answer, ...], *, doubt: Doubt) -> Heard:
    """Ask which of two they meant; what else was told is taken, and so are their own words where they are an answer."""
    question = situation.question(doubt.field)
    own = question is not None and question.other
    taken = tuple((a.field, a.value) for a in told if own or a.field != doubt.field)
    read_back = tuple(each for each in taken if each[0] != doubt.field)
    lines = reading_back(situation.state, read_back, is_certain=are_certain(told))
    heard = accept(situation, taken, lines=lines) if taken else Heard(situation.state)
    return ask_back(situation, doubt, told=heard, text=text)
