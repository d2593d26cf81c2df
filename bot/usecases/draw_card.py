"""Draws a lead's card for the sales chat: why now, who, what they said, and what can be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import contexts, rendering
from bot.conversation.state import State
from bot.desk.calls import PERSON
from bot.desk.cards import HEADLINE_FIELDS, CardPlan, plan_card
from bot.messages import Act, Button, EditText, Keyboard, SendText, Tap
from bot.playbooks import Texts
from bot.usecases.house import House, card_about
from bot.usecases.learning import known_facts
from bot.usecases.owing import owe
from bot.usecases.phrasing import Phrasing
from bot.usecases.reasons import reason_label
from scoring.engine import Standing, unpack
from scoring.ledger import Ledger, Line, explain
from storage import handoffs, leads
from storage.handoffs import StoredHandoff
from storage.leads import StoredChat, StoredLead
from storage.statements import Transaction

UNCLAIMED_ROW = ("claim", "not_a_fit")
OUTCOME_ROWS = (("reached", "no_answer", "meeting"), ("won", "lost", "not_a_fit"))
_STYLES = {"claim": "primary", "won": "success", "not_a_fit": "danger", "lost": "danger"}


def send_card(tx: Transaction, number: int, *, house: House, now: datetime) -> None:
    """Owe the sales chat the card of a new handoff."""
    drawn = _draw(tx, number, house=house, now=now)
    if drawn is not None:
        owe(tx, house.sales_chat, SendText(drawn.html, drawn.keyboard), now=now, about=card_about(number))


def redraw_card(tx: Transaction, number: int, *, house: House, now: datetime) -> None:
    """Owe the sales chat the card as it is now; of several drawings that still wait only the last is sent."""
    drawn = _draw(tx, number, house=house, now=now)
    if drawn is not None:
        owe(tx, house.sales_chat, EditText(drawn.html, drawn.keyboard), now=now, about=card_about(number))


@dataclass(frozen=True, slots=True)
class _Drawn:
    html: str
    keyboard: Keyboard


def _draw(tx: Transaction, number: int, *, house: House, now: datetime) -> _Drawn | None:
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    if handoff is None or chat is None:
        return None
    texts = house.desk_texts
    context = _context(chat, handoff, house=house, now=now)
    return _Drawn(texts.render("card", context), _keyboard(chat.lead, handoff, texts))


def _keyboard(lead: StoredLead, handoff: StoredHandoff, texts: Texts) -> Keyboard:
    write = Button(texts.static("buttons.write"), url=f"https://t.me/{lead.username}") if lead.username else None
    below = ((write,),) if write else ()
    if handoff.closed_at is not None:
        return below
    if handoff.claimed_by is None:
        return (tuple(_button(handoff.number, name, texts) for name in UNCLAIMED_ROW), *below)
    rows = (tuple(_button(handoff.number, name, texts) for name in row) for row in OUTCOME_ROWS)
    return (*rows, *below)


def _button(number: int, name: str, texts: Texts) -> Button:
    tap = Tap(Act.CLAIM, (str(number),)) if name == "claim" else Tap(Act.OUTCOME, (str(number), name))
    return Button(texts.static(f"buttons.{name}"), data=tap.data, style=_STYLES.get(name, ""))


def _context(chat: StoredChat, handoff: StoredHandoff, *, house: House, now: datetime) -> contexts.Card:
    lead, state, texts = chat.lead, State.from_json(chat.state), house.desk_texts
    phrasing = desk_phrasing(lead, house)
    standing, facts = unpack(lead.standing), known_facts(lead)
    plan, ledger = _plan(lead, standing, house=house, now=now)
    outcome = texts.static(f"outcomes.{handoff.outcome}") if handoff.outcome else ""
    headline = {field: phrasing.answer(field, facts[field]) for field in HEADLINE_FIELDS if field in facts}
    return contexts.Card(
        number=handoff.number,
        name=lead.name,
        link=f"tg://user?id={chat.id}",
        username=lead.username,
        company=headline.get("company", ""),
        need=headline.get("need", ""),
        tier=texts.static(f"tiers.{lead.tier}"),
        tier_name=lead.tier,
        asked_person=handoff.reason == PERSON,
        why=tuple(_reason(line, phrasing, texts) for line in plan.reasons),
        answers=tuple(contexts.Said(phrasing.label(f), phrasing.answer(f, v)) for f, v in plan.answers),
        not_asked=tuple(phrasing.label(field) for field in plan.not_asked),
        source=lead.source,
        language=rendering.language_name(lead.locale, texts.locale),
        answering=not state.closed and not state.stopped,
        claimed_by=handoff.rep or "",
        claimed_after=span(handoff.claimed_at - handoff.at, texts) if handoff.claimed_at else "",
        outcome=outcome,
        last_words="",
        lead=lead.id,
        score=rendering.number(round(ledger.score) if ledger else 0, texts.locale),
    )


def desk_phrasing(lead: StoredLead, house: House) -> Phrasing:
    """Return the words for a lead's answers in the language of sales."""
    texts = house.texts(lead.audience, house.sales_locale)
    return Phrasing(texts, house.script(lead.audience), house.playbooks.business)


def _plan(lead: StoredLead, standing: Standing, *, house: House, now: datetime) -> tuple[CardPlan, Ledger | None]:
    if lead.audience is None:
        return CardPlan((), (), ()), None
    playbook = house.playbooks.audiences[lead.audience]
    ledger = explain(playbook.model, standing, now)
    fields = [question.field for question in playbook.script.questions]
    return plan_card(fields, known_facts(lead), ledger), ledger


def _reason(line: Line, phrasing: Phrasing, texts: Texts) -> contexts.Reason:
    points = f"+{rendering.number(max(1, round(line.remains)), texts.locale)}"
    return contexts.Reason(reason_label(line, phrasing, texts), points)


def span(length: timedelta, texts: Texts) -> str:
    """Return how long something took, in its largest whole unit.

    The desk's own words: a card says "38 seconds", "4 minutes", "2 hours".
    """
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= size:
            return rendering.plain(texts.render(f"durations.{unit}", contexts.Duration(seconds // size)))
    return rendering.plain(texts.render("durations.seconds", contexts.Duration(seconds)))
