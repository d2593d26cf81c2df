"""What reps do about outcomes: report, tell why or how much, take back."""

from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.desk.outcomes import HAS_AMOUNT, outcome_in
from bot.messages import Sender
from bot.usecases.sales.ask_for_more import (
    OWN_WORDS,
    SKIP,
    ask_for_more,
    ask_for_own_words,
    close_question,
    tell_amount,
    tell_reason,
)
from bot.usecases.sales.outcome_words import outcome_labels
from bot.usecases.sales.pass_on_words import below_card
from bot.usecases.sales.rep_answers import RepAnswer, not_found
from bot.usecases.sales.rep_links import link_to
from bot.usecases.sales.rep_wishes import Wish
from bot.usecases.sales.report_outcome import Report, Reported, report_outcome
from bot.usecases.sales.undo_outcome import Undoing, Undone, reopen, undo_outcome
from bot.usecases.setup import Setup
from storage import leads, outbox, outcomes
from storage.handoffs import StoredHandoff
from storage.outcomes import StoredOutcome
from storage.statements import Transaction


def report(tx: Transaction, wish: Wish, *, rep: Sender, setup: Setup, now: datetime) -> RepAnswer:
    """Record an outcome; words behind it are its reason, or the amount that was won. Else these are asked for."""
    texts, number = setup.desk_texts, wish.number
    said = outcome_in(wish.words, outcome_labels(texts))
    if said is None:
        return RepAnswer(texts.render("usage", contexts.Nothing()), helps=True)
    outcome, more = said
    made = report_outcome(tx, number, outcome, rep=rep, setup=setup, now=now)
    match made.became:
        case Reported.NOT_FOUND:
            return not_found(number, setup)
        case Reported.NOT_CLAIMED:
            unclaimed = contexts.Unclaimed(number, setup.claim_command(number))
            return RepAnswer(texts.render("claim_first", unclaimed), alert=True)
        case Reported.CLOSED:
            return RepAnswer(texts.render("closed", contexts.Number(number)), alert=True)
    stored = outcomes.by_id(tx, made.outcome) if made.outcome is not None else None
    if stored is not None:
        _follow_up(tx, stored, more, made=made, rep=rep, setup=setup, now=now)
    told = contexts.Outcome(number, texts.static(f"outcomes.{outcome}"), rep.full_name)
    return RepAnswer(texts.render("outcome_noted", told))


def _follow_up(
    tx: Transaction, stored: StoredOutcome, more: str, *, made: Report, rep: Sender, setup: Setup, now: datetime
) -> None:
    tell_owner(tx, made, rep=rep, setup=setup, now=now)
    if more:
        is_amount = stored.outcome == HAS_AMOUNT and tell_amount(tx, stored, more, setup=setup, now=now)
        if not is_amount:
            tell_reason(tx, stored, more, setup=setup, now=now)
    elif made.is_new:
        ask_for_more(tx, stored, setup=setup, now=now)


def tell_why(tx: Transaction, wish: Wish, *, setup: Setup, now: datetime) -> RepAnswer:
    """Record the reason that was tapped, or ask for own words, or leave it open."""
    number, _, key = wish.words.partition(":")
    outcome = _outcome_of(tx, wish.number, number)
    if outcome is None:
        return not_found(wish.number, setup)
    if outcome.withdrawn_at is not None or key == SKIP:
        close_question(tx, outcome, setup=setup, now=now)
    elif key == OWN_WORDS:
        ask_for_own_words(tx, outcome, setup=setup, now=now)
        return RepAnswer("")
    else:
        tell_reason(tx, outcome, key, setup=setup, now=now)
    label = setup.desk_texts.static(f"outcomes.{outcome.outcome}")
    said = "more.over" if outcome.withdrawn_at is not None else "outcome_noted"
    return RepAnswer(setup.desk_texts.render(said, contexts.Outcome(wish.number, label, outcome.rep)))


def undo(tx: Transaction, wish: Wish, *, rep: Sender, setup: Setup, now: datetime) -> RepAnswer:
    """Take back the outcome whose button was tapped."""
    outcome = _outcome_of(tx, wish.number, wish.words)
    if outcome is None:
        return not_found(wish.number, setup)
    made = undo_outcome(tx, outcome.id, rep=rep, setup=setup, now=now)
    if outcome.withdrawn_at is None:
        _tell_of_withdrawal(tx, made, rep=rep, setup=setup, now=now)
    return _taken_back(tx, wish.number, made, setup=setup, now=now)


def open_again(tx: Transaction, wish: Wish, *, rep: Sender, setup: Setup, now: datetime) -> RepAnswer:
    """Take back whatever has closed a handoff."""
    made = reopen(tx, wish.number, rep=rep, setup=setup, now=now)
    _tell_of_withdrawal(tx, made, rep=rep, setup=setup, now=now)
    return _taken_back(tx, wish.number, made, setup=setup, now=now)


def _taken_back(tx: Transaction, number: int, made: Undoing, *, setup: Setup, now: datetime) -> RepAnswer:
    texts = setup.desk_texts
    if made.handoff is None or made.became is Undone.NOT_FOUND:
        return not_found(number, setup)
    if made.became is not Undone.DONE:
        key = made.became.name.lower()
        told = contexts.NotUndone(number, made.other, setup.command(f"reopen_{number}"))
        return RepAnswer(texts.render(f"undone.{key}", told), alert=True)
    for outcome in made.withdrawn:
        if (stored := outcomes.by_id(tx, outcome.id)) is not None:
            close_question(tx, stored, setup=setup, now=now)
    label = texts.static(f"outcomes.{made.withdrawn[0].outcome}")
    is_closed = made.handoff.closed_at is not None
    return RepAnswer(texts.render("undone.done", contexts.Undone(number, label, made.handoff.rep or "", is_closed)))


def _outcome_of(tx: Transaction, handoff: int, number: str) -> StoredOutcome | None:
    """Return the outcome of this number, if it is one of this handoff."""
    known = number_in(number)
    outcome = None if known is None else outcomes.by_id(tx, known)
    return outcome if outcome is not None and outcome.handoff == handoff else None


def tell_owner(tx: Transaction, made: Report, *, rep: Sender, setup: Setup, now: datetime) -> None:
    """Tell the rep who has a lead that another one has reported what came of it."""
    handoff = made.handoff
    outcome = outcomes.by_id(tx, made.outcome) if made.is_new and made.outcome is not None else None
    if handoff is not None and outcome is not None and handoff.claimed_by not in (None, rep.id):
        whom = (handoff.claimed_by, handoff.rep or "")
        _tell(tx, "reported_by_other", handoff, outcome, whom, rep=rep, setup=setup, now=now)


def _tell_of_withdrawal(tx: Transaction, made: Undoing, *, rep: Sender, setup: Setup, now: datetime) -> None:
    """Tell whoever has a lead, else who had reported of it, that another rep has taken that back."""
    if made.became is not Undone.DONE or made.handoff is None:
        return
    handoff, outcome = made.handoff, made.withdrawn[0]
    owner = () if handoff.claimed_by is None else ((handoff.claimed_by, handoff.rep or ""),)
    others = [whom for whom in (*owner, (outcome.rep_id, outcome.rep)) if whom[0] != rep.id]
    if others:
        _tell(tx, "withdrawn_by_other", handoff, outcome, others[0], rep=rep, setup=setup, now=now)


def _tell(
    tx: Transaction,
    key: str,
    handoff: StoredHandoff,
    outcome: StoredOutcome,
    whom: tuple[int, str],
    *,
    rep: Sender,
    setup: Setup,
    now: datetime,
) -> None:
    """Say below the card what a rep did about an outcome, and call whoever would not expect it."""
    chat, (called, name) = leads.by_id(tx, handoff.lead_id), whom
    label = setup.desk_texts.static(f"outcomes.{outcome.outcome}")
    lead, link = chat.lead.name if chat else "", link_to(tx, called, setup=setup, now=now)
    told = contexts.ReportedByOther(handoff.number, label, rep.full_name, lead, name, link)
    html = setup.desk_texts.render(key, told)
    outbox.owe(tx, [below_card(tx, handoff.number, html, calls=link, setup=setup, now=now)], now)
