"""The composition root: settings in, a running Leadbot out. The only place that joins things."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot import clock, logs
from bot.channels.email.adapter import EmailAdapter
from bot.channels.telegram import Bot
from bot.channels.telegram.desk_watch import DeskWatch
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.members import Members, asking
from bot.channels.telegram.outgoing import TelegramMessenger
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.registration import introduce, is_there, register, use_webhook
from bot.channels.telegram.session import JsonSession
from bot.channels.telegram.webhook_watch import WebhookWatch
from bot.channels.webhooks.adapter import WebhookAdapter
from bot.channels.webhooks.posting import new_session
from bot.coming_into_force import broken, found_in, found_now, in_force_already, load_kept, load_playbooks, put_in_force
from bot.in_force import InForce
from bot.interpreters.encoder import interpreter_for
from bot.interpreters.language_model import LanguageModel, model_of
from bot.leadership import Leadership
from bot.settings import (
    SHIPPED_TEMPLATES,
    Settings,
    exposed_files,
    exposed_secrets,
    supervisor_address,
    watchdog_seconds,
)
from bot.usecases.consult_language_model import Budget
from bot.usecases.newsletter import subscribe
from bot.usecases.setup import ConsultedModel
from bot.usecases.webhooks.receivers import CHANNEL
from bot.web.door import open_door
from bot.web.health import Health
from bot.web.links import add_links
from bot.web.routes import WEBHOOK_PATH, create_web
from bot.web.senders.routes import add_senders
from bot.web.serving import listen, serving
from bot.web.signals.intake import SignalIntake
from bot.web.signals.routes import add_signals
from bot.workers.consulting import Consulting
from bot.workers.courier import Courier
from bot.workers.database_watch import DatabaseWatch
from bot.workers.deliveries import Adapter, Deliveries
from bot.workers.following import LoadKept, following
from bot.workers.interpreting import Interpreting
from bot.workers.leader_watch import LeaderWatch
from bot.workers.made_files import maker
from bot.workers.rate_limits import Pace
from bot.workers.rewriting import Rewriting
from bot.workers.second_opinions import Make, SecondOpinions
from bot.workers.standing_by import opened_in_turn
from bot.workers.summing_up import SummingUp
from bot.workers.supervisor import Supervisor
from bot.workers.template_watcher import TemplateWatch
from bot.workers.timekeeper import Timekeeper
from bot.workers.upgrading import refold_after_upgrade
from bot.workers.warming_up import warm_up
from storage import leads, updates, webhooks
from storage.errors import DeposedError
from storage.place import place_of
from storage.roles import Role
from storage.sqlite.database import sqlite_shares_safely
from storage.sqlite.secure_erase import files_of
from storage.store import Store

MOST_COUNTED = 10_000
Begin = Callable[[], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class App:
    """A running Leadbot's parts."""

    settings: Settings
    database: Store
    in_force: InForce
    bot: Bot
    session: JsonSession
    intake: Intake
    health: Health
    make_interpreter: Make = interpreter_for
    model: LanguageModel | None = None
    checked_chats: tuple[int, ...] = ()
    load_kept: LoadKept | None = None

    async def serve_as_front(self, on_ready: Callable[[], None]) -> None:
        """Take what comes in until cancelled, beside a leader that polls, keeps time and sends."""
        opinions = SecondOpinions(self.in_force, self.make_interpreter, is_backed=self.model is not None)
        consulting = self._consulting(opinions)
        interpreting = Interpreting(self.database, self.in_force, opinions, now=clock.utc_now, consulting=consulting)
        await interpreting.begin()
        async with self._commanded(), self._listening(), asyncio.TaskGroup() as group:
            leadership = self.health.leadership = Leadership()
            watches = (DatabaseWatch(self.database).run(), LeaderWatch(self.database, leadership).run())
            for work in (interpreting.run(), opinions.run(), *watches):
                group.create_task(work)
            self.health.ready = True
            on_ready()
            group.create_task(warm_up(self.in_force, now=clock.utc_now))

    async def serve(self, on_ready: Callable[[], None], *, web: bool = True, pace: Pace | None = None) -> None:
        """Serve prospects and sales until cancelled; ``on_ready`` is called once Telegram's updates come in."""
        settings = self.settings
        timekeeper = Timekeeper(self.database, self.in_force, now=clock.utc_now)
        await timekeeper.redraw_after_outage()
        opinions = SecondOpinions(self.in_force, self.make_interpreter, is_backed=self.model is not None)
        consulting = self._consulting(opinions)
        interpreting = Interpreting(self.database, self.in_force, opinions, now=clock.utc_now, consulting=consulting)
        await interpreting.begin()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._commanded())
            deliveries = self._deliveries(await stack.enter_async_context(new_session(settings.webhook_hosts)))
            if web:
                await stack.enter_async_context(self._listening())
            if settings.webhook_url and settings.webhook_secret:
                await use_webhook(self.bot, settings.webhook_url + WEBHOOK_PATH, settings.webhook_secret)
            async with asyncio.TaskGroup() as group:

                def ready() -> None:
                    self.health.ready = True
                    on_ready()
                    group.create_task(_after(courier.begun, partial(warm_up, self.in_force, now=clock.utc_now)))

                courier = self._courier(pace or Pace())
                for work in (courier.run(), interpreting.run(), deliveries.run(), *self._watches()):
                    group.create_task(work)
                upgrade = partial(refold_after_upgrade, self.database, self.in_force, now=clock.utc_now)
                later: list[Begin] = [timekeeper.run, opinions.run, upgrade, *self._unhurried()]
                if consulting is not None:
                    later.append(SummingUp(self.database, self.in_force, consulting, now=clock.utc_now).run)
                for begin in later:
                    group.create_task(_after(courier.begun, begin))
                if settings.webhook_url:
                    group.create_task(self._webhook_watch(settings.webhook_url + WEBHOOK_PATH).run())
                    ready()
                else:
                    group.create_task(Polling(self.session, self.bot.token, self.intake).run(ready))

    def _commanded(self) -> AbstractAsyncContextManager[None]:
        """Return what lets commands tell us things while we run: by our door, or by the database that they write to."""
        if self.database.file is not None:
            return open_door(self.database.file, self.in_force)
        members = self.intake.members
        assert members is not None
        return following(self.database, self.in_force, load=self.load_kept, meet=members.load)

    def _consulting(self, opinions: SecondOpinions) -> Consulting | None:
        if self.model is None:
            return None
        settings = self.settings
        return Consulting(
            self.database,
            self.in_force,
            self.model,
            budget=Budget(settings.llm_calls_a_day, settings.llm_calls_per_lead),
            now=clock.utc_now,
            likeness=lambda: opinions.likeness,
        )

    def _deliveries(self, session: ClientSession) -> Deliveries:
        """Return what delivers to addresses that are no chats: another channel is one more adapter here."""
        allowed = self.settings.webhook_hosts
        webhook = WebhookAdapter(self.database, self.in_force, session, allowed=allowed, now=clock.utc_now)
        adapters: dict[str, Adapter] = {CHANNEL: webhook}
        if self.settings.mail is not None:
            email = EmailAdapter(self.in_force, self.settings.mail, now=clock.utc_now)
            adapters[subscribe.CHANNEL] = email
            self.health.mail_trouble = lambda: email.trouble
        return Deliveries(self.database, adapters, now=clock.utc_now)

    def _webhook_watch(self, url: str) -> WebhookWatch:
        secret = self.settings.webhook_secret
        assert secret is not None
        set_again = partial(use_webhook, self.bot, url, secret)
        feed = self.intake.feed
        return WebhookWatch(self.session, self.bot.token, url, feed=feed, now=clock.utc_now, set_again=set_again)

    def _courier(self, pace: Pace) -> Courier:
        messenger = TelegramMessenger(self.bot, maker(self.database, self.in_force))
        return Courier(self.database, messenger, self.in_force, now=clock.utc_now, pace=pace, reach=self.health.desks)

    def _watches(self) -> list[Coroutine[Any, Any, None]]:
        return [
            DeskWatch(self.session, self.bot.token, self.in_force, self.health.desks).run(),
            DatabaseWatch(self.database).run(),
            *([Rewriting(self.database.file).run()] if self.database.file is not None else []),
        ]

    def _unhurried(self) -> list[Begin]:
        """Return what takes the processor for long where somebody may be waiting for what is owed."""
        watch = TemplateWatch(
            self.database,
            self.in_force,
            self.settings.templates_path,
            SHIPPED_TEMPLATES,
            partial(load_playbooks, chats=self.checked_chats),
            clock.utc_now,
        )
        return [watch.run, partial(register, self.bot, self.in_force.setup)]

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        settings = self.settings
        listener = listen(settings.http_host, settings.http_port)
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        receive = self.intake.receive_text if settings.webhook_url else None
        web = create_web(self.database, self.health, receive=receive, secret=secret)
        add_links(web, self.database, self.in_force)
        intake = SignalIntake(self.database, self.in_force, settings.origins)
        add_signals(web, intake, public_url=settings.public_url)
        add_senders(web, intake)
        async with serving(web, listener):
            yield


@asynccontextmanager
async def assembled(
    settings: Settings,
    *,
    role: Role = Role.LEADER,
    drafts_live: bool = False,
    while_waiting: Callable[[], None] = lambda: None,
) -> AsyncIterator[App]:
    """Join the parts around an open database, with token and sales chat checked.

    With ``drafts_live`` the rules are those of the files, as soon as they are saved: for trying them out. A standby
    waits for the database, and calls ``while_waiting`` now and then. A front takes from it what is in force there.

    Raises ``PlaybookError``, ``StorageError`` or ``LeadbotError``.
    """
    assert settings.token is not None
    # The chats of a demo are its own: rules for others lead to the first.
    chats = () if drafts_live else settings.sales_chat
    place = place_of(settings.database_url)
    found = None if role is Role.FRONT else found_in(settings.templates_path, chats)
    if found is not None and found.playbooks is None and isinstance(place, Path) and not place.exists():
        raise broken(found, settings)
    async with AsyncExitStack() as stack:
        session = JsonSession(settings.api_url)
        stack.push_async_callback(session.close)
        bot = Bot(settings.token.get_secret_value(), session=session)
        database = await opened_in_turn(place, role, while_waiting=while_waiting)
        stack.push_async_callback(database.close)
        if found is not None and role is Role.STANDBY:
            found = await found_now(found, settings.templates_path, chats)
        if found is None:
            in_force = await in_force_already(database, settings, while_waiting=while_waiting)
        else:
            in_force = await put_in_force(database, found, settings, drafts_live=drafts_live)
        setup = in_force.setup
        addresses = list(map(in_force.address, setup.chats))
        introduced = await introduce(session, bot.token, *addresses)
        for address, now_at in zip(addresses, introduced.chats, strict=True):
            if now_at not in (None, address):
                await database.write(partial(updates.move_chat, old_id=address, new_id=now_at))
                in_force.moved[address] = now_at
        in_force.setup = replace(in_force.setup, bot_name=introduced.name)
        marketing = in_force.address(setup.marketing_chat)
        is_desk = marketing in map(in_force.address, setup.chats)
        if not is_desk and not await is_there(session, bot.token, marketing):
            in_force.setup = replace(in_force.setup, chat_of_marketing=None)
        in_force.register(await database.write(webhooks.registered))
        members = Members(database, in_force, asking(session, bot.token), clock.utc_now)
        await members.load()
        intake = Intake(database, in_force, clock.utc_now, members)
        # Whether updates come in is for the leader to watch: of several fronts one may hear nothing for hours.
        health = Health(feed=None if role is Role.FRONT else intake.feed)
        app = App(settings, database, in_force, bot, session, intake, health, checked_chats=chats)
        if role is Role.FRONT:
            app.load_kept = partial(load_kept, folder=settings.templates)
        if (model := model_of(settings)) is not None:
            stack.push_async_callback(model.close)
            app.model = model
            in_force.setup = replace(in_force.setup, consulted_model=ConsultedModel(model.name, model.host))
        yield app


async def _after(begun: asyncio.Event, begin: Begin) -> None:
    """Do something that can wait for it: whoever leads sends first, for the one before may have left much unsent."""
    await begun.wait()
    await begin()


async def _say_what_is_served(database: Store) -> None:
    """Log which file is written to, so that nobody serves from the wrong one unawares."""
    count = await database.write(lambda tx: leads.count_up_to(tx, MOST_COUNTED))
    many = f"{MOST_COUNTED:,} or more" if count == MOST_COUNTED else f"{count:,}"
    file = database.file.path.absolute() if database.file is not None else None
    logs.logger().info("The database is open.", action="start", database=str(file or database.place), leads=many)
    for exposed in (exposed_secrets(), exposed_files(*(files_of(file) if file else ()))):
        if exposed:
            logs.logger().warning(exposed, action="start")


async def run(
    settings: Settings,
    on_ready: Callable[[], None],
    *,
    web: bool = True,
    pace: Pace | None = None,
    role: Role = Role.LEADER,
) -> None:
    """Serve until told to stop by SIGINT or SIGTERM; whatever was acknowledged is on disk by then.

    A standby waits first until no other bot has the database.
    """
    supervisor = Supervisor(supervisor_address(), watchdog_seconds())
    async with assembled(settings, role=role, while_waiting=supervisor.stands_by) as app:
        if app.database.file is not None and not sqlite_shares_safely():
            logs.logger().info(
                "SQLite before 3.51.3 can be damaged by two writers: open the database with no other tool but to read.",
                action="start",
            )
        await _say_what_is_served(app.database)
        # aiogram's models fill the oldest generation: a full collection would stop the loop for 200 ms. What is alive
        # now lives until the end, so that it need not be looked at again; garbage made later is still found.
        gc.collect()
        gc.freeze()
        async with supervisor.watching(partial(app.health.problems, app.database)) as tell_ready:

            def ready() -> None:
                tell_ready()
                on_ready()

            is_front = role is Role.FRONT
            serving = app.serve_as_front(ready) if is_front else app.serve(ready, web=web, pace=pace)
            task = asyncio.create_task(serving)
            loop = asyncio.get_running_loop()
            for signal_number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(signal_number, task.cancel)
            ending = asyncio.create_task(_end_when_deposed(app.database, task))
            with contextlib.suppress(asyncio.CancelledError):
                await task
            ending.cancel()
            if app.database.is_deposed:
                raise DeposedError(app.database.place)


async def _end_when_deposed(database: Store, task: asyncio.Task[None]) -> None:
    """Cancel what serves as soon as another bot does: of two that ask for updates each would get a part of them."""
    await database.deposed()
    task.cancel()
