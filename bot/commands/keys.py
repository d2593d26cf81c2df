"""`leadbot keys`: by which keys other systems report what people do."""

import json
import re

from bot.commands.lead_table import print_table
from bot.errors import LeadbotError
from bot.orders.writing import writing
from bot.processes.writer import ADD_KEY, REVOKE_KEY
from bot.settings import Settings
from bot.usecases.signals.reporting_keys import hash_of, new_key
from scoring.instants import iso
from scoring.model_reader import AUDIENCES
from storage import api_keys
from storage.api_keys import BROWSER, SERVER, StoredKey
from storage.place import place_of
from storage.snapshots import snapshot

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
"""It begins the ids of all that is reported by it."""
_COLUMNS = ("key", "kind", "audience", "made", "revoked")


async def create(settings: Settings, name: str, *, browser: bool, audience: str | None, as_json: bool) -> None:
    """Make a key and print it."""
    if not _NAME.fullmatch(name):
        raise LeadbotError(f"NAME: found {name}, expected up to 40 small letters, digits, - and _, such as website")
    if audience not in (None, *AUDIENCES):
        raise LeadbotError(f"--audience: found {audience}, expected {' or '.join(AUDIENCES)}")
    kind = BROWSER if browser else SERVER
    key = new_key(kind)
    # The key itself goes nowhere, not even to the bot: its hash is all that is kept.
    body = {"name": name, "kind": kind, "audience": audience, "hash": hash_of(key)}
    async with writing(place_of(settings.database_url)) as writer:
        told = await writer.perform(ADD_KEY, body)
    if not told["added"]:
        raise LeadbotError(
            f"there is a key {name} already: take another name, or revoke it first (leadbot keys revoke {name})"
        )
    if as_json:
        print(json.dumps({"name": name, "kind": kind, "audience": audience, "key": key}))
        return
    print(f"The {kind} key {name}, shown this once: {key}")
    if browser:
        print("It may stand in web pages: what it reports is added to the visitor of that browser, and to nobody else.")
    else:
        print("Keep it secret: whoever has it can report anything about anybody.")


def show(settings: Settings, *, as_json: bool) -> None:
    """List the keys."""
    with snapshot(place_of(settings.database_url)) as tx:
        found = api_keys.every_one(tx)
    if as_json:
        print(json.dumps([_json(key) for key in found], indent=2))
    elif not print_table(_COLUMNS, [[_row(key) for key in found]] if found else []):
        print("There is no key. `leadbot keys create NAME` makes one.")


def _json(key: StoredKey) -> dict[str, object]:
    told = {"name": key.name, "kind": key.kind, "audience": key.audience, "created_at": iso(key.created_at)}
    return told | {"revoked_at": key.revoked_at and iso(key.revoked_at)}


def _row(key: StoredKey) -> tuple[str, ...]:
    revoked = f"{key.revoked_at:%Y-%m-%d %H:%M} UTC" if key.revoked_at else ""
    return key.name, key.kind, key.audience or "", f"{key.created_at:%Y-%m-%d %H:%M} UTC", revoked


async def revoke(settings: Settings, name: str, *, as_json: bool) -> None:
    """Revoke a key."""
    async with writing(place_of(settings.database_url)) as writer:
        told = await writer.perform(REVOKE_KEY, {"name": name})
    if not told["revoked"]:
        raise LeadbotError(f"there is no key {name} in use: `leadbot keys list` shows them")
    if as_json:
        print(json.dumps({"name": name, "revoked": True}))
    else:
        print(f"The key {name} opens nothing any more.")
