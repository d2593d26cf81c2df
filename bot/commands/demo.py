"""`leadbot demo`: the very bot that goes live, on a local messenger with a browser page."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from pydantic import SecretStr

from bot import clock
from bot.app import App, assembled, load_playbooks
from bot.commands.demo_panel import Panel
from bot.commands.examples import bring_in, example_folder
from bot.errors import LeadbotError
from bot.sandbox.app import create_app
from bot.sandbox.seed import DEMO_TOKEN, SALES_GROUP, seed
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from bot.settings import Settings


async def run_demo(chosen: Settings, port: int, on_ready: Callable[[str], None], *, example: str | None = None) -> None:
    """Serve the page until interrupted; what is said there is kept in a folder that goes with it.

    With ``example`` the bot speaks for that business instead of the one whose templates were chosen.
    """
    templates = example_folder(example) if example else chosen.templates
    world = World(clock=clock.utc_now)
    seed(world, business=load_playbooks(templates or chosen.templates_path).business.name)
    panel = Panel()
    page = create_app(world, lead_of=panel.lead_of, record_signal=panel.record_signal)
    with tempfile.TemporaryDirectory(prefix="leadbot-demo-") as folder:
        async with AsyncExitStack() as stack:
            try:
                served = await stack.enter_async_context(serve(page, port=port))
            except OSError as error:
                raise LeadbotError(
                    f"cannot listen on 127.0.0.1:{port} ({os.strerror(error.errno or 0)}): choose another --port"
                ) from error
            app = await stack.enter_async_context(
                # Beside an example's leads one tries out publishing as well.
                assembled(_for_demo(chosen, served.url, Path(folder), templates=templates), drafts_live=not example)
            )
            panel.watch(app)
            if example:
                count = await bring_in(app, example_folder(example), Path(folder))
                on_ready(_invitation(app, example_folder(example), count))
            await _until_interrupted(app, lambda: on_ready(f"Open {served.url} in your browser. Ctrl-C ends the demo."))


def _invitation(app: App, templates: Path, count: int) -> str:
    """Return the lines that invite to look around."""
    return (
        f"The example brings {count} leads. To look at them, in another terminal:\n"
        f"  export LEADBOT_DATABASE_URL={app.settings.database_url} LEADBOT_SALES_CHAT={app.settings.sales_chat[0]}\n"
        f"  export LEADBOT_TEMPLATES={templates}\n"
        "  .venv/bin/leadbot leads        (then explain LEAD, review, whatif MODEL, publish MODEL, models)"
    )


def _for_demo(chosen: Settings, api_url: str, folder: Path, *, templates: Path | None) -> Settings:
    """Return the settings with which the demo's bot serves the page."""
    return chosen.model_copy(
        update={
            "token": SecretStr(DEMO_TOKEN),
            "sales_chat": (SALES_GROUP,),
            "api_url": api_url,
            "database_url": f"sqlite+aiosqlite:///{folder}/demo.db",
            "webhook_url": None,
            "templates": templates,
        }
    )


async def _until_interrupted(app: App, on_ready: Callable[[], None]) -> None:
    task = asyncio.create_task(app.serve(on_ready, web=False))
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
