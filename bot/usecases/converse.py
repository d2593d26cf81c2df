"""One turn of the conversation with a prospect."""

import hashlib
from dataclasses import replace
from datetime import datetime

from bot.conversation.engine import Turn, hear, hear_kept, may_hear_kept, nudge_at, proceed
from bot.conversation.replies import Done, Effect, Heard
from bot.conversation.script import Value
from bot.conversation.state import AUDIENCE, Line
from bot.messages import AnswerTap, Edited, Incoming, Outgoing, Said, SendText, Tapped
from bot.rendering import plain
from bot.usecases.draw_card import Subject, new_card
from bot.usecases.export_lead import export_lead
from bot.usecases.forget_lead import forget_lead
from bot.usecases.hand_off_lead import hand_off, reason_to_call, ring_again
from bot.usecases.house import House
from bot.usecases.learning import Learnt, learn
from bot.usecases.owing import card_to_redraw, owe, owed
from bot.usecases.pass_on_words import words_passed_on
from bot.usecases.visits import Visit, begin_visit, deep_link
from scoring.signals import Fact, Item, Signal
from storage import conversations, leads, outbox
from storage.handoffs import StoredHandoff
from storage.outbox import Owed
from storage.statements import Transaction


def converse(tx: Transaction, incoming: Incoming, *, house: House, now: datetime) -> None:
    """Hear what a prospect did, save and score it, call sales if it is time, and owe the replies."""
    visit = begin_visit(tx, incoming, house=house, now=now)
    heard = hear(visit.scene(), incoming.what)
    if Effect.FORGET in heard.effects:
        _forget(visit)
        return
    learnt, heard = _learn(visit, heard)
    handoff = _call_sales(visit, learnt, asked_person=Effect.CALL_PERSON in heard.effects)
    heard, is_called = replace(heard, state=visit.state), visit.state.handoff is not None
    turn = proceed(visit.scene(), heard, model=learnt.model, standing=learnt.standing, is_called=is_called)
    visit.state = turn.state
    _save(visit, heard)
    messages = [owed(incoming.chat_id, message) for message in _messages(visit, heard, turn)]
    outbox.owe(tx, [*messages, *_for_sales(visit, heard, learnt, opened=handoff)], now)


def _forget(visit: Visit) -> None:
    goodbye = SendText(visit.phrasing().html((Line("forget.done"),)))
    forget_lead(visit.tx, visit.lead.id, house=visit.house, now=visit.now)
    what = visit.incoming.what
    messages = (AnswerTap(what.tap_id), goodbye) if isinstance(what, Tapped) else (goodbye,)
    owe(visit.tx, visit.incoming.chat_id, *messages, now=visit.now)


def _learn(visit: Visit, heard: Heard) -> tuple[Learnt, Heard]:
    """Save and score what was heard; then, once they agreed to it, also what was said before that."""
    learnt = _take_in(visit, heard)
    if not may_hear_kept(visit.scene(), heard):
        return learnt, heard
    more = hear_kept(visit.scene(), heard)
    learnt = replace(_take_in(visit, more), tier_before=learnt.tier_before)
    both = replace(
        more,
        answers=(*heard.answers, *more.answers),
        lines=(*heard.lines, *more.lines),
        replies=(*heard.replies, *more.replies),
        notice=heard.notice,
        effects=heard.effects,
    )
    return learnt, both


def _take_in(visit: Visit, heard: Heard) -> Learnt:
    campaign, audience, answers = deep_link(visit.incoming)[1], visit.audience, heard.answers
    if audience and audience != visit.lead.audience:
        answers = ((AUDIENCE, audience), *answers)
    items: list[Item] = [_fact(visit, field, value) for field, value in answers]
    items += [_signal(visit, done, campaign) for done in heard.signals]
    what = visit.incoming.what
    learnt = learn(
        visit.tx,
        visit.lead,
        items,
        playbooks=visit.house.playbooks,
        now=visit.now,
        message_id=what.message_id if isinstance(what, Said | Edited) else None,
    )
    if heard.state.consented and not visit.state.consented:
        version = _consent_version(visit)
        conversations.give_consent(visit.tx, visit.lead.id, text_version=version, at=visit.now)
    visit.lead, visit.state = learnt.lead, heard.state
    return learnt


def _fact(visit: Visit, field: str, value: Value) -> Fact:
    return Fact(id=visit.next_id(), at=visit.now, field=field, value=value)


def _signal(visit: Visit, done: Done, campaign: str) -> Signal:
    properties = dict(done.properties)
    if campaign and done.name == "chat.started":
        properties["campaign"] = campaign
    return Signal(id=visit.next_id(), at=visit.now, name=done.name, properties=properties)


def _consent_version(visit: Visit) -> str:
    """Return which words were agreed to: their language and the beginning of their hash."""
    words = visit.phrasing().html((Line("consent"),))
    return f"{visit.state.locale}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _call_sales(visit: Visit, learnt: Learnt, *, asked_person: bool) -> StoredHandoff | None:
    """Open a handoff if it is time, or let one ring anew, and return it."""
    reason = reason_to_call(visit.tx, learnt, visit.state, asked_person=asked_person, now=visit.now)
    if reason is None:
        return ring_again(visit.tx, learnt, visit.state, now=visit.now)
    handoff = hand_off(visit.tx, learnt, reason=reason, now=visit.now)
    visit.state = replace(visit.state, handoff=handoff.number, rep="")
    return handoff


def _save(visit: Visit, heard: Heard) -> None:
    if visit.lead.locale != visit.state.locale:
        visit.lead = replace(visit.lead, locale=visit.state.locale)
    leads.save(visit.tx, visit.lead, seen_at=visit.now)
    nudge = nudge_at(visit.state, visit.house.script(visit.lead.audience))
    conversations.save(visit.tx, visit.lead.id, state=visit.state.to_json(), nudge_at=nudge)
    if Effect.STOP in heard.effects:
        conversations.revoke_consent(visit.tx, visit.lead.id, at=visit.now)


def _messages(visit: Visit, heard: Heard, turn: Turn) -> list[Outgoing]:
    """Return what the prospect gets: first the tap is answered, so that its button stops waiting."""
    phrasing, what, notice = visit.phrasing(), visit.incoming.what, heard.notice
    messages: list[Outgoing] = []
    if isinstance(what, Tapped):
        text = plain(phrasing.line(Line(notice.key))) if notice and notice.key else ""
        messages.append(AnswerTap(what.tap_id, text, alert=bool(notice and notice.alert)))
    messages += [phrasing.outgoing(reply) for reply in turn.replies]
    if Effect.EXPORT in heard.effects:
        messages.append(export_lead(visit.tx, visit.lead.id, caption=phrasing.line(Line("mydata.caption"))))
    return messages


def _for_sales(visit: Visit, heard: Heard, learnt: Learnt, *, opened: StoredHandoff | None) -> list[Owed]:
    """Return what sales gets: the card of a new handoff, or the card with what is new, and words meant for a person."""
    number, what = visit.state.handoff, visit.incoming.what
    if number is None:
        return []
    messages = []
    if opened is not None:
        subject = Subject(visit.lead, visit.incoming.chat_id, visit.state, learnt.standing)
        messages.append(new_card(opened, subject, house=visit.house, now=visit.now))
    elif heard.answers or heard.signals:
        messages.append(card_to_redraw(number, visit.house.sales_chat))
    text = what.text if isinstance(what, Said | Edited) else "/human"
    asks_again = opened is None and Effect.CALL_PERSON in heard.effects
    if asks_again or Effect.PASS_ON in heard.effects:
        messages.append(words_passed_on(number, visit.lead, text=text, house=visit.house))
    return messages
