"""Ctrl-C while a command loads, and while processes are begun."""

import signal
import subprocess
import sys
from multiprocessing import get_context

import pytest

from bot.processes.uninterrupted import uninterrupted_processes


def test_a_process_begun_deaf_does_not_hear_ctrl_c_from_its_first_moment() -> None:
    process = get_context("spawn").Process(target=signal.raise_signal, args=(signal.SIGINT,))
    with uninterrupted_processes():
        process.start()
    process.join()
    assert process.exitcode == 0


def test_ctrl_c_that_comes_while_a_process_is_begun_is_heard_at_the_end() -> None:
    begun = []

    def begin() -> None:
        with uninterrupted_processes():
            signal.raise_signal(signal.SIGINT)
            begun.append("process")

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert begun == ["process"]


INTERRUPTED_WHILE_LOADING = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
sys.argv = ["leadbot", *{words!r}]
from bot.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("typer", ["run"]),
        ("pydantic_settings", ["run"]),
        ("bot.app", ["run"]),
        ("aiogram", ["run"]),
        ("aiogram.types.update", ["run"]),
        ("bot.commands.demo", ["demo"]),
        ("bot.commands.leads", ["leads"]),
        ("ruamel.yaml", ["check"]),
        ("sqlalchemy", ["migrate"]),
        ("bot.commands.backup", ["backup", "copy.db"]),
    ],
)
def test_ctrl_c_while_a_command_loads_ends_it_at_once_and_without_a_traceback(module: str, words: list[str]) -> None:
    environment = {"LEADBOT_TOKEN": "7000001:AAloading-token-that-nobody-else-has-001"}
    environment |= {"LEADBOT_SALES_CHAT": "-1001", "LEADBOT_API_URL": "http://127.0.0.1:1"}
    program = INTERRUPTED_WHILE_LOADING.format(module=module, words=words)
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_ctrl_c_that_is_ignored_stays_ignored_as_under_nohup() -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from bot.commands.interrupts import begin_work, load_quietly\n"
        "load_quietly(); signal.raise_signal(signal.SIGINT); begin_work(); signal.raise_signal(signal.SIGINT)\n"
        "print('on')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "on\n")


def test_ctrl_c_interrupts_work_once_it_has_begun() -> None:
    program = (
        "import signal; from bot.commands.interrupts import load_quietly; load_quietly()\n"
        "from bot.commands.exit_codes import understood\n"
        "understood(lambda: signal.raise_signal(signal.SIGINT))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "interrupted: what was written so far stays" in ended.stderr
