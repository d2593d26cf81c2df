"""The demo comes up whatever else runs on the machine, and says where."""

import socket
from contextlib import AsyncExitStack, closing
from pathlib import Path
from subprocess import run

import pytest

from bot.clock import utc_now
from bot.commands.demo import _serve_page
from bot.errors import LeadbotError
from bot.sandbox.app import create_app
from bot.sandbox.world import World
from tests.journeys.life import free_port


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_where_the_usual_port_is_taken_the_demo_takes_a_free_one_and_says_which(host: str) -> None:
    said: list[str] = []
    with closing(socket.create_server((host, 0))) as other:
        taken = other.getsockname()[1]
        async with AsyncExitStack() as stack:
            page = create_app(World(utc_now))
            served = await _serve_page(stack, page, None, or_any_from=taken, say=said.append)
            assert served.port != taken
            with closing(socket.create_connection(("127.0.0.1", served.port))):
                pass
    (line,) = said
    assert f"127.0.0.1:{taken} (Address already in use)" in line
    assert f"port {served.port} instead" in line


async def test_a_port_that_was_named_is_that_port_or_a_sentence() -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        served = await _serve_page(stack, create_app(World(utc_now)), port, or_any_from=1, say=pytest.fail)
        assert served.port == port
    with closing(socket.create_server(("127.0.0.1", port))):
        async with AsyncExitStack() as stack:
            with pytest.raises(LeadbotError, match="choose another --port"):
                await _serve_page(stack, create_app(World(utc_now)), port, or_any_from=0, say=pytest.fail)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], "leadbot demo"),
        (["PORT=8090"], 'leadbot demo --port "8090"'),
        (["EXAMPLE=shop", "PORT=0"], 'leadbot demo --example "shop" --port "0"'),
    ],
)
def test_make_passes_the_port_on(words: list[str], command: str) -> None:
    root = Path(__file__).parents[2]
    dry = run(
        ["make", "--no-print-directory", "-n", "demo", *words], cwd=root, capture_output=True, text=True, check=True
    )
    assert " ".join(dry.stdout.splitlines()[-1].split()).endswith(command)
