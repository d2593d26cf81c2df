"""Asks for the reason or the amount of an outcome, which holds already, and takes what a rep answers.

The question is a message of its own below the card: what replies to the card is passed on to the prospect.
"""

from datetime import datetime

from bot import contexts
from bot.desk.outcomes import HAS_AMOUNT, HAVE_REASONS
from bot.messages import Act, Button, Edited, EditText, Incoming, Keyboard, Said, SendText, SentOther, Tap
from bot.playbooks import Texts
from bot.script import Kind
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.outcome_words import USUAL_CURRENCY, amount_in, amount_told, listed_reasons, reason_meant
from bot.usecases.sales.pass_on_words import below_card
from bot.usecases.sales.record_outcome import record_more
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_outcome
from storage import handoffs, leads, outbox, outcomes, sent_messages
from storage.outcomes import StoredOutcome
from storage.statements import Transaction

OWN_WORDS, SKIP = "?", "-"
"""Instead of the key of a reason, which neither can be."""
_ASKED = "asked"
_PER_ROW = 2


def ask_for_more(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Ask for the reason of an outcome, or its amount, where it has one and nobody has told it yet."""
    if outcome.reason is not None or outcome.amount is not None:
        return
    if outcome.outcome in HAVE_REASONS:
        _ask(tx, outcome, "reason", _reasons(outcome, setup.desk_texts), setup=setup, now=now)
    elif outcome.outcome == HAS_AMOUNT:
        _ask(tx, outcome, "amount", (_skip(outcome, setup.desk_texts),), setup=setup, now=now)


def ask_for_own_words(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Ask for a reason that is not on the list, in the place of the question with the list."""
    html = setup.desk_texts.render("more.own_words", _context(outcome, setup=setup))
    _replace(tx, outcome, EditText(html, (_skip(outcome, setup.desk_texts),)), setup=setup, now=now)


def tell_reason(tx: Transaction, outcome: StoredOutcome, said: str, *, setup: Setup, now: datetime) -> None:
    """Record why it came to an outcome: the reason of the list that is meant by these words, else the words."""
    reason = reason_meant(said, outcome.outcome, setup.desk_texts)
    outcomes.tell_more(tx, outcome.id, reason=reason, amount=outcome.amount, currency=outcome.currency)
    _noted(tx, outcome.id, setup=setup, now=now)


def tell_amount(tx: Transaction, outcome: StoredOutcome, said: str, *, setup: Setup, now: datetime) -> bool:
    """Record how much was won; False where there is no amount in what was said."""
    money = amount_in(said, currency=_currency(tx, outcome, setup), locale=setup.sales_locale)
    if money is None:
        return False
    outcomes.tell_more(tx, outcome.id, reason=outcome.reason, amount=float(money.major), currency=money.currency)
    _noted(tx, outcome.id, setup=setup, now=now)
    return True


def close_question(tx: Transaction, outcome: StoredOutcome, *, setup: Setup, now: datetime) -> None:
    """Take the buttons from a question that needs no answer any more; the outcome is noted, or was taken back."""
    texts, told = setup.desk_texts, _context(outcome, setup=setup)
    if outcome.withdrawn_at is None:
        amount = amount_told(outcome, texts.locale)
        html = texts.render("more.noted", contexts.OutcomeTold(told.number, told.outcome, told.rep, amount))
    else:
        html = texts.render("more.over", told)
    _replace(tx, outcome, EditText(html), setup=setup, now=now)


def answer_by_reply(
    tx: Transaction, incoming: Incoming, what: Said | SentOther | Edited, *, setup: Setup, now: datetime
) -> bool:
    """Take a reply to a question of ours as its answer, also once it is changed; return whether it is one.

    A caption is as good as words; what comes without any cannot be read.
    """
    about = None if what.reply_to is None else sent_messages.filed_under(tx, incoming.chat_id, what.reply_to)
    kind, _, number = (about or "").partition(":")
    if kind != _ASKED:
        return False
    outcome = outcomes.by_id(tx, int(number))
    if outcome is None or outcome.withdrawn_at is not None:
        answer = setup.desk_texts.render(
            "more.over", _context(outcome, setup=setup) if outcome else contexts.Outcome(0, "", "")
        )
    elif not (said := what.caption if isinstance(what, SentOther) else what.text):
        answer = setup.desk_texts.render("more.in_words", contexts.Nothing())
    elif outcome.outcome == HAS_AMOUNT and not tell_amount(tx, outcome, said, setup=setup, now=now):
        answer = setup.desk_texts.render("more.no_amount", contexts.Nothing())
    else:
        if outcome.outcome != HAS_AMOUNT:
            tell_reason(tx, outcome, said, setup=setup, now=now)
        return True
    message = SendText(answer, reply_to=what.message_id)
    owe(tx, incoming.chat_id, message, now=now, worth=Worth.REP_ANSWER)
    return True


def _currency(tx: Transaction, outcome: StoredOutcome, setup: Setup) -> str:
    """Return the currency that is meant where none is named: that in which this lead is asked for a budget."""
    handoff = handoffs.by_number(tx, outcome.handoff)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    script = setup.script(chat.lead.audience) if chat else None
    asked = [question.currency for question in script.questions if question.kind is Kind.MONEY] if script else []
    return asked[0] if asked and asked[0] else USUAL_CURRENCY


def _ask(tx: Transaction, outcome: StoredOutcome, key: str, keyboard: Keyboard, *, setup: Setup, now: datetime) -> None:
    html = setup.desk_texts.render(f"more.{key}", _context(outcome, setup=setup))
    about = _about(outcome)
    asked = below_card(tx, outcome.handoff, html, keyboard=keyboard, about=about, setup=setup, now=now)
    outbox.owe(tx, [asked], now)


def _reasons(outcome: StoredOutcome, texts: Texts) -> Keyboard:
    buttons = [_button(outcome, key, label) for key, label in listed_reasons(outcome.outcome, texts).items()]
    rows = tuple(tuple(buttons[at : at + _PER_ROW]) for at in range(0, len(buttons), _PER_ROW))
    own = _button(outcome, OWN_WORDS, texts.static("buttons.other_reason"))
    return (*rows, (own, *_skip(outcome, texts)))


def _skip(outcome: StoredOutcome, texts: Texts) -> tuple[Button, ...]:
    return (_button(outcome, SKIP, texts.static("buttons.skip")),)


def _button(outcome: StoredOutcome, key: str, label: str) -> Button:
    return Button(label, data=Tap(Act.REASON, (str(outcome.handoff), str(outcome.id), key)).data)


def _noted(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    outcome = outcomes.by_id(tx, number)
    assert outcome is not None, "it was there a moment ago"
    record_more(tx, outcome, setup=setup, now=now)
    close_question(tx, outcome, setup=setup, now=now)
    redraw_card(tx, outcome.handoff, setup=setup, now=now, worth=Worth.EDIT)
    announce_outcome(tx, number, setup=setup, now=now)


def _context(outcome: StoredOutcome, *, setup: Setup) -> contexts.Outcome:
    """Return what a question says: nothing of who the lead is, so that nothing of them stays where they are erased."""
    label = setup.desk_texts.static(f"outcomes.{outcome.outcome}")
    return contexts.Outcome(outcome.handoff, label, outcome.rep)


def _replace(tx: Transaction, outcome: StoredOutcome, message: EditText, *, setup: Setup, now: datetime) -> None:
    about = _about(outcome)
    if sent_messages.chat_about(tx, about) is not None:
        owe(tx, setup.sales_chat, message, now=now, worth=Worth.EDIT, about=about)


def _about(outcome: StoredOutcome) -> str:
    return f"{_ASKED}:{outcome.id}"
