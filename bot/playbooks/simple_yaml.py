"""YAML as files of texts are written: an entry a line, with a text in quotes, a list of words, a block or more entries.

A parser of all of YAML takes a hundred times as long, which was half of what reading the templates took. What is
written in any other way, or wrongly, is left to that parser: this one must then find nothing, and else the very same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from scoring.errors import PathKey

_Path = tuple[PathKey, ...]

_MOST_ENTRIES, _MOST_NESTED = 5_000, 10
_ORDINARY = re.compile("[\n -~\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_WORD = r"[^\W_](?: ?[\w'’.?/+%€$&-])*"
_ITEM = rf'(?:"[^"\\]*"|{_WORD})'
_ENTRY = re.compile(
    r"(?P<indent> *)(?P<key>[A-Za-z_][A-Za-z0-9_.]*):"
    rf'(?: +(?:"(?P<text>[^"\\]*(?:\\[n"][^"\\]*)*)"|\[(?P<items>{_ITEM}(?:, {_ITEM})*)\]|(?P<block>\|-?)))?'
    r"(?: *| +#.*)"
)
_EACH = re.compile(_ITEM)
_NOTHING = re.compile(r" *(?:#.*)?")


class _OtherwiseError(Exception):
    """Something is written in another way."""


@dataclass(slots=True)
class Simple:
    """What a file says, and where: the line of each key path, and the line in which its value begins."""

    content: dict[object, object] = field(default_factory=dict)
    lines: dict[_Path, int] = field(default_factory=dict)
    starts: dict[_Path, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Level:
    """Entries that stand one below the other."""

    indent: int
    path: _Path
    content: dict[object, object]


def read_simple(source: str) -> Simple | None:
    r"""Return what a file says, all of it as text; None where it is written in any other way.

    >>> read_simple('ask: "How many?"\nwords: [a few, some]\n').content
    {'ask': 'How many?', 'words': ['a few', 'some']}
    >>> read_simple("ask: How many?") is None
    True
    """
    if not source.endswith("\n") or not _ORDINARY.fullmatch(source):
        return None
    reader = _Reader(source.split("\n"))
    try:
        reader.run()
    except _OtherwiseError:
        return None
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Goes through the lines; ``open`` are the entries, as yet without any, to which the next line belongs."""

    source: list[str]
    found: Simple = field(default_factory=Simple)
    levels: list[_Level] = field(default_factory=list)
    open: tuple[_Path, dict[object, object]] | None = None
    at: int = 0

    def run(self) -> None:
        self.open = (), self.found.content
        while self.at < len(self.source):
            line = self.source[self.at]
            self.at += 1
            if not _NOTHING.fullmatch(line):
                self.entry(line)
        if self.open or len(self.found.lines) > _MOST_ENTRIES:
            raise _OtherwiseError

    def entry(self, line: str) -> None:
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            raise _OtherwiseError
        level = self.level(len(entry["indent"]))
        key, path = entry["key"], (*level.path, entry["key"])
        if key in level.content:
            raise _OtherwiseError
        self.found.lines[path] = self.found.starts[path] = self.at
        if entry["text"] is not None:
            level.content[key] = entry["text"].replace("\\n", "\n").replace('\\"', '"')
        elif entry["items"]:
            level.content[key] = list(self.items(entry["items"], path))
        elif entry["block"]:
            self.found.starts[path] += 1
            level.content[key] = self.block(level.indent) + "\n" * (entry["block"] == "|")
        else:
            content: dict[object, object] = {}
            level.content[key] = content
            self.open = path, content

    def level(self, indent: int) -> _Level:
        """Return the entries to which one so far to the right belongs."""
        if self.open:
            self.begin(indent, *self.open)
        while self.levels[-1].indent > indent:
            self.levels.pop()
        if self.levels[-1].indent != indent:
            raise _OtherwiseError
        return self.levels[-1]

    def begin(self, indent: int, path: _Path, content: dict[object, object]) -> None:
        is_inside = indent > self.levels[-1].indent if self.levels else indent == 0
        if not is_inside or len(self.levels) == _MOST_NESTED:
            raise _OtherwiseError
        if path:
            self.found.starts[path] = self.at
        self.levels.append(_Level(indent, path, content))
        self.open = None

    def items(self, written: str, path: _Path) -> Iterator[str]:
        for index, item in enumerate(_EACH.findall(written)):
            self.found.lines[(*path, index)] = self.found.starts[(*path, index)] = self.at
            yield item.strip('"')

    def block(self, indent: int) -> str:
        """Take the lines of a text that stands below its key, further to the right."""
        inside = " " * (indent + 1)
        body = list(takewhile(lambda line: not line or line.startswith(inside), islice(self.source, self.at, None)))
        first = body[0] if body else ""
        margin = first[: len(first) - len(first.lstrip(" "))]
        if any(line and (not line.startswith(margin) or line.isspace()) for line in body) or not first:
            raise _OtherwiseError
        self.at += len(body)
        return "\n".join(line[len(margin) :] for line in body).rstrip("\n")
