"""`leadbot link`: what it makes, and what it says where it cannot."""

import json
from pathlib import Path

import pytest

from tests.contracts.terminal import assert_sentence, run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_link_to_a_page_of_ours_needs_no_messenger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", "https://leads.example.com/")
    made = json.loads(
        run("link", "--campaign", "spring", "--medium", "email", "--to", "https://example.com/a", "--json").out
    )
    assert made["tracked"] == f"https://leads.example.com/go/{made['id']}"
    assert made["chat"] is None
    (listed,) = json.loads(run("link", "--list", "--json").out)
    assert (listed["campaign"], listed["medium"], listed["target"]) == ("spring", "email", "https://example.com/a")
    assert "spring" in run("link", "--list").out


def test_it_can_be_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", "https://leads.example.com")
    for name, begins in (("a.png", b"\x89PNG"), ("a.SVG", b"<?xml")):
        assert run("link", "--campaign", "fair", "--to", "https://example.com", "--qr", name).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), "--campaign spring"),
        (("--campaign", "spring", "--list"), "--campaign spring"),
        (("--campaign", "spring"), "LEADBOT_TOKEN"),
        (("--campaign", "spring", "--to", "https://example.com"), "LEADBOT_PUBLIC_URL"),
        (("--campaign", "spring", "--qr", "a.gif"), ".png or .svg"),
    ],
)
def test_what_it_cannot_do_is_a_sentence(given: tuple[str, ...], told: str) -> None:
    assert_sentence(run("link", *given), told)


def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", "https://leads.example.com")
    assert_sentence(run("link", "--campaign", "spring", "--to", "example.com"), "example.com is no address")
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", "https://leads.example.com/?a=1")
    assert_sentence(run("link", "--list"), "LEADBOT_PUBLIC_URL", "without ? and #")
