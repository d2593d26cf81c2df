"""The contract with marketing: the contexts, the shipped texts and the documentation say the same."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.contexts import (
    BY_NAME,
    CONTEXTS,
    CardAnswer,
    LeadLine,
    Lift,
    Missing,
    Moment,
    NoteLine,
    Points,
    Reason,
    SaidLine,
    sample,
    variables,
    with_answers,
)
from bot.playbooks import Playbooks, check, load
from bot.playbooks.texts import Text
from bot.rendering import compile_text, plain
from bot.rendering.template_checker import FILTERS
from bot.rendering.templates import MAX_CHARS

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
DOCUMENTATION = (ROOT / "docs" / "texts.md").read_text(encoding="utf-8")

LISTED = {LeadLine, Moment, NoteLine, SaidLine, Lift, Missing, Points, Reason, CardAnswer}
USED = {context for patterns in CONTEXTS.values() for context in patterns.values()} | LISTED
LANGUAGES = ("en", "fr", "es", "sv")
FIELDS = ("company", "email", "phone", "need", "role")
"""Answers that texts of a playbook may name."""
# For businesses that number their leads, show scores, or want to read who did what; the shipped texts need none of it.
FOR_OTHERS = {"Card.lead", "Card.score", "Card.tier_name", "Outcome.rep"}


@cache
def shipped() -> Playbooks:
    return load(TEMPLATES, compile_text=compile_text)


def texts_of(kind: str) -> Iterator[tuple[str, Text]]:
    """Give all shipped texts of a kind of file, by key, in every language."""
    playbooks = shipped()
    of_playbooks = [texts for playbook in playbooks.audiences.values() for texts in playbook.texts.values()]
    found = {"chat": playbooks.chat.values(), "desk": playbooks.desk.values(), "playbook": of_playbooks}[kind]
    for texts in found:
        yield from texts.texts.items()


def matches(key: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", r"[^.]+"), key) is not None


def uses(source: str, name: str) -> bool:
    code = " ".join(re.findall(r"\{\{.*?\}\}|\{%.*?%\}", source, re.DOTALL))
    return re.search(rf"(?<![\w.'\"]){name}\b", code) is not None


def own(context: type) -> list[str]:
    """Return the variables that a context has beside those it shares with others."""
    shared = {name for base in context.__bases__ if base is not object for name in variables(base)}
    return [name for name in variables(context) if name not in shared]


def rows(kind: str) -> list[str]:
    """Return the documentation's table of a kind of file, as the contexts have it."""
    return [
        f"| `{key}` | {context.__name__} | {', '.join(f'`{name}`' for name in variables(context)) or 'none'} |"
        for key, context in CONTEXTS[kind].items()
    ]


def test_the_shipped_templates_have_neither_mistakes_nor_warnings() -> None:
    assert [str(problem) for problem in check(TEMPLATES, compile_text=compile_text)] == []


def test_the_shipped_templates_speak_four_languages_everywhere() -> None:
    playbooks = shipped()
    assert set(playbooks.chat) == set(playbooks.desk) == set(LANGUAGES)
    assert all(set(playbook.texts) == set(LANGUAGES) for playbook in playbooks.audiences.values())


@pytest.mark.parametrize("kind", CONTEXTS)
def test_every_shipped_text_renders_within_telegrams_limit(kind: str) -> None:
    for key, text in texts_of(kind):
        pattern = next((pattern for pattern in CONTEXTS[kind] if matches(key, pattern)), None)
        if pattern:
            names_answers = any(matches(key, each) for each in BY_NAME)
            context = with_answers(CONTEXTS[kind][pattern], FIELDS) if names_answers else CONTEXTS[kind][pattern]
            assert 0 < len(plain(text.render(sample(context)))) <= MAX_CHARS, key


def test_every_variable_is_used_by_a_shipped_text() -> None:
    used = {
        f"{context.__name__}.{name}"
        for kind, patterns in CONTEXTS.items()
        for key, text in texts_of(kind)
        for pattern, context in patterns.items()
        if matches(key, pattern)
        for name in own(context)
        if uses(text.source, name)
    }
    offered = {f"{context.__name__}.{name}" for context in USED - LISTED for name in own(context)}
    assert offered - used <= FOR_OTHERS


@pytest.mark.parametrize("kind", CONTEXTS)
def test_the_documentation_lists_every_text_with_its_variables(kind: str) -> None:
    section = DOCUMENTATION.split(f"<!-- {kind} -->")[1]
    listed = [line for line in section.splitlines() if line.startswith("| `")]
    assert listed == rows(kind)


def test_the_documentation_explains_every_variable() -> None:
    section = DOCUMENTATION.split("<!-- variables -->")[1]
    explained = re.findall(r"^\| `([\w.]+)` \| \S", section, re.MULTILINE)
    assert sorted(explained) == sorted({name for context in USED for name in variables(context)})


def test_the_documentation_lists_every_filter() -> None:
    section = DOCUMENTATION.split("<!-- filters -->")[1]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == FILTERS


@pytest.mark.parametrize("name", sorted(context.__name__ for context in USED))
def test_every_context_says_what_its_own_variables_hold(name: str) -> None:
    (context,) = (context for context in USED if context.__name__ == name)
    assert [variable for variable in own(context) if f"``{variable}``" not in (context.__doc__ or "")] == []
