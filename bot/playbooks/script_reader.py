"""From a ``script.yaml`` to a Script, and from a ``faq.yaml`` to its topics, with every rule that a file can break.

It knows neither lines nor files: a mistake says where in the document it stands.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from babel.numbers import list_currencies

from bot.conditions import Condition
from bot.html import checked_link
from bot.messages import MAX_TAP_BYTES, Act, Tap
from bot.playbooks.condition_reader import ConditionError, read_condition
from bot.playbooks.media import PICTURES
from bot.script import Ask, Closing, Content, Kind, Media, Question, Script, Topic
from bot.signal_kinds import FUNNEL
from scoring.document_reader import Path, Reader, Section, nearest
from scoring.durations import parse_duration
from scoring.errors import Problem
from scoring.model import RANK
from scoring.values import is_number

MAX_CHARS = 1000
PERIODS = ("once", "day", "week", "month", "quarter", "year")
ASKED_BY_THE_BOT = "audience"

_AN_ADDRESS = "a web address that begins with https://"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_EVERY = ("ask", "required", "when")
_MEDIA = ("picture", "document")
_FILE = re.compile(r"\w[\w .()-]*\.\w+")
_DOCUMENTS_BY_ADDRESS = (".pdf", ".zip", ".gif")
"""Telegram fetches no other documents by their address."""
_IN_TEXTS = ("asks", "say", "label")
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    Kind.CHOICE: ("other", "max_chars"),
    Kind.CHOICES: (),
    Kind.MONEY: ("currency", "per", "thousands_below", "min", "max"),
    Kind.NUMBER: ("min", "max"),
    Kind.TEXT: ("max_chars",),
}


def read_script(content: Mapping[object, object], audience: str) -> tuple[Script, list[Problem]]:
    """Return the script that a document describes, and all its mistakes; with any, the script is good for nothing."""
    reader = _ScriptReader()
    return reader.script(content, audience), reader.problems


def read_topics(
    content: Mapping[object, object], *, contents: Container[str] = (), always: tuple[str, ...] = ()
) -> tuple[tuple[Topic, ...], list[Problem]]:
    """Return the topics that a document describes, and all its mistakes.

    ``contents`` are names that topics may not have; of the names in ``always`` there must be topics.
    """
    reader = _ScriptReader()
    section = reader.section(content, (), required=("topics",))
    topics = section.read("topics", lambda v, p: reader.topics(v, p, contents=contents, always=always), ())
    return topics, reader.problems


class _ScriptReader(Reader):
    def script(self, content: object, audience: str) -> Script:
        optional = ("order", "nudge_after", "contents", "closings", "newsletter")
        section = self.section(content, (), required=("questions",), optional=optional)
        order = section.read("order", lambda v, p: self.word(v, p, allowed=("listed", "decisive")), "listed")
        script = Script(
            audience,
            section.read("questions", self.questions, ()),
            section.read("contents", self.contents, ()),
            widest_first=order == "decisive",
        )
        nudge_after = section.read("nudge_after", self.duration, script.nudge_after)
        closings = section.read("closings", self.closings, ())
        newsletter = section.read("newsletter", self.newsletter, None)
        return replace(script, nudge_after=nudge_after, closings=closings, newsletter=newsletter)

    def questions(self, value: object, path: Path) -> tuple[Question, ...]:
        pairs = self.pairs(value, path, expected="a mapping from fields to questions")
        return tuple(self.question(*pair) for pair in pairs)

    def question(self, field: object, value: object, path: Path) -> Question:
        name = self.plain_name(field, path, tap=Tap(Act.ANSWER, (str(field), "")))
        if name == ASKED_BY_THE_BOT:
            self.note(path, field, expected="another name: the bot asks for the audience itself")
        kind = self.kind_of(value)
        known = _OF_KIND.get(kind, ()) if kind else ("options", *(key for keys in _OF_KIND.values() for key in keys))
        required = ("kind", "options") if kind in (Kind.CHOICE, Kind.CHOICES) else ("kind",)
        section = self.section(value, path, required=required, optional=(*_EVERY, *known))
        within = self.within(value)
        least, most = section.read("min", self.amount, None), section.read("max", self.amount, None)
        if least is not None and most is not None and least > most:
            self.note((*path, "max"), most, expected=f"a number that is not below min ({least:g})")
        return Question(
            field=name,
            kind=Kind(section.read("kind", lambda v, p: self.word(v, p, allowed=tuple(Kind)), Kind.TEXT)),
            ask=Ask(section.read("ask", lambda v, p: self.word(v, p, allowed=tuple(Ask)), Ask.DECISIVE)),
            options=section.read("options", lambda v, p: self.options(name, v, p, several=kind == Kind.CHOICES), {}),
            other=section.read("other", self.flag, False),
            currency=section.read("currency", self.currency, "EUR"),
            max_chars=section.read("max_chars", self.max_chars, 200),
            required=section.read("required", self.flag, False),
            when=section.read("when", self.when, None),
            within=within,
            least=least,
            most=most,
            per=section.read("per", lambda v, p: self.word(v, p, allowed=PERIODS), None),
            thousands_below=section.read("thousands_below", self.amount, 0),
        )

    def kind_of(self, value: object) -> str:
        kind = value.get("kind") if isinstance(value, Mapping) else None
        return kind if isinstance(kind, str) and kind in tuple(Kind) else ""

    def within(self, value: object) -> dict[str, timedelta]:
        """Return how far ahead the options of a question reach, where they say so; mistakes are noted by `options`."""
        options = value.get("options") if isinstance(value, Mapping) else None
        if not isinstance(options, Mapping):
            return {}
        reaches = {str(key): parse_duration(reach) for key, reach in options.items() if isinstance(reach, str)}
        return {key: reach for key, reach in reaches.items() if reach}

    def options(self, field: str, value: object, path: Path, *, several: bool = False) -> dict[str, float | None]:
        expected = "at least two options: a list" + ("" if several else ", or a mapping to numbers")
        act, behind = (Act.CHOOSE, ("off",)) if several else (Act.ANSWER, ())
        given: list[tuple[object, float | None, Path]]
        if isinstance(value, Mapping) and not several:
            given = self.option_pairs(value, path, expected=expected)
        else:
            given = [(item, None, at) for item, at in self.items(value, path, expected=expected, least=2)]
        options: dict[str, float | None] = {}
        for option, amount, at in given:
            name = self.plain_name(option, at, tap=Tap(act, (field, str(option), *behind)))
            if name in options:
                self.note(at, option, expected="each option once")
            if amount is not None and amount in options.values():
                self.note(at, amount, expected="a number that no other option stands for")
            options[name] = amount
        return options

    def option_pairs(
        self, value: Mapping[object, object], path: Path, *, expected: str
    ) -> list[tuple[object, float | None, Path]]:
        """Return options with their numbers, or with none where they say how far ahead they reach."""
        pairs = self.pairs(value, path, expected=expected)
        if not any(isinstance(part, str) and parse_duration(part) for _, part, _ in pairs):
            return [(key, self.amount(part, at), at) for key, part, at in pairs]
        reached = timedelta()
        for _, part, at in pairs:
            if part is None:
                continue
            problems = len(self.problems)
            reach = self.duration(part, at)
            if len(self.problems) > problems:
                continue
            if reach <= reached:
                self.note(at, part, expected="longer than the option before")
            reached = reach
        return [(key, None, at) for key, _, at in pairs]

    def amount(self, value: object, path: Path) -> float:
        number = self.number(value, path)
        return int(number) if number.is_integer() else number

    def contents(self, value: object, path: Path) -> tuple[Content, ...]:
        pairs = self.pairs(value, path, expected="a mapping from names to contents")
        return tuple(self.content(*pair) for pair in pairs)

    def content(self, key: object, value: object, path: Path) -> Content:
        name = self.plain_name(key, path, tap=Tap(Act.CONTENT, (str(key),)))
        has_media = isinstance(value, Mapping) and any(kind in value for kind in _MEDIA)
        required, free = ((), ("url",)) if has_media else (("url",), ())
        section = self.section(value, path, required=required, optional=("funnel", *free, "when", *_MEDIA))
        funnel = section.read("funnel", lambda v, p: self.word(v, p, allowed=FUNNEL), "tofu")
        url, when = section.read("url", self.url, ""), section.read("when", self.when, None)
        return Content(name, funnel, url, when, self.media_of(section))

    def newsletter(self, value: object, path: Path) -> str:
        """Read the funnel stage of who subscribes to the newsletter."""
        section = self.section(value, path, required=(), optional=("funnel",))
        return section.read("funnel", lambda v, p: self.word(v, p, allowed=FUNNEL), "tofu")

    def closings(self, value: object, path: Path) -> tuple[Closing, ...]:
        pairs = self.pairs(value, path, expected="a mapping from names to closings")
        closings = [self.closing(*pair) for pair in pairs]
        return tuple(closing for closing in closings if closing)

    def closing(self, key: object, value: object, path: Path) -> Closing | None:
        name = self.plain_name(key, path, tap=Tap(Act.CONTENT, (str(key),)))
        if name in RANK:
            self.note(path, key, expected=f"another name: {name} is the closing of that tier")
        section = self.section(value, path, required=("when",))
        when = section.read("when", self.when, None)
        return Closing(name, when) if when else None

    def topics(
        self, value: object, path: Path, *, contents: Container[str], always: tuple[str, ...]
    ) -> tuple[Topic, ...]:
        pairs = self.pairs(value, path, expected="a mapping from names to topics")
        topics = tuple(self.topic(*pair, contents=contents, always=always) for pair in pairs)
        missing = [name for name in always if name not in {topic.name for topic in topics}]
        for name in missing if isinstance(value, Mapping) else ():
            self.note((*path, name), None, expected=f"the topic {name}: it is always answered")
        return topics

    def topic(
        self, key: object, value: object, path: Path, *, contents: Container[str], always: tuple[str, ...]
    ) -> Topic:
        name = self.plain_name(key, path, tap=Tap(Act.CONTENT, (str(key),)))
        if name in contents:
            self.note(path, key, expected="another name: a content has this one")
        if isinstance(value, Mapping):
            for words in (word for word in _IN_TEXTS if word in value):
                self.note(
                    (*path, words), value[words], expected=f"{words} in texts/<language>.yaml, below topics.{name}"
                )
            value = {part: found for part, found in value.items() if part not in _IN_TEXTS}
        section = self.section(value, path, required=("funnel",), optional=("url", "when", *_MEDIA))
        funnel = section.read("funnel", lambda v, p: self.word(v, p, allowed=FUNNEL), "tofu")
        when = section.read("when", self.when, None)
        if when is not None and name in always:
            section.note("when", expected=f"no condition: {name} is always answered")
        url = section.read("url", self.url, "")
        return Topic(name, funnel, url, when=when, media=self.media_of(section))

    def media_of(self, section: Section) -> Media | None:
        if all(kind in section for kind in _MEDIA):
            section.note("document", expected="a picture or a document, not both")
        found = [section.read(kind, partial(self.media, is_picture=kind == "picture"), None) for kind in _MEDIA]
        return next((each for each in found if each), None)

    def media(self, value: object, path: Path, *, is_picture: bool) -> Media | None:
        """Read where a picture or a document is: one place, or one by language."""
        if not isinstance(value, Mapping):
            place = self.media_place(value, path, is_picture=is_picture)
            return Media(is_picture, (("", place),)) if place else None
        pairs = self.pairs(value, path, expected="a file, or a file for each language", least=1)
        places = [(str(key), self.media_place(part, at, is_picture=is_picture)) for key, part, at in pairs]
        found = tuple((language, place) for language, place in places if place)
        return Media(is_picture, found) if found else None

    def media_place(self, value: object, path: Path, *, is_picture: bool) -> str:
        if isinstance(value, str) and value.startswith("https://") and checked_link(value):
            if is_picture or value.lower().endswith(_DOCUMENTS_BY_ADDRESS):
                return str(value)
            self.note(
                path, value, expected=f"an address that ends in {', '.join(_DOCUMENTS_BY_ADDRESS)}: no other is taken"
            )
        elif isinstance(value, str) and _FILE.fullmatch(value):
            if not is_picture or value.lower().endswith(PICTURES):
                return str(value)
            self.note(path, value, expected=f"a picture that ends in {', '.join(PICTURES)}")
        else:
            self.note(
                path, value, expected="the name of a file in the folder media, or an address that begins with https://"
            )
        return ""

    def plain_name(self, value: object, path: Path, *, tap: Tap) -> str:
        """Return a name that facts and buttons may carry."""
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            self.note(path, value, expected="a name of small letters, digits and _ that begins with a letter")
        elif len(tap.data) > MAX_TAP_BYTES:
            self.note(path, tap.data, expected=f"names so short that a button's data fits in {MAX_TAP_BYTES} bytes")
        return str(value)

    def flag(self, value: object, path: Path) -> bool:
        if not isinstance(value, bool):
            self.note(path, value, expected="true or false")
        return value is True

    def currency(self, value: object, path: Path) -> str:
        codes = list_currencies()
        if isinstance(value, str) and value in codes:
            return value
        self.note(path, value, expected="a currency's code, such as EUR", suggestion=nearest(value, codes))
        return "EUR"

    def max_chars(self, value: object, path: Path) -> int:
        if is_number(value) and 1 <= value <= MAX_CHARS and value == int(value):
            return int(value)
        self.note(path, value, expected=f"a whole number from 1 to {MAX_CHARS}")
        return 1

    def when(self, value: object, path: Path) -> Condition | None:
        try:
            return read_condition(value)
        except ConditionError as error:
            self.problems.append(Problem(path, error.found, error.expected, error.suggestion))
            return None

    def url(self, value: object, path: Path) -> str:
        if isinstance(value, str) and value.startswith(("http://", "https://")) and checked_link(value):
            return value
        spaced = isinstance(value, str) and any(character.isspace() for character in value)
        self.note(path, value, expected="a web address without spaces (%20)" if spaced else _AN_ADDRESS)
        return ""
