"""The stories as they stand in their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "fr", "es", "sv")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a person says or taps, and what a person would take from it."""

    say: str
    tap: str
    to: str
    facts: Mapping[str, list[Any]]
    asks: Sequence[str]
    wish: str
    soon: bool


@dataclass(frozen=True, slots=True)
class Story:
    """One person's conversation."""

    language: str
    who: str
    audience: str
    phone: str
    link: str
    said: tuple[Entry, ...]


@cache
def stories_in(language: str) -> tuple[Story, ...]:
    """Return the stories of a language."""
    content = YAML(typ="safe", pure=True).load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return tuple(_story(language, told) for told in content)


def _story(language: str, told: Mapping[str, Any]) -> Story:
    said = tuple(
        Entry(
            say=str(line.get("say", "")),
            tap=str(line.get("tap", "")),
            to=str(line.get("to", "")),
            facts=line.get("facts", {}),
            asks=line.get("asks", ()),
            wish=str(line.get("wish", "")),
            soon=bool(line.get("soon", False)),
        )
        for line in told["said"]
    )
    phone, link = told.get("phone", language), told.get("link", "")
    return Story(language, told["who"], told["audience"], phone, link, said)
