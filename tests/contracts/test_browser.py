"""How a browser for the tests of the page is brought: by whoever may, in the way that also brings its libraries."""

import os
import shutil

import pytest

from tests import browser


def _which(*there: str) -> object:
    return lambda name: f"/usr/bin/{name}" if name in there else None


@pytest.mark.parametrize(
    ("user", "there", "ways"),
    [
        (0, ["apt-get"], ["Debian's chromium", "Playwright's own"]),
        (0, [], ["Playwright's own"]),
        (1000, ["apt-get"], ["Playwright's own"]),
        (1000, [], ["Playwright's own"]),
    ],
    ids=["root on Debian", "root elsewhere", "a user on Debian", "a user elsewhere"],
)
def test_the_way_to_a_browser_is_the_first_that_may_be_gone(
    monkeypatch: pytest.MonkeyPatch, user: int, there: list[str], ways: list[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", _which(*there))
    found = dict(browser.ways_to_bring())
    assert [*found] == ways
    for command in found["Playwright's own"]:
        assert ("--with-deps" in command) == ("Debian's chromium" in ways)


def test_a_way_that_fails_says_why_and_the_next_one_is_tried(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def starts() -> bool:
        return False

    monkeypatch.setattr(browser, "_starts", starts)
    failing = [["sh", "-c", "echo no room on this disk >&2; exit 1"]]
    monkeypatch.setattr(browser, "ways_to_bring", lambda: iter([("one", failing), ("two", [["/no/such/program"]])]))
    assert not browser.bring_browser()
    said = capsys.readouterr().out
    assert "no room on this disk" in said
    assert said.count("It did not work") == 2
    assert said.splitlines()[-1] == f"{browser.NONE_STARTS}: {browser.CURE}."
