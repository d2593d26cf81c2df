"""Whatever is printed reaches the terminal, however little it can show."""

import io
import json
import sys

import pytest

from bot.cli.any_terminal import print_to_any_terminal

TEXTS = ["Zoë · “hot”", "é 👍 日本", "half a pair \ud83d", "plain"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("text", TEXTS)
def test_what_an_encoding_does_not_have_is_written_as_an_escape_that_json_reads(
    monkeypatch: pytest.MonkeyPatch, encoding: str, text: str
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, errors="strict"))
    print_to_any_terminal()
    print(json.dumps({"name": text}, ensure_ascii=False), flush=True)
    assert json.loads(written.getvalue().decode(encoding)) == {"name": text}


def test_a_process_without_streams_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    print_to_any_terminal()
