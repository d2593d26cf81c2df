"""Whether a text's tags fit together whatever its conditions say and however often its loops run.

It walks every way through a text, remembering only which tags are open and which conditions were decided, so that
what passes here is accepted by ``bot.html`` for any values. A tag may be opened under one ``if`` and closed under
another of the same condition.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from jinja2 import nodes

from bot.contexts import TextProblem
from bot.html import TYPES, HtmlError, parse
from scoring.document_reader import nearest

MAX_WAYS = 64
MAX_VISITS = 20_000
"""Ways multiply in loops inside conditions inside loops: four of them took minutes to walk."""

_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_NAME = re.compile(r"</?\s*([^\s>]*)")
_IN_ADDRESS = re.compile(r"<a\s+href\s*=\s*(?:\"[^\"]*|'[^']*)")
_FILLED_IN = re.compile(r"(?:=\s*|://)(?:\"\"|''|\"|')>$")
_IN_REFERENCE = re.compile(r"&(?:#\w*)?$")
_TOO_MANY, _FEWER = "too many conditions with tags inside", "tags that do not depend on so much"
_OFFSET = re.compile(r" at byte offset \d+")
_NEW_LINE = "a new line: \\n in quotes, or a text below |"
_OF_WEB_PAGES = {
    **dict.fromkeys(("br", "p", "div", "hr"), _NEW_LINE),
    **dict.fromkeys(("ul", "ol", "li"), "a line for each, with • in front"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "center"), "<b>...</b>"),
    "img": "a picture: of a content in script.yaml or a topic in faq.yaml",
}
"""What people know from web pages and mails, and how it is said in a chat."""

Known = frozenset[tuple[str, bool]]
"""Conditions (as written) that were decided on the way here."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The tags open at a place, outermost first, and a tag that has begun but not ended."""

    tags: tuple[str, ...] = ()
    begun: str = ""


_Ways = frozenset[tuple[_Open, Known]]


def mistakes(template: nodes.Template) -> list[TextProblem]:
    """Return the mistakes in the tags of a parsed text: what Telegram would refuse."""
    walk = _Walk()
    try:
        ways = walk.through(template.body, frozenset({(_Open(), frozenset[tuple[str, bool]]())}))
    except _TooManyWaysError:
        return [TextProblem(1, _TOO_MANY, _FEWER)]
    if not walk.problems:
        walk.problems += [_left_open(template, way) for way, _ in ways if way != _Open()][:1]
    return walk.problems


class _TooManyWaysError(Exception):
    """There are more ways through a text than can be walked."""


@dataclass(slots=True)
class _Walk:
    problems: list[TextProblem] = field(default_factory=list)
    visits: int = 0

    def wrong(self, line: int, found: str, expected: str = "", *, suggestion: str | None = None) -> None:
        problem = TextProblem(line, found, expected, suggestion)
        if problem not in self.problems:
            self.problems.append(problem)

    def through(self, body: Iterable[nodes.Node], ways: _Ways) -> _Ways:
        for node in body:
            self.visits += len(ways)
            if self.visits > MAX_VISITS:
                raise _TooManyWaysError
            match node:
                case nodes.Output():
                    ways = self.output(node, ways)
                case nodes.If():
                    ways = _joined(self.branch(node, way, known) for way, known in ways)
                case nodes.For():
                    for way in ways:
                        self.loop(node, way)
            if len(ways) > MAX_WAYS:
                self.wrong(node.lineno, _TOO_MANY, _FEWER)
                return frozenset({(_Open(), frozenset())})
        return ways

    def output(self, node: nodes.Output, ways: _Ways) -> _Ways:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                ways = frozenset((self.text(part, way), known) for way, known in ways)
            else:
                for way, _ in ways:
                    self.value(part.lineno, way)
        return ways

    def value(self, line: int, way: _Open) -> None:
        if way.begun and not _IN_ADDRESS.fullmatch(way.begun):
            self.wrong(line, "a variable inside a tag", 'only in a link: <a href="{{ ... }}">')

    def branch(self, node: nodes.If, way: _Open, known: Known) -> _Ways:
        decided = list(islice(_decided(node.test, known), MAX_WAYS + 1))
        if len(decided) > MAX_WAYS:
            self.wrong(node.lineno, "a condition of too many parts", "fewer")
            return frozenset({(way, known)})
        then = self.through(node.body, frozenset((way, now) for truth, now in decided if truth))
        rest = frozenset((way, now) for truth, now in decided if not truth)
        if node.elif_ and rest:
            first, *others = node.elif_
            chain = nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno)
            rest = _joined(self.branch(chain, at, now) for at, now in rest)
        else:
            rest = self.through(node.else_, rest)
        ends = {at for at, _ in then | rest}
        return frozenset({(ends.pop(), known)}) if len(ends) == 1 else then | rest

    def loop(self, node: nodes.For, way: tuple[_Open, Known]) -> None:
        for body in (node.body, node.else_):
            # What a condition says may differ from round to round: nothing learnt outside holds inside.
            for end, _ in self.through(body, frozenset({(way[0], frozenset())})):
                if end != way[0]:
                    self.wrong(node.lineno, "a loop that leaves a tag open or closes one", "both ends inside the loop")

    def text(self, part: nodes.TemplateData, way: _Open) -> _Open:
        html, tags = way.begun + part.data, list(way.tags)
        line, at = part.lineno - way.begun.count("\n"), 0
        for tag in _TAG.finditer(html):
            self.plain(line + html.count("\n", 0, at), html[at : tag.start()])
            self.tag(line + html.count("\n", 0, tag.start()), tag.group(), tags)
            at = tag.end()
        rest, opening, begun = html[at:].partition("<")
        self.plain(line + html.count("\n", 0, at), rest)
        if _IN_REFERENCE.search(part.data):
            found = '"&" right before a variable, a condition or the end'
            self.wrong(line + html.count("\n"), found, "&amp; for the character itself")
        return _Open(tuple(tags), opening + begun)

    def plain(self, line: int, text: str) -> None:
        if "<" in text:
            at = line + text.count("\n", 0, text.index("<"))
            self.wrong(at, '"<" without ">"', "a whole tag, or &lt; for the character itself")
            return
        try:
            parse(text)
        except HtmlError as error:
            self.refused(line + text.count("\n", 0, error.at), error)

    def tag(self, line: int, tag: str, tags: list[str]) -> None:
        name = _name_of(tag)
        if tag.startswith("</"):
            self.closing(line, name, tags)
            return
        if not name:
            self.wrong(line, f"{tag} is no tag", "&lt; and &gt; for the characters themselves")
            return
        tags.append(name)
        try:
            shown = parse(f"{tag}x</{name}>")
        except HtmlError as error:
            self.refused(line, error, name)
        else:
            if not shown.entities and not _FILLED_IN.search(tag):
                self.wrong(line, f"a link that leads nowhere: {tag}", '<a href="https://...">')

    def closing(self, line: int, name: str, tags: list[str]) -> None:
        opened = tags.pop() if tags else ""
        if self.problems:
            return  # What follows a mistake fits nothing.
        if not opened:
            self.wrong(line, f"</{name}> closes nothing", f"<{name}> before it")
        elif name not in ("", opened):
            self.wrong(line, f"</{name}> while <{opened}> is open", f"</{opened}> before it")

    def refused(self, line: int, error: HtmlError, name: str = "") -> None:
        if meant := _OF_WEB_PAGES.get(name.rstrip("/").lower()):
            self.wrong(line, f"<{name}> is for web pages", meant)
        elif name and name not in TYPES:
            self.wrong(line, f"unknown tag <{name}>", ", ".join(TYPES), suggestion=nearest(name, TYPES))
        else:
            self.wrong(line, f"Telegram refuses this: {_OFFSET.sub('', error.reason)}")


def _name_of(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _joined(ways: Iterable[_Ways]) -> _Ways:
    return frozenset().union(*ways)


def _decided(test: nodes.Node, known: Known) -> Iterator[tuple[bool, Known]]:
    """Yield each way in which a condition can turn out, with what is then known."""
    match test:
        case nodes.Not():
            yield from ((not truth, now) for truth, now in _decided(test.node, known))
        case nodes.And() | nodes.Or():
            settles = isinstance(test, nodes.Or)
            for truth, now in _decided(test.left, known):
                yield from [(truth, now)] if truth is settles else _decided(test.right, now)
        case _:
            atom = repr(test)
            answers = [truth for name, truth in known if name == atom] or [True, False]
            yield from ((truth, known | {(atom, truth)}) for truth in answers)


def _left_open(template: nodes.Template, way: _Open) -> TextProblem:
    name = way.tags[-1] if way.tags else ""
    opened = re.compile(rf"<{re.escape(name)}\b" if name else r"<[^<]*$", re.IGNORECASE)
    line = 1
    for part in template.find_all(nodes.TemplateData):
        for found in opened.finditer(part.data):
            line = part.lineno + part.data.count("\n", 0, found.start())
    if way.begun:
        return TextProblem(line, '"<" without ">"', "a whole tag, or &lt; for the character itself")
    always = " in every case" if template.find(nodes.If) else ""
    return TextProblem(line, f"<{name}> is not closed{always}", f"</{name}>")
