"""What a mistake of YAML's grammar means to whoever wrote the file: the parser only says where it gave up.

ruamel.yaml has no codes for its mistakes, only English sentences: we go by these, as version 0.19 words them. The lock
pins that version, and a test (``test_yaml_sentences``) fails where another one words them otherwise. A sentence that we
do not know is passed on as it is.
"""

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

_QUOTES = 'quotes around a text that contains ": " or begins with a sign such as { [ * & ! | > @ %'
_ALIGNED = "as many spaces in front as the entry above it has"
_ANYTHING = "something else: look for a missing comma, bracket or quotation mark at this place or before it"
_CLOSED = "a comma or a quotation mark in front of it, or a closing bracket before it"
_BRACKETS = {"while parsing a flow mapping": "}", "while parsing a flow sequence": "]"}
OTHER_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000"
NO_ORDINARY_SPACE = "a non-breaking space (often from Word or a web page)"
_OTHER_SPACE = re.compile(rf"[ \t-]*(?:[\w.-]+:)?[ \t]*[{OTHER_SPACES}]")
_GLUED = re.compile(r"[ -]*(?P<key>[a-z_]+):[^\s/]")
_LAST_WORD = re.compile(r"(?P<before>\S*)(?:\A|\s+)(?P<word>[^\s\[\]{},]+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake of grammar: its line (from 1), and what was found and expected there."""

    line: int
    found: str
    expected: str


def explained(error: MarkedYAMLError, source: str) -> Slip:
    """Return the meaning of the parser's error in a file."""
    found, mark = str(error.problem), error.problem_mark
    if mark is None:
        return Slip(1, found, _ANYTHING)
    lines = source.splitlines()
    before = lines[mark.line][: mark.column] if mark.line < len(lines) else ""
    begun = error.context_mark.line + 1 if error.context_mark else mark.line + 1
    if slip := _invisible(lines, begun, mark.line + 1):
        return slip
    if "'\\t'" in found:
        return Slip(mark.line + 1, "a tab", "spaces in its place" if before.strip() else "spaces to indent with")
    if "end of stream" in found and "quoted" in str(error.context):
        return Slip(begun, "a text that does not end", "a quotation mark after it")
    if "stream end" in found and error.context in _BRACKETS:
        return Slip(begun, "a bracket that is not closed", f"{_BRACKETS[error.context]} after its last entry")
    if found == "could not find expected ':'":
        return Slip(begun, "a line without a colon", '":" after a name, or more spaces in front of a text that goes on')
    return Slip(mark.line + 1, _in_words(found, before, begun), _expected(found, before))


def _in_words(found: str, before: str, begun: int) -> str:
    """Return what was found, in words of ours: ``begun`` is the line in which what it is part of begins."""
    if found.startswith("expected ','"):
        return f"something that does not belong to the entries in brackets that begin in line {begun}"
    if found.startswith("expected <block end>"):
        return "something that does not belong to what stands above it"
    if found.startswith("mapping values"):
        return "a second colon" if ":" in before.rstrip() else "an entry below a finished one, further to the right"
    if found.startswith("sequence entries"):
        return "a - that begins no line"
    if alias := re.fullmatch("found undefined alias '(.*)'", found):
        return f"a text that begins with *{alias[1]}"
    if found.startswith("found unknown escape"):
        return f"a \\ in double quotation marks that means nothing before {found[-2:-1]}"
    if found.startswith("expected a comment"):
        return "something behind the | or > of a text"
    return found


def _invisible(lines: list[str], first: int, last: int) -> Slip | None:
    """Return the slip that nobody sees, in the lines where the parser was at a loss or right above them."""
    for number in range(max(first - 1, 1), min(last, len(lines)) + 1):
        line = lines[number - 1]
        if _OTHER_SPACE.match(line):
            return Slip(number, NO_ORDINARY_SPACE, "ordinary spaces")
        if glued := _GLUED.match(line):
            return Slip(number, f'no space after the colon of "{glued["key"]}"', f"{glued['key']}: ...")
    return None


def _expected(found: str, before: str) -> str:
    if found.startswith("expected ','"):
        return _comma(before) if found.endswith("':'") else _CLOSED
    if found.startswith("expected <block end>"):
        return _block(found)
    if found.startswith("mapping values") and ": " not in before:
        return f'{_ALIGNED}, or quotes around a text that contains ": "'
    if found.startswith("found unknown escape"):
        return "single quotation marks around a text with a \\"
    if found.startswith(
        ("mapping", "sequence entries", "found undefined alias", "found character", "expected a comment")
    ):
        return _QUOTES
    return _ANYTHING


def _block(found: str) -> str:
    """Return the cure where a block ended too soon."""
    if found.endswith("'<scalar>'"):
        return "quotes around the whole text"
    if found.endswith(("'<block mapping start>'", "'<block sequence start>'", "'-'", "'?'")):
        return f"{_ALIGNED}, and a - if that one has it"
    return _ANYTHING


def _comma(before: str) -> str:
    """Return the cure before a colon inside braces or brackets, from its line up to it."""
    last = _LAST_WORD.search(before)
    if last is None:
        return _ANYTHING
    if not before[: last.start("word")].strip():
        return f'a comma or a closing bracket before "{last["word"]}"'
    if last["before"].endswith(":"):
        return _QUOTES
    return f'a comma before "{last["word"]}", or quotes around a text that contains ": "'
