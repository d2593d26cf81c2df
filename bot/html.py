"""Telegram's HTML: what its Bot API makes of a text with `parse_mode=HTML`, and how it refuses one.

It knows no messages, no templates and no limits of length. The rules are those of the Bot API's formatting options.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_NAMES = {
    "bold": "b strong",
    "italic": "i em",
    "underline": "u ins",
    "strikethrough": "s strike del",
    "spoiler": "span tg-spoiler",
    "text_link": "a",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "custom_emoji": "tg-emoji",
    "date_time": "tg-time",
}
TYPES = {name: kind for kind, names in _NAMES.items() for name in names.split()}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\v\0"
END = "\0"  # Every search stops here, so that none needs to ask where the text ends.

_REFERENCE = re.compile(r"&(?:#[xX](?P<hex>[0-9a-fA-F]+)|#(?P<dec>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_PLAIN = re.compile(r"[^<&]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINK = re.compile(
    r"(?P<scheme>https?://)?"
    r"(?:(?:[^\s.:/?#@\[\]]+\.)+[^\s.:/?#@\[\]]{2,}\.?|(?:[0-9]{1,3}\.){3}[0-9]{1,3}|\[[0-9a-fA-F:]+\])"
    r"(?::[0-9]{1,5})?(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)
_MENTION = re.compile(r"tg://user\?id=([0-9]{1,18})(?:&.*)?")


class HtmlError(ValueError):
    """A text that Telegram refuses; `at` is the index of the character where the trouble starts."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(f"can't parse entities: {reason}")
        self.reason = reason
        self.at = at


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """Where the stretch ends (exclusive)."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people read it, and its entities in the order of the text, outer ones first."""

    text: str
    entities: tuple[Entity, ...]


@dataclass(slots=True)
class _Tag:
    name: str
    at: int
    offset: int
    begin: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Tag] = field(default_factory=list)
    found: list[Entity] = field(default_factory=list)

    def run(self) -> Formatted:
        while self.at < len(self.source):
            start = self.at
            if self.source[start] == "<":
                self.at += 1
                if self.peek() == "/":
                    self.close_tag(start)
                else:
                    self.open_tag(start)
            else:
                self.out.append(self.text())
                self.offset += utf16_length(self.out[-1])
        if self.open:
            last = self.open[-1]
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{last.name}"', last.at)
        return Formatted("".join(self.out), tuple(_nested_as_allowed(self.found)))

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else END

    def error(self, reason: str, at: int) -> HtmlError:
        return HtmlError(f"{reason} at byte offset {len(self.source[:at].encode())}", at)

    def text(self) -> str:
        """Take the characters up to the next tag or reference, or the one that a reference here stands for."""
        plain = _PLAIN.match(self.source, self.at)
        if plain is None:
            return self.character()
        self.at = plain.end()
        return plain[0]

    def character(self) -> str:
        """Take one character, or the reference to one that stands here."""
        reference = _REFERENCE.match(self.source, self.at) if self.source[self.at] == "&" else None
        character = _referred(reference) if reference else None
        if reference is None or character is None:
            self.at += 1
            return self.source[self.at - 1]
        if _SURROGATE.match(character):
            raise self.error("Text contains invalid Unicode characters after decoding HTML entities", self.at)
        self.at = reference.end()
        return character

    def word(self, stops: str) -> str:
        start = self.at
        while self.peek() not in stops:
            self.at += 1
        return self.source[start : self.at]

    def skip_spaces(self) -> None:
        while self.peek() in SPACES[:-1]:
            self.at += 1

    def open_tag(self, start: int) -> None:
        name = self.word(SPACES + ">").lower()
        if self.peek() == END:
            raise self.error("Unclosed start tag", start)
        if name not in TYPES:
            raise self.error(f'Unsupported start tag "{name}"', start)
        tag = _Tag(name, start, self.offset, len(self.out), dict(self.attributes(name, start)))
        self.at += 1
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise self.error('Tag "span" must have class "tg-spoiler"', start)
        self.open.append(tag)

    def attributes(self, tag: str, start: int) -> Iterator[tuple[str, str]]:
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                return
            name = self.word(SPACES + "=>")
            if not name and self.peek() != END:
                raise self.error(f'Empty attribute name in the tag "{tag}"', start)
            self.skip_spaces()
            if self.peek() not in (END, "="):
                if (tag, name) != ("blockquote", "expandable"):
                    raise self.error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', start)
                yield name, ""
                continue
            self.at += 1
            self.skip_spaces()
            yield name, self.value(start)

    def value(self, start: int) -> str:
        quote, begin = self.peek(), self.at
        if quote in ("'", '"'):
            self.at += 1
            value = ""
            while self.peek() not in (quote, END):
                value += self.character()
            self.at += 1
        else:
            value = self.word(SPACES + ">").lower()
            if not re.fullmatch(r"[a-z0-9.\-]*", value):
                raise self.error("Unexpected end of name token", begin)
        if self.peek() == END:
            raise self.error("Unclosed start tag", start)
        return value

    def close_tag(self, start: int) -> None:
        if not self.open:
            raise self.error("Unexpected end tag", start)
        self.at += 1
        name = self.word(SPACES + ">").lower()
        self.skip_spaces()
        if self.peek() != ">":
            raise self.error("Unclosed end tag", start)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            at = len(self.source[:start].encode())
            raise HtmlError(
                f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", found "</{name}>"', start
            )
        if self.offset > tag.offset:
            self.found.extend(self.entity(tag))

    def entity(self, tag: _Tag) -> Iterator[Entity]:
        kind, at, length = TYPES[tag.name], tag.offset, self.offset - tag.offset
        match kind:
            case "text_link":
                yield from _link(tag.attributes.get("href") or "".join(self.out[tag.begin :]), offset=at, length=length)
            case "custom_emoji":
                emoji = tag.attributes.get("emoji-id", "")
                if not re.fullmatch(r"[0-9]{1,19}", emoji) or int(emoji) == 0:
                    raise HtmlError("Invalid custom emoji identifier specified", tag.at)
                yield Entity(kind, at, length, custom_emoji_id=emoji)
            case "date_time":
                yield _date_time(tag, length)
            case "blockquote":
                yield Entity("expandable_" * ("expandable" in tag.attributes) + kind, at, length)
            case "code" | "pre":
                yield self.code(tag, kind)
            case _:
                yield Entity(kind, at, length)

    def code(self, tag: _Tag, kind: str) -> Entity:
        """`<pre><code class="language-x">` (either way round) is one block with a language."""
        length = self.offset - tag.offset
        language = tag.attributes.get("class", "") if kind == "code" else ""
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        inner = self.found[-1] if self.found else None
        if inner and (inner.offset, inner.length) == (tag.offset, length):
            if kind == "pre" and inner.type == "code" and inner.language:
                return Entity("pre", tag.offset, length, language=self.found.pop().language)
            if kind == "code" and inner.type == "pre" and language:
                self.found.pop()
                return Entity("pre", tag.offset, length, language=language)
        return Entity(kind, tag.offset, length, language=language or None)


def parse(html: str) -> Formatted:
    """Read `html` as Telegram does; raise HtmlError where Telegram refuses it.

    >>> parse("<b>Hi</b> &amp; bye").text
    'Hi & bye'
    >>> parse("<p>Hi</p>")
    Traceback (most recent call last):
    bot.html.HtmlError: can't parse entities: Unsupported start tag "p" at byte offset 0
    """
    if stray := _SURROGATE.search(html):
        raise HtmlError("strings must be encoded in UTF-8", stray.start())
    if "<" not in html and "&" not in html:
        return Formatted(html, ())
    return _Parser(html).run()


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of a text, in which Telegram measures."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_link(url: str) -> str | None:
    """Complete a web or tg: address as Telegram does; None if Telegram would not make it a link."""
    url = url.strip()
    if re.fullmatch(r"(?:tg|ton)://\S+", url, re.IGNORECASE):
        return url
    link = _LINK.fullmatch(url)
    if link is None:
        return None
    return ("" if link["scheme"] else "http://") + url + ("" if link["rest"] else "/")


def _referred(reference: re.Match[str]) -> str | None:
    if reference["name"]:
        return CHARACTERS.get(reference["name"])
    digits, base = (reference["hex"], 16) if reference["hex"] else (reference["dec"], 10)
    code = int(digits, base) if len(digits) < 9 else 0
    return chr(code) if 0 < code < 0x10FFFF else None


def _link(target: str, *, offset: int, length: int) -> Iterator[Entity]:
    mention = _MENTION.fullmatch(target)
    if mention and int(mention[1]):
        yield Entity("text_mention", offset, length, user_id=int(mention[1]))
    elif url := checked_link(target):
        yield Entity("text_link", offset, length, url=url)


def _date_time(tag: _Tag, length: int) -> Entity:
    instant, shape = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
    if not re.fullmatch(r"-?[0-9]{1,10}", instant) or not re.fullmatch(r"r|w?[dD]?[tT]?", shape):
        raise HtmlError("Invalid date and time specified", tag.at)
    return Entity("date_time", tag.offset, length, unix_time=int(instant), date_time_format=shape or None)


def _nested_as_allowed(found: list[Entity]) -> Iterator[Entity]:
    """Leave out what Telegram drops: anything inside code, and a kind inside the same kind."""
    inside: list[Entity] = []
    for entity in sorted(found, key=lambda each: (each.offset, -each.length)):
        inside = [outer for outer in inside if outer.end > entity.offset]
        kind = entity.type.removeprefix("expandable_")
        if any(outer.type.endswith(("code", "pre", kind)) for outer in inside):
            continue
        inside.append(entity)
        yield replace(entity, language=None) if entity.type == "code" else entity
