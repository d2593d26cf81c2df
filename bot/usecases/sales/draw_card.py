"""Draws a lead's card for the sales chat: why now, who, what they said, and what can be done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import contexts, rendering
from bot.conversation.planner import is_withdrawn
from bot.conversation.state import State
from bot.desk.cards import HEADLINE_FIELDS, REACHED_BY, CardPlan, plan_card
from bot.desk.ownership import has_left, last_with, owners
from bot.desk.their_time import apart, their_clock
from bot.desk.when_to_alert import PERSON
from bot.messages import EditText, Keyboard, SendText
from bot.playbooks import Texts
from bot.script import AnswerValue
from bot.usecases.delivery.owe import card_to_redraw, owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about
from bot.usecases.leads.update_score import known_facts, standing_now
from bot.usecases.phrasing import Phrasing
from bot.usecases.sales.card_changes import free_from
from bot.usecases.sales.card_keyboard import keyboard_of
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.sales.note_lines import ON_CARD, note_lines
from bot.usecases.sales.outcome_words import amount_told, reason_told
from bot.usecases.sales.reason_labels import reason_label
from bot.usecases.sales.rep_links import link_to
from bot.usecases.setup import Setup
from scoring.engine import Standing, score_at, start
from scoring.ledger import LedgerLine, lines_at
from scoring.model import HOT, LUKEWARM
from storage import desk_steps, handoffs, histories, leads, meetings, notes, outbox, outcomes, summaries
from storage.desk_steps import StoredStep
from storage.handoffs import Past, StoredHandoff
from storage.leads import StoredChat, StoredLead
from storage.notes import StoredNote
from storage.outbox import Owed
from storage.outcomes import StoredOutcome
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a card is about: the lead, where they write (None if nowhere), their conversation, how they stand now.

    ``asked`` counts what they asked us, by topic, in the order in which they first did. ``summary`` holds the
    lines that a language model has written about them.
    """

    lead: StoredLead
    chat_id: int | None
    state: State
    standing: Standing
    asked: Mapping[str, int] = field(default_factory=dict)
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What came of an earlier handoff, who had it (empty if nobody), and whether they are to be called."""

    outcome: StoredOutcome
    rep: str
    rep_id: int | None
    is_called: bool


@dataclass(frozen=True, slots=True)
class Record:
    """What sales has done with a handoff, step by step; ``outcome`` is the one that stands.

    ``before`` is what came of an earlier handoff of the same lead, ``notes`` the newest about them,
    ``meeting`` when a rep meets them.
    """

    outcome: StoredOutcome | None = None
    steps: tuple[StoredStep, ...] = ()
    before: Before | None = None
    notes: tuple[StoredNote, ...] = ()
    meeting: datetime | None = None


def new_card(
    tx: Transaction, handoff: StoredHandoff, subject: Subject, past: Past | None, *, setup: Setup, now: datetime
) -> Owed:
    """Return the card of a new handoff; it rings while the desk is open. A past that is None is looked up."""
    past = past or handoffs.past_of(tx, handoff.lead_id)
    subject = replace(subject, asked=_topics(past.questions))
    record = Record(before=_before(tx, handoff, past.handoffs, setup=setup, now=now))
    html, keyboard = _draw(handoff, subject, record, setup=setup, now=now)
    message = SendText(html, keyboard, silent=setup.is_silent(now))
    return owed(setup.sales_chat, message, worth=Worth.ALERT, about=card_about(handoff.number))


def redraw_card(tx: Transaction, number: int, *, setup: Setup, now: datetime, worth: Worth = Worth.EDIT) -> None:
    """Owe the chat of its desk the card of a handoff anew."""
    chat = at_desk_of(tx, number, setup).sales_chat
    outbox.owe(tx, [card_to_redraw(number, chat, worth=worth)], now)


def card_now(
    tx: Transaction, number: int, *, setup: Setup, now: datetime, notes_shown: int = ON_CARD
) -> EditText | None:
    """Return a card as it is at this moment, with so many of the newest notes; None if its lead is gone."""
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    if handoff is None or chat is None:
        return None
    setup = setup.at(handoff.desk_chat)
    subject = subject_of(tx, chat, setup=setup, now=now)
    noted = tuple(notes.newest_of(tx, handoff.lead_id, limit=notes_shown))
    meeting = meetings.standing(tx, number)
    record = record_of(tx, handoff, setup=setup, now=now)
    record = replace(record, notes=noted, meeting=meeting.at if meeting else None)
    return EditText(*_draw(handoff, subject, record, setup=setup, now=now))


def _before(
    tx: Transaction, handoff: StoredHandoff, of_lead: Iterable[StoredHandoff], *, setup: Setup, now: datetime
) -> Before | None:
    """Return what came of the handoff before this one; None where there was none, or nothing was reported of it."""
    earlier = [each for each in of_lead if each.number < handoff.number]
    told = [each for each in earlier if each.outcome and each.closed_at and each.reason != handoffs.IMPORTED]
    stands = outcomes.standing(tx, told[-1].number) if told else []
    if not stands:
        return None
    return Before(
        stands[0], told[-1].rep or "", told[-1].claimed_by, is_called=_may_be_called(tx, told[-1], setup=setup, now=now)
    )


def _may_be_called(tx: Transaction, handoff: StoredHandoff, *, setup: Setup, now: datetime) -> bool:
    """Return whether who had a handoff is called: not while they are away, out of hours without duty, or gone."""
    if handoff.claimed_by is None or not link_to(tx, handoff.claimed_by, setup=setup, now=now):
        return False
    return not has_left(handoff.claimed_by, desk_steps.of_handoff(tx, handoff.number))


def _meeting(at: datetime | None, *, setup: Setup, now: datetime) -> str:
    """Return when a rep meets the lead; empty where they do not, or have met."""
    if at is None or at <= now:
        return ""
    return rendering.appointment(at, setup.desk.hours.zone, now=now, locale=setup.desk_texts.locale, names_zone=False)


def record_of(tx: Transaction, handoff: StoredHandoff, *, setup: Setup, now: datetime) -> Record:
    """Return what sales has done with a handoff so far."""
    stands = outcomes.standing(tx, handoff.number) if handoff.outcome else []
    steps = tuple(desk_steps.of_handoff(tx, handoff.number))
    before = _before(tx, handoff, handoffs.of_lead(tx, handoff.lead_id), setup=setup, now=now)
    return Record(stands[0] if stands else None, steps, before)


def subject_of(tx: Transaction, chat: StoredChat, *, setup: Setup, now: datetime) -> Subject:
    """Return the subject of a card, as they stand under the rules in force."""
    playbook = setup.playbook(chat.lead.audience)
    standing = standing_now(tx, chat.lead, playbook.model, now=now) if playbook else start()
    asked = topics_asked(tx, chat.lead.id)
    # Whoever switches the model off wants none of its words any more.
    summary = summaries.of_lead(tx, chat.lead.id) if setup.consulted_model else ""
    return Subject(
        chat.lead, chat.id, State.from_json(chat.state), standing, asked, summary=tuple(summary.splitlines())
    )


def topics_asked(tx: Transaction, lead_id: int) -> Mapping[str, int]:
    """Return how often a lead has asked about each topic; what we had no answer to is not among them."""
    return _topics(histories.properties_of(tx, lead_id, handoffs.QUESTION_ASKED))


def _topics(questions: Iterable[Mapping[str, object]]) -> Mapping[str, int]:
    told = (properties.get("topic") for properties in questions)
    return Counter(topic for topic in told if isinstance(topic, str) and topic)


def _draw(
    handoff: StoredHandoff, subject: Subject, record: Record, *, setup: Setup, now: datetime
) -> tuple[str, Keyboard]:
    context = _context(handoff, subject, record, setup=setup, now=now)
    free = free_from(handoff, record.steps, rules=setup.desk)
    keyboard = keyboard_of(subject.lead, handoff, record.outcome, free_from=free, texts=setup.desk_texts, now=now)
    return setup.desk_texts.render("card", context), keyboard


def _context(handoff: StoredHandoff, subject: Subject, record: Record, *, setup: Setup, now: datetime) -> contexts.Card:
    lead, state, texts = subject.lead, subject.state, setup.desk_texts
    phrasing, facts = desk_phrasing(lead, setup), known_facts(lead)
    plan, score = _plan(subject, facts, setup=setup, now=now)
    headline = {field: phrasing.answer(field, facts[field]) for field in HEADLINE_FIELDS if field in facts}
    return contexts.Card(
        number=handoff.number,
        name=lead.name,
        link=f"tg://user?id={subject.chat_id}" if subject.chat_id else "",
        username=lead.username,
        company=headline.get("company", ""),
        need=headline.get("need", ""),
        tier=texts.static(f"tiers.{lead.tier}"),
        tier_name=lead.tier,
        asked_person=handoff.reason == PERSON,
        why=tuple(_reason(line, phrasing, texts) for line in plan.reasons),
        answers=tuple(contexts.CardAnswer(phrasing.label(f), phrasing.answer(f, v)) for f, v in plan.answers),
        not_asked=tuple(phrasing.label(field) for field in plan.not_asked) if subject.chat_id else (),
        source=source_told(lead, state),
        language=rendering.language_name(lead.locale, texts.locale) if subject.chat_id else "",
        answering=subject.chat_id is not None and not (state.closed or state.stopped or handoff.rep or handoff.outcome),
        claimed_by=handoff.rep or "",
        claimed_after=span(handoff.claimed_at - handoff.at, texts) if handoff.claimed_at else "",
        outcome=texts.static(f"outcomes.{handoff.outcome}") if handoff.outcome else "",
        last_words=" ".join(state.last_words.split()),
        lead=lead.id,
        score=rendering.number(round(score), texts.locale),
        claim=setup.claim_command(handoff.number),
        asked=tuple(contexts.Asked(topic_label(name, lead, setup), count) for name, count in subject.asked.items()),
        summary=subject.summary,
        passed=owners(record.steps)[:-1] if handoff.rep else (),
        was_with=last_with(record.steps) if handoff.claimed_by is None else "",
        todo=texts.static(f"todo.{todo}") if (todo := _todo(handoff, lead)) else "",
        since=rendering.day(lead.created_at, setup.time_zone, now=now, locale=texts.locale),
        **_reported(handoff, record.outcome, texts),
        meeting=_meeting(record.meeting, setup=setup, now=now),
        reach="" if subject.chat_id else " · ".join(str(facts[field]) for field in REACHED_BY if field in facts),
        notes=note_lines(record.notes, setup=setup, now=now),
        **_came_back(record.before, texts, now=handoff.rung_at),
        **_their_time(facts, at=handoff.rung_at, setup=setup),
    )


def _their_time(facts: Mapping[str, AnswerValue], *, at: datetime, setup: Setup) -> dict[str, str]:
    """Return what the lead's clock showed when the alert came: a card is read later, and must stay true."""
    theirs = their_clock(facts, at)
    if theirs is None:
        return {}
    return {
        "their_time": f"{theirs:%H:%M}",
        "apart": apart(theirs, at.astimezone(ZoneInfo(setup.desk.hours.zone))),
    }


def _todo(handoff: StoredHandoff, lead: StoredLead) -> str:
    """Return the key of what is to be done about a lead to whom nobody of sales has written yet; empty for nothing."""
    if handoff.outcome or handoff.closed_at or handoff.first_contact_at:
        return ""
    if lead.tier != HOT and handoff.reason == PERSON:
        return PERSON
    return lead.tier if lead.tier in (LUKEWARM, HOT) else ""


def _came_back(before: Before | None, texts: Texts, *, now: datetime) -> dict[str, str]:
    """Return whose a lead was who has come back, and what came of it then."""
    if before is None:
        return {}
    told = before.outcome
    return {
        "was_rep": before.rep,
        "was_link": f"tg://user?id={before.rep_id}" if before.rep and before.is_called else "",
        "was_outcome": texts.static(f"outcomes.{told.outcome}"),
        "was_ago": span(now - told.at, texts),
        "was_reason": reason_told(told.reason, told.outcome, texts),
    }


def _reported(handoff: StoredHandoff, outcome: StoredOutcome | None, texts: Texts) -> dict[str, str]:
    """Return who reported the outcome that stands, if that was not who has the lead, and what they said of it."""
    if outcome is None:
        return {}
    return {
        "outcome_by": outcome.rep if outcome.rep_id != handoff.claimed_by else "",
        "reason": reason_told(outcome.reason, outcome.outcome, texts),
        "amount": amount_told(outcome, texts.locale),
    }


def topic_label(name: str, lead: StoredLead, setup: Setup) -> str:
    """Return what a topic is called in the language of sales; its id where it is none of this lead's audience."""
    topic = setup.topics(lead.audience).get(name)
    return desk_phrasing(lead, setup).texts.static(topic.label) if topic else name


def source_told(lead: StoredLead, state: State) -> str:
    """Return where a lead came from, as people read it: "spring / email"."""
    return " / ".join(part for part in (lead.source, state.medium) if part)


def desk_phrasing(lead: StoredLead, setup: Setup) -> Phrasing:
    """Return the words for a lead's answers in the language of sales."""
    texts = setup.texts(lead.audience, setup.sales_locale)
    return Phrasing(texts, setup.script(lead.audience), setup.playbooks.business)


def _plan(subject: Subject, facts: Mapping[str, AnswerValue], *, setup: Setup, now: datetime) -> tuple[CardPlan, float]:
    playbook, standing = setup.playbook(subject.lead.audience), subject.standing
    if playbook is None:
        return CardPlan((), (), ()), 0.0
    # Another tier may still come; an answer that shuts a question out is what counts here.
    fields = [q.field for q in playbook.script.questions if q.field in facts or not is_withdrawn(q, facts)]
    plan = plan_card(fields, facts, lines_at(playbook.model, standing, now))
    return plan, score_at(playbook.model, standing, now).score


def _reason(line: LedgerLine, phrasing: Phrasing, texts: Texts) -> contexts.Reason:
    points = f"+{rendering.number(max(1, round(line.remains)), texts.locale)}"
    # How many answers that were says nothing to a rep: one sentence may hold four.
    told = replace(line, count=1) if line.signal == "chat.answered" else line
    return contexts.Reason(reason_label(told, phrasing, texts), points)


def span(length: timedelta, texts: Texts) -> str:
    """Return a length of time in its largest whole unit.

    The desk's own words: a card says "38 seconds", "4 minutes", "2 hours".
    """
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= size:
            return rendering.plain(texts.render(f"durations.{unit}", contexts.Duration(seconds // size)))
    return rendering.plain(texts.render("durations.seconds", contexts.Duration(seconds)))
