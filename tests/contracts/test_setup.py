"""Two commands on any machine: which Python `make` takes, what is said where there is none, what tests leave out."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("make", "sh", "rm", "mkdir", "test", "env")
CURE = "apt-get install python3 python3-venv"


class Machine:
    """A machine with nothing on its path but tools and the interpreters that a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.project, self.path = folder / "project", folder / "bin"
        self.project.mkdir()
        self.path.mkdir()
        shutil.copy(ROOT / "Makefile", self.project)
        shutil.copytree(ROOT / ".ci", self.project / ".ci")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.path / tool).symlink_to(found)

    def has(self, name: str, version: tuple[int, int] = (3, 11), *, lacks: str = "") -> Path:
        """Put an interpreter there that says it is of this version; asked for a .venv it leaves its own name in one."""
        poses = f"import sys; sys.version_info = {(*version, 0)}; sys.executable = sys.argv.pop()"
        lacking = f'; sys.modules["{lacks}"] = None' if lacks else ""
        program = f"{poses}{lacking}; exec(sys.argv[1])"
        return self.does(
            name,
            f'if [ "$1" = -m ]; then mkdir -p .venv/bin; echo "$0" > .venv/made-by; exit; fi\n'
            f"exec '{sys.executable}' -c '{program}' \"$2\" \"$0\"",
        )

    def does(self, name: str, script: str) -> Path:
        """Put a program there."""
        program = self.path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return program

    def make(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `make` for the .venv."""
        return subprocess.run(
            [self.path / "make", "-s", ".venv", *arguments],
            cwd=self.project,
            env={"PATH": str(self.path)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    @property
    def made_by(self) -> str:
        """The interpreter that made the .venv."""
        return (self.project / ".venv" / "made-by").read_text().strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        ({"python3.11": (3, 11)}, "python3.11"),
        ({"python3.12": (3, 12)}, "python3.12"),
        ({"python3.14": (3, 14), "python3": (3, 9)}, "python3.14"),
        ({"python3.13": (3, 13), "python3.11": (3, 11), "python3": (3, 13)}, "python3.11"),
        ({"python3": (3, 15)}, "python3"),
        ({"python3": (3, 10), "python": (3, 12)}, "python"),
    ],
)
def test_any_python_from_3_11_on_will_do(machine: Machine, there: dict[str, tuple[int, int]], taken: str) -> None:
    for name, version in there.items():
        machine.has(name, version)
    assert machine.make().returncode == 0
    assert Path(machine.made_by).name == taken


def test_the_python_that_is_named_wins(machine: Machine) -> None:
    machine.has("python3.11")
    mine = machine.has("my own/python3.12", (3, 12))
    assert machine.make(f"PYTHON={mine}").returncode == 0
    assert machine.made_by == str(mine)


def test_a_python_that_does_not_start_or_lacks_modules_is_passed_over(machine: Machine) -> None:
    machine.does("python3.11", 'echo "pyenv: python3.11: command not found" >&2; exit 127')
    machine.has("python3.12", (3, 12), lacks="ensurepip")
    machine.has("python3.13", (3, 13), lacks="sqlite3")
    machine.has("python3.14", (3, 14))
    assert machine.make().returncode == 0
    assert Path(machine.made_by).name == "python3.14"


@pytest.mark.parametrize(
    ("version", "lacks", "found"),
    [
        ((2, 7), "", "python3 is Python 2.7"),
        ((3, 10), "", "python3 is Python 3.10"),
        ((3, 11), "ensurepip", "python3 lacks ensurepip"),
        ((3, 12), "venv", "python3 lacks venv"),
        ((3, 13), "ssl", "python3 lacks ssl"),
    ],
)
def test_where_no_python_will_do_one_sentence_says_what_to_install(
    machine: Machine, version: tuple[int, int], lacks: str, found: str
) -> None:
    machine.has("python3", version, lacks=lacks)
    said = machine.make()
    assert said.returncode != 0
    sentence = said.stderr.splitlines()[0]
    assert f"Leadbot needs Python 3.11 or newer (found {found})" in sentence
    assert CURE in sentence
    assert "PYTHON=" in sentence
    assert "Traceback" not in said.stderr


def test_a_machine_without_any_python_is_told_so(machine: Machine) -> None:
    said = machine.make()
    assert said.returncode != 0
    assert "needs Python 3.11 or newer (found none)" in said.stderr
    assert CURE in said.stderr


def test_a_named_python_that_will_not_do_is_refused_though_another_would(machine: Machine) -> None:
    machine.has("python3.11")
    old = machine.has("old/python3.9", (3, 9))
    said = machine.make(f"PYTHON={old}")
    assert said.returncode != 0
    assert f"found {old} is Python 3.9" in said.stderr


def test_tests_of_the_page_that_could_not_be_tried_are_the_last_thing_said(tmp_path: Path) -> None:
    """No browser on the path, none of Playwright's: nothing fails, and nothing is silent."""
    environment = {**os.environ, "PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}  # noqa: TID251  # all but two of the developer's own
    page = "tests/integration/sandbox/test_page.py"
    words = ["-q", "-p", "no:cacheprovider", page, "-k", "keyboard"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout
    last = ended.stdout.rstrip().splitlines()[-1]
    assert last.startswith(f"NOT TRIED: 1 test of the page in a browser ({page}): no Chromium starts")
    assert "apt-get install chromium" in last
    assert "run this again" in last


def test_the_service_stops_at_a_wrong_setting_and_may_touch_only_its_own_folder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]  # systemd's keys have capitals
    unit.read_string(readme.partition("```ini\n")[2].partition("```")[0])
    service = unit["Service"]
    assert service["RestartPreventExitStatus"] == "2"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert (service["Type"], service["WatchdogSec"]) == ("notify", "60")
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == service["WorkingDirectory"]
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd")
def test_systemd_takes_the_service(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    unit = tmp_path / "leadbot.service"
    text = readme.partition("```ini\n")[2].partition("```")[0]
    # The account and the program of another machine are the only things that may be missing here.
    text = text.replace("User=leadbot\n", "").replace("/srv/leadbot/.venv/bin/leadbot", sys.executable)
    unit.write_text(text, encoding="utf-8")
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if "leadbot.service" in line] == []
