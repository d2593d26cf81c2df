"""What an operator's or marketer's command asks to be written, by name and as plain values.

So the same order is carried out by the command itself, or, while the bot runs and holds the database, by the bot.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.playbooks import draft_of
from bot.usecases.forget_lead import forget_lead
from bot.usecases.house import House
from bot.usecases.merge_leads import merge_leads
from bot.usecases.publish_model import publish_model
from bot.usecases.refold_leads import refold_leads, refolded_from_json
from bot.usecases.take_in import row_from_json, take_in
from bot.usecases.take_outcomes import model_from, outcome_from_json, take_outcomes
from scoring.instants import instant
from storage import models
from storage.statements import Transaction

Json = dict[str, Any]

PUBLISH, REFOLD, REVIEWED, MERGE, FORGET = "publish", "refold", "reviewed", "merge", "forget"
TAKE_IN, TAKE_OUTCOMES = "take_in", "take_outcomes"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an order is carried out in: the house (None where nobody need be told), and the present."""

    house: House | None
    now: datetime


def perform(tx: Transaction, order: str, body: Json, *, house: House | None, now: datetime) -> Json:
    """Carry out an order and return what came of it; KeyError if there is no such order."""
    return ORDERS[order](tx, body, Circumstances(house, now))


def _publish(tx: Transaction, body: Json, here: Circumstances) -> Json:
    draft = draft_of(body["source"], name=body["name"])
    published = publish_model(tx, draft, by=body["by"], now=here.now, house=here.house)
    return {"published": published, "audience": draft.model.audience, "version": draft.model.version}


def _refold(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    return {"done": refold_leads(tx, map(refolded_from_json, body["leads"]))}


def _reviewed(tx: Transaction, body: Json, here: Circumstances) -> Json:
    models.note_review(tx, audience=body["audience"], by=body["by"], now=here.now)
    return {}


def _merge(tx: Transaction, body: Json, here: Circumstances) -> Json:
    assert here.house is not None
    return {"merged": merge_leads(tx, body["kept"], body["gone"], house=here.house, now=here.now)}


def _forget(tx: Transaction, body: Json, here: Circumstances) -> Json:
    assert here.house is not None
    return {"forgotten": forget_lead(tx, body["lead"], house=here.house, now=here.now)}


def _take_in(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    rows = map(row_from_json, body["rows"])
    return take_in(tx, rows, at=instant(body["at"])).to_json()


def _take_outcomes(tx: Transaction, body: Json, _here: Circumstances) -> Json:
    rows = map(outcome_from_json, body["rows"])
    in_force = {audience: model_from(source) for audience, source in body["models"].items()}
    return take_outcomes(tx, rows, models=in_force, at=instant(body["at"])).to_json()


ORDERS: Mapping[str, Callable[[Transaction, Json, Circumstances], Json]] = {
    PUBLISH: _publish,
    REFOLD: _refold,
    REVIEWED: _reviewed,
    MERGE: _merge,
    FORGET: _forget,
    TAKE_IN: _take_in,
    TAKE_OUTCOMES: _take_outcomes,
}
