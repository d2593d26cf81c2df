"""One turn of the conversation with a prospect."""

import hashlib
from datetime import datetime

from msgspec.structs import replace

from bot.conversation import gathering
from bot.conversation.after_close import passed_on_all_the_same, passed_on_quietly
from bot.conversation.engine import Response, hear, hear_kept, may_hear_kept, nudge_at, proceed
from bot.conversation.languages import with_way_back
from bot.conversation.newsletter import is_about_newsletter
from bot.conversation.reading_back import read_back_at_once
from bot.conversation.replies import Done, Effect, Heard
from bot.conversation.state import AUDIENCE, Held, Line
from bot.messages import (
    AnswerTap,
    Edited,
    Incoming,
    Outgoing,
    Said,
    SendText,
    SentOther,
    SharedContact,
    Tapped,
    words_of,
)
from bot.rendering import plain
from bot.script import AnswerValue
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import is_in_doubt
from bot.usecases.delivery.owe import card_to_redraw, owe, replies_owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.update_score import Learnt, learn
from bot.usecases.newsletter.subscribe import tell_of_newsletter, waits, with_newsletter
from bot.usecases.phrasing import Phrasing
from bot.usecases.prospects.answer_stranger import answer_stranger, is_strangers_question
from bot.usecases.prospects.export_lead import export_lead
from bot.usecases.prospects.keep_conversation import Worded, drop_unsaid, keep_turn
from bot.usecases.prospects.keep_unanswered import keep_unanswered
from bot.usecases.prospects.turn import Turn, begin_turn, welcome
from bot.usecases.put_in_inbox import put_in_inbox
from bot.usecases.sales.call_duty import calls_of_duty, calls_of_risen
from bot.usecases.sales.desk_in_charge import at_desk_for
from bot.usecases.sales.draw_card import Subject, new_card
from bot.usecases.sales.hand_off_lead import hand_off, reason_to_call, ring_again
from bot.usecases.sales.pass_on_words import news_of_prospect, passed_on
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_tier
from scoring.history import Fact, Item, Signal
from storage import conversations, handoffs, leads, outbox
from storage.handoffs import StoredHandoff
from storage.outbox import Owed
from storage.statements import Transaction


def converse(
    tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime, found: Interpretation | None = None
) -> None:
    """Hear what a prospect did, save and score it, call sales if it is time, and owe the replies.

    ``found`` is what their words were taken to mean. Where that is not given, and rules are in doubt while there is an
    interpreter, they wait in the inbox and nothing else comes of them.
    """
    if isinstance(incoming.what, Edited) and leads.by_chat(tx, incoming.chat_id) is None:
        return  # of a conversation that was erased: nobody comes back by mending a word in it
    if is_strangers_question(tx, incoming):
        answer_stranger(tx, incoming, setup=setup, now=now)
        return
    turn = begin_turn(tx, incoming, setup=setup, now=now)
    if found is None and (typed := turn.typed()) is not None:
        if setup.asks_interpreter and is_in_doubt(typed) and not is_about_newsletter(turn.situation(), typed):
            put_in_inbox(tx, incoming, now=now)
            return
        found = typed.found
    elif found is not None:
        turn.follow(found)
    welcome(turn)
    heard = _heard(turn, found)
    if setup.on_heard is not None:
        setup.on_heard(incoming, heard)
    if Effect.FORGET in heard.effects:
        _forget(turn)
        return
    heard = _to_who_had_them(turn, heard)
    held, waited_for_consent = turn.state.held, turn.state.kept
    learnt, heard = _learn(turn, heard)
    announce_tier(tx, turn.lead, before=turn.stored.tier, setup=setup, now=now)
    heard, held = _take_over(turn, held, heard)
    turn.setup = at_desk_for(tx, turn.lead, turn.state.handoff, setup, language=turn.state.locale)
    handoff = _call_sales(turn, learnt, heard)
    is_called = turn.state.handoff is not None
    response = proceed(turn.situation(), heard, model=learnt.model, standing=learnt.standing, is_called=is_called)
    turn.state = response.state
    left = _language_left(turn, held)
    response = _with_way_back(turn, response, left=left)
    is_held = (
        setup.gathers_for and isinstance(incoming.what, Said) and _hold(turn, heard, response, before=held, left=left)
    )
    _save(turn, heard)
    keep_unanswered(turn, heard)
    phrasing = turn.phrasing()
    worded = [(reply, phrasing.messages(reply)) for reply in response.replies]
    held_until = turn.state.held.until if is_held and turn.state.held else None
    keep_turn(turn, worded, phrasing=phrasing, kept_before=waited_for_consent, held_until=held_until)
    replies = replies_owed(incoming.chat_id, _messages(turn, heard, worded, phrasing))
    if held_until is not None:
        # What asks comes last, but for the file of /mydata.
        place = len(replies) - 1 - (Effect.EXPORT in heard.effects)
        replies[place] = replace(replies[place], due_at=held_until)
    outbox.owe(tx, [*replies, *_for_sales(turn, heard, learnt, opened=handoff)], now)
    tell_of_newsletter(turn)


def _heard(turn: Turn, found: Interpretation | None) -> Heard:
    """Return what was heard, with what comes of it where it is about the newsletter."""
    what, before = turn.incoming.what, turn.state
    heard = with_newsletter(turn, hear(turn.situation(), what, found=found))
    if heard is not None:
        return heard
    # A number like any other. Where no code is waited for any more, nor is the next.
    waits_for = before.newsletter if waits(turn) else ""
    turn.state = replace(before, newsletter="")
    heard = hear(turn.situation(), what, found=found)
    return replace(heard, state=replace(heard.state, newsletter=waits_for))


def _to_who_had_them(turn: Turn, heard: Heard) -> Heard:
    """Let what a closed lead sends, and what nobody understood, go to the rep who had them: it may be a change of mind.

    What they change of that afterwards is changed there, too.
    """
    what, state = turn.incoming.what, turn.state
    is_for_them = isinstance(what, SentOther | Edited) or (isinstance(what, Said) and heard.missed is not None)
    if not is_for_them or heard.effects or state.handoff is not None or not state.consented or state.stopped:
        return heard
    last = handoffs.latest(turn.tx, turn.lead.id)
    if last is None or last.closed_at is None or last.reason == handoffs.IMPORTED:
        return heard
    turn.had_by = last.number
    if isinstance(what, Edited):
        return heard
    is_next = isinstance(what, SentOther) and bool(what.album) and what.album == state.album
    return passed_on_quietly(heard) if is_next else passed_on_all_the_same(heard)


def _forget(turn: Turn) -> None:
    goodbye = SendText(turn.phrasing().html((Line("forget.done"),)))
    if turn.state.rep and turn.state.handoff is not None:
        nameless = replace(turn.lead, name="")
        news = news_of_prospect(turn.tx, turn.state.handoff, nameless, what="forgotten", setup=turn.setup, now=turn.now)
        # Filed under nothing: it names nobody, and stays when all else of them goes.
        outbox.owe(turn.tx, [replace(news, about=None)], turn.now)
    # What they wrote after it, if it waits, is somebody new's.
    forget_lead(turn.tx, turn.lead.id, setup=turn.setup, now=turn.now, keeps_inbox=True)
    what = turn.incoming.what
    messages = (AnswerTap(what.tap_id), goodbye) if isinstance(what, Tapped) else (goodbye,)
    owe(turn.tx, turn.incoming.chat_id, *messages, now=turn.now, worth=Worth.PROMISE, about=outbox.GOODBYE)


def _learn(turn: Turn, heard: Heard) -> tuple[Learnt, Heard]:
    """Save and score what was heard; then, once they agreed to it, also what was said before that."""
    learnt = _fold(turn, heard)
    if not may_hear_kept(heard, script=turn.setup.script(turn.audience)):
        return learnt, heard
    more = hear_kept(turn.situation(), heard)
    learnt = replace(_fold(turn, more), tier_before=learnt.tier_before)
    both = replace(
        more,
        answers=(*heard.answers, *more.answers),
        lines=read_back_at_once((*heard.lines, *more.lines)),
        replies=(*heard.replies, *more.replies),
        notice=heard.notice,
        effects=heard.effects,
    )
    return learnt, both


def _fold(turn: Turn, heard: Heard) -> Learnt:
    audience, answers = turn.audience, heard.answers
    if audience and audience != turn.lead.audience:
        answers = ((AUDIENCE, audience), *answers)
    items: list[Item] = [_fact(turn, field, value) for field, value in answers]
    items += [_signal(turn, done) for done in heard.signals]
    words = words_of(turn.incoming.what)
    learnt = learn(
        turn.tx,
        turn.lead,
        items,
        playbooks=turn.setup.playbooks,
        now=turn.now,
        known=turn.facts,
        message_id=words.message_id if words is not None else None,
    )
    if heard.state.consented and not turn.state.consented:
        version = _consent_version(turn)
        conversations.give_consent(turn.tx, turn.lead.id, text_version=version, at=turn.now)
    turn.lead, turn.facts, turn.state = learnt.lead, learnt.facts, heard.state
    return learnt


def _take_over(turn: Turn, held: Held | None, heard: Heard) -> tuple[Heard, Held | None]:
    """Let this turn's reply say what one that still waits would have; return that one only if it was taken over."""
    if held is None:
        return heard, None
    turn.state = replace(turn.state, held=None)
    heard = replace(heard, state=turn.state)
    takes_over = gathering.may_take_over(held, heard)
    if turn.now >= held.until or not (takes_over or gathering.is_void(heard)):
        return heard, None
    left_out = outbox.leave_out_held(turn.tx, turn.incoming.chat_id, until=held.until, now=turn.now)
    if left_out:
        drop_unsaid(turn, until=held.until)
    return (gathering.taking_over(held, heard), held) if takes_over and left_out else (heard, None)


def _language_left(turn: Turn, held: Held | None) -> str:
    """Return the language to offer a way back to: left by these words, or by those whose reply is taken over."""
    left = turn.reads if isinstance(turn.incoming.what, Said) and turn.reads != turn.state.locale else ""
    left = left or (held.left if held else "")
    return left if left != turn.state.locale else ""


def _with_way_back(turn: Turn, response: Response, *, left: str) -> Response:
    if not left:
        return response
    return replace(response, replies=with_way_back(response.replies, to=left, label=turn.phrasing(left).way_back()))


def _hold(turn: Turn, heard: Heard, response: Response, *, before: Held | None, left: str) -> bool:
    """Let the message that asks wait for more of their words, and return whether there is one."""
    if not response.replies or not gathering.asks(response.replies[-1], turn.state):
        return False
    assert isinstance(turn.incoming.what, Said)
    until, text = turn.now + turn.setup.gathers_for, turn.incoming.what.text
    held = gathering.held_from(until, heard, response, before=before, text=text, left=left)
    turn.state = replace(turn.state, held=held)
    return True


def _fact(turn: Turn, field: str, value: AnswerValue) -> Fact:
    return Fact(id=turn.next_id(), at=turn.now, field=field, value=value)


def _signal(turn: Turn, done: Done) -> Signal:
    properties = dict(done.properties)
    if turn.came.campaign and done.name == "chat.started":
        properties |= {**turn.came.told, "campaign": turn.came.campaign}
    return Signal(id=turn.next_id(), at=turn.now, name=done.name, properties=properties)


def _consent_version(turn: Turn) -> str:
    """Return the version of the words that were agreed to: their language and the beginning of their hash."""
    words = turn.phrasing(turn.reads).html((Line("consent"),))
    return f"{turn.reads}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _call_sales(turn: Turn, learnt: Learnt, heard: Heard) -> StoredHandoff | None:
    """Open a handoff if it is time, or let one ring anew, and return it."""
    asked_person = Effect.CALL_PERSON in heard.effects
    deeds = ((done.name, dict(done.properties)) for done in heard.signals)
    call = reason_to_call(turn.tx, learnt, turn.state, asked_person=asked_person, deeds=deeds, now=turn.now)
    if call is None:
        return ring_again(turn.tx, learnt, turn.state, setup=turn.setup, now=turn.now)
    turn.past = call.past
    handoff = hand_off(turn.tx, learnt, reason=call.reason, setup=turn.setup, now=turn.now)
    turn.state = replace(turn.state, handoff=handoff.number, rep="")
    return handoff


def _save(turn: Turn, heard: Heard) -> None:
    if turn.lead.locale != turn.state.locale:
        turn.lead = replace(turn.lead, locale=turn.state.locale)
    leads.save(turn.tx, turn.lead, seen_at=turn.now, was=turn.stored)
    nudge = nudge_at(turn.state, turn.setup.script(turn.lead.audience))
    conversations.save(turn.tx, turn.lead.id, state=turn.state.to_json(), nudge_at=nudge)
    if heard.effects & {Effect.STOP, Effect.REFUSE}:
        conversations.revoke_consent(turn.tx, turn.lead.id, at=turn.now)


def _messages(turn: Turn, heard: Heard, worded: Worded, phrasing: Phrasing) -> list[Outgoing]:
    """Return the messages for the prospect: first the answer to the tap, so that its button stops waiting."""
    what, notice = turn.incoming.what, heard.notice
    messages: list[Outgoing] = []
    if isinstance(what, Tapped):
        text = plain(phrasing.line(Line(notice.key))) if notice and notice.key else ""
        messages.append(AnswerTap(what.tap_id, text, alert=bool(notice and notice.alert)))
    messages += [message for _, said in worded for message in said]
    if Effect.EXPORT in heard.effects:
        messages.append(export_lead(turn.tx, turn.lead.id, caption=phrasing.line(Line("mydata.caption"))))
    return messages


def _for_sales(turn: Turn, heard: Heard, learnt: Learnt, *, opened: StoredHandoff | None) -> list[Owed]:
    """Return the messages for sales: the card of a new handoff, or the card with news, and words meant for a person."""
    number, what = turn.state.handoff, turn.incoming.what
    if number is None:
        closed = turn.had_by
        if closed is None:
            return []
        is_wanted = Effect.PASS_ON in heard.effects
        return passed_on(turn.tx, closed, turn.lead, turn.incoming, wanted=is_wanted, setup=turn.setup, now=turn.now)
    messages = []
    if opened is not None:
        subject = Subject(turn.lead, turn.incoming.chat_id, turn.state, learnt.standing)
        messages.append(new_card(turn.tx, opened, subject, turn.past, setup=turn.setup, now=turn.now))
        messages += calls_of_duty(turn.tx, opened, turn.lead, setup=turn.setup, now=turn.now)
    elif heard.answers or heard.signals:
        messages.append(card_to_redraw(number, turn.setup.sales_chat))
        messages += calls_of_risen(turn.tx, number, learnt, setup=turn.setup, now=turn.now)
    asks_again = opened is None and Effect.CALL_PERSON in heard.effects
    is_media = isinstance(what, SentOther) or (isinstance(what, SharedContact) and bool(turn.state.rep))
    if asks_again or is_media or Effect.PASS_ON in heard.effects or isinstance(what, Edited):
        is_wanted = asks_again or is_media or Effect.PASS_ON in heard.effects
        # What is changed may stand under the number that they had before they came back.
        under = turn.had_by if isinstance(what, Edited) and turn.had_by else number
        messages += passed_on(
            turn.tx, under, turn.lead, turn.incoming, wanted=is_wanted, setup=turn.setup, now=turn.now
        )
    if turn.state.rep and heard.effects & {Effect.STOP, Effect.REFUSE}:
        messages.append(news_of_prospect(turn.tx, number, turn.lead, what="stopped", setup=turn.setup, now=turn.now))
    return messages
