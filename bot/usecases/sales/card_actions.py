"""What reps do in the sales chat: claim, report and ask why, by button or by typing the same as a command."""

from dataclasses import dataclass
from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.messages import Act, AnswerTap, Commanded, Incoming, SendText, Tapped
from bot.rendering import plain
from bot.usecases.delivery.owe import owe, owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.cards_before_restore import copy_of_card, is_from_before_restore
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.explain_lead import Explained, explain_handoff, explain_lead
from bot.usecases.sales.report_outcome import OUTCOMES, Reported, report_outcome
from bot.usecases.sales.tell_statistics import Asked, asked_in, statistics_now
from bot.usecases.setup import Setup
from storage import outbox
from storage.statements import Transaction

# "/outcome 12 not a fit" is what people type.
_SPOKEN = {outcome.replace("_", " "): outcome for outcome in OUTCOMES}
_FOR_HELP = ("start", "help")
_USAGE = {"claim": "usage", "outcome": "usage", "why": "why.usage", "stats": "stats.usage"}

_Wish = tuple[str, int] | tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the rep reads back; ``alert`` where they must not miss it; ``explained`` where it is more than a notice.

    ``helps`` says that it only tells how to ask: nobody's work waits for it.
    """

    html: str
    alert: bool = False
    helps: bool = False
    explained: Explained | None = None


def hear_rep(
    tx: Transaction,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    setup: Setup,
    now: datetime,
) -> None:
    """Do what a rep asked for and owe them an answer; in a group, what other bots may know is left to them."""
    if not _is_for_us(incoming, what):
        return
    answer = _of_before_restore(tx, what, setup=setup)
    if answer is None:
        if isinstance(what, Tapped):
            _remove_copy(tx, what, setup=setup, now=now)
        answer = _answer(tx, incoming, what, setup=setup, now=now)
    if isinstance(what, Commanded):
        about = answer.explained.about if answer.explained else None
        worth = Worth.HELP if answer.helps else Worth.REP_ANSWER
        owe(tx, incoming.chat_id, SendText(answer.html, reply_to=what.message_id), now=now, worth=worth, about=about)
    elif answer.explained is not None:
        _explain_below(tx, what, answer.explained, setup=setup, now=now)
    else:
        owe(tx, incoming.chat_id, AnswerTap(what.tap_id, plain(answer.html), alert=answer.alert), now=now)


def is_about_alerts(what: Tapped | Commanded) -> bool:
    """Return whether a command or button is one by which alerts are worked on, not one of the conversation."""
    if isinstance(what, Commanded):
        return _verb(what) in _USAGE
    if what.tap is None or what.tap.act not in (Act.CLAIM, Act.OUTCOME, Act.WHY):
        return False
    # Prospects ask why, too: of a question, by its name.
    return what.tap.act != Act.WHY or number_in("".join(what.tap.arguments)) is not None


def _is_for_us(incoming: Incoming, what: Tapped | Commanded) -> bool:
    if isinstance(what, Tapped) or what.addressed or incoming.private:
        return True
    return _verb(what) in _USAGE or what.name in _FOR_HELP


def _of_before_restore(tx: Transaction, what: Tapped | Commanded, *, setup: Setup) -> _Answer | None:
    """Return the answer to a tap on a card that a restore has orphaned: nothing is done to anybody."""
    wish = _wish(what)
    tapped = what if isinstance(what, Tapped) else None
    if wish is None or wish[0] == "why lead" or not is_from_before_restore(tx, wish[1], tapped, setup=setup):
        return None
    return _Answer(setup.desk_texts.render("before_restore", contexts.Number(wish[1])), alert=True)


def _answer(
    tx: Transaction,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    setup: Setup,
    now: datetime,
) -> _Answer:
    texts = setup.desk_texts
    if incoming.sender.anonymous and _verb(what) not in _FOR_HELP:
        return _Answer(texts.render("who_are_you", contexts.Nothing()), alert=True)
    match _wish(what):
        case "claim", number:
            return _claim(tx, number, incoming, setup=setup, now=now)
        case "outcome", number, str(outcome):
            return _report(tx, number, outcome, incoming=incoming, setup=setup, now=now)
        case "why" | "why lead" as asked, number:
            lead_too = isinstance(what, Commanded)  # a button means the handoff whose card it is on
            return _explain(tx, number, lead_only=asked != "why", lead_too=lead_too, setup=setup, now=now)
        case _ if (figures := _statistics(what)) is not None:
            return _Answer(statistics_now(tx, figures, setup=setup, now=now))
        case _ if (verb := _verb(what)) in _USAGE:
            return _Answer(texts.render(_USAGE[verb], contexts.Nothing()), helps=True)
        case _:
            return _Answer(texts.render("rep_help", contexts.Nothing()), helps=True)


def _wish(what: Tapped | Commanded) -> _Wish | None:
    """Return the wish of a rep, by button or by words; None where that is unclear.

    A command's words may hang together, so that it can be tapped.

    >>> _wish(Commanded("outcome", "#12 Not a fit", 1)), _wish(Commanded("outcome_12_not_a_fit", "", 1))
    (('outcome', 12, 'not_a_fit'), ('outcome', 12, 'not_a_fit'))
    >>> _wish(Commanded("why", "lead 7", 1)), _wish(Commanded("why_12", "", 1))
    (('why lead', 7), ('why', 12))
    """
    if isinstance(what, Tapped):
        words = [what.tap.act.value, *what.tap.arguments] if what.tap else []
    else:
        words = f"{what.name.replace('_', ' ')} {what.argument}".strip().split(maxsplit=2)
        if [word.lower() for word in words[:2]] == ["why", "lead"]:
            words = ["why lead", *words[2:]]
    number = number_in(words[1]) if len(words) > 1 else None
    if number is None:
        return None
    outcome = _outcome(words[2]) if len(words) > 2 else None
    if words[0] in (Act.CLAIM, Act.WHY, "why lead") and len(words) == 2:
        return words[0], number
    return ("outcome", number, outcome) if words[0] == Act.OUTCOME and outcome else None


def _verb(what: Tapped | Commanded) -> str:
    return what.name.partition("_")[0] if isinstance(what, Commanded) else ""


def _statistics(what: Tapped | Commanded) -> Asked | None:
    """Return which figures a command asks for, if any: its words may hang together."""
    if not isinstance(what, Commanded) or _verb(what) != "stats":
        return None
    return asked_in(f"{what.name.replace('_', ' ')} {what.argument}".partition(" ")[2])


def _outcome(said: str) -> str | None:
    return _SPOKEN.get(" ".join(said.lower().replace("_", " ").replace("-", " ").split()))


def _claim(tx: Transaction, number: int, incoming: Incoming, *, setup: Setup, now: datetime) -> _Answer:
    texts = setup.desk_texts
    claim = claim_lead(tx, number, incoming.sender, setup=setup, now=now)
    if claim is None:
        return _Answer(texts.render("not_found", contexts.Number(number)), alert=True)
    if claim.won:
        return _Answer(texts.render("claimed", contexts.Claimed(number, incoming.sender.full_name)))
    if claim.handoff.rep is None or claim.handoff.claimed_by == incoming.sender.id:
        return _Answer(texts.render("closed", contexts.Number(number)), alert=True)
    return _Answer(texts.render("too_late", contexts.Claimed(number, claim.handoff.rep)), alert=True)


def _explain(tx: Transaction, number: int, *, lead_only: bool, lead_too: bool, setup: Setup, now: datetime) -> _Answer:
    """Explain a handoff's lead, else the lead of this number; numbers in the sales chat are those on the cards."""
    explained = None if lead_only else explain_handoff(tx, number, setup=setup, now=now)
    if explained is None and (lead_only or lead_too):
        explained = explain_lead(tx, number, setup=setup, now=now)
    if explained is not None:
        return _Answer(explained.html, explained=explained)
    if lead_only:
        return _Answer(setup.desk_texts.render("why.no_lead", contexts.Lead(number)))
    return _Answer(setup.desk_texts.render("not_found", contexts.Number(number)), alert=True)


def _explain_below(tx: Transaction, what: Tapped, explained: Explained, *, setup: Setup, now: datetime) -> None:
    """Explain below the card; the very words that stand there already, as after two taps in a row, only once."""
    message = SendText(explained.html, reply_to=what.message_id)
    before = outbox.payloads_about(tx, explained.about)
    if before and before[-1] == owed(setup.sales_chat, message).payload:
        notice = setup.desk_texts.render("why.repeated", contexts.Nothing())
        owe(tx, setup.sales_chat, AnswerTap(what.tap_id, plain(notice)), now=now)
        return
    answers = (AnswerTap(what.tap_id), message)
    owe(tx, setup.sales_chat, *answers, now=now, worth=Worth.REP_ANSWER, about=explained.about)


def _report(
    tx: Transaction,
    number: int,
    outcome: str,
    *,
    incoming: Incoming,
    setup: Setup,
    now: datetime,
) -> _Answer:
    texts = setup.desk_texts
    rep = incoming.sender
    match report_outcome(tx, number, outcome, rep=rep, setup=setup, now=now):
        case Reported.NOTED:
            label = texts.static(f"outcomes.{outcome}")
            return _Answer(texts.render("outcome_noted", contexts.Outcome(number, label, rep.full_name)))
        case Reported.NOT_FOUND:
            return _Answer(texts.render("not_found", contexts.Number(number)), alert=True)
        case Reported.NOT_CLAIMED:
            return _Answer(
                texts.render("claim_first", contexts.Unclaimed(number, setup.claim_command(number))), alert=True
            )
        case Reported.CLOSED:
            return _Answer(texts.render("closed", contexts.Number(number)), alert=True)


def _remove_copy(tx: Transaction, what: Tapped, *, setup: Setup, now: datetime) -> None:
    """Delete a second copy of a card: an answer lost on the way makes us send an alert twice."""
    if what.tap is None or what.message_id is None or not what.tap.arguments:
        return
    number = number_in(what.tap.arguments[0])
    copy = copy_of_card(tx, number, what, setup=setup) if number is not None else None
    if copy is not None:
        owe(tx, setup.sales_chat, copy, now=now, worth=Worth.EDIT)
