"""`leadbot understand`: what typed words are taken to mean, and by whom; by the very code that the bot runs."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bot import playbooks, rendering
from bot.clock import utc_now
from bot.commands.exit_codes import CONTENT, USAGE
from bot.commands.histories import DONE
from bot.conversation.languages import spoken_to
from bot.conversation.state import AUDIENCE, State
from bot.conversation.typed_words import as_typed, meaning_of
from bot.interpreters.encoder import interpreter_for
from bot.interpreters.in_turn import InTurn
from bot.interpreters.language_model import LanguageModel
from bot.json_text import from_json, to_json
from bot.playbooks import Playbooks
from bot.script import AnswerValue
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Interpreter
from bot.usecases.setup import Setup
from scoring.document_reader import nearest

_KEYS = ("locale", "audience", "asked", "text")


class BadMessageError(ValueError):
    """A message that cannot be interpreted as it was given."""


@dataclass(frozen=True, slots=True)
class Message:
    """A typed message: whom it is for (None: that has not been said), the language, and the field being asked."""

    text: str
    audience: str | None
    locale: str
    asked: str | None


def show(
    folder: Path,
    message: Message | None,
    *,
    as_json: bool,
    rules_only: bool = False,
    model: LanguageModel | None = None,
) -> int:
    """Print what a message is taken to mean, or what each JSON line read is; return the exit code.

    With ``rules_only`` no interpreter is asked where the rules are in doubt; with a ``model`` it is, where doubt is
    left. The words and rules are those of a folder, over the shipped ones. Raises PlaybookError with every mistake.
    """
    loaded = playbooks.load(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    if message is None and not as_json:
        print("leadbot: expected what somebody typed, or --json and JSON lines to read", file=sys.stderr)
        return USAGE
    first = None if rules_only else interpreter_for(loaded)
    if model is None:
        return _show(loaded, message, first, as_json=as_json)
    with InTurn(loaded, first, model) as both:
        return _show(loaded, message, both, as_json=as_json)


def _show(loaded: Playbooks, message: Message | None, interpreter: Interpreter | None, *, as_json: bool) -> int:
    if message is None:
        return _show_lines(loaded, sys.stdin, interpreter)
    try:
        told = told_of(loaded, message, interpreter, now=utc_now())
    except BadMessageError as error:
        print(f"leadbot: {error}", file=sys.stderr)
        return USAGE
    print(to_json(told) if as_json else "\n".join(_lines(told, message.locale)))
    return DONE


def _show_lines(loaded: Playbooks, lines: Iterable[str], interpreter: Interpreter | None) -> int:
    """Print a JSON object for each that is read; a bad line is told and passed over."""
    code = DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            print(to_json(told_of(loaded, _message(line), interpreter, now=utc_now())))
        except BadMessageError as error:
            print(f"leadbot: line {number}: {error}", file=sys.stderr)
            code = CONTENT
    return code


def told_of(
    loaded: Playbooks, message: Message, interpreter: Interpreter | None = None, *, now: datetime
) -> dict[str, Any]:
    """Return what a message is taken to mean at an instant, as JSON has it; raise BadMessageError."""
    return as_json(_understood(loaded, message, interpreter, now=now), locale=message.locale)


def as_json(understood: Interpretation, *, locale: str) -> dict[str, Any]:
    """Return an interpretation as JSON has it; ``locale`` is the language it was heard in."""
    answers = {answer.field: answer for answer in understood.answers}
    return {
        "facts": {field: answer.value for field, answer in answers.items()},
        "sure": {field: answer.sure for field, answer in answers.items()},
        "by": {field: answer.by.value for field, answer in answers.items()},
        "intent": understood.intent.value if understood.intent else None,
        "question": understood.question,
        "topics": list(understood.topics),
        "locale": understood.locale or locale,
    }


def _understood(
    loaded: Playbooks, message: Message, interpreter: Interpreter | None, *, now: datetime
) -> Interpretation:
    setup = Setup(loaded, sales_chat=0)
    if message.locale not in loaded.chat:
        raise _unknown("locale", message.locale, loaded.chat)
    if message.audience is not None and message.audience not in loaded.audiences:
        raise _unknown("audience", message.audience, loaded.audiences)
    asked = AUDIENCE if message.audience is None and message.asked is None else message.asked
    situation = setup.situation(State(message.locale, open=asked), audience=message.audience, facts={}, now=now)
    fields = [question.field for question in situation.questions]
    if message.asked is not None and message.asked not in (AUDIENCE, *fields):
        raise _unknown("asked", message.asked, fields)
    typed = as_typed(situation, message.text)
    spoken = spoken_to(situation.state, typed.found, tuple(loaded.chat))
    if spoken.locale != message.locale:  # read in its own language, as the bot does
        situation = setup.situation(spoken, audience=message.audience, facts={}, now=now)
        typed = as_typed(situation, message.text)
        typed = dataclasses.replace(typed, found=replace(typed.found, locale=spoken.locale))
    found = typed.found if interpreter is None else interpreter.interpret(typed)
    audience = next((answer.value for answer in found.answers if answer.field == AUDIENCE), None)
    if message.audience is not None or audience not in loaded.audiences:
        return found
    # What else they say is heard once it is known for whom it is, as the bot does.
    known = setup.situation(State(spoken.locale), audience=str(audience), facts={}, now=now)
    more = [a for a in meaning_of(known, message.text, None).answers if a.field != AUDIENCE]
    return replace(found, answers=(*found.answers, *more))


def _unknown(name: str, value: str, known: Iterable[str]) -> BadMessageError:
    near = nearest(value, known)
    hint = f' (did you mean "{near}"?)' if near else ""
    return BadMessageError(f'{name}: "{value}", expected one of {", ".join(known)}{hint}')


def _message(line: str) -> Message:
    try:
        told = from_json(line)
    except ValueError as error:
        raise BadMessageError(f"no JSON: {error}") from None
    if not isinstance(told, Mapping) or not isinstance(told.get("text"), str):
        raise BadMessageError(f'expected an object of {", ".join(_KEYS)}, "text" at least')
    texts = {key: told.get(key) for key in _KEYS}
    for key, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise BadMessageError(f"{key}: {json.dumps(value)}, expected a text")
    return Message(str(told["text"]), texts["audience"], texts["locale"] or "en", texts["asked"])


def _lines(told: Mapping[str, Any], locale: str) -> Iterator[str]:
    facts: Mapping[str, AnswerValue] = told["facts"]
    for field, value in facts.items():
        how = "surely" if told["sure"][field] else "perhaps"
        yield f"{field} = {value}  ({how}, by {told['by'][field]})"
    if told["intent"]:
        yield f"wants: {told['intent']}"
    if told["question"]:
        yield "asks us something"
    if not (facts or told["intent"] or told["question"]):
        yield "nothing was understood"
    if told["locale"] != locale:
        yield f"answered in: {told['locale']}"
