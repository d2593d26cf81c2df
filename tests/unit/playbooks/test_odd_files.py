"""Files of templates that are none, or more than any: each is a plain mistake, none is waited for."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest

from bot.playbooks import check, is_folder, load_model
from bot.playbooks.languages import MOST_LANGUAGES
from bot.playbooks.yaml_files import MOST_ENTRIES, read_source
from bot.rendering import compile_text
from tests.unit.playbooks.template_trees import FILES, MODEL, write

CHAT = "chat/texts/en.yaml"
AT_ONCE = 15.0
"""Seconds: what is found here took minutes, or for ever."""


def said(folder: Path) -> list[str]:
    return [str(problem) for problem in check(folder, compile_text=compile_text)]


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener, chdir(path.parent):  # its path must be short
        listener.bind(path.name)


ODDITIES: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (os.mkfifo, "unreadable: a pipe, expected a file"),
    "folder": (Path.mkdir, "unreadable: a folder, expected a file"),
    "socket": (_socket, "unreadable: a socket, expected a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "unreadable: a device, expected a file"),
    "loop": (lambda path: path.symlink_to(path), "unreadable: Too many levels of symbolic links"),
    "link to nothing": (lambda path: path.symlink_to(path.with_name("gone")), "missing file"),
}


@pytest.mark.parametrize("kind", ODDITIES)
def test_what_is_no_file_is_a_mistake_and_never_waited_for(tmp_path: Path, kind: str) -> None:
    folder = write(tmp_path)
    (folder / CHAT).unlink()
    make, found = ODDITIES[kind]
    make(folder / CHAT)
    assert said(folder) == [f"{CHAT}:1  {found}"]


@pytest.mark.parametrize("audience", ["b2b", "b2c"])
@pytest.mark.parametrize("kind", ["pipe", "loop", "link to nothing"])
def test_an_audience_that_is_no_folder_is_a_mistake_and_not_given_up(tmp_path: Path, audience: str, kind: str) -> None:
    folder = write(tmp_path)
    shutil.rmtree(folder / "playbooks" / audience)
    ODDITIES[kind][0](folder / "playbooks" / audience)
    assert said(folder) == [f"playbooks/{audience}:1  no folder that can be read, expected a folder"]


@pytest.mark.parametrize("name", [b"\xff\xfe.yaml", b"f\nr.yaml", b"fr\x1b[31m.yaml", "f\u202er.yaml".encode()])
def test_names_of_files_are_shown_on_one_line_whatever_is_in_them(tmp_path: Path, name: bytes) -> None:
    folder = write(tmp_path)
    with open(os.path.join(os.fsencode(folder / "chat/texts"), name), "w", encoding="utf-8"):
        pass
    (problem,) = said(folder)
    assert problem.startswith("chat/texts/")
    assert "unknown language" in problem
    assert problem.isprintable()
    assert problem.encode()


@pytest.mark.parametrize("mode", [0, 0o400, 0o100])
def test_a_folder_that_may_not_be_entered_is_a_mistake_in_a_sentence(tmp_path: Path, mode: int) -> None:
    assert said(write(tmp_path)) == [], "Python loads on first use what nobody may read"
    with _unprivileged() as place:
        folder = write(place / "mine")
        (folder / "playbooks/b2b").chmod(mode)
        assert said(folder) == ["playbooks/b2b:1  no folder that can be read, expected a folder"]
        (folder / "playbooks/b2b").chmod(0o700)
        folder.chmod(mode)
        assert not is_folder(folder)
        folder.chmod(0o700)


@contextmanager
def _unprivileged() -> Iterator[Path]:
    """Give a folder to work in as somebody for whom permissions count: nobody, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    folder = Path(tempfile.mkdtemp(prefix="leadbot-"))
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_a_large_file_is_not_read_before_it_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    with (folder / CHAT).open("wb") as file:
        file.truncate(2**40)
    (problem,) = said(folder)
    assert problem == f"{CHAT}:1  {2**40} bytes, expected at most 500000"


def test_a_pipe_that_was_named_by_hand_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "model.yaml"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_text(MODEL, encoding="utf-8")
        os._exit(0)
    assert load_model(pipe).audience == "b2b"
    os.wait()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a: " + "[" * 400_000, "too many things nested in one another"),
        ("a: " + "{a: " * 10_000, "too many things nested in one another"),
        ("".join(f"{' ' * depth}k:\n" for depth in range(400)), "too many things nested in one another"),
        ("a: [" + "b," * 200_000 + "]", f"more than {MOST_ENTRIES} entries"),
        ("".join(f"k{number}: 1\n" for number in range(30_000)), f"more than {MOST_ENTRIES} entries"),
        ("a: &a [x, x]\nb: [" + "*a," * 100_000 + "]", f"more than {MOST_ENTRIES} entries"),
        ("? " * 100_000, "too many things nested in one another"),
    ],
)
def test_a_file_that_would_take_for_ever_is_refused_at_once(source: str, found: str) -> None:
    began = time.thread_time()
    document, problems = read_source("business.yaml", source)
    assert document is None
    assert [problem.found for problem in problems] == [found]
    assert time.thread_time() - began < AT_ONCE


def test_aliases_of_aliases_of_aliases_are_never_followed() -> None:
    """Two to the power of 200 values, if anybody would."""
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 200))
    _, problems = read_source("business.yaml", bomb)
    assert {problem.found for problem in problems} == {"an alias (*name)"}


def test_thousands_of_wrong_words_are_told_without_looking_each_up(tmp_path: Path) -> None:
    wrong = "".join(f"greetin{number}: Hi\n" for number in range(5_000))
    rules = "".join(f"  - {{field: rol{number}, points: {{founder: 1}}, foo: 1}}\n" for number in range(1_000))
    folder = write(
        tmp_path, {CHAT: FILES[CHAT] + wrong, "playbooks/b2b/model.yaml": MODEL.replace("fit:\n", f"fit:\n{rules}")}
    )
    began = time.thread_time()
    assert len(said(folder)) > 6_000
    assert time.thread_time() - began < 2 * AT_ONCE


def test_there_are_only_so_many_languages(tmp_path: Path) -> None:
    from babel import localedata

    codes = [code for code in localedata.locale_identifiers() if "_" not in code][: MOST_LANGUAGES + 10]
    folder = write(tmp_path, {f"chat/texts/{code}.yaml": "a: b\n" for code in codes if code != "en"})
    assert any(line.endswith(f"languages, expected at most {MOST_LANGUAGES}") for line in said(folder))
