"""Commands run in this process, as a terminal shows them."""

from dataclasses import dataclass

from typer.testing import CliRunner

from bot.cli import app


@dataclass(frozen=True)
class Terminal:
    """What a command left: its exit code, and what it printed where."""

    code: int
    out: str
    err: str


def run(*words: str) -> Terminal:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Terminal(result.exit_code, result.stdout, result.stderr)


def assert_sentence(terminal: Terminal, *parts: str, code: int = 2) -> None:
    assert terminal.code == code
    assert terminal.out == ""
    for part in parts:
        assert part in terminal.err
    assert "Traceback" not in terminal.err
