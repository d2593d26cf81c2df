"""`leadbot senders test`: what a delivery would become, and whether one that is signed with the secret arrives."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import aiohttp

from bot import clock
from bot.commands.senders import address_of, loaded, sender_called
from bot.commands.signals import print_lines, what_becomes
from bot.errors import LeadbotError, UnreachableError
from bot.json_text import to_json
from bot.playbooks.template_sources import UnreadableError, content_of
from bot.senders import ECDSA, FORM, Example, Sender
from bot.settings import Settings
from bot.web.senders.addresses import PATH
from bot.web.senders.deliveries import parse
from bot.web.senders.signatures import sign
from bot.web.signals.parsed import NotJsonError
from storage import sender_secrets
from storage.place import place_of
from storage.snapshots import snapshot

STANDARD_INPUT = "-"
SECONDS = 20.0
SAYS_NOTHING = b"{}"
SAYS_NOTHING_IN_A_FORM = b"test="
_TEST = "leadbot-test"
_REASONS: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "the bot there keeps another secret, or one of the two clocks is wrong",
    HTTPStatus.NOT_FOUND: f"no bot with this sender is there, or its proxy does not pass {PATH} on",
}


@dataclass(frozen=True, slots=True)
class _Arrived:
    """How an empty delivery was answered; ``signed`` is whether it could be signed here."""

    seconds: float
    signed: bool


async def try_out(settings: Settings, name: str, file: str | None, *, as_json: bool) -> None:
    """Print what the example of a sender, or a delivery in a file, would become, and try the way that it takes.

    What is sent to the bot is a delivery that says nothing: signed as a real one, but nothing of it is recorded, so
    that no lead comes of a trial and nobody is alerted.
    """
    templates = loaded(settings.templates_path)
    sender = sender_called(templates, name)
    with snapshot(place_of(settings.database_url)) as tx:
        stored = sender_secrets.of(tx, name)
    if stored is None:
        raise LeadbotError(f"{name} has no secret yet: `leadbot senders set {name}` keeps it")
    delivery = _delivery(sender, file)
    headers = {header.lower(): value for header, value in delivery.headers.items()}
    try:
        parsed = parse(sender, delivery.body, headers, at=clock.utc_now())
    except NotJsonError as error:
        raise LeadbotError(f"{file or 'the example'}: no delivery of {name}: {error}") from None
    told = what_becomes(parsed, templates, dialect=name)
    arrived = await _send_nothing(settings, sender, stored.secret)
    shown = _shown(settings, name)
    if as_json:
        print(to_json({**told, "address": shown, "signed": arrived.signed, "seconds": arrived.seconds}))
        return
    print_lines(told)
    if arrived.signed:
        print(f"An empty delivery with this secret was believed at {shown}, after {arrived.seconds} seconds.")
    else:
        print(
            f"{shown} answers, after {arrived.seconds} seconds. Nothing was sent: the key that signs is {name}'s alone."
        )
    print("Nothing was recorded.")


def _delivery(sender: Sender, file: str | None) -> Example:
    """Return the delivery that is to be looked at, with the example's headers."""
    if file is None:
        if sender.example is None:
            raise LeadbotError(
                f"templates/senders/{sender.name}.yaml has no example: add one, or name a file with a delivery"
            )
        return sender.example
    try:
        body = sys.stdin.buffer.read() if file == STANDARD_INPUT else content_of(Path(file), piped=True)
    except UnreadableError as error:
        raise LeadbotError(f"{file}: {error.found}, expected a file with the body of a delivery") from None
    return Example(body, sender.example.headers if sender.example else {})


async def _send_nothing(settings: Settings, sender: Sender, secret: str) -> _Arrived:
    """Bring the bot a delivery that says nothing; where we cannot sign, look whether it is there."""
    is_ours_to_sign, shown = sender.signed.by != ECDSA, _shown(settings, sender.name)
    body = (SAYS_NOTHING_IN_A_FORM if sender.body == FORM else SAYS_NOTHING) if is_ours_to_sign else None
    headers = sign(sender.signed, secret, body, event_id=_TEST, now=clock.utc_now()) if body else {}
    address, began = address_of(settings, sender, secret), clock.elapsed()
    method, timeout = "POST" if body else "GET", aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(method, address, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            _check(answer.status, shown)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UnreachableError(
            f"{shown}: no answer ({type(error).__name__}): does the bot run, and is LEADBOT_PUBLIC_URL its address?"
        ) from error
    return _Arrived(round(clock.elapsed() - began, 3), is_ours_to_sign)


def _check(status: int, shown: str) -> None:
    """Raise LeadbotError for an answer that a sender would take for a refusal."""
    if status == HTTPStatus.OK:
        return
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise UnreachableError(f"{shown}: HTTP 503: the bot has too much to do, or its proxy does not reach it")
    raise LeadbotError(f"{shown}: HTTP {status}: {_REASONS.get(status, 'expected 200, as a bot answers')}")


def _shown(settings: Settings, name: str) -> str:
    """Return the address without a secret in it."""
    return f"{settings.public_url or f'http://{settings.http_host}:{settings.http_port}'}{PATH}{name}"
