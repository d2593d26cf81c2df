"""What is read line by line is read exactly as by all the rules of YAML, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playbooks.simple_yaml import read_simple
from bot.playbooks.yaml_files import parsed_by_grammar

TREE = Path(__file__).parents[2]
SHIPPED = sorted((TREE / "templates").rglob("texts/*.yaml"))


KEYS = [
    'ask', 'no', 'null', 'chat.started', '_x', 'a1', 'A'
]  # fmt: skip
WORDS = [
    'yes', '24', '1.5', 'null', 'why?', 'a-', 'R&D', '50%', '5€', 'a/b', "d'accord", 'it’s', 'été', 'a_b',
    '2026-03-01', '0x1f'
]  # fmt: skip
ENDS = [
    '', '', '', ' ', ' # why', '\n', '\n# so', '\n  # so\n\n'
]  # fmt: skip
ODD = [
    '1,', '~', ':', '#', '?', '-', '&', '*', '!', '%', '+', '“', 'é', 'e\u0301', 'न', '😀', "'", '"', '[', ']', '{',
    '}', '@', '`', '|', '>', '=', '---', '...', '\\', '\\n', '\\t', '\\\\', '\\"', '\\u00e9', '\ufeff', '<<', '1',
    '2.', '.5', 'a:', 'a:b', '\xa0', '\u2028', '\x85', '', '', '', ' ', '  ', '\t', '\n', '\n\n', '\n ', '\n  ',
    '\r\n', ': ', ' #', '# ', ', ', '- ', '? ', '\nask', '\nask: "x"\n'
]  # fmt: skip

words = st.sampled_from([*WORDS, "a few", "how much is it?", '"x"', '"it is: [so]"'])
texts = st.text(st.sampled_from("ab é:#'{}[]%&*,\u00a0😀"), max_size=6)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return a file as it is usually written, but for one thing somewhere in it."""
    lines: list[str] = []

    def entry(key: str, margin: str) -> None:
        match draw(st.sampled_from(["text", "list", "block"] + ["entries"] * (len(margin) < 6))):
            case "text":
                value = '"' + draw(st.sampled_from(["\\n", '\\"'])).join(draw(st.lists(texts, max_size=2))) + '"'
            case "list":
                value = f"[{', '.join(draw(st.lists(words, min_size=1, max_size=3)))}]"
            case "block":
                below = draw(st.lists(texts.map(str.strip) | st.just(""), max_size=2))
                value = "\n".join(["|-", f"{margin}  first", *(f"{margin}  {line}" if line else "" for line in below)])
                lines.append(f"{margin}{key}: {value}")
                return
            case _:
                value = ""
        lines.append(f"{margin}{key}:{' ' * bool(value)}{value}{draw(st.sampled_from(ENDS))}")
        if not value:
            entries(margin + "  ")

    def entries(margin: str) -> None:
        for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True)):
            entry(key, margin)

    entries("")
    written = "\n".join(lines) + "\n"
    at = draw(st.integers(0, len(written)))
    return written[:at] + draw(st.sampled_from(ODD)) + written[at:]


def is_the_same(source: str) -> bool:
    """Return whether a text is read line by line, having made sure that it is read as by the rules."""
    simple = read_simple(source)
    if simple is None:
        return False
    document, problems = parsed_by_grammar(source, as_text=True)
    assert document is not None
    assert not problems
    assert (simple.content, simple.lines, simple.starts) == (document.content, document.lines, document.starts)
    assert list(simple.lines) == list(document.lines)
    return True


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(TREE)))
def test_every_shipped_file_of_texts_is_read_line_by_line(file: Path) -> None:
    assert is_the_same(file.read_text(encoding="utf-8"))


@settings(deadline=None, max_examples=250)
@given(files())
def test_whatever_stands_in_a_file_is_read_as_by_the_rules_or_left_to_them(source: str) -> None:
    is_the_same(source)


@pytest.mark.parametrize(
    "source",
    [
        'ask: "How many?"\n',
        'words: [a few, d\'accord, why not?, "x", R&D, 50%]\n',
        'card: |-\n  one\n\n    two  \n\n# and then\nask: "x"\n',
        'card: |\n  # no comment\nask: "x"',
        'a:\n  b: # why\n    c: "one\\ntwo"\n\n  d: [x]   # so\ne: ""\n',
    ],
)
def test_what_is_written_simply_is_read_line_by_line(source: str) -> None:
    assert is_the_same(source if source.endswith("\n") else f"{source}\n")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# only a comment\n",
        "ask: How many?\n",
        'ask: "x"\nask: "y"\n',
        'ask: "x"\n  why: "y"\n',
        "ask:\n",
        'a:\n    b: "x"\n  c: "y"\n',
        " a: \"x\"\n",
        "words: [one,two]\n",
        "words: []\n",
        "card: |-\n\n  one\n",
        "card: |-\n    one\n  two\n",
        "card: |-\n  one\n \n",
        'ask: "a\tb"\n',
        'ask: "a\u2028b"\n',
        'ask: "a\\u00e9"\n',
        'ask: "x" # why',
        "".join(f"{'  ' * depth}a:\n" for depth in range(11)) + f'{"  " * 11}a: "x"\n',
        f"words: [{', '.join(['x'] * 5_001)}]\n",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_rules(source: str) -> None:
    assert read_simple(source) is None
