"""Every reference resolves: rules, decisions, modules and files named in comments, and the links of documents."""

import ast
import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = {"scoring": ROOT / "docs" / "scoring.md", "the conversation": ROOT / "docs" / "conversation.md"}
BROUGHT = {".venv", "node_modules"}
"""Folders of what was brought from elsewhere."""
NUMBERS = r"\d+(?:(?:, | to | and )\d+)*"
RULE = re.compile(rf"\brules? (?P<numbers>{NUMBERS})(?P<of> of (?:{'|'.join(RULES)})\b)?")
DECISION = re.compile(r"(?:\bdecisions? |docs/decisions/)0*(?P<number>\d+)")
DOCUMENT = re.compile(r"\b(?:docs/[\w-]+|README|CHANGELOG)\.md(?:#[\w-]+)?")
NAMED = re.compile(r"`+((?:bot|scoring|storage|tests)(?:\.\w+)+)`+")
PLACE = re.compile(r"\b(?:bot|scoring|storage|templates|tests)/[\w/.*<>-]+")
ELSEWHERE = re.compile(r"\bDESIGN\b|§")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@cache
def _told() -> tuple[tuple[str, str], ...]:
    """Return the docstrings and comments of files that may refer to something, joined to one line each, by place."""
    found: list[tuple[str, str]] = []
    for folder in ("bot", "scoring", "storage", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if BROUGHT.intersection(file.parts):
                continue
            source = file.read_text(encoding="utf-8")
            if not _may_refer(source):
                continue
            found += [(f"{file.relative_to(ROOT)}:{line}", " ".join(text.split())) for line, text in _texts(source)]
    return tuple(found)


def _may_refer(source: str) -> bool:
    """Return whether anything in a file reads like a reference: to take the comments out of all takes seconds."""
    joined = " ".join(source.split())
    return any(pattern.search(joined) for pattern in (RULE, DECISION, DOCUMENT, NAMED, PLACE, ELSEWHERE))


def _texts(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _numbers(text: str) -> Iterator[int]:
    """Give the numbers that "1 to 3 and 7" names."""
    for part in re.split(r", | and ", text):
        first, _, last = part.partition(" to ")
        yield from range(int(first), int(last or first) + 1)


@cache
def _rules(of: str) -> frozenset[int]:
    text = RULES[of].read_text(encoding="utf-8")
    return frozenset(int(number) for number in re.findall(r"^## Rule (\d+): ", text, re.MULTILINE))


@cache
def _anchors(document: Path) -> frozenset[str]:
    """Return the anchors of a document's headings, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def _resolves(target: str, *, within: Path) -> bool:
    path, _, anchor = target.partition("#")
    document = (within.parent / path).resolve() if path else within
    return document.exists() and (not anchor or anchor in _anchors(document))


@pytest.mark.parametrize("of", RULES)
def test_rules_are_numbered_from_one(of: str) -> None:
    assert _rules(of) == frozenset(range(1, len(_rules(of)) + 1))


def test_every_rule_that_the_code_names_is_in_the_documents() -> None:
    wrong = [
        f"{place}: {rule.group()}"
        for place, text in _told()
        for rule in RULE.finditer(text)
        if not rule["of"] or not _rules(rule["of"].removeprefix(" of ")).issuperset(_numbers(rule["numbers"]))
    ]
    assert wrong == []


def test_every_rule_of_scoring_is_named_by_the_code_that_holds_it() -> None:
    named = {
        number
        for place, text in _told()
        if place.startswith(("scoring/", "bot/", "storage/"))
        for rule in RULE.finditer(text)
        if rule["of"] == " of scoring"
        for number in _numbers(rule["numbers"])
    }
    assert _rules("scoring") <= named


def test_every_decision_that_the_code_names_was_recorded() -> None:
    recorded = {int(file.name[:4]) for file in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    wrong = [
        f"{place}: {decision.group()}"
        for place, text in _told()
        for decision in DECISION.finditer(text)
        if int(decision["number"]) not in recorded
    ]
    assert wrong == []


def test_every_document_that_the_code_names_is_there() -> None:
    wrong = [
        f"{place}: {document}"
        for place, text in _told()
        for document in DOCUMENT.findall(text)
        if not _resolves(document, within=ROOT / "README.md")
    ]
    assert wrong == []


def test_no_comment_refers_to_what_is_not_in_the_repository() -> None:
    assert [place for place, text in _told() if ELSEWHERE.search(text) and not place.startswith(_ourselves())] == []


def _ourselves() -> str:
    return str(Path(__file__).relative_to(ROOT))


def test_every_module_function_and_file_that_the_code_names_is_there() -> None:
    wrong = [
        f"{place}: {name}"
        for place, text in _told()
        for name in (*NAMED.findall(text), *PLACE.findall(text))
        if not (_is_file(name) if "/" in name else _is_importable(name))
    ]
    assert wrong == []


def _is_file(name: str) -> bool:
    return bool(set("*<>") & set(name)) or (ROOT / name.rstrip(".")).exists()


def _is_importable(name: str) -> bool:
    module, *rest = name.split(".")
    found: object = importlib.import_module(module)
    for part in rest:
        module = f"{module}.{part}"
        try:
            found = getattr(found, part) if hasattr(found, part) else importlib.import_module(module)
        except ImportError:
            return False
    return True


def test_every_link_of_a_document_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    wrong = [
        f"{document.relative_to(ROOT)}: {link['target']}"
        for document in documents
        for link in LINK.finditer(re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL))
        if "://" not in link["target"] and not _resolves(link["target"], within=document)
    ]
    assert wrong == []
