"""`leadbot demo`: the very bot that goes live, on a local messenger with a browser page."""

import asyncio
import contextlib
import json
import os
import signal
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import clock
from bot.app import App, assembled, load_playbooks
from bot.commands.examples import bring_in, example_folder
from bot.errors import LeadbotError
from bot.sandbox.app import create_app
from bot.sandbox.seed import DEMO_TOKEN, SALES_GROUP, seed
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from bot.settings import Settings
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.leads.update_score import standing_now
from bot.usecases.sales.draw_card import desk_phrasing
from bot.usecases.sales.reason_labels import reason_label
from bot.usecases.setup import Setup
from scoring.history import Signal
from scoring.ledger import explain
from storage import leads, tier_changes
from storage.leads import StoredChat
from storage.statements import Transaction

Json = dict[str, Any]


async def run_demo(chosen: Settings, port: int, on_ready: Callable[[str], None], *, example: str | None = None) -> None:
    """Serve the page until interrupted; what is said there is kept in a folder that goes with it.

    With ``example`` the bot speaks for that business instead of the one whose templates were chosen.
    """
    templates = example_folder(example) if example else chosen.templates
    world = World(clock=clock.utc_now)
    seed(world, business=load_playbooks(templates or chosen.templates_path).business.name)
    panel = _Panel()
    page = create_app(world, lead_of=panel.lead_of, record_signal=panel.record_signal)
    with tempfile.TemporaryDirectory(prefix="leadbot-demo-") as folder:
        async with AsyncExitStack() as stack:
            try:
                served = await stack.enter_async_context(serve(page, port=port))
            except OSError as error:
                raise LeadbotError(
                    f"cannot listen on 127.0.0.1:{port} ({os.strerror(error.errno or 0)}): choose another --port"
                ) from error
            panel.app = app = await stack.enter_async_context(
                # Beside an example's leads one tries out publishing as well.
                assembled(_for_demo(chosen, served.url, Path(folder), templates=templates), drafts_live=not example)
            )
            if example:
                count = await bring_in(app, example_folder(example), Path(folder))
                on_ready(_invitation(app, example_folder(example), count))
            await _until_interrupted(app, lambda: on_ready(f"Open {served.url} in your browser. Ctrl-C ends the demo."))


def _invitation(app: App, templates: Path, count: int) -> str:
    """Return the lines that invite to look around."""
    return (
        f"The example brings {count} leads. To look at them, in another terminal:\n"
        f"  export LEADBOT_DATABASE_URL={app.settings.database_url} LEADBOT_SALES_CHAT={app.settings.sales_chat}\n"
        f"  export LEADBOT_TEMPLATES={templates}\n"
        "  .venv/bin/leadbot leads        (then explain LEAD, review, whatif MODEL, publish MODEL, models)"
    )


def _for_demo(chosen: Settings, api_url: str, folder: Path, *, templates: Path | None) -> Settings:
    """Return the settings with which the demo's bot serves the page."""
    return chosen.model_copy(
        update={
            "token": SecretStr(DEMO_TOKEN),
            "sales_chat": SALES_GROUP,
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


class _Panel:
    """What the page shows of a lead between the two chats, and the website it pretends to be."""

    def __init__(self) -> None:
        self.app: App | None = None
        self._signals = 0

    async def lead_of(self, chat_id: int) -> Json | None:
        """Return the lead who writes in a chat, with the ledger of their score."""
        app = self.app
        if app is None:
            return None
        setup, now = app.in_force.setup, clock.utc_now()
        return await app.database.write(lambda tx: _view(tx, chat_id, setup, now=now))

    async def record_signal(self, chat_id: int, name: str, properties: Mapping[str, Any]) -> None:
        """Record what the page's visitor did on the website."""
        app = self.app
        if app is None:
            return
        now, setup = clock.utc_now(), app.in_force.setup
        self._signals += 1
        signal_made = Signal(id=f"web:{now.timestamp():.6f}:{self._signals}", at=now, name=name, properties=properties)

        def work(tx: Transaction) -> None:
            chat = leads.by_chat(tx, chat_id)
            if chat is not None:
                record_signal(tx, chat.lead.id, signal_made, setup=setup, now=now)

        await app.database.write(work)


def _view(tx: Transaction, chat_id: int, setup: Setup, *, now: datetime) -> Json | None:
    chat = leads.by_chat(tx, chat_id)
    if chat is None:
        return None
    return lead_panel(tx, chat, setup, now=now) | {
        "tier_changes": [
            {"at": change.at.isoformat(), "tier_from": change.tier_from, "tier_to": change.tier_to}
            for change in tier_changes.of_lead(tx, chat.lead.id)
        ]
    }


def lead_panel(tx: Transaction, chat: StoredChat, setup: Setup, *, now: datetime) -> Json:
    """Return a lead's score with its reasons, as the page shows them."""
    lead = chat.lead
    phrasing = desk_phrasing(lead, setup)
    facts = json.loads(lead.facts)
    told = [
        {"field": field, "label": phrasing.label(field), "value": phrasing.answer(field, value)}
        for field, value in facts.items()
        if phrasing.question(field) is not None
    ]
    empty = {"lead": lead.id, "audience": lead.audience, "tier": lead.tier, "facts": told}
    playbook = setup.playbook(lead.audience)
    if playbook is None:
        return empty | {"score": 0.0, "fit": 0.0, "engagement": 0.0, "next_change_at": None, "ledger": []}
    model = playbook.model
    ledger = explain(model, standing_now(tx, lead, model, now=now), now)
    return empty | {
        "tier": ledger.tier,
        "score": ledger.score,
        "fit": ledger.fit,
        "engagement": ledger.engagement,
        "next_change_at": ledger.next_change_at.isoformat() if ledger.next_change_at else None,
        "ledger": [line.to_json() | {"label": reason_label(line, phrasing, setup.desk_texts)} for line in ledger.lines],
    }
