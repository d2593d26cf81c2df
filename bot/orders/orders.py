"""What an operator's or marketer's command asks to be written, by name and as plain values.

So the same order is carried out by the command itself, or, while the bot runs and holds the database, by the bot.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.imports.import_history import import_history, row_from_json
from bot.imports.import_outcomes import import_outcomes, model_from, outcome_from_json
from bot.playbooks import draft_of
from bot.processes.writer import (
    ADD_KEY,
    ADD_WEBHOOK,
    FORGET,
    IMPORT_HISTORY,
    IMPORT_OUTCOMES,
    MAKE_LINK,
    MERGE,
    PUBLISH,
    REFOLD,
    REMOVE_SENDER,
    REMOVE_WEBHOOK,
    REPLAY_EVENTS,
    REVIEWED,
    REVOKE_KEY,
    SET_SENDER,
)
from bot.rules.publish import publish_model
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.leads.store_refolded import refolded_from_json, store_refolded
from bot.usecases.links.links import make_link, start_of
from bot.usecases.setup import Setup
from bot.usecases.signals.reporting_keys import add_key
from bot.usecases.webhooks.add_webhook import add_webhook, remove_webhook
from bot.usecases.webhooks.replay_events import replay_events
from scoring.instants import instant
from storage import api_keys, publications, sender_secrets
from storage.statements import Transaction

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an order is carried out in: the setup (None where nobody need be told), and the present."""

    setup: Setup | None
    now: datetime


def perform(tx: Transaction, order: str, body: Json, *, setup: Setup | None, now: datetime) -> Json:
    """Carry out an order and return what came of it; KeyError if there is no such order."""
    return ORDERS[order](tx, body, Circumstances(setup, now))


def _publish(tx: Transaction, body: Json, here: Circumstances) -> Json:
    draft = draft_of(body["source"], name=body["name"])
    published = publish_model(tx, draft, by=body["by"], now=here.now, setup=here.setup)
    return {"published": published, "audience": draft.model.audience, "version": draft.model.version}


def _refold(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    return {"done": store_refolded(tx, map(refolded_from_json, body["leads"]))}


def _reviewed(tx: Transaction, body: Json, here: Circumstances) -> Json:
    publications.note_review(tx, audience=body["audience"], by=body["by"], now=here.now)
    return {}


def _merge(tx: Transaction, body: Json, here: Circumstances) -> Json:
    assert here.setup is not None
    return {"merged": merge_leads(tx, body["kept"], body["gone"], setup=here.setup, now=here.now)}


def _forget(tx: Transaction, body: Json, here: Circumstances) -> Json:
    assert here.setup is not None
    return {"forgotten": forget_lead(tx, body["lead"], setup=here.setup, now=here.now)}


def _import_history(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    rows = map(row_from_json, body["rows"])
    return import_history(tx, rows, at=instant(body["at"]), returning=body["returning"]).to_json()


def _import_outcomes(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    rows = map(outcome_from_json, body["rows"])
    in_force = {audience: model_from(source) for audience, source in body["models"].items()}
    return import_outcomes(tx, rows, models=in_force, at=instant(body["at"])).to_json()


def _add_webhook(tx: Transaction, body: Json, here: Circumstances) -> Json:
    number = add_webhook(tx, body["url"], events=body["events"], secret=body["secret"], now=here.now)
    return {"number": number}


def _remove_webhook(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    removed = remove_webhook(tx, body["number"])
    return {"removed": removed.found, "more": removed.more}


def _replay_events(tx: Transaction, body: Json, here: Circumstances) -> Json:
    since = None if body["since"] is None else instant(body["since"])
    told = replay_events(tx, body["webhook"], event_id=body["event"], since=since, after=body["after"], now=here.now)
    return {"owed": told.owed, "after": told.after}


def _make_link(tx: Transaction, body: Json, here: Circumstances) -> Json:
    told = {name: body[name] for name in ("medium", "audience", "target")}
    try:
        link = make_link(tx, body["campaign"], **told, now=here.now)
    except ValueError as error:
        return {"problem": str(error)}
    return {"id": link.id, "start": start_of(link)}


def _add_key(tx: Transaction, body: Json, here: Circumstances) -> Json:
    told = {"kind": body["kind"], "audience": body["audience"], "hash_": body["hash"]}
    return {"added": add_key(tx, body["name"], **told, now=here.now)}


def _revoke_key(tx: Transaction, body: Json, here: Circumstances) -> Json:
    return {"revoked": api_keys.revoke(tx, body["name"], now=here.now)}


def _set_sender(tx: Transaction, body: Json, here: Circumstances) -> Json:
    sender_secrets.keep(tx, body["sender"], secret=body["secret"], audience=body["audience"], now=here.now)
    return {}


def _remove_sender(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    return {"removed": sender_secrets.drop(tx, body["sender"])}


ORDERS: Mapping[str, Callable[[Transaction, Json, Circumstances], Json]] = {
    PUBLISH: _publish,
    REFOLD: _refold,
    REVIEWED: _reviewed,
    MERGE: _merge,
    FORGET: _forget,
    IMPORT_HISTORY: _import_history,
    IMPORT_OUTCOMES: _import_outcomes,
    ADD_WEBHOOK: _add_webhook,
    REMOVE_WEBHOOK: _remove_webhook,
    REPLAY_EVENTS: _replay_events,
    MAKE_LINK: _make_link,
    ADD_KEY: _add_key,
    REVOKE_KEY: _revoke_key,
    SET_SENDER: _set_sender,
    REMOVE_SENDER: _remove_sender,
}
