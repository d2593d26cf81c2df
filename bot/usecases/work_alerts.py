"""What reps do in the sales chat: claim and report by button, or by typing the same as a command."""

from dataclasses import dataclass
from datetime import datetime

from bot import contexts
from bot.messages import Act, AnswerTap, Commanded, DeleteMessage, Incoming, SendText, Tapped
from bot.rendering import plain
from bot.usecases.claim_lead import claim_lead
from bot.usecases.house import House, card_about
from bot.usecases.owing import owe
from bot.usecases.report_outcome import OUTCOMES, Reported, report_outcome
from storage import outbox
from storage.statements import Transaction

# "/outcome 12 not a fit" is what people type.
_SPOKEN = {outcome.replace("_", " "): outcome for outcome in OUTCOMES}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the rep reads back; ``alert`` where they must not miss it."""

    html: str
    alert: bool = False


def hear_rep(
    tx: Transaction,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    house: House,
    now: datetime,
) -> None:
    """Do what a rep asked for and owe them an answer."""
    if isinstance(what, Tapped):
        _remove_copy(tx, what, house=house, now=now)
    answer = _answer(tx, incoming, what, house=house, now=now)
    if isinstance(what, Tapped):
        owe(tx, incoming.chat_id, AnswerTap(what.tap_id, plain(answer.html), alert=answer.alert), now=now)
    else:
        owe(tx, incoming.chat_id, SendText(answer.html, reply_to=what.message_id), now=now)


def _answer(
    tx: Transaction,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    house: House,
    now: datetime,
) -> _Answer:
    texts = house.desk_texts
    match _wish(what):
        case "claim", number:
            return _claim(tx, number, incoming, house=house, now=now)
        case "outcome", number, str(outcome):
            return _report(tx, number, outcome, incoming=incoming, house=house, now=now)
        case _ if isinstance(what, Commanded) and what.name in ("claim", "outcome"):
            return _Answer(texts.render("usage", contexts.Nothing()))
        case _:
            return _Answer(texts.render("rep_help", contexts.Nothing()))


def _wish(what: Tapped | Commanded) -> tuple[str, int] | tuple[str, int, str] | None:
    """Return what was asked for, by button or by words; None where that is unclear.

    >>> _wish(Commanded("outcome", "#12 Not a fit", 1))
    ('outcome', 12, 'not_a_fit')
    """
    if isinstance(what, Tapped):
        words = [what.tap.act.value, *what.tap.arguments] if what.tap else []
    else:
        words = [what.name, *what.argument.split(maxsplit=1)]
    number = words[1].removeprefix("#") if len(words) > 1 else ""
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    outcome = _outcome(words[2]) if len(words) > 2 else None
    if words[0] == Act.CLAIM and len(words) == 2:
        return "claim", int(number)
    return ("outcome", int(number), outcome) if words[0] == Act.OUTCOME and outcome else None


def _outcome(said: str) -> str | None:
    return _SPOKEN.get(" ".join(said.lower().replace("_", " ").replace("-", " ").split()))


def _claim(tx: Transaction, number: int, incoming: Incoming, *, house: House, now: datetime) -> _Answer:
    texts = house.desk_texts
    claim = claim_lead(tx, number, incoming.sender, house=house, now=now)
    if claim is None:
        return _Answer(texts.render("not_found", contexts.Number(number)), alert=True)
    if claim.won:
        return _Answer(texts.render("claimed", contexts.Claimed(number, incoming.sender.full_name)))
    if claim.handoff.rep is None or claim.handoff.claimed_by == incoming.sender.id:
        return _Answer(texts.render("closed", contexts.Number(number)), alert=True)
    return _Answer(texts.render("too_late", contexts.Claimed(number, claim.handoff.rep)), alert=True)


def _report(
    tx: Transaction,
    number: int,
    outcome: str,
    *,
    incoming: Incoming,
    house: House,
    now: datetime,
) -> _Answer:
    texts = house.desk_texts
    rep = incoming.sender
    match report_outcome(tx, number, outcome, rep=rep, house=house, now=now):
        case Reported.NOTED:
            label = texts.static(f"outcomes.{outcome}")
            return _Answer(texts.render("outcome_noted", contexts.Outcome(number, label, rep.full_name)))
        case Reported.NOT_FOUND:
            return _Answer(texts.render("not_found", contexts.Number(number)), alert=True)
        case Reported.NOT_CLAIMED:
            return _Answer(texts.render("claim_first", contexts.Number(number)), alert=True)
        case Reported.CLOSED:
            return _Answer(texts.render("closed", contexts.Number(number)), alert=True)


def _remove_copy(tx: Transaction, what: Tapped, *, house: House, now: datetime) -> None:
    """Delete a second copy of a card: an answer lost on the way makes us send an alert twice."""
    if what.tap is None or what.message_id is None or not what.tap.arguments:
        return
    number = what.tap.arguments[0]
    card = outbox.message_about(tx, card_about(int(number))) if number.isdigit() else None
    if card is not None and card[0] == house.sales_chat and card[1] != what.message_id:
        owe(tx, house.sales_chat, DeleteMessage(what.message_id), now=now)
