"""A file may say anything: checking it never fails, it only finds mistakes."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playbooks import PlaybookError, check, load
from bot.rendering import compile_text
from tests.unit.playbooks.template_trees import FILES, write

words = "{ } [ ] : - ' \" | ? &a *a %x !!int 1e999 .nan -0 null true tier <b> <<"
signs = ["\n", "  ", "\t", "\u2028", "---\n", "%YAML 1.1\n---\n", "{{ x }}", "9" * 30]
scraps = st.sampled_from([*words.split(), *signs])


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str | bytes | None]:
    """Draw one file of the good tree with a stretch of it replaced by a scrap, or something else altogether."""
    file = draw(st.sampled_from(sorted(FILES)))
    content = FILES[file]
    at = draw(st.integers(0, len(content)))
    to = min(len(content), at + draw(st.integers(0, 12)))
    return {file: draw(st.binary(max_size=40) | scraps.map(lambda scrap: content[:at] + scrap + content[to:]))}


@settings(deadline=None, max_examples=80)
@given(damaged())
def test_whatever_a_file_says_it_is_loaded_or_refused_with_sentences(files: dict[str, str | bytes | None]) -> None:
    """A broken file never goes live, and its mistakes are reported: nothing else ever happens."""
    with tempfile.TemporaryDirectory() as directory:
        tree = write(Path(directory), files)
        said = [str(problem) for problem in check(tree, compile_text=compile_text) if not problem.warning]
        try:
            load(tree, compile_text=compile_text)
            refused = []
        except PlaybookError as error:
            refused = [str(problem) for problem in error.problems]
    assert refused == said
