"""One language's texts against the contract: which keys there must be, what each may contain, and how long it may be.

It compiles nothing itself: how a text becomes something that renders is given by the caller.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Protocol

from bot.cleaning import shows_something
from bot.contexts import BY_NAME, CONTEXTS, Static, TextError, Words, sample, with_answers
from bot.html import parse, utf16_length
from bot.playbooks.languages import language_called
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath, dotted
from bot.script import Script
from scoring.document_reader import describe, nearest

LONGEST_LIST = 12
MOST_SUGGESTIONS = 100
"""Each is looked for among all the words of a file."""
_LABEL_CHARS = 40
_MAX_CHARS: Mapping[str, int] = {
    "questions.*.why": 200,
    "commands.*": 256,
    "profile.description": 512,
    "profile.short_description": 120,
    "mydata.caption": 1024,
    "claimed": 200,
    "too_late": 200,
    "outcome_noted": 200,
}
_UNFORMATTED = ("questions.*.why", "profile.*")
_OPTIONAL = ("said", "asked_back", "got_it_again")
_OPTIONAL_SECTION = "read_back"
"""Is never filled in from the shipped texts: it would read back words that stand on none of their buttons."""
OPEN_LISTS = ("signals.*", "reasons.lost.*", "reasons.not_a_fit.*")
"""Where marketing names things of its own, as many as it likes: what it leaves out is not filled in."""
_IN_A_BUTTON = ("reasons.lost.*", "reasons.not_a_fit.*")
_NAME_IN_A_BUTTON = re.compile(r"[a-z0-9_]{1,30}", re.ASCII)
"""The names of these travel in a button's 64 bytes, behind two numbers."""
_SHARED_ONLY = ("questions", "commands", "profile")
_NOTHING_ELSE: Mapping[str, "Text"] = {}
_NO_WORDS_ELSE: Mapping[str, tuple[str, ...]] = {}
_SIGNS = ("{{", "{%", "{#", "<", ">", "&lt;", "&gt;", "&amp;")


class Text(Protocol):
    """A text that renders, as the compiler makes it."""

    @property
    def source(self) -> str:
        """Return the text as marketing wrote it."""

    @property
    def always(self) -> str | None:
        """Return Telegram's HTML where it is the same for everybody; None where it depends on a context."""

    def render(self, context: object) -> str:
        """Return Telegram's HTML."""


Compile = Callable[[str, type], Text]


@dataclass(frozen=True, slots=True)
class Label:
    """A text without variables or formatting."""

    source: str

    @property
    def always(self) -> str:
        """Return the label as HTML."""
        return escape(self.source, quote=False)

    def render(self, _context: object) -> str:
        """Return the label as HTML."""
        return self.always


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the contract says about one text."""

    context: type
    required: bool = True
    max_chars: int | None = None
    formatted: bool = True


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """The texts of one file that are sound, the lists of words, and everything that is wrong.

    ``places`` says in which line of which file a text stands, ``filled`` which were missing and taken from elsewhere.
    """

    texts: Mapping[str, Text]
    words: Mapping[str, tuple[str, ...]]
    problems: tuple[FileProblem, ...]
    places: Mapping[str, str]
    filled: tuple[str, ...] = ()


def leaves(kind: str, script: Script | None = None) -> dict[KeyPath, Leaf]:
    """Return the entries that a file of this kind must and may contain; a playbook's depend on its script.

    Of a chat's file only the topics do.
    """
    table = dict(_expanded(CONTEXTS[kind], script))
    if kind == "playbook" and script is not None:
        answers = tuple(question.field for question in script.questions)
        table |= {path: _naming(leaf, answers) for path, leaf in table.items() if _may_name(path)}
    if kind == "playbook":
        shared = leaves("chat", Script("", ()))
        table |= {path: _optional(leaf) for path, leaf in shared.items() if path[0] not in _SHARED_ONLY}
    return table


def read_texts(
    document: Document,
    table: Mapping[KeyPath, Leaf],
    language: str,
    *,
    compile_text: Compile,
    unsure: Collection[str] = (),
    answers_known: bool = True,
    spare: Mapping[str, Text] = _NOTHING_ELSE,
    spare_words: Mapping[str, tuple[str, ...]] = _NO_WORDS_ELSE,
) -> ReadTexts:
    """Check one language's texts and return those that are sound.

    What ought to be below the keys that are ``unsure`` is not known for certain: nothing is missing or unknown there.
    Without ``answers_known``, texts that may name one are passed over.
    Nor is what ``spare`` or ``spare_words`` has: it is taken from there.
    """
    reader = _Texts(document, table, compile_text, unsure, answers_known)
    reader.branch(document.content, ())
    absent = [dotted(path) for path in reader.absent()]
    filled = tuple(key for key in absent if key in spare or key in spare_words)
    reader.settled.update(path for path in table if dotted(path) in spare or dotted(path) in spare_words)
    missing = reader.missing(language)
    lists = [
        pattern.removesuffix("*") for pattern in OPEN_LISTS if not _begins(reader.texts, pattern.removesuffix("*"))
    ]
    own = {key: text for key, text in spare.items() if key.startswith(tuple(lists))}
    texts = {**reader.texts, **own, **{key: spare[key] for key in filled if key in spare}}
    words = {**reader.words, **{key: spare_words[key] for key in filled if key in spare_words}}
    return ReadTexts(texts, words, (*reader.problems, *missing), reader.places, filled)


def _begins(texts: Mapping[str, Text], prefix: str) -> bool:
    return any(key.startswith(prefix) for key in texts)


def _expanded(patterns: Mapping[str, type], script: Script | None) -> Iterator[tuple[KeyPath, Leaf]]:
    for pattern, context in patterns.items():
        for path in _paths(tuple(pattern.split(".")), script):
            yield path, _leaf(path, context)
    if script is None:
        for pattern, context in patterns.items():
            if pattern in OPEN_LISTS:
                yield tuple(pattern.split(".")), _optional(_leaf(tuple(pattern.split(".")), context))


def _paths(pattern: Sequence[str], script: Script | None) -> list[KeyPath]:
    match pattern:
        case ("signals", *name) if name != ["*"]:
            return [("signals", ".".join(name))]
        case _ if ".".join(pattern) in OPEN_LISTS:
            return []
        case ("questions", "*", part, "*") if script:
            return [
                ("questions", question.field, part, option)
                for question in script.questions
                for option in question.options
            ]
        case ("read_back", "*", "*"):
            asked = script.questions if script else ()
            return [("read_back", question.field, option) for question in asked for option in question.options]
        case ("questions", "*", part) if script:
            return [("questions", question.field, part) for question in script.questions]
        case ("closing", "*"):
            return [("closing", closing.name) for closing in script.closings] if script else []
        case ("contents", "*", part) if script:
            return [("contents", content.name, part) for content in script.contents]
        case ("topics", "*", part):
            return [("topics", topic.name, part) for topic in script.topics] if script else []
    return [tuple(pattern)]


# Every file of every language is asked of the same paths, each time somebody saves one.
@lru_cache(4096)
def _leaf(path: KeyPath, context: type) -> Leaf:
    usual = _LABEL_CHARS if context is Static else None
    limit = next((chars for pattern, chars in _MAX_CHARS.items() if _matches(path, pattern)), usual)
    formatted = not any(_matches(path, pattern) for pattern in _UNFORMATTED)
    is_optional = context is Words or path[-1] in _OPTIONAL or path[0] == _OPTIONAL_SECTION
    required = path[0] == "topics" or not is_optional
    return Leaf(context, required, limit, formatted)


def _may_name(path: KeyPath) -> bool:
    return any(_matches(path, pattern) for pattern in BY_NAME)


def _naming(leaf: Leaf, answers: tuple[str, ...]) -> Leaf:
    return Leaf(with_answers(leaf.context, answers), leaf.required, leaf.max_chars, leaf.formatted)


def _optional(leaf: Leaf) -> Leaf:
    return Leaf(leaf.context, False, leaf.max_chars, leaf.formatted)


def _matches(path: KeyPath, pattern: str) -> bool:
    parts = pattern.split(".")
    return len(parts) == len(path) and all(part in ("*", key) for part, key in zip(parts, path, strict=True))


@dataclass(slots=True)
class _Texts:
    document: Document
    table: Mapping[KeyPath, Leaf]
    compile_text: Compile
    unsure: Collection[str]
    answers_known: bool
    texts: dict[str, Text] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    settled: set[KeyPath] = field(default_factory=set)
    branches: set[KeyPath] = field(init=False)

    def __post_init__(self) -> None:
        self.branches = {path[:depth] for path in self.table for depth in range(len(path))}

    def wrong(self, path: KeyPath, found: str, expected: str = "", *, suggestion: str | None = None) -> None:
        self.problems.append(self.document.problem(path, found, expected, suggestion=suggestion))

    def branch(self, content: object, path: KeyPath) -> None:
        if path in self.document.unread:
            self.settled.add(path)
        elif not isinstance(content, Mapping):
            self.settled.add(path)
            self.wrong(path, f"found {describe(content)}", f"the keys {listed(self.below(path))}")
        else:
            self.entries(content, path)

    def entries(self, content: Mapping[object, object], path: KeyPath) -> None:
        for key, value in content.items():
            inner = (*path, str(key))
            if leaf := self.table.get(inner) or self.table.get((*path, "*")):
                self.settled.add(inner)
                self.named(inner)
                self.leaf(value, inner, leaf)
            elif inner in self.branches:
                self.branch(value, inner)
            else:
                self.unknown(str(key), path)

    def named(self, path: KeyPath) -> None:
        if any(_matches(path, pattern) for pattern in _IN_A_BUTTON) and not _NAME_IN_A_BUTTON.fullmatch(str(path[-1])):
            self.wrong(path, f'"{path[-1]}" as a name', "up to 30 small letters, digits and _, such as too_late")

    def unknown(self, key: str, path: KeyPath) -> None:
        if (*path, key)[0] in self.unsure:
            return
        known = self.below(path)
        unsaid = [name for name in known if (*path, name) not in self.document.lines]
        meant = nearest(key, unsaid) if len(self.problems) < MOST_SUGGESTIONS else None
        if meant:
            self.settled.add((*path, meant))
        expected = f"one of {', '.join(known)}" if len(known) <= LONGEST_LIST else ""
        self.wrong((*path, key), "unknown key", expected, suggestion=meant)

    def below(self, path: KeyPath) -> list[str]:
        depth = len(path)
        keys = (str(each[depth]) for each in self.table if each[:depth] == path)
        return [key for key in dict.fromkeys(keys) if key != "*"]

    def leaf(self, value: object, path: KeyPath, leaf: Leaf) -> None:
        if path in self.document.unread or (not self.answers_known and _may_name(path)):
            return
        if leaf.context is Words:
            self.word_list(value, path)
        elif not isinstance(value, str) or not shows_something(value):
            self.wrong(path, f"found {_shown(value)}", "a text")
        elif leaf.context is Static:
            self.label(value.strip(), path, leaf)
        else:
            self.text(value, path, leaf)

    def label(self, value: str, path: KeyPath, leaf: Leaf) -> None:
        problems = len(self.problems)
        if sign := next((sign for sign in _SIGNS if sign in value), ""):
            self.wrong(path, f'"{sign}" in a label', "plain text, without variables and formatting")
        if "\n" in value:
            self.wrong(path, "a label of several lines", "one line")
        self.length(value, path, leaf)
        if len(self.problems) == problems:
            self.keep(path, Label(value))

    def text(self, value: str, path: KeyPath, leaf: Leaf) -> None:
        try:
            text = self.compile_text(value, leaf.context)
        except TextError as error:
            start = self.document.starts.get(path, 1)
            for each in error.problems:
                line = start + each.line - 1
                more = {"line": line, "suggestion": each.suggestion}
                self.problems.append(self.document.problem(path, each.found, each.expected, **more))
            return
        if leaf.max_chars or not leaf.formatted:
            shown = parse(text.render(sample(leaf.context)))
            self.length(shown.text, path, leaf)
            if shown.entities and not leaf.formatted:
                self.wrong(path, "formatting", "plain text: it is shown where there is none")
        self.keep(path, text)

    def keep(self, path: KeyPath, text: Text) -> None:
        self.texts[dotted(path)] = text
        self.places[dotted(path)] = f"{self.document.file}:{self.document.line(path)}"

    def length(self, shown: str, path: KeyPath, leaf: Leaf) -> None:
        if leaf.max_chars and utf16_length(shown) > leaf.max_chars:
            self.wrong(path, f"{utf16_length(shown)} characters", f"at most {leaf.max_chars}")

    def word_list(self, value: object, path: KeyPath) -> None:
        if not isinstance(value, list):
            self.wrong(path, f"found {describe(value)}", "a list of words: [first, second]")
            return
        for index, word in enumerate(value):
            if not isinstance(word, str) or not shows_something(word):
                self.wrong((*path, index), f"found {_shown(word)}", "a word")
        self.words[dotted(path)] = tuple(word.strip() for word in value if isinstance(word, str))

    def absent(self) -> Iterator[KeyPath]:
        """Yield the texts that there must be and are not."""
        for path, leaf in self.table.items():
            above = [path[:depth] for depth in range(1, len(path) + 1)]
            if leaf.required and path[0] not in self.unsure and not any(part in self.settled for part in above):
                yield path

    def missing(self, language: str) -> Iterator[FileProblem]:
        told: set[KeyPath] = set()
        for path in self.absent():
            above = [path[:depth] for depth in range(1, len(path) + 1)]
            first = next((part for part in above if part not in self.document.lines), path)
            if first not in told:
                told.add(first)
                yield self.document.problem(first, f"missing in {language_called(language)}")


def _shown(value: object) -> str:
    """Return what stands in place of words, for an error line."""
    is_unseen = isinstance(value, str) and value.strip() and not shows_something(value)
    return "signs that nobody can see" if is_unseen else describe(value or None)


def listed(keys: Sequence[str]) -> str:
    """Return keys in a row, as many as one reads."""
    return ", ".join(keys[:LONGEST_LIST]) + (" ..." if len(keys) > LONGEST_LIST else "")
