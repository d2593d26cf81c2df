"""What a rep does, in the sales chat or in private: work on alerts, or walk through the conversation on trial."""

from dataclasses import replace
from datetime import datetime

from bot import contexts
from bot.messages import AnswerTap, Commanded, Edited, Incoming, Said, SendText, SentOther, Tapped
from bot.rendering import plain
from bot.usecases.delivery.owe import owe
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.sales.ask_for_more import answer_by_reply
from bot.usecases.sales.card_actions import hear_rep
from bot.usecases.sales.desk_commands import answer_about_desk, is_about_desk
from bot.usecases.sales.figure_commands import is_about_figures, tell_figures
from bot.usecases.sales.look_things_up import is_looking_up, look_things_up
from bot.usecases.sales.rep_wishes import is_about_alerts
from bot.usecases.sales.reply_to_prospect import mend_reply, reply_to_prospect
from bot.usecases.sales.spelled_commands import spelled_out
from bot.usecases.sales.try_out import begin_trial, end_trial, go_on_with_trial, trial_under_way
from bot.usecases.setup import Setup
from storage import leads
from storage.statements import Transaction


def serve_rep(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> None:
    """Do what a rep asked for and owe them an answer. What reps say to each other is left alone."""
    if isinstance(incoming.what, Commanded):
        incoming = replace(incoming, what=spelled_out(tx, incoming, incoming.what))
    what = incoming.what
    if isinstance(what, Said | SentOther | Edited) and _is_reply(tx, incoming, what, setup=setup, now=now):
        return
    if isinstance(what, Edited) and incoming.chat_id == setup.sales_chat:
        mend_reply(tx, incoming, what, setup=setup, now=now)
    if isinstance(what, Tapped | Commanded) and is_looking_up(what):
        look_things_up(tx, incoming, what, setup=setup, now=now)
    elif isinstance(what, Commanded) and is_about_desk(what):
        answer_about_desk(tx, incoming, what, setup=setup, now=now)
    elif isinstance(what, Commanded) and is_about_figures(what):
        tell_figures(tx, incoming, what, setup=setup, now=now)
    elif incoming.private:
        _serve_in_private(tx, incoming, setup=setup, now=now)
    elif isinstance(what, Commanded) and what.name == "try":
        _say(tx, incoming, "trial.in_private", setup=setup, now=now)
    elif isinstance(what, Tapped | Commanded):
        hear_rep(tx, incoming, what, setup=setup, now=now)


def _is_reply(
    tx: Transaction, incoming: Incoming, what: Said | SentOther | Edited, *, setup: Setup, now: datetime
) -> bool:
    """Do what a reply is for, if it is one to a message of ours: the answer to a question, or words to a prospect."""
    if answer_by_reply(tx, incoming, what, setup=setup, now=now):
        return True
    return not isinstance(what, Edited) and reply_to_prospect(tx, incoming, what, setup=setup, now=now)


def _serve_in_private(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> None:
    what, trial = incoming.what, trial_under_way(tx, incoming.chat_id, now=now)
    match what:
        case Commanded(name="try"):
            begin_trial(tx, incoming, what, setup=setup, now=now)
        case Commanded() | Tapped() if is_about_alerts(what):
            hear_rep(tx, incoming, what, setup=setup, now=now)
        case Commanded(name="done") if trial is not None:
            end_trial(tx, incoming.chat_id, setup=setup, now=now)
        case _ if trial is not None:
            go_on_with_trial(tx, incoming, trial, setup=setup, now=now)
        case Commanded() | Tapped() if incoming.chat_id == setup.sales_chat:
            hear_rep(tx, incoming, what, setup=setup, now=now)
        case _ if incoming.chat_id != setup.sales_chat:
            _explain_to_rep(tx, incoming, setup=setup, now=now)


def _explain_to_rep(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> None:
    """Say what a rep can do in private: whoever sells is no lead, and one made before goes when they say so."""
    what, chat = incoming.what, leads.by_chat(tx, incoming.chat_id)
    texts = setup.desk_texts
    if isinstance(what, Commanded) and what.name == "forget" and chat is not None:
        forget_lead(tx, chat.lead.id, setup=setup, now=now)
        _say(tx, incoming, "rep_private.forgotten", setup=setup, now=now)
    elif isinstance(what, Tapped):
        over = plain(texts.render("trial.over", contexts.Nothing()))
        owe(tx, incoming.chat_id, AnswerTap(what.tap_id, over, alert=True), now=now)
    elif not isinstance(what, Edited):
        _say(tx, incoming, "rep_private.help", setup=setup, now=now)
        if chat is not None:
            html = texts.render("rep_private.was_lead", contexts.Lead(chat.lead.id))
            owe(tx, incoming.chat_id, SendText(html), now=now)


def _say(tx: Transaction, incoming: Incoming, key: str, *, setup: Setup, now: datetime) -> None:
    owe(tx, incoming.chat_id, SendText(setup.desk_texts.render(key, contexts.Nothing())), now=now)
