"""What comes of words that are only polite: thanks and goodbyes, and that somebody would rather not leave something."""

from bot.conversation.answers import skip
from bot.conversation.replies import Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line
from bot.script import Ask, Question
from bot.understanding.courtesies import accepts, says_goodbye, says_thanks_or_goodbye, would_rather_not
from bot.understanding.interpretation import Answer, Intent, Interpretation, Source


def hear_courtesy(
    situation: Situation, text: str, told: tuple[Answer, ...], *, understood: Interpretation
) -> Heard | None:
    """Return what comes of polite words; None where they say something else.

    What was found in them besides is dropped: "if it is all the same to you" chooses no colour.
    """
    state = situation.state
    if state.rep or understood.upset:
        return None
    question = situation.question(state.open) if state.open else None
    if question is not None and _is_declined(question, text, told, understood):
        return skip(situation, question.field)
    if told or understood.doubt is not None:
        return None
    is_guessed = understood.intent is not None and understood.by is not Source.RULES
    if says_goodbye(text) and (is_guessed or not (understood.intent or understood.topics)):
        return Heard(state, replies=(Reply((Line("thanks"),)),))
    if question is not None and question.ask is Ask.AFTER and accepts(text):
        return None  # "yes thanks" to an offer is a yes
    if (
        understood.intent in (None, Intent.YES)
        and not (understood.question or understood.topics)
        and says_thanks_or_goodbye(text)
    ):
        return Heard(state, replies=(Reply((Line("thanks"),)),))
    return None


def _is_declined(question: Question, text: str, told: tuple[Answer, ...], understood: Interpretation) -> bool:
    is_wish = understood.intent not in (None, Intent.SKIP, Intent.NO)
    if question.ask is not Ask.AFTER or is_wish or understood.question or understood.topics:
        return False
    return question.field not in {answer.field for answer in told} and would_rather_not(text)
