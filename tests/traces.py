"""Looks for somebody in the bytes of a database's files, as whoever finds the disk would."""

import html
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from storage.sqlite.secure_erase import files_of

Trace = tuple[str, str, str]
"""The file, the word that was found in it, and how it was written there."""


def _written(word: str) -> Mapping[str, bytes]:
    """Return the ways in which a word may stand in a file."""
    return {
        "utf-8": word.encode(),
        "utf-16": word.encode("utf-16-le"),
        "latin-1": word.encode("latin-1", "replace"),
        "json": json.dumps(word)[1:-1].encode(),
        "percent": quote(word).encode(),
        "html": html.escape(word).encode(),
    }


def traces_in(path: Path, words: Iterable[str]) -> set[Trace]:
    """Return where words are in the files of a database."""
    contents = {file.name: file.read_bytes() for file in files_of(path) if file.exists()}
    return {
        (name, word, how)
        for name, content in contents.items()
        for word in words
        for how, written in _written(word).items()
        if written in content
    }
