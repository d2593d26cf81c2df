"""What typed words are taken to mean by rules, where the conversation stands; nothing comes of them here."""

import dataclasses

from bot.conversation.asking import previous
from bot.conversation.situation import Situation
from bot.conversation.state import Unsure
from bot.script import Kind, Question
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Typed
from bot.understanding.meaning import understand


def _asked(situation: Situation, *, is_edit: bool = False) -> str | None:
    """Return the field that typed words answer: of an edited message the one that it gave first."""
    if is_edit and situation.said_in:
        return situation.said_in[0]
    # Whoever has a person to talk to talks to them: their words are no answer to what we asked before.
    return None if situation.state.rep else situation.state.open


def as_typed(situation: Situation, text: str, *, is_edit: bool = False) -> Typed:
    """Return a message as an interpreter is given it, with what the rules made of it."""
    audience = situation.script.audience if situation.script else None
    asked = _asked(situation, is_edit=is_edit)
    found = meaning_of(situation, text, asked)
    unsure = situation.state.unsure
    if unsure is not None and unsure.in_question and not is_edit and not found.says_anything:
        corrected = meaning_of(situation, text, unsure.field)  # "300", after "200 people?"
        found = corrected if unsure.field in {answer.field for answer in corrected.answers} else found
    elif unsure is not None and unsure.field == asked and not is_edit and asked not in {a.field for a in found.answers}:
        found = _with_words_before(situation, text, found, unsure=unsure)
    return Typed(text, audience, situation.state.locale, situation.questions, asked, found, situation.facts)


def _with_words_before(situation: Situation, text: str, found: Interpretation, *, unsure: Unsure) -> Interpretation:
    """Return what words mean together with those that were asked back about: "a month", after "400"."""
    together = meaning_of(situation, f"{unsure.words} {text}", unsure.field)
    answered = unsure.field in {answer.field for answer in together.answers if answer.value in unsure.values}
    return together if answered and together.doubt is None and found.intent is None else found


def meaning_of(situation: Situation, text: str, asked: str | None) -> Interpretation:
    """Return the meaning of words while a field is asked for, None where none is."""
    return understand(
        text,
        questions=_questions(situation),
        vocabulary=situation.vocabulary,
        open_field=asked,
        before=previous(situation.state, asked) if asked else None,
        now=situation.now,
    )


def _questions(situation: Situation) -> tuple[Question, ...]:
    """Return the questions that can be answered; of the one they are unsure about the two options come first.

    Whoever says "the first one" means a button that they see.
    """
    unsure = situation.state.unsure
    is_open = unsure is not None and unsure.field == situation.state.open and not unsure.in_question
    question = situation.question(unsure.field) if unsure and is_open else None
    if unsure is None or question is None or question.kind is not Kind.CHOICE:
        return situation.questions
    shown = [option for value in unsure.values if (option := question.option_of(value)) is not None]
    options = {option: question.options[option] for option in (*shown, *question.options)}
    asked = dataclasses.replace(question, options=options)
    return tuple(asked if each.field == asked.field else each for each in situation.questions)
