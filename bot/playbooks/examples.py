"""Whole sentences that people type for an option, or for none: the sentence encoder learns from them, rules do not.

They stand in ``examples/<language>.yaml`` of a playbook or of the chat, one a line, and may be left out altogether.
"""

from collections.abc import Mapping

from bot.script import Examples, Script
from scoring.document_reader import describe, nearest
from scoring.errors import Problem

NOTHING = "nothing"
"""Beside a question's options: what says nothing of any of them."""


def read_examples(content: Mapping[object, object], script: Script) -> tuple[Examples, list[Problem]]:
    """Return the sentences of a document by question and option, and all its mistakes."""
    problems: list[Problem] = []
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    questions = {question.field: question for question in script.questions if question.options}
    for field, options in content.items():
        question = questions.get(str(field))
        if question is None or not isinstance(options, Mapping):
            problems.append(_unknown(field, options, (str(field),), "a question with options", list(questions)))
            continue
        known = [*question.options, NOTHING]
        for option, said in options.items():
            if option not in known or not isinstance(said, str):
                problems.append(_unknown(option, said, (str(field), str(option)), "an option with sentences", known))
            else:
                lines = (" ".join(line.split()) for line in said.splitlines())
                found.setdefault(question.field, {})[str(option)] = tuple(dict.fromkeys(line for line in lines if line))
    return found, problems


def _unknown(name: object, value: object, path: tuple[str, ...], expected: str, known: list[str]) -> Problem:
    """Return what is wrong with a name, or with what stands below one that is known."""
    if name in known:
        return Problem(path, describe(value), "sentences, one a line below a |")
    return Problem(path, describe(name), f"{expected}: {', '.join(known)}", nearest(name, known))
