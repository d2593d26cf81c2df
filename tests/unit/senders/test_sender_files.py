"""What a sender's file says, and what is said of mistakes in it."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.playbooks.senders_reader import read_sender
from bot.playbooks.yaml_files import read_source
from bot.senders import Example, Sender
from bot.web.senders.deliveries import parse
from scoring.errors import Problem
from tests.builders import MONDAY

DOCS = Path(__file__).parents[3] / "docs" / "senders.md"
LEAST: dict[Any, Any] = {"signed": {"by": "token"}, "event": "type", "mail": "email"}


def _read(**more: Any) -> tuple[Sender, list[Problem]]:
    return read_sender("shop", LEAST | dict[Any, Any](more))


def test_what_the_document_shows_is_a_sender_whose_example_says_something() -> None:
    block = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    document, _ = read_source("senders/shop.yaml", block[1])
    assert document is not None
    sender, problems = read_sender("shop", document.content)
    assert problems == []
    assert sender.example is not None
    (event,) = parse(sender, sender.example.body, {}, at=MONDAY).reports
    assert event.identities == ("mail:pia@example.com",)


def test_an_example_is_kept_as_it_is_sent() -> None:
    sender, problems = _read(example={"headers": {"X-Topic": "paid"}, "body": [{"email": "é@example.com", "n": 1}]})
    assert problems == []
    assert sender.example == Example('[{"email": "é@example.com", "n": 1}]'.encode(), {"X-Topic": "paid"})
    form, _ = _read(body="form", example={"body": {"type": "a b", "data": {"email": "p@example.com"}}})
    assert form.example == Example(b"type=a+b&data%5Bemail%5D=p%40example.com")


@pytest.mark.parametrize(
    ("more", "path", "expected"),
    [
        ({"example": {}}, ("example", "body"), ""),
        ({"example": {"body": "paid"}}, ("example", "body"), "as a mapping or a list"),
        ({"example": {"body": {"at": MONDAY}}}, ("example", "body"), "what JSON can say"),
        ({"body": "form", "example": {"body": [1]}}, ("example", "body"), "as a mapping"),
        ({"example": {"body": {}, "headers": {"X Topic": "paid"}}}, ("example", "headers", "X Topic"), "of a header"),
        ({"example": {"body": {}, "headers": {"X-Topic": 7}}}, ("example", "headers", "X-Topic"), "as a text"),
        ({"example": {"body": {}, "header": {}}}, ("example", "header"), ""),
    ],
)
def test_a_mistake_in_an_example_is_named(more: Any, path: tuple[str, ...], expected: str) -> None:
    _, (problem,) = _read(**more)
    assert problem.path == path
    assert expected in problem.expected
