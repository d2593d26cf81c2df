"""Files as hurried hands save them: slips of a line, of a few signs, of a bracket, or of the whole file."""

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

SCRAPS = (
    *(
        "{{ ",
        "}}",
        "{% if x %}",
        "<b>",
        "&",
        "\t",
        "\u00a0",
        "“",
        "#",
        " #",
        ": ",
        "- ",
        '"',
        "'",
        "[",
        "}",
        "ÿ",
        "…",
        "|",
    ),
    *(">", "!", "*", "%", "@", "`", "~", "\u200b", "\u202e", "\ufeff", "\x00", "null", "Ã©", "0x", "1e9", "\r"),
)
BRACKETS = {"{": "[", "}": "]", "[": "(", "]": ")", "(": "{", ")": "}", "<": "(", ">": ")"}
SMART = str.maketrans({'"': "”", "'": "’", "-": "–"})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "mac-roman", "utf-7")

Edit = Callable[[str], str]
Lines = Callable[[list[str], int], list[str]]


def _at(lines: list[str], at: int, *instead: str) -> list[str]:
    return [*lines[:at], *instead, *lines[at + 1 :]]


def _swapped(lines: list[str], at: int, other: int) -> list[str]:
    lines = [*lines]
    lines[at], lines[other] = lines[other], lines[at]
    return lines


LINES: Sequence[Lines] = (
    lambda lines, at: _at(lines, at),
    lambda lines, at: _at(lines, at, lines[at], lines[at]),
    lambda lines, at: _swapped(lines, at, (at + 1) % len(lines)),
    lambda lines, at: _swapped(lines, at, (7 * at + 3) % len(lines)),
    lambda lines, at: _at(lines, at, f" {lines[at]}"),
    lambda lines, at: _at(lines, at, f"    {lines[at]}"),
    lambda lines, at: _at(lines, at, lines[at].removeprefix("  ")),
    lambda lines, at: _at(lines, at, lines[at].lstrip(" ")),
    lambda lines, at: _at(lines, at, lines[at].replace("  ", "\t", 1)),
    lambda lines, at: _at(lines, at, lines[at].replace(" ", "\u00a0", 1)),
    lambda lines, at: _at(lines, at, lines[at].replace('"', "", 1)),
    lambda lines, at: _at(lines, at, lines[at].replace('"', "")),
    lambda lines, at: _at(lines, at, lines[at].translate(SMART)),
    lambda lines, at: _at(lines, at, lines[at].replace(":", "", 1)),
    lambda lines, at: _at(lines, at, lines[at].replace(": ", ":", 1)),
    lambda lines, at: _at(lines, at, lines[at].replace(",", ";")),
    lambda lines, at: _at(lines, at, lines[at].rstrip("\n")),
    lambda lines, at: _at(lines, at, lines[at].upper()),
    lambda lines, at: _at(lines, at, f"# {lines[at]}"),
    lambda lines, at: _at(lines, at, re.sub(r"\d", "", lines[at])),
    lambda lines, at: _at(lines, at, re.sub(r"(\d)", r"0\1", lines[at], count=1)),
    lambda lines, at: _at(lines, at, lines[at][: len(lines[at]) // 2] + "\n"),
    lambda lines, at: _at(lines, at, lines[at][: len(lines[at]) // 2] + '"\n'),
    lambda lines, at: _at(lines, at, "<<<<<<< HEAD\n", lines[at], "=======\n", lines[at].upper(), ">>>>>>> mine\n"),
    lambda lines, at: lines[:at],
    lambda lines, at: lines[at:],
    lambda lines, at: lines[:at] + lines[at + 5 :],
    lambda lines, at: lines + lines[at : at + 5],
)


@st.composite
def _of_lines(draw: st.DrawFn) -> Edit:
    change, place = draw(st.sampled_from(LINES)), draw(st.floats(0, 1, exclude_max=True))

    def edit(source: str) -> str:
        lines = source.splitlines(keepends=True) or [""]
        return "".join(change(lines, int(place * len(lines))))

    return edit


@st.composite
def _of_signs(draw: st.DrawFn) -> Edit:
    """Put something in, take something out, turn a pair around, or take another bracket, at one place."""
    scrap, place = draw(st.sampled_from((*SCRAPS, "", "", ""))), draw(st.floats(0, 1, exclude_max=True))
    kind = draw(st.sampled_from(("put", "lose", "turn", "cut", "bracket")))

    def edit(source: str) -> str:
        at = int(place * len(source))
        before, behind = source[:at], source[at:]
        return {
            "put": before + scrap + behind,
            "lose": before + scrap + behind[1:],
            "turn": before + behind[:2][::-1] + behind[2:],
            "cut": before,
            "bracket": before + re.sub(r"[][{}()<>]", lambda found: BRACKETS[found[0]], behind, count=1),
        }[kind]

    return edit


@st.composite
def saves(draw: st.DrawFn, sources: dict[str, str]) -> tuple[str, bytes]:
    """Return a file's name, and its content after a slip or two, as some editor writes it."""
    file = draw(st.sampled_from(sorted(sources)))
    source = sources[file]
    for edit in draw(st.lists(st.one_of(_of_lines(), _of_signs()), min_size=1, max_size=2)):
        source = edit(source)
    ending = draw(st.sampled_from(("\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r")))
    encoding = draw(st.sampled_from(("utf-8",) * 12 + ENCODINGS))
    return file, source.replace("\n", ending).encode(encoding, errors="replace")
