"""Reading one YAML file: its content as plain values, and the line of everything in it.

YAML 1.2, so that ``no`` and ``12:30`` stay what they look like. Only the nodes are read, never objects: nothing that
a file says is ever constructed or followed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import count
from math import isfinite
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.playbooks.problems import FileProblem
from bot.playbooks.simple_yaml import read_simple
from bot.playbooks.template_sources import UnreadableError, content_of
from bot.playbooks.yaml_errors import NO_ORDINARY_SPACE, OTHER_SPACES, explained
from scoring.document_reader import describe
from scoring.errors import PathKey, Problem
from scoring.values import show

KeyPath = tuple[PathKey, ...]

MOST_ENTRIES = 20_000
"""The largest shipped file has 700. The parser reads some 8,000 in a second."""
MOST_NESTED = 30
_UNSEEN = re.compile(r"[\ud800-\udfff\u202a-\u202e\ufeff\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
"""Written as escapes in quotes, or by programs: Telegram refuses them, or they turn what follows around."""
_MERGE_MARK = re.compile(r"^(?:[ \t]*(?P<mark>(?:<{7}|>{7}|\|{7})(?=\s|\Z)|(?<![^\n])={7}$))", re.MULTILINE)
"""Git's: editors may have indented those with a name behind them, a line of seven = is one only where it left it."""
_ONE_OF_TWO = "one of the two versions, without the lines that begin with <<<<<<<, ======= and >>>>>>>"
# A leading zero, 0x10, 1_000 and 1e3 are numbers to YAML, though hardly to whoever wrote them.
_PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_TYPES = {f"tag:yaml.org,2002:{name}": name for name in ("str", "int", "float", "bool", "null", "timestamp")}


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its content, and where in the file each key path stands (lines count from 1).

    ``starts`` says where a text itself begins: below its key, if it is written as a block. ``unread`` is what was
    reported as soon as it was read.
    """

    file: str
    source: str
    content: Mapping[Any, Any]
    lines: Mapping[KeyPath, int]
    starts: Mapping[KeyPath, int]
    unread: frozenset[KeyPath] = frozenset()

    def line(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: KeyPath, found: str, expected: str = "", **more: Any) -> FileProblem:
        """Return a problem at a key path."""
        line = more.pop("line", self.line(path))
        return FileProblem(self.file, line, dotted(path), found, expected, **more)

    def located(self, mistake: Problem) -> FileProblem:
        """Return a mistake of the document as a problem of the file."""
        found = f"found {mistake.found}"
        return self.problem(mistake.path, found, mistake.expected, suggestion=mistake.suggestion)


def dotted(path: KeyPath) -> str:
    """Return a key path as people write it."""
    return ".".join(str(key) for key in path)


def read(path: Path, file: str, *, as_text: bool = False) -> tuple[Document | None, tuple[FileProblem, ...]]:
    """Return a file's document, None if it cannot be read at all, and what is wrong with it.

    ``file`` is what problems call it. With ``as_text`` every value is the text as it stands: ``no`` is "no", ``10``
    is "10".
    """
    return read_content(partial(content_of, path, piped=True), file, as_text=as_text)


def read_content(
    content_of_file: Callable[[], bytes], file: str, *, as_text: bool = False
) -> tuple[Document | None, tuple[FileProblem, ...]]:
    """Return the same as ``read``, of a text that was read elsewhere."""
    try:
        content = content_of_file()
        source = content.decode("utf-8-sig")
    except UnreadableError as error:
        return None, (FileProblem(file, 1, "", error.found, error.expected),)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (FileProblem(file, line, "", "not UTF-8", "a file saved as UTF-8"),)
    return _in_file(file, *_parsed(source, as_text))


def read_source(file: str, source: str) -> tuple[Document | None, tuple[FileProblem, ...]]:
    """Return the document that a text is, as if it stood in a file of this name."""
    return _in_file(file, *_parsed(source, as_text=False))


def _in_file(
    file: str, document: Document | None, problems: tuple[FileProblem, ...]
) -> tuple[Document | None, tuple[FileProblem, ...]]:
    """Return the reading of a text as that of a file: copies of one file are parsed once."""
    named = replace(document, file=file) if document else None
    return named, tuple(replace(problem, file=file) for problem in problems)


class _TooMuchError(Exception):
    """A file has more in it than anybody has written by hand."""

    def __init__(self, line: int, found: str, expected: str = "") -> None:
        super().__init__(found)
        self.line = line
        self.found = found
        self.expected = expected


def _bound(composer: Any) -> None:
    """Make the parser count its nodes, and how deep they are nested."""
    compose, found, depth = composer.compose_node, count(1), 0

    def counted(parent: Any, index: Any) -> Any:
        nonlocal depth
        line = int(composer.parser.peek_event().start_mark.line) + 1
        if next(found) > MOST_ENTRIES:
            raise _TooMuchError(line, f"more than {MOST_ENTRIES} entries", "fewer")
        if depth >= MOST_NESTED:
            raise _TooMuchError(line, "too many things nested in one another")
        depth += 1
        try:
            return compose(parent, index)
        finally:
            depth -= 1

    composer.compose_node = counted


@lru_cache(128)
def _parsed(source: str, as_text: bool) -> tuple[Document | None, tuple[FileProblem, ...]]:
    if marked := _MERGE_MARK.search(source):
        found = f'a mark of a merge that is not finished: "{marked["mark"]}"'
        return None, (FileProblem("", source.count("\n", 0, marked.start("mark")) + 1, "", found, _ONE_OF_TWO),)
    if as_text and (simple := read_simple(source)):
        return Document("", source, simple.content, simple.lines, simple.starts), ()
    return parsed_by_grammar(source, as_text=as_text)


def parsed_by_grammar(source: str, *, as_text: bool) -> tuple[Document | None, tuple[FileProblem, ...]]:
    """Return the document that a text is by all the rules of YAML, in a file without a name, and what is wrong."""
    file = ""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        _bound(yaml.composer)
        node = yaml.compose(source)
        if not isinstance(node, MappingNode):
            return None, (FileProblem(file, 1, "", "no mapping", 'lines of the form "key: value"'),)
        plain = _Plain(file, yaml.constructor, as_text)
        content = plain.mapping(node, ())
    except _TooMuchError as error:
        return None, (FileProblem(file, error.line, "", error.found, error.expected),)
    except MarkedYAMLError as error:
        slip = explained(error, source)
        return None, (FileProblem(file, slip.line, "", f"not YAML: {slip.found}", slip.expected),)
    except YAMLError as error:
        at = getattr(error, "position", 0)
        return None, (FileProblem(file, source.count("\n", 0, at) + 1, "", "a character that YAML refuses"),)
    except RecursionError:
        return None, (FileProblem(file, 1, "", "too many things nested in one another"),)
    return Document(file, source, content, plain.lines, plain.starts, frozenset(plain.unread)), tuple(plain.problems)


@dataclass(slots=True)
class _Plain:
    """Turns nodes into plain values, and notes lines and mistakes on the way."""

    file: str
    constructor: Any
    as_text: bool
    lines: dict[KeyPath, int] = field(default_factory=dict)
    starts: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    unread: set[KeyPath] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def wrong(self, node: Node, path: KeyPath, found: str, *, expected: str) -> None:
        self.unread.add(path)
        self.problems.append(FileProblem(self.file, _line(node), dotted(path), found, expected))

    def mapping(self, node: MappingNode, path: KeyPath) -> dict[object, object]:
        content: dict[object, object] = {}
        inner, last = path, None
        for key_node, value_node in node.value:
            if number := _with_decimal_comma(last, key_node, value_node):
                point = number.replace(",", ".")
                self.wrong(key_node, inner, number, expected=f"{point}, if it is one number")
                continue
            last = value_node
            if not isinstance(key_node, ScalarNode):
                expected = "quotes around a text that begins with {"
                self.wrong(key_node, path, "a key that is no word", expected=expected)
                continue
            key = self.key(key_node, path)
            inner = (*path, key if isinstance(key, str | int) else str(key))
            if key in content:
                self.wrong(key_node, inner, "a second entry of this name", expected=f"one (line {self.lines[inner]})")
                continue
            self.lines[inner] = _line(key_node)
            content[key] = self.value(value_node, inner)
        return content

    def key(self, node: ScalarNode, path: KeyPath) -> object:
        name = str(node.value)
        if name == (bare := name.strip(OTHER_SPACES)):
            return self.scalar(node, (*path, _UNSEEN.sub("", name)) if _UNSEEN.search(name) else path)
        self.wrong(node, (*path, bare), NO_ORDINARY_SPACE, expected="ordinary spaces")
        return bare

    def value(self, node: Node, path: KeyPath) -> object:
        if id(node) in self.seen:
            self.wrong(node, path, "an alias (*name)", expected="the value itself")
            return None
        self.seen.add(id(node))
        self.starts[path] = _line(node) + (getattr(node, "style", "") in ("|", ">"))
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return list(self.items(node, path))
        return self.scalar(node, path)

    def items(self, node: SequenceNode, path: KeyPath) -> Iterator[object]:
        for index, item in enumerate(node.value):
            self.lines[(*path, index)] = _line(item)
            yield self.value(item, (*path, index))

    def scalar(self, node: Node, path: KeyPath) -> object:
        kind = _TYPES.get(str(node.tag), "")
        if unseen := _UNSEEN.search(str(node.value)):
            found = f"a character that nobody can see (U+{ord(unseen[0]):04X})"
            self.wrong(node, path, found, expected="the text without it")
            return _UNSEEN.sub("", str(node.value))
        if kind == "null" and (node.value == "" or not self.as_text):
            return None
        if self.as_text or kind in ("str", "timestamp"):
            return str(node.value)
        try:
            value = getattr(self.constructor, f"construct_yaml_{kind}")(node)
        except (AttributeError, ValueError, LookupError, MarkedYAMLError):
            self.wrong(node, path, describe(node.value), expected="a text or a number")
            return None
        if kind in ("int", "float") and isfinite(value) and not _PLAIN_NUMBER.fullmatch(str(node.value)):
            found, expected = f"{node.value}, which is read as {show(value)}", f"{show(value)}, if that is meant"
            self.problems.append(FileProblem(self.file, _line(node), dotted(path), found, expected, warning=True))
        return value


def _with_decimal_comma(before: Node | None, key: Node, value: Node) -> str:
    """Return the number that was meant by the end of an entry and a key without a value: in braces a comma ends it."""
    if before is None or not isinstance(before, ScalarNode) or not isinstance(key, ScalarNode) or value.value != "":
        return ""
    number = f"{before.value},{key.value}"
    adjoins = before.end_mark.index + 1 == key.start_mark.index
    return number if adjoins and _DECIMAL_COMMA.fullmatch(number) else ""


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
