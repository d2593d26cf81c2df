"""Says to sales what is due of a handoff on which nobody acts: a reminder, the morning list, that it is free again."""

from datetime import datetime

from bot import contexts, rendering
from bot.desk.ladder import Step, Verdict, take_step
from bot.desk.ownership import owned_since
from bot.desk.when_to_alert import PERSON, is_worth_a_call
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about, morning_about, words_about
from bot.usecases.leads.update_score import standing_now
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.sales.draw_card import span
from bot.usecases.sales.next_step import case_of, stored
from bot.usecases.sales.release_lead import release_silent
from bot.usecases.setup import Setup
from scoring.engine import score_at
from scoring.model import RANK
from storage import desk_steps, due, handoffs, leads, mentions, reps, sent_messages
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

MOST_LISTED = 25
"""Lines of a morning list: one message holds some more, but nobody reads them."""
MOST_AT_ONCE = 100
LISTS = (Step.LISTED.value, Step.LAST_LIST.value)


def remind_reps(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> bool:
    """Say what is due of a handoff, note what comes next, and return whether anything was due.

    What goes on the morning list goes there together with all that is due for it.
    """
    due_step = due.step_of(tx, number, now)
    if due_step is None:
        return False
    setup = at_desk_of(tx, number, setup)
    step = Step(due_step)
    if step.is_list:
        list_in_the_morning(tx, setup=setup, now=now)
        return True
    handoff = handoffs.by_number(tx, number)
    if handoff is None:
        return False
    verdict = _take(tx, step, handoff, setup=setup, now=now)
    handoffs.set_next_step(tx, number, stored(verdict.next))
    if verdict.say is not None:
        _say(tx, verdict.say, handoff, setup=setup, now=now)
    return True


def list_in_the_morning(tx: Transaction, *, setup: Setup, now: datetime) -> None:
    """Name everything that is due for the morning list of the desk at hand in one message, hottest first."""
    found: list[tuple[tuple[int, float], contexts.WaitsForSales]] = []
    about = morning_about(now)
    for number, step in due.to_list(tx, now, steps=LISTS, limit=MOST_AT_ONCE):
        handoff = handoffs.by_number(tx, number)
        chat = leads.by_id(tx, handoff.lead_id) if handoff else None
        if handoff is None or chat is None or setup.at(handoff.desk_chat).sales_chat != setup.sales_chat:
            continue
        cooled = _has_cooled(handoff, chat.lead, setup=setup)
        verdict = _take(tx, Step(step), handoff, setup=setup, now=now, cooled=cooled)
        handoffs.set_next_step(tx, number, stored(verdict.next))
        if verdict.say is not None:
            found.append(_line(tx, handoff, chat.lead, setup=setup, now=now))
            # Whoever is erased is blanked there, too.
            mentions.note(tx, about, [chat.lead.id])
            desk_steps.add(tx, number, desk_steps.REMINDED, at=now, detail=step)
    if found:
        found.sort(key=lambda each: each[0], reverse=True)
        listed = tuple(line for _, line in found[:MOST_LISTED])
        told = contexts.MorningList(listed, len(found), len(found) - len(listed))
        message = SendText(setup.desk_texts.render("morning", told), silent=setup.is_silent(now))
        owe(tx, setup.sales_chat, message, now=now, worth=Worth.REMINDER, about=about)


def _take(
    tx: Transaction, step: Step, handoff: StoredHandoff, *, setup: Setup, now: datetime, cooled: bool = False
) -> Verdict:
    case = case_of(handoff, setup=setup, cooled=cooled)
    owner = reps.by_id(tx, handoff.claimed_by) if handoff.claimed_by is not None else None
    head = setup.desk.head
    known = reps.by_username(tx, head) if isinstance(head, str) else reps.by_id(tx, head) if head else None
    return take_step(
        step,
        case,
        setup.desk,
        now=now,
        owner_away=owner is not None and owner.is_away(now),
        head_away=known is not None and known.is_away(now),
    )


def _say(tx: Transaction, step: Step, handoff: StoredHandoff, *, setup: Setup, now: datetime) -> None:
    chat, texts, head = leads.by_id(tx, handoff.lead_id), setup.desk_texts, setup.desk.head
    who, link = "", ""
    if step is Step.HEAD and isinstance(head, str):
        who = head
    elif step is Step.HEAD and isinstance(head, int) and head > 0:
        known = reps.by_id(tx, head)
        who, link = known.name if known else str(head), f"tg://user?id={head}"
    elif step in (Step.OWNER, Step.RELEASE):
        who = handoff.rep or ""
        link = f"tg://user?id={handoff.claimed_by}" if step is Step.OWNER else ""
    since = handoff.rung_at
    if step is Step.OWNER and handoff.claimed_at:
        since = owned_since(desk_steps.of_handoff(tx, handoff.number), claimed_at=handoff.claimed_at)
    told = contexts.Waiting(
        handoff.number,
        chat.lead.name if chat else "",
        waited=span(now - since, texts),
        claim=setup.claim_command(handoff.number),
        who=who,
        who_link=link,
    )
    if step is Step.RELEASE:
        release_silent(tx, handoff, setup=setup, now=now)
    else:
        desk_steps.add(tx, handoff.number, desk_steps.REMINDED, at=now, detail=step.value)
    html, to_chat = texts.render(f"reminder.{step.value}", told), setup.sales_chat
    if step is Step.HEAD and isinstance(head, int) and head < 0:
        to_chat = head
    shown = sent_messages.sent_as(tx, card_about(handoff.number), to_chat)
    message = SendText(html, reply_to=shown[-1].message_id if shown else None)
    owe(tx, to_chat, message, now=now, worth=Worth.REMINDER, about=words_about(handoff.number))


def _has_cooled(handoff: StoredHandoff, lead: StoredLead, *, setup: Setup) -> bool:
    """Return whether a lead is not worth a call any more; whoever asked for a person always is."""
    playbook = setup.playbook(lead.audience)
    return handoff.reason != PERSON and playbook is not None and not is_worth_a_call(playbook.model, lead.tier)


def _line(
    tx: Transaction, handoff: StoredHandoff, lead: StoredLead, *, setup: Setup, now: datetime
) -> tuple[tuple[int, float], contexts.WaitsForSales]:
    """Return a line of the list, and what it is sorted by."""
    texts, playbook = setup.desk_texts, setup.playbook(lead.audience)
    score = score_at(playbook.model, standing_now(tx, lead, playbook.model, now=now), now).score if playbook else 0.0
    line = contexts.WaitsForSales(
        handoff.number,
        lead.name,
        link=_link(tx, handoff.number, setup=setup),
        tier=texts.static(f"tiers.{lead.tier}"),
        score=rendering.number(round(score), texts.locale),
        waited=span(now - handoff.rung_at, texts),
        asked_person=handoff.reason == PERSON,
        claim=setup.claim_command(handoff.number),
    )
    return (RANK[lead.tier], score), line


def _link(tx: Transaction, number: int, *, setup: Setup) -> str:
    """Return the address of a card in its group; only supergroups have such addresses."""
    shown = sent_messages.sent_as(tx, card_about(number), setup.sales_chat)
    group = str(setup.sales_chat)
    return f"https://t.me/c/{group.removeprefix('-100')}/{shown[-1].message_id}" if shown and _is_super(group) else ""


def _is_super(group: str) -> bool:
    return group.startswith("-100") and len(group) > len("-100") + 9
