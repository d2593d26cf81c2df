"""The container's steps, taken in bare folders: what it copies, what it installs, and the bot that runs from there.

Where a container engine is to be had, `docker build .` takes the very same ones.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fnmatch import fnmatch
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.clock import utc_now
from bot.sandbox.app import create_app
from bot.sandbox.client import SandboxClient
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from tests.journeys.life import START_WITHIN, TOKEN, free_port

pytestmark = [pytest.mark.container, pytest.mark.timeout(1_200)]
ROOT = Path(__file__).parents[2]
TOOLS_OF_DEVELOPERS = ("pytest", "mypy", "ruff", "hypothesis", "playwright", "hatchling", "build", "pip")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the bot was installed from what the container is given."""
    context, folder = tmp_path_factory.mktemp("src"), tmp_path_factory.mktemp("opt") / "leadbot"
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    given = [line.removeprefix("!") for line in lines if line.startswith("!")]
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        if any(name == each or name.startswith(f"{each}/") or fnmatch(name, each) for each in given):
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            (context / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(["sh", ".ci/install", str(folder), sys.executable], cwd=context, check=True)
    return folder


def test_only_what_the_bot_needs_to_run_is_installed(installed: Path) -> None:
    (packages,) = installed.glob("lib/python3*/site-packages")
    there = {each.name.partition("-")[0].lower() for each in packages.iterdir()}
    assert {"bot", "scoring", "storage", "templates", "aiogram"} <= there
    assert not there & set(TOOLS_OF_DEVELOPERS)
    assert not (packages / "tests").exists()


async def test_the_wheel_runs_the_demo_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    async with _running(installed, "demo", folder=tmp_path, LEADBOT_HTTP_PORT=str(free_port())) as (_, said):
        line = await said("Open http://127.0.0.1:")
        page = await asyncio.to_thread(urlopen, line.split()[1])
        assert page.status == 200
    assert list(tmp_path.iterdir()) == []


async def test_the_bot_runs_as_in_the_container_and_its_health_check_tells_how_it_is(
    installed: Path, tmp_path: Path
) -> None:
    port = str(free_port())
    async with serve(create_app(World(utc_now))) as served, SandboxClient(served.url) as sandbox:
        await sandbox.bot(TOKEN)
        sales = await sandbox.group("Sales", members=[await sandbox.person("Bo")])
        settings = {
            "LEADBOT_TOKEN": TOKEN,
            "LEADBOT_SALES_CHAT": str(sales.id),
            "LEADBOT_API_URL": served.url,
            "LEADBOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/leadbot.db",
            "LEADBOT_HTTP_HOST": "0.0.0.0",
            "LEADBOT_HTTP_PORT": port,
        }
        before = await asyncio.to_thread(_health, installed, settings)
        assert before.returncode == 75
        assert f"no bot answers at http://127.0.0.1:{port}/health" in before.stderr
        async with _running(installed, "run", "--json", folder=tmp_path, **settings) as (process, said):
            await said("ready")
            assert (await asyncio.to_thread(_health, installed, settings)).stdout == "ok\n"
            await sales.remove_bot()
            async with asyncio.timeout(60):
                while (red := await asyncio.to_thread(_health, installed, settings)).returncode == 0:  # noqa: ASYNC110
                    await asyncio.sleep(1)
            assert red.returncode == 1
            assert red.stdout.startswith(f"failing\nThe sales chat {sales.id} cannot be reached")
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    assert (tmp_path / "leadbot.db").stat().st_mode & 0o777 == 0o600


def _health(installed: Path, settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [str(installed / "bin" / "leadbot"), "health"]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False, cwd="/")


@asynccontextmanager
async def _running(installed: Path, *words: str, folder: Path, **settings: str) -> AsyncIterator[tuple]:  # type: ignore[type-arg]
    """Run a command from a folder; what is given beside it waits for a line that begins so."""
    out = asyncio.subprocess.PIPE
    environment = {"PATH": os.defpath, "TMPDIR": str(installed.parent), **settings}
    process = await asyncio.create_subprocess_exec(
        installed / "bin" / "leadbot", *words, cwd=folder, env=environment, stdout=out
    )
    assert process.stdout is not None
    lines = process.stdout

    async def said(beginning: str) -> str:
        async with asyncio.timeout(START_WITHIN):
            async for line in lines:
                if line.decode().startswith(beginning):
                    return line.decode()
        raise AssertionError(f"ended without saying {beginning!r}")

    try:
        yield process, said
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
