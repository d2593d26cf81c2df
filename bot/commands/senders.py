"""`leadbot senders`: which other systems report by webhook, and by which secret their deliveries are known."""

import base64
import binascii
import json
import secrets
import sys
from pathlib import Path

from bot import clock, playbooks, rendering
from bot.commands.lead_table import print_table
from bot.errors import LeadbotError
from bot.orders.writing import writing
from bot.playbooks import Playbooks
from bot.processes.writer import REMOVE_SENDER, SET_SENDER
from bot.senders import ECDSA, TOKEN, Sender
from bot.settings import SHIPPED_TEMPLATES, Settings
from bot.web.senders.addresses import PATH
from bot.web.senders.signatures import SignatureError, verify
from scoring.instants import iso
from scoring.model_reader import AUDIENCES
from storage import sender_secrets
from storage.place import place_of
from storage.snapshots import snapshot

_COLUMNS = ("sender", "secret", "audience", "set")
TOKEN_BYTES = 24
STANDARD_INPUT = "-"


async def set_up(settings: Settings, name: str, *, secret: str, audience: str | None, as_json: bool) -> None:
    """Keep the secret of a sender, and print the address that it is to report to.

    One that signs nothing gets a secret of ours; the others have theirs, which is read from standard input for ``-``.
    """
    sender = sender_called(loaded(settings.templates_path), name)
    if audience not in (None, *AUDIENCES):
        raise LeadbotError(f"--audience: found {audience}, expected {' or '.join(AUDIENCES)}")
    if sender.signed.by == TOKEN and not secret:
        secret = secrets.token_urlsafe(TOKEN_BYTES)
    elif secret == STANDARD_INPUT:
        secret = sys.stdin.readline().strip()
    _check(sender, secret)
    async with writing(place_of(settings.database_url)) as writer:
        await writer.perform(SET_SENDER, {"sender": name, "secret": secret, "audience": audience})
    address = address_of(settings, sender, secret)
    if as_json:
        told = {"sender": name, "audience": audience, "address": address}
        print(json.dumps(told | ({"secret": secret} if sender.signed.by == TOKEN else {})))
        return
    print(f"{name} reports to: {address}")
    if sender.signed.by == TOKEN and sender.signed.header:
        print(f"with the header {sender.signed.header}: {sender.signed.prefix}{secret}")
    print("What its events become is written in templates/signals.yaml.")
    print(f"Try it: leadbot senders test {name}")


def _check(sender: Sender, secret: str) -> None:
    """Raise LeadbotError for what is no secret of this sender's kind."""
    expected = "the public key that it shows" if sender.signed.by == ECDSA else "the secret that it shows"
    if not secret or not secret.isprintable() or not secret.isascii():
        raise LeadbotError(f"--secret: expected {expected}, or - to read it from standard input")
    try:
        verify(sender.signed, secret, b"", _any_headers(sender), now=clock.utc_now())
    except SignatureError:
        return
    except (binascii.Error, ValueError):
        raise LeadbotError(f"--secret: this is none of {sender.name}: expected {expected}") from None


def _any_headers(sender: Sender) -> dict[str, str]:
    """Return headers with which the secret is looked at, though they are wrong."""
    signed, now = sender.signed, str(int(clock.utc_now().timestamp()))
    wrong = base64.b64encode(bytes(32)).decode() if signed.encoding == "base64" else bytes(32).hex()
    shown = f"{signed.pairs[0]}={now},{signed.pairs[1]}={wrong}" if signed.pairs else signed.prefix + wrong
    return {signed.timestamp.lower(): now, signed.id.lower(): "1", signed.header.lower(): shown}


def show(settings: Settings, *, as_json: bool) -> None:
    """List the senders there are, with a secret or without; the secrets themselves are never shown."""
    known = loaded(settings.templates_path).senders
    with snapshot(place_of(settings.database_url)) as tx:
        stored = {each.sender: each for each in sender_secrets.every_one(tx)}
    rows = []
    for name in sorted({*known, *stored}):
        one = stored.get(name)
        rows.append((name, "set" if one else "", (one.audience or "") if one else "", iso(one.set_at) if one else ""))
    if as_json:
        names = ("sender", "secret", "audience", "set_at")
        print(json.dumps([dict(zip(names, (cell or None for cell in row), strict=True)) for row in rows], indent=2))
        return
    print_table(_COLUMNS, [rows])


async def remove(settings: Settings, name: str, *, as_json: bool) -> None:
    """Forget the secret of a sender, whose deliveries are refused from now on."""
    async with writing(place_of(settings.database_url)) as writer:
        told = await writer.perform(REMOVE_SENDER, {"sender": name})
    if not told["removed"]:
        raise LeadbotError(f"{name} has no secret: `leadbot senders list` shows which have")
    if as_json:
        print(json.dumps({"sender": name, "removed": True}))
    else:
        print(f"Deliveries of {name} are refused from now on.")


def loaded(folder: Path) -> Playbooks:
    """Return what the templates say; raise PlaybookError with every mistake in them."""
    return playbooks.load(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)


def sender_called(templates: Playbooks, name: str) -> Sender:
    """Return the sender of a name; raise LeadbotError with the names there are."""
    if name not in templates.senders:
        there = ", ".join(sorted(templates.senders))
        raise LeadbotError(
            f"there is no sender {name}: expected one of {there}, or write templates/senders/{name}.yaml"
        )
    return templates.senders[name]


def address_of(settings: Settings, sender: Sender, secret: str) -> str:
    """Return the address that a sender reports to: with the secret in it where nothing else shows that."""
    ours = settings.public_url or f"http://{settings.http_host}:{settings.http_port}"
    token = f"/{secret}" if sender.signed.by == TOKEN and not sender.signed.header else ""
    return f"{ours}{PATH}{sender.name}{token}"
