"""`leadbot demo`: the very bot that goes live, on a local messenger with a browser page."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from pydantic import SecretStr

from bot import clock
from bot.app import App, assembled
from bot.coming_into_force import load_playbooks
from bot.commands.demo_panel import Panel
from bot.commands.examples import bring_in, example_folder
from bot.errors import LeadbotError
from bot.sandbox.app import create_app
from bot.sandbox.seed import DEMO_TOKEN, SALES_GROUP, WEBSITE_KEYS, seed
from bot.sandbox.serving import Served, serve
from bot.sandbox.smtp import MailSink, Received, serving_mail
from bot.sandbox.world import World
from bot.settings import Settings
from bot.usecases.signals.reporting_keys import add_key, hash_of
from bot.web.signals.intake import SignalIntake
from bot.web.signals.routes import add_signals
from storage.api_keys import BROWSER


async def run_demo(
    chosen: Settings, port: int | None, on_ready: Callable[[str], None], *, example: str | None = None
) -> None:
    """Serve the page until interrupted; what is said there is kept in a folder that goes with it.

    Where no ``port`` is named it is the one of the settings, or a free one if that is taken.
    With ``example`` the bot speaks for that business instead of the one whose templates were chosen.
    """
    templates = example_folder(example) if example else chosen.templates
    world = World(clock=clock.utc_now)
    playbooks = load_playbooks(templates or chosen.templates_path)
    seed(world, business=playbooks.business.name)
    panel = Panel()
    # The pages are those of a shop for shoes: beside an example they would be somebody else's.
    websites = () if example else playbooks.audiences
    page = create_app(world, lead_of=panel.lead_of, record_signal=panel.record_signal, websites=websites)
    with tempfile.TemporaryDirectory(prefix="leadbot-demo-") as folder:
        async with AsyncExitStack() as stack:
            served = await _serve_page(stack, page, port, or_any_from=chosen.http_port, say=on_ready)
            mail = await stack.enter_async_context(serving_mail(MailSink(on_mail=lambda each: on_ready(_told(each)))))
            demo = _for_demo(chosen, served.url, Path(folder), templates=templates, mail_port=mail.port)
            # Beside an example's leads one tries out publishing as well.
            app = await stack.enter_async_context(assembled(demo, drafts_live=not example))
            panel.watch(app)
            await _take_reports(app, page, served.url)
            if example:
                count = await bring_in(app, example_folder(example), Path(folder))
                on_ready(_invitation(app, example_folder(example), count))
            await _until_interrupted(app, lambda: on_ready(f"Open {served.url} in your browser. Ctrl-C ends the demo."))


async def _serve_page(
    stack: AsyncExitStack, page: FastAPI, port: int | None, *, or_any_from: int, say: Callable[[str], None]
) -> Served:
    """Serve at the port that was named, else at the first that is free from another on."""
    wanted = or_any_from if port is None else port
    try:
        return await stack.enter_async_context(serve(page, port=wanted))
    except OSError as error:
        told = f"127.0.0.1:{wanted} ({os.strerror(error.errno or 0)})"
        if port is not None:
            raise LeadbotError(f"cannot listen on {told}: choose another --port") from error
    served = await stack.enter_async_context(serve(page))
    say(f"The demo cannot listen on {told}, and takes port {served.port} instead.")
    return served


async def _take_reports(app: App, page: FastAPI, url: str) -> None:
    """Let the demo's websites report over HTTP as any others do; their links lead to the page's own chat."""
    now = clock.utc_now()
    for audience, key in WEBSITE_KEYS.items():
        add = partial(add_key, name=f"website-{audience}", kind=BROWSER, audience=audience, hash_=hash_of(key), now=now)
        await app.database.write(add)
    intake = SignalIntake(app.database, app.in_force)
    add_signals(page, intake, chat_address=lambda start: f"{url}/page/telegram.html?start={start}")


def _told(mail: Received) -> str:
    """Return a mail as the terminal shows it: nothing that is written in the demo leaves this machine."""
    return f"--- A mail to {', '.join(mail.to)}: {mail.message['Subject']}\n{mail.text}---"


def _invitation(app: App, templates: Path, count: int) -> str:
    """Return the lines that invite to look around."""
    return (
        f"The example brings {count} leads. To look at them, in another terminal:\n"
        f"  export LEADBOT_DATABASE_URL={app.settings.database_url} LEADBOT_SALES_CHAT={app.settings.sales_chat[0]}\n"
        f"  export LEADBOT_TEMPLATES={templates}\n"
        "  .venv/bin/leadbot leads        (then explain LEAD, review, whatif MODEL, publish MODEL, models)"
    )


def _for_demo(chosen: Settings, api_url: str, folder: Path, *, templates: Path | None, mail_port: int) -> Settings:
    """Return the settings with which the demo's bot serves the page."""
    return chosen.model_copy(
        update={
            "token": SecretStr(DEMO_TOKEN),
            "sales_chat": (SALES_GROUP,),
            "api_url": api_url,
            "database_url": f"sqlite+aiosqlite:///{folder}/demo.db",
            "webhook_url": None,
            "templates": templates,
            "smtp_url": SecretStr(f"smtp://127.0.0.1:{mail_port}"),
            "smtp_from": "news@northwind.example",
        }
    )


async def _until_interrupted(app: App, on_ready: Callable[[], None]) -> None:
    task = asyncio.create_task(app.serve(on_ready, web=False))
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
