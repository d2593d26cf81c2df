"""Slips of the pen that people would read: another tool's variables and formatting, what is unfinished, cut or garbled.

Such a text can be sent, and so goes into force: these are warnings. Since nobody runs `leadbot check` for a comma, they
are told in marketing's chat, too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from bot.contexts import CONTEXTS
from bot.playbooks.languages import language_called
from bot.playbooks.problems import FileProblem
from bot.playbooks.texts import Text
from bot.playbooks.yaml_files import Document, KeyPath
from bot.understanding.language import other_than
from bot.understanding.tokens import fold

_FEWEST_WORDS = 3
"""Shorter texts may well be the same in two languages: "Newsletter", "Contoso & Co"."""
_MOST_NAMED = 3
_LONGEST_SHOWN = 60
_OURS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^<>]*>|https?://[^\s)]+", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\n]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMAND = re.compile(r"(?:^|[\s(«“>])/([a-z]{3,})\b", re.MULTILINE)
_COMMANDS = sorted(
    {
        key.removeprefix("commands.")
        for kind in ("chat", "desk")
        for key in CONTEXTS[kind]
        if key.startswith("commands.")
    }
    | {"start"}
)
_CLOSE = 0.8
"""How near a word must be to a command: "/month" and "/pers" stand behind prices."""
_MARKED = re.compile(r"\s*[^\s:#]+:\s+(?P<lost>[!&][^\s]*)\s+(?P<kept>\S.*)")
"""A text without quotes that begins with ! or &: its first word is lost."""
_CUT = re.compile(r"""\s*(?:-\s+)?(?:[\w.]+:\s+)?(?P<kept>[^\s"'|>\[{#&*!].*?)\s+(?P<lost>\#\S.*)""")


@dataclass(frozen=True, slots=True)
class _Slip:
    """What gives a slip away, and what was meant; groups of ``looks`` may be used in ``meant``."""

    looks: re.Pattern[str]
    meant: str


_SLIPS = (
    _Slip(re.compile(r"\$?\{\s*(?P<it>[^\W\d][\w.]*)\s*\}"), r"{{ \g<it> }}, with two braces on either side"),
    _Slip(re.compile(r"\*\|(?P<it>\w+)\|\*|%%?(?P<too>[^\W\d]\w*)%%?(?!\w)"), "a variable of ours: {{ first_name }}"),
    _Slip(re.compile(r"(?<![\w%])%[sd]\b|\$[a-z_]{3,}\b"), "a variable of ours: {{ first_name }}"),
    _Slip(re.compile(r"\[{1,2}[\w ]*name[\w ]*\]{1,2}", re.IGNORECASE), "a variable of ours: {{ first_name }}"),
    _Slip(re.compile(r"(?<![\w*])\*\*(?P<it>\S(?:[^*\n]*\S)?)\*\*"), r"<b>\g<it></b>"),
    _Slip(re.compile(r"(?<![\w_])__(?P<it>\S(?:[^_\n]*\S)?)__(?![\w_])"), r"<b>\g<it></b>"),
    _Slip(re.compile(r"(?<![\w*])\*(?P<it>[^\s*|](?:[^*\n]*[^\s*|])?)\*(?![\w*])"), r"<b>\g<it></b>"),
    _Slip(re.compile(r"(?<![\w_])_(?P<it>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"), r"<i>\g<it></i>"),
    _Slip(re.compile(r"~~(?P<it>[^~\n]+)~~"), r"<s>\g<it></s>"),
    _Slip(re.compile(r"`(?P<it>[^`\n]+)`"), r"<code>\g<it></code>"),
    _Slip(re.compile(r"\[(?P<it>[^\[\]\n]+)\]\(\s*\S*\)"), r'<a href="...">\g<it></a>'),
    _Slip(re.compile(r"^#{1,6} +(?P<it>.+)", re.MULTILINE), r"<b>\g<it></b>"),
    _Slip(re.compile(r"\\n"), "quotes around the text, or a block below |, for a new line"),
    _Slip(
        re.compile(r"(?i:\blorem ipsum\b)|\b(?:TBD|FIXME|X{3,})\b|\b(?:TODO|DRAFT)\b(?=:)|^TODO\b|_{3,}"),
        "the finished text",
    ),
    _Slip(re.compile(r"\w\?[^\W\d_]"), "the sign that was lost, in a file saved as UTF-8, or a space behind the ?"),
    _Slip(re.compile(r"[^\W\d_][|^~`][^\W\d_]"), "the letters alone"),
    _Slip(re.compile("[\u200b\u2060]"), "the text without this sign, which nobody sees"),
    _Slip(
        re.compile(r"Ã[\x80-\xbf©¨ª«´¶¤¥±¼³º¢¡]|â€[\x80-\xbf™œ“”¦\"]|\ufffd"),
        "the letter itself, in a file saved as UTF-8",
    ),
    _Slip(
        re.compile(r"\A\s*[“„«‹‘](?P<it>[^“”„«»‹›\0]*)[”“»›’]\s*\Z"),
        "straight quotation marks, or none: these are read as part of the text",
    ),
    _Slip(re.compile(r"\A\s*(?:null|NULL|None|nil|~)\s*\Z"), "a text: these words for nothing are read as they stand"),
    _Slip(
        re.compile(r"&(?!(?:lt|gt|amp|quot);)[A-Za-z]{2,8};"),
        "the character itself: of such names Telegram knows only &lt; &gt; &amp; &quot;",
    ),
)


def lint_slips(document: Document, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of what stands in a file's texts as nobody means it to be read."""
    for key, text in texts.items():
        path: KeyPath = tuple(key.split("."))
        if path not in document.lines:
            continue
        plain = _OURS.sub(lambda ours: _NOT_A_LINE_END.sub("\0", ours[0]), text.source)
        for slip in _SLIPS:
            if found := slip.looks.search(plain):
                line = document.starts.get(path, 1) + plain.count("\n", 0, found.start())
                yield _slip(document, path, f'"{_shown(found[0])}" would be read', found.expand(slip.meant), line=line)
    yield from _lint_cut(document, texts)
    yield from _lint_commands(document, texts)
    yield from _lint_buttons(document, texts)


def _shown(found: str) -> str:
    found = re.sub("\0+", "…", found)
    return found if len(found) <= _LONGEST_SHOWN else f"{found[:_LONGEST_SHOWN]}…"


def lint_copies(
    document: Document, language: str, texts: Mapping[str, Text], others: Mapping[str, Mapping[str, Text]]
) -> Iterator[FileProblem]:
    """Warn of texts that say the same, word for word, in another language: ``others`` are those read before."""
    for other, theirs in others.items():
        same = [key for key, text in texts.items() if key in theirs and _is_copied(text.source, theirs[key].source)]
        same = [key for key in same if tuple(key.split(".")) in document.lines]
        if same:
            more = f" and {len(same) - _MOST_NAMED} more" if len(same) > _MOST_NAMED else ""
            found = f"the same words as in {language_called(other)}: {', '.join(same[:_MOST_NAMED])}{more}"
            yield _slip(document, tuple(same[0].split(".")), found, f"words in {language_called(language)}")
            return


def lint_languages(
    document: Document, language: str, texts: Mapping[str, Text], others: Mapping[str, Mapping[str, Text]]
) -> Iterator[FileProblem]:
    """Warn of texts certainly written in another language than their file's, but for what `lint_copies` tells."""
    for key, text in texts.items():
        path: KeyPath = tuple(key.split("."))
        said = other_language(text, language)
        is_told = any(key in theirs and _is_copied(text.source, theirs[key].source) for theirs in others.values())
        if said is not None and path in document.lines and not is_told:
            found = f"reads as {language_called(said)}"
            yield _slip(document, path, found, f"words in {language_called(language)}")


def other_language(text: Text, language: str) -> str | None:
    """Return the language that a text is certainly written in, if it is not this one."""
    return _other_language(text.source, language)


# Most texts are those of the look before.
@lru_cache(maxsize=8192)
def _other_language(source: str, language: str) -> str | None:
    words = _WORD.findall(fold(_OURS.sub(" ", source)))
    return other_than(language, words) if len(words) > _FEWEST_WORDS else None


def _is_copied(source: str, other: str) -> bool:
    return source == other and len(_WORD.findall(_OURS.sub(" ", source))) >= _FEWEST_WORDS


def _lint_cut(document: Document, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of texts without quotes that end before a # with a word behind it: YAML takes the rest for a comment."""
    lines = document.source.splitlines()
    for key in texts:
        path: KeyPath = tuple(key.split("."))
        start = document.starts.get(path)
        if start is not None and (marked := _MARKED.fullmatch(lines[start - 1])):
            found = f'begins with "{marked["lost"]}", which YAML takes for a sign of its own'
            yield _slip(document, path, found, f'quotes around the text: "{marked["lost"]} {marked["kept"]}"')
        cut = _CUT.fullmatch(_last_line(lines, start)) if start is not None else None
        if cut and texts[key].source.rstrip().endswith(cut["kept"]):
            found = f'ends before "{cut["lost"]}", which is read as a comment'
            yield _slip(document, path, found, f'quotes around the text: "{cut["kept"]} {cut["lost"]}"')


def _last_line(lines: list[str], start: int) -> str:
    """Return the last line of an entry that begins in line ``start``: what goes on stands further to the right."""
    last = lines[start - 1]
    margin = len(last) - len(last.lstrip(" "))
    for line in lines[start:]:
        if not line[: margin + 1].isspace():
            break
        last = line
    return last


def _lint_commands(document: Document, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of commands that are nearly one of ours: who taps them is not understood."""
    for key, text in texts.items():
        path: KeyPath = tuple(key.split("."))
        if "/" not in text.source or path not in document.lines:
            continue
        for name in _COMMAND.findall(text.source):
            close = [] if name in _COMMANDS else get_close_matches(name, _COMMANDS, n=1, cutoff=_CLOSE)
            if close:
                yield _slip(document, path, f'"/{name}" is no command', f"/{close[0]}")


def _lint_buttons(document: Document, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of contents whose buttons read the same: they stand one below the other."""
    taken: dict[str, str] = {}
    for key, text in texts.items():
        match key.split("."):
            case ["contents", name, "button"]:
                other = taken.setdefault(" ".join(text.source.split()).casefold(), name)
                if other != name:
                    found = f'"{text.source}" is the button of {other} as well'
                    yield _slip(document, ("contents", name, "button"), found, "another word on each button")


def _slip(document: Document, path: KeyPath, found: str, expected: str, **more: int) -> FileProblem:
    return document.problem(path, found, expected, warning=True, slip=True, **more)
