"""What reps do in the sales chat: claim, report and ask why, by button or by typing the same as a command."""

from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.desk.outcomes import outcome_in
from bot.messages import Act, AnswerTap, Commanded, Incoming, SendText, Tapped
from bot.rendering import plain
from bot.usecases.delivery.owe import owe, owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.cards_before_restore import copy_of_card, is_from_before_restore
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.desk_in_charge import at_desk_of_rep, not_yours
from bot.usecases.sales.explain_lead import Explained, explain_handoff, explain_lead
from bot.usecases.sales.note_writing import note_writing
from bot.usecases.sales.outcome_actions import open_again, report, tell_why, undo
from bot.usecases.sales.outcome_words import outcome_labels
from bot.usecases.sales.passing_actions import give, release, take_over
from bot.usecases.sales.rep_answers import RepAnswer, not_found
from bot.usecases.sales.rep_wishes import TYPED, WHY_LEAD, Wish, verb_of, wish_of
from bot.usecases.setup import Setup
from storage import handoffs, sent_messages
from storage.statements import Transaction

_FOR_HELP = ("start", "help")
_USAGE = {"why": "why.usage"}
"""The texts that say how to type a command, where it is not ``usage``."""


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
        if isinstance(what, Tapped) and _is_on_card(what):
            _remove_copy(tx, what, setup=setup, now=now)
        answer = _answer(tx, incoming, what, setup=setup, now=now)
    if isinstance(what, Commanded) and not answer.html:
        return  # a question was asked instead
    if isinstance(what, Commanded):
        about = answer.explained.about if answer.explained else answer.about
        worth = Worth.HELP if answer.helps else Worth.REP_ANSWER
        owe(tx, incoming.chat_id, SendText(answer.html, reply_to=what.message_id), now=now, worth=worth, about=about)
    elif answer.explained is not None:
        _explain_below(tx, what, answer.explained, setup=setup, now=now)
    else:
        notice = AnswerTap(what.tap_id, plain(answer.html), alert=answer.alert)
        owe(tx, incoming.chat_id, notice, now=now, about=answer.about)


def _is_for_us(incoming: Incoming, what: Tapped | Commanded) -> bool:
    if isinstance(what, Tapped) or what.addressed or incoming.private:
        return True
    return verb_of(what) in TYPED or what.name in _FOR_HELP


def _is_on_card(what: Tapped) -> bool:
    """Return whether a button is one of a card; what asks for a reason, or for whom, is a message of its own."""
    tap = what.tap
    return (
        tap is not None and tap.act not in (Act.REASON, Act.RELEASE) and (tap.act, len(tap.arguments)) != (Act.GIVE, 2)
    )


def _of_before_restore(tx: Transaction, what: Tapped | Commanded, *, setup: Setup) -> RepAnswer | None:
    """Return the answer to a tap on a card that a restore has orphaned: nothing is done to anybody."""
    wish = wish_of(what)
    tapped = what if isinstance(what, Tapped) and _is_on_card(what) else None
    if wish is None or wish.verb == WHY_LEAD or not is_from_before_restore(tx, wish.number, tapped, setup=setup):
        return None
    return RepAnswer(setup.desk_texts.render("before_restore", contexts.Number(wish.number)), alert=True)


def _answer(
    tx: Transaction,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    setup: Setup,
    now: datetime,
) -> RepAnswer:
    texts = setup.desk_texts
    if incoming.sender.anonymous and verb_of(what) not in _FOR_HELP:
        return RepAnswer(texts.render("who_are_you", contexts.Nothing()), alert=True)
    if not incoming.sender.anonymous:
        handoffs.meet_rep(tx, incoming.sender.id, incoming.sender.full_name, incoming.sender.username)
    wish = wish_of(what)
    if wish is None or (wish.verb == Act.OUTCOME and outcome_in(wish.words, outcome_labels(texts)) is None):
        is_known = verb_of(what) in TYPED
        usage = _USAGE.get(verb_of(what), "usage") if is_known else "rep_help"
        return RepAnswer(texts.render(usage, contexts.Nothing()), helps=True)
    desk = setup if wish.verb == WHY_LEAD else at_desk_of_rep(tx, wish.number, incoming, setup)
    if desk is None:
        return RepAnswer(not_yours(tx, wish.number, setup), alert=True)
    return _do(tx, wish, incoming, what, setup=desk, now=now)


def _do(
    tx: Transaction, wish: Wish, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> RepAnswer:
    rep = incoming.sender
    match wish.verb:
        case "claim":
            return _claim(tx, wish.number, incoming, setup=setup, now=now)
        case "outcome":
            return report(tx, wish, rep=rep, setup=setup, now=now)
        case "reason":
            return tell_why(tx, wish, setup=setup, now=now)
        case "undo":
            return undo(tx, wish, rep=rep, setup=setup, now=now)
        case "reopen":
            return open_again(tx, wish, rep=rep, setup=setup, now=now)
        case "release":
            return release(tx, wish, incoming, what, setup=setup, now=now)
        case "give":
            return give(tx, wish, incoming, what, setup=setup, now=now)
        case "wrote":
            return note_writing(tx, wish.number, rep, setup=setup, now=now)
        case "take":
            return take_over(tx, wish, incoming, what, setup=setup, now=now)
        case _:
            lead_too = isinstance(what, Commanded)  # a button means the handoff whose card it is on
            lead_only = wish.verb == WHY_LEAD
            return _explain(tx, wish.number, incoming, lead_only=lead_only, lead_too=lead_too, setup=setup, now=now)


def _claim(tx: Transaction, number: int, incoming: Incoming, *, setup: Setup, now: datetime) -> RepAnswer:
    texts = setup.desk_texts
    claim = claim_lead(tx, number, incoming.sender, setup=setup, now=now)
    if claim is None:
        return not_found(number, setup)
    if claim.won:
        return RepAnswer(texts.render("claimed", contexts.Claimed(number, incoming.sender.full_name)))
    if claim.handoff.rep is None or claim.handoff.claimed_by == incoming.sender.id:
        return RepAnswer(texts.render("closed", contexts.Number(number)), alert=True)
    return RepAnswer(texts.render("too_late", contexts.Claimed(number, claim.handoff.rep)), alert=True)


def _explain(
    tx: Transaction,
    number: int,
    incoming: Incoming,
    *,
    lead_only: bool,
    lead_too: bool,
    setup: Setup,
    now: datetime,
) -> RepAnswer:
    """Explain a handoff's lead, else the lead of this number; numbers in the sales chat are those on the cards."""
    explained = None if lead_only else explain_handoff(tx, number, setup=setup, now=now)
    if explained is None and (lead_only or lead_too):
        last = handoffs.latest(tx, number)
        if last is not None and at_desk_of_rep(tx, last.number, incoming, setup) is None:
            return RepAnswer(not_yours(tx, last.number, setup), alert=True)
        explained = explain_lead(tx, number, setup=setup, now=now)
    if explained is not None:
        return RepAnswer(explained.html, explained=explained)
    if lead_only:
        return RepAnswer(setup.desk_texts.render("why.no_lead", contexts.Lead(number)))
    return not_found(number, setup)


def _explain_below(tx: Transaction, what: Tapped, explained: Explained, *, setup: Setup, now: datetime) -> None:
    """Explain below the card; the very words that stand there already, as after two taps in a row, only once."""
    message = SendText(explained.html, reply_to=what.message_id)
    before = sent_messages.payloads_about(tx, explained.about)
    if before and before[-1] == owed(setup.sales_chat, message).payload:
        notice = setup.desk_texts.render("why.repeated", contexts.Nothing())
        owe(tx, setup.sales_chat, AnswerTap(what.tap_id, plain(notice)), now=now)
        return
    answers = (AnswerTap(what.tap_id), message)
    owe(tx, setup.sales_chat, *answers, now=now, worth=Worth.REP_ANSWER, about=explained.about)


def _remove_copy(tx: Transaction, what: Tapped, *, setup: Setup, now: datetime) -> None:
    """Delete a second copy of a card: an answer lost on the way makes us send an alert twice."""
    if what.tap is None or what.message_id is None or not what.tap.arguments:
        return
    number = number_in(what.tap.arguments[0])
    copy = copy_of_card(tx, number, what, setup=setup) if number is not None else None
    if copy is not None:
        owe(tx, setup.sales_chat, copy, now=now, worth=Worth.EDIT)
