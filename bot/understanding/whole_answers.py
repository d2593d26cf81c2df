"""Understands a message that is nothing but an option of the open question: its label, a phrase for it, its place."""

from bot.script import Kind, Question
from bot.understanding.date_answers import beyond_all
from bot.understanding.interpretation import Answer
from bot.understanding.options import Options
from bot.understanding.ordinals import option_by_place
from bot.understanding.several import named_together
from bot.understanding.utterance import Utterance


def whole_answer(utterance: Utterance, asked: Question, options: Options) -> Answer | None:
    """Return the answer that a message is, if it says nothing else."""
    if asked.kind is Kind.CHOICES:
        together = named_together(utterance, asked, options)
        return Answer(asked.field, asked.together(together), sure=True) if together else None
    if asked.kind is not Kind.CHOICE:
        return None
    words = utterance.said
    bare = [word for word in words if word not in utterance.lexicon.fillers]
    option = (
        options.labelled(asked.field, utterance.text, words=words)
        or options.labelled(asked.field, "", words=bare)
        or option_by_place(utterance, asked)
    )
    if option is not None:
        return Answer(asked.field, asked.value_of(option), sure=True)
    later = _not_soon(utterance, asked, options)
    return None if later is None else Answer(asked.field, asked.value_of(later), sure=False)


def _not_soon(utterance: Utterance, asked: Question, options: Options) -> str | None:
    """Return the option for some day where the nearest one is denied, and nothing else is said: not right now."""
    if not asked.within:
        return None
    words = [word for word in utterance.said if word not in utterance.lexicon.negators]
    if len(words) == len(utterance.words) or len({word.clause for word in utterance.words}) > 1:
        return None
    denied = options.labelled(asked.field, "", words=words)
    return beyond_all(asked) if denied == next(iter(asked.within)) else None
