"""`leadbot webhooks`: what is registered, shown, tried, sent again and removed."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from bot.json_text import to_json
from bot.settings import load_settings
from bot.usecases.webhooks import replay_events
from bot.usecases.webhooks.announce import event_told
from bot.usecases.webhooks.receivers import EVENTS
from storage.deliveries import Delivery, owe, queued_after, settle
from storage.snapshots import snapshot
from storage.statements import Transaction
from tests.builders import opened_office, quentin_is_lukewarm
from tests.contracts.terminal import Terminal, assert_sentence, run

URL = "https://hooks.example.com/services/T0/B1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1001000")
    monkeypatch.setenv("LEADBOT_WEBHOOK_ALLOW", "127.0.0.1, N8N.")
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@contextmanager
def _receiver(status: int) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """Context manager: the address of a server of its own, and what came there."""
    came: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library calls it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((dict(self.headers), body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library calls it so
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook", came
        finally:
            server.shutdown()
            thread.join()


def _added(*words: str) -> dict[str, Any]:
    told = run("webhooks", "add", *words, "--json")
    assert told.code == 0, told.err
    added: dict[str, Any] = json.loads(told.out)
    return added


def test_a_secret_is_shown_once_and_never_again(folder: Path) -> None:
    told = run("webhooks", "add", URL)
    assert told.code == 0
    (secret,) = [word for word in told.out.split() if word.startswith("whsec_")]
    listed = run("webhooks", "list").out + run("webhooks", "list", "--json").out
    assert URL in listed
    assert secret not in listed
    assert secret.removeprefix("whsec_") not in listed


def test_a_webhook_is_told_of_everything_or_of_what_it_asks_for(folder: Path) -> None:
    assert _added(URL)["events"] == list(EVENTS)
    few = _added(URL, "--events", "outcome.reported,handoff.opened", "--events", "lead.forgotten")
    assert few["events"] == ["handoff.opened", "outcome.reported", "lead.forgotten"]
    listed = json.loads(run("webhooks", "list", "--json").out)
    assert [(each["number"], each["state"], each["owed"]) for each in listed] == [(1, "new", 0), (2, "new", 0)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "http://hooks.example.com/"], "LEADBOT_WEBHOOK_ALLOW"),
        (["add", "https://10.0.0.8/"], "10.0.0.8 is not an address of the public internet"),
        (["add", "https://ada@example.com/"], "name or password"),
        (["add", URL, "--events", "lead.created,lead.lost"], "found lead.lost, expected some of lead.created"),
        (["test", "7"], "there is no webhook 7"),
        (["remove", "7"], "there is no webhook 7"),
        (["replay"], "--since"),
        (["replay", "evt_1", "--since", "2026-03-01"], "--since"),
        (["replay", "--since", "yesterday"], "expected a day or an instant, such as 2026-03-01"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path, words: list[str], says: str) -> None:
    run("migrate")
    assert_sentence(run("webhooks", *words), says)


def test_allowed_hosts_are_named_without_regard_to_spelling(folder: Path) -> None:
    assert load_settings().webhook_hosts == {"127.0.0.1", "n8n"}
    assert _added("http://n8n:5678/webhook/1")["number"] == 1


@pytest.mark.parametrize("value", ["https://n8n/", "ada@n8n", "n8n 10.0.0.7"])
def test_what_is_no_name_of_a_host_is_a_wrong_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("LEADBOT_WEBHOOK_ALLOW", value)
    assert_sentence(run("webhooks", "list"), "LEADBOT_WEBHOOK_ALLOW", "n8n,10.0.0.7")


def test_a_trial_is_signed_and_shows_what_the_server_answers(folder: Path) -> None:
    with _receiver(204) as (url, came):
        added = _added(url)
        told = run("webhooks", "test", "1")
    assert told.code == 0
    assert "answered HTTP 204" in told.out
    ((headers, body),) = came
    assert Webhook(added["secret"]).verify(body, headers) == json.loads(body)
    assert json.loads(body)["type"] == "webhook.test"


def test_a_trial_that_fails_says_what_the_server_answers(folder: Path) -> None:
    with _receiver(404) as (url, _):
        _added(url)
        assert_sentence(run("webhooks", "test", "1"), "HTTP 404", code=75)
    assert_sentence(run("webhooks", "test", "1"), "no answer", code=75)


def _story(folder: Path) -> None:
    async def happen() -> None:
        async with opened_office(folder) as office:
            await quentin_is_lukewarm(office)

    asyncio.run(happen())


def test_nothing_is_sent_again_that_was_never_told(folder: Path) -> None:
    _story(folder)
    _added(URL)
    told = run("webhooks", "replay", "--since", "2026-03-01")
    assert told.code == 0
    assert "nothing to send again" in told.out


def _settle_all(tx: Transaction, *, many: int, now: datetime) -> None:
    for number in range(1, many + 1):
        settle(tx, number, now=now)


def test_everything_that_is_kept_is_sent_again_however_much_it_is(folder: Path) -> None:
    _added(URL)
    many = replay_events.AT_ONCE + 1

    async def happen() -> None:
        async with opened_office(folder) as office:
            event = to_json(event_told("lead.created", {}, now=office.now))
            told = [Delivery("webhook:1", "events:1", event)] * many
            await office.write(lambda tx: owe(tx, told, office.now))
            await office.write(partial(_settle_all, many=many, now=office.now))

    (folder / "leadbot.db").unlink()
    asyncio.run(happen())
    _added(URL)
    for _ in range(2):
        told = json.loads(run("webhooks", "replay", "--since", "2026-03-02", "--json").out)
        assert told == {"owed": [{"webhook": 1, "events": many}]}
    assert run("webhooks", "remove", "1").code == 0
    with snapshot(folder / "leadbot.db") as tx:
        assert queued_after(tx, "webhook:1", 0, limit=10) == []


def test_what_an_operator_erases_is_owed_to_webhooks_also_while_the_bot_is_away(folder: Path) -> None:
    _story(folder)
    _added(URL)
    assert run("forget", "1", "--yes").code == 0
    with snapshot(folder / "leadbot.db") as tx:
        (owed,) = queued_after(tx, "webhook:1", 0, limit=10)
    assert owed.address == "webhook:1"
    assert _listed()[0]["owed"] == 1
    assert run("webhooks", "remove", "1").code == 0
    assert _listed() == []
    with snapshot(folder / "leadbot.db") as tx:
        assert queued_after(tx, "webhook:1", 0, limit=10) == []


def _listed() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(run("webhooks", "list", "--json").out)
    return listed


@pytest.mark.parametrize("name", ["add", "list", "test", "replay", "remove"])
def test_every_command_of_the_group_has_its_help(name: str) -> None:
    told: Terminal = run("webhooks", name, "--help")
    assert told.code == 0
    assert "--json" in told.out


def test_a_narrow_terminal_shows_the_list_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    _added(URL)
    told = run("webhooks", "list")
    assert told.code == 0
    assert "new" in told.out
