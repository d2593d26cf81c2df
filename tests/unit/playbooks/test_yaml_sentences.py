"""The sentences of ruamel.yaml that `yaml_errors` goes by: a version that words one otherwise fails here."""

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.playbooks.yaml_errors import explained

SENTENCES = [
    ("a:\n\tb: 1\n", "while scanning for the next token", "found character '\\t' that cannot start any token"),
    ("a: %b\n", "while scanning for the next token", "found character '%' that cannot start any token"),
    ('a: "x\nb: 1\n', "while scanning a quoted scalar", "found unexpected end of stream"),
    ("a: {b: 1\n", "while parsing a flow mapping", "expected ',' or '}', but got '<stream end>'"),
    ("a: [b, c\n", "while parsing a flow sequence", "expected ',' or ']', but got '<stream end>'"),
    ("a: {b: 1 c: 2}\n", "while parsing a flow mapping", "expected ',' or '}', but got ':'"),
    ("a: 1\nb\nc: 2\n", "while scanning a simple key", "could not find expected ':'"),
    ('a: "x" y\n', "while parsing a block mapping", "expected <block end>, but found '<scalar>'"),
    ("a:\n  b: 1\n c: 2\n", "while parsing a block mapping", "expected <block end>, but found '<block mapping start>'"),
    ("a:\n  b: 1\n - 2\n", "while parsing a block mapping", "expected <block end>, but found '<block sequence start>'"),
    ("- a\nb: 1\n", "while parsing a block collection", "expected <block end>, but found '?'"),
    ("a: b: c\n", None, "mapping values are not allowed here"),
    ("a: - b\n", None, "sequence entries are not allowed here"),
    ("a: *b\n", None, "found undefined alias 'b'"),
    ('a: "\\q"\n', "while scanning a double-quoted scalar", "found unknown escape character 'q'"),
    ("a: |2 x\n b\n", "while scanning a block scalar", "expected a comment or a line break, but found 'x'"),
]


@pytest.mark.parametrize(("source", "context", "problem"), SENTENCES)
def test_the_parser_says_what_we_go_by(source: str, context: str | None, problem: str) -> None:
    with pytest.raises(MarkedYAMLError) as wrong:
        YAML(typ="safe", pure=True).compose(source)
    assert (wrong.value.context, wrong.value.problem) == (context, problem)
    assert "something else" not in explained(wrong.value, source).expected, "known, and so told in our own words"
