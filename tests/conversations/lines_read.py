"""Tells which of our lines a prospect has read, by the texts as they are shipped: nothing is asked of the bot."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from bot.settings import SHIPPED_TEMPLATES

_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")


def lines_in(text: str) -> set[str]:
    """Return the keys of the lines that a message shows, in whatever language."""
    shown = _folded(text)
    return {key for key, landmark in _landmarks() if landmark in shown}


@cache
def _landmarks() -> tuple[tuple[str, str], ...]:
    """Return each line's key, and the longest stretch of it into which nothing is filled."""
    files = sorted(SHIPPED_TEMPLATES.glob("chat/texts/*.yaml")) + sorted(SHIPPED_TEMPLATES.glob("playbooks/*/texts/*"))
    yaml = YAML(typ="safe", pure=True)
    texts = [text for file in files for text in _texts(yaml.load(file.read_text(encoding="utf-8")), ())]
    return tuple(dict.fromkeys((key, max(map(_folded, _FILLED.split(text)), key=len)) for key, text in texts))


def _texts(content: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        below = (*path, str(key))
        if isinstance(value, Mapping):
            yield from _texts(value, below)
        elif isinstance(value, str):
            yield ".".join(below), value


def _folded(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())
