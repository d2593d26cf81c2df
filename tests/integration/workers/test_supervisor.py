"""systemd hears that we serve, what keeps us from it, and that we still live; who does not listen stops nobody."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import settings
from bot.workers.supervisor import STATUS_EVERY_SECONDS, Supervisor


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    """Return the socket at which systemd listens."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(5)
        yield listener


async def _told(listener: socket.socket) -> str:
    return (await asyncio.to_thread(listener.recv, 4096)).decode()


async def test_systemd_hears_that_we_serve_that_we_live_and_when_we_stop(heard: socket.socket, tmp_path: Path) -> None:
    troubles: list[str] = []
    supervisor = Supervisor(str(tmp_path / "notify"), 0.02)
    async with supervisor.watching(lambda _now: troubles) as serves:
        assert await _told(heard) == "WATCHDOG=1\nSTATUS=serving"
        serves()
        while (told := await _told(heard)) != "READY=1":
            assert told.startswith("WATCHDOG=1")
        # Trouble that a start would not mend is told, and no reason to be started anew.
        troubles.append("The sales chat -1 cannot be reached")
        while "cannot be reached" not in (told := await _told(heard)):
            assert told.startswith("WATCHDOG=1")
    while (told := await _told(heard)) != "STOPPING=1":
        assert told.startswith("WATCHDOG=1")


async def test_a_name_in_the_abstract_space_is_written_with_an_at_sign() -> None:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listener:
        listener.bind(f"\0leadbot-{os.getpid()}")
        listener.settimeout(5)
        Supervisor(f"@leadbot-{os.getpid()}", None).tell("READY=1")
        assert await _told(listener) == "READY=1"


@pytest.mark.parametrize("address", ["", "/nowhere/notify", "@nobody-listens-here", "x" * 300])
async def test_where_nobody_listens_the_bot_goes_on(address: str) -> None:
    async with Supervisor(address, 0.01).watching(lambda _now: ()) as serves:
        serves()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({"WATCHDOG_USEC": "60000000"}, 60.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, 60.0),
        # Meant for whoever has started us.
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "²"}, None),
        ({}, None),
    ],
)
def test_how_long_we_may_be_silent_is_systemds_word(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], seconds: float | None
) -> None:
    for name in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert settings.watchdog_seconds() == seconds


def test_we_speak_twice_as_often_as_we_must() -> None:
    assert Supervisor("", 60.0)._every == STATUS_EVERY_SECONDS
    assert Supervisor("", 4.0)._every == 2.0
