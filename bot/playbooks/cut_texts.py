"""Texts that somebody cut off while editing: by a lost line, half a paste, a key pressed too often.

No grammar is asked: a text gives itself away beside its likes, the same one in other languages and those of its kind in
the same file. So whoever writes without full stops is left in peace, and whoever forgot one hears of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bot.playbooks.languages import language_called
from bot.playbooks.problems import FileProblem
from bot.playbooks.texts import Text
from bot.playbooks.yaml_files import Document, KeyPath
from bot.understanding.unfinished import breaks_off, said_twice

_REST = "the rest of the sentence: it reads as if it were cut off"
_OURS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCK = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ELSE = re.compile(r"\{% el(?:se|if).*?(?=\{% endif)", re.DOTALL)
"""Of what is said in one case or another, brackets are counted in the first."""
_BEFORE_A_SENTENCE = "¿¡“”«\"'(… \n"
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = re.compile(r"\{\{-?\s*(\w+)")
_COMMAND = re.compile(r"(?<![\w/<])/[a-z_]+")
_ADDRESS_LAST = re.compile(r"(?:(?:^|\s)[/#@]\w+|\S+[@/.]\S+\w)(?:\s\w+)?\Z")
"""A command (with its word), a web address, an e-mail address: a full stop behind them would be taken for a part."""
_OPEN_END = re.compile(r"[^\W_][’']?\Z")
_GOES_ON = tuple(",;–—-([{«&")
_AT_ITS_BEGINNING = re.compile(r"[,;)\]»!?]|[.:%](?![.\w])")
_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_STRAIGHT = re.compile(r'(?<!\d)"')
_OTHERWISE_PAIRED = re.compile(r"[:;]-?[(\[]|„[^“]*“|»[^«]*«")
_SENTENCE_END = re.compile(r"[.!?…:]+(?=[\s)”»]|\Z)|[^\s.!?…:)”»]\s*(?:\n|\Z)")
_LONG_ENOUGH = 12
_TWICE = re.compile(r"\s*(?P<it>\S.{11,}?)\s+(?P=it)\s*", re.DOTALL)
_SENTENCES = re.compile(
    r"questions\.\w+\.(?:ask|why|asked_back)|contents\.\w+\.text|topics\.\w+\.say|closing\.\w+|nudge|greeting"
)
_ALIKE = 0.8
"""How many of its kind must end, or begin, in one way for one that does not to be noticed."""
_FEWEST_ALIKE = 5
_LONG = 40
"""Characters from which half the length says something: shorter words differ that much between languages."""
_MUCH_SHORTER = 0.8
"""Of the shortest of the others: no shipped text with a sentence less is below 0.88."""
_SEVERAL_LINES = 3
_FEWEST_LANGUAGES = 2
"""One other language may say more on purpose; two hardly agree by chance."""
_LONGEST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of one language: those of its file, and what a base has for the same keys."""

    document: Document
    texts: Mapping[str, Text]
    base: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What gives a text away beside its likes.

    ``ends`` and ``begins`` say whether it does so as a sentence, None where that depends on a variable; ``last`` is
    the last sign; ``names`` are the variables and commands in it.
    """

    words: str
    ends: bool | None
    begins: bool | None
    last: str
    names: frozenset[str]

    @property
    def sentences(self) -> int:
        return len(_SENTENCE_END.findall(self.words))

    @property
    def lines(self) -> int:
        return sum(1 for line in self.words.splitlines() if line.strip())


_Told = tuple[str, str]
_Part = Callable[[_Shape], bool | None]
_END: _Part = attrgetter("ends")
_BEGINNING: _Part = attrgetter("begins")


def lint_cut_texts(written: Mapping[str, Written]) -> Iterator[FileProblem]:
    """Warn of texts that end, or begin, in the middle: ``written`` is one folder's in all languages."""
    shapes = {
        language: {key: _shape(text.source) for key, text in each.texts.items()} for language, each in written.items()
    }
    for language, each in written.items():
        own = [key for key in each.texts if tuple(key.split(".")) in each.document.lines]
        likes = {key: _likes(key, language, shapes, each.base) for key in own}
        whole = {part: _is_usual(part, shapes[language], likes) for part in (_END, _BEGINNING)}
        for key in own:
            mine = shapes[language][key]
            told = _broken(each.texts[key].source, language)
            for part in (part for part in whole if whole[part] and not told):
                told = _differing(part, mine) if _is_expected(part, key, likes[key]) else None
            if not told and mine.last == ":" and likes[key] and all(like.last == "." for like in likes[key]):
                told = 'ends in ":", unlike the texts beside it', _REST
            if told := told or _lacking(mine, {other: shapes[other].get(key) for other in shapes if other != language}):
                yield _slip(each.document, tuple(key.split(".")), *told)


def _shape(source: str) -> _Shape:
    plain = _bare(source)
    is_plain = "{" not in plain
    words = plain if is_plain else _OURS.sub("", plain).strip()
    shown = () if is_plain else (f"{{{{ {name} }}}}" for name in _SHOWN.findall(plain))
    names = frozenset((*shown, *(_COMMAND.findall(words) if "/" in words else ())))
    bare = plain if is_plain else _BLOCK.sub("", plain)
    first = bare.lstrip(_BEFORE_A_SENTENCE)[:1]
    begins = None if first in "{" or not first.isalpha() else not first.islower()
    ends = None if bare.endswith("}}") else not _OPEN_END.search(bare) or bool(_ADDRESS_LAST.search(bare))
    return _Shape(words, ends, begins, bare[-1:], names)


def _bare(source: str) -> str:
    return (_TAG.sub("", source) if "<" in source else source).strip()


def _broken(source: str, language: str) -> _Told | None:
    """Return what shows by itself that a text is cut, and what was expected."""
    plain = _OURS.sub("\0", _bare(source)) if "{" in source else _bare(source)
    if plain.endswith(_GOES_ON) and not _OTHERWISE_PAIRED.search(plain):
        return f'ends in "{plain[-1]}"', _REST
    for part in plain.split("\n\n"):
        if last := breaks_off(part, language):
            return f'ends in "{last}"' if part is plain else f'a paragraph ends in "{last}"', _REST
    if _AT_ITS_BEGINNING.match(plain):
        return f'begins with "{plain[0]}"', "the beginning of the sentence"
    if again := said_twice(plain, language):
        return f'"{again} {again}"', f'"{again}" once'
    if plain.find(plain[:_LONG_ENOUGH], 1) > 0 and (twice := _TWICE.fullmatch(plain)):
        return "says the same twice", f'once "{_begin(twice["it"])}"'
    return _unpaired(_OURS.sub("\0", _ELSE.sub("", _bare(source))) if "{% el" in source else plain)


def _unpaired(plain: str) -> _Told | None:
    """Return the bracket or the quotation marks that are opened and never closed."""
    bare = _OTHERWISE_PAIRED.sub("", plain)
    for begin, end in _PAIRS.items():
        if bare.count(begin) > bare.count(end):
            return f'"{begin}" is opened and never closed', f'"{end}" behind it, or neither'
    if '"' in bare and len(_STRAIGHT.findall(bare)) % 2:
        return 'one " without another', 'two of ", or neither'
    if bare.count("**") % 2:
        return '"**" would be read', "<b>...</b>"
    if stray := next((sign for sign in ("{{", "}}", "{%", "%}", "{", "}") if sign in bare), ""):
        return f'"{stray}" would be read', "a variable in two braces on either side: {{ first_name }}"
    return None


def _likes(
    key: str, language: str, shapes: Mapping[str, Mapping[str, _Shape]], base: Mapping[str, Text]
) -> tuple[_Shape, ...]:
    """Return the same text in other languages; where there are none, the base's."""
    others = tuple(theirs[key] for other, theirs in shapes.items() if other != language and key in theirs)
    return others or ((_shape(base[key].source),) if key in base else ())


def _is_expected(part: _Part, key: str, likes: Sequence[_Shape]) -> bool:
    """Return whether a text's likes are whole; where it has none, whether its kind is."""
    return all(map(part, likes)) if likes else bool(_SENTENCES.fullmatch(key))


def _is_usual(part: _Part, mine: Mapping[str, _Shape], likes: Mapping[str, Sequence[_Shape]]) -> bool:
    """Return whether one file's texts are whole where that is expected of them, nearly all."""
    whole = [part(mine[key]) is not False for key in likes if _is_expected(part, key, likes[key])]
    return len(whole) >= _FEWEST_ALIKE and sum(whole) >= _ALIKE * len(whole)


def _differing(part: _Part, mine: _Shape) -> _Told | None:
    if part(mine) or (part is _BEGINNING and part(mine) is None):
        return None
    if part is _END:
        return "ends without a full stop or a question mark, unlike the texts beside it", _REST
    return f'begins in the middle of a sentence: "{_begin(mine.words)}"', "its beginning"


def _lacking(mine: _Shape, others: Mapping[str, _Shape | None]) -> _Told | None:
    """Return what the same text has in all other languages and here has not."""
    theirs = {language: shape for language, shape in others.items() if shape}
    if not theirs:
        return None
    shortest = min(theirs, key=lambda language: len(theirs[language].words))
    if len(theirs[shortest].words) >= max(_LONG, 2 * len(mine.words) + 1):
        return f"less than half as long as in {language_called(shortest)}", "all of it"
    is_shorter = _LONG <= len(theirs[shortest].words) > len(mine.words) / _MUCH_SHORTER
    if is_shorter and mine.sentences < min(shape.sentences for shape in theirs.values()):
        return f"fewer sentences than in {language_called(shortest)}, and much shorter", "all of it"
    if len(theirs) < _FEWEST_LANGUAGES:
        return None
    if lost := frozenset.intersection(*(shape.names for shape in theirs.values())) - mine.names:
        return f"lacks {', '.join(sorted(lost))}, which all other languages have", "all of it"
    lines = {shape.lines for shape in theirs.values()} if "\n" in theirs[shortest].words else set[int]()
    if len(lines) == 1 and max(lines) >= max(_SEVERAL_LINES, mine.lines + 1):
        return f"{mine.lines} of {max(lines)} lines", "all of them, as in the other languages"
    return None


def _begin(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def _slip(document: Document, path: KeyPath, found: str, expected: str) -> FileProblem:
    return document.problem(path, found, expected, warning=True, slip=True)
