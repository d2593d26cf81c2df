"""Takes in what is new of many leads at once: visitors become leads, histories grow, tiers change, sales hears."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from msgspec.structs import replace

from bot.cleaning import clean_name
from bot.conversation.state import AUDIENCE, State
from bot.desk.when_to_alert import is_worth_a_call
from bot.foreign_events import VISITOR
from bot.script import AnswerValue
from bot.usecases.leads.record_signal import tell_sales
from bot.usecases.leads.standing_text import pack
from bot.usecases.leads.update_score import Learnt, News, learn_of_many
from bot.usecases.newsletter.left_elsewhere import note_left
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from bot.usecases.signals.people import Person
from bot.usecases.signals.traits import BY_KEY, EMAIL, LANGUAGE, NAME
from bot.usecases.webhooks.announce import announce_lead, announce_tier
from scoring.engine import start
from scoring.history import FACT, SIGNAL, Fact, in_order, order_key
from scoring.model import COLD
from storage import handoffs, histories, keys, leads, unknown_events, visitor_links, visitors
from storage.leads import StoredLead
from storage.statements import Transaction

_NOT_STORED = 0
_SHORTEST = timedelta(microseconds=1)


def score_leads(
    tx: Transaction, persons: Sequence[Person], *, setup: Setup, now: datetime, quietly: bool = False
) -> None:
    """Write down and score what is new of leads, and of visitors who become leads by it.

    ``quietly`` calls nobody: cards that sales has are drawn anew, that is all.
    """
    persons = [person for person in persons if person.has_news]
    if not persons:
        return
    _bring_what_they_did(tx, persons)
    new = [_new_lead(tx, person, setup=setup, now=now) for person in persons if person.lead is None]
    numbered = {person.lead: person for person in persons if person.lead is not None}
    before = leads.by_ids(tx, numbered)
    _keep_identities(tx, numbered.values())
    unknown_events.add(
        tx, (replace(event, lead_id=number) for number, person in numbered.items() for event in person.unknown)
    )
    news = _news(tx, [(before[number], person) for number, person in numbered.items()], setup=setup)
    learnt = learn_of_many(tx, news, playbooks=setup.playbooks, now=now)
    leads.save_many(tx, ((each.lead, before[each.lead.id]) for each in learnt), seen_at=now)
    for lead in new:
        announce_lead(tx, next(each.lead for each in learnt if each.lead.id == lead), setup=setup, now=now)
    for each in learnt:
        announce_tier(tx, each.lead, before=before[each.lead.id].tier, setup=setup, now=now)
    for number, person in numbered.items():
        note_left(tx, number, (item.signal for item in person.signals), now=now)
    if quietly:
        for number in handoffs.open_of_many(tx, numbered).values():
            redraw_card(tx, number, setup=setup, now=now)
    else:
        _tell_sales(tx, learnt, numbered, setup=setup, now=now)


def _bring_what_they_did(tx: Transaction, persons: Iterable[Person]) -> None:
    """Bring what was kept of visitors to the persons that they are; it is deleted where it was."""
    by_visitor = {visitor: person for person in persons for visitor in person.visitors}
    if not by_visitor:
        return
    signals, facts = visitors.signals_of(tx, by_visitor), visitors.facts_of(tx, by_visitor)
    # What an import has brought in under the same id meanwhile is in a history already.
    known = histories.owners(tx, facts=[each.id for _, each in facts], signals=[each.signal.id for _, each in signals])
    for visitor, item in signals:
        if (SIGNAL, item.signal.id) not in known:
            by_visitor[visitor].signals.append(item)
            by_visitor[visitor].seen(item.signal.at)
    for visitor, fact in facts:
        if (FACT, fact.id) not in known:
            by_visitor[visitor].facts.append(fact)
            by_visitor[visitor].seen(fact.at)
    for visitor, identity in visitors.identities_of(tx, by_visitor):
        by_visitor[visitor].identities.add(identity)


def _new_lead(tx: Transaction, person: Person, *, setup: Setup, now: datetime) -> int:
    """Make a lead of a visitor, and return their number; what is known of them is learnt with the rest."""
    came = sorted(person.signals, key=lambda item: order_key(item.signal))
    locale = setup.locale_for(_about(person, LANGUAGE))
    lead = StoredLead(
        id=_NOT_STORED,
        audience=None,
        locale=locale,
        name=_about(person, NAME) or _address(person),
        username="",
        source=next((item.source for item in came if item.source), ""),
        created_at=person.first_at or now,
        last_seen_at=now,
        facts="{}",
        standing=pack(start()),
        tier=COLD,
        model_version="",
        next_change_at=None,
    )
    person.lead = leads.add(tx, lead, chat_id=None, state=State(locale=locale).to_json()).id
    return person.lead


def _about(person: Person, field: str) -> str:
    """Return what was told last of what stands in a lead's row; empty if nothing."""
    if not person.facts:
        return ""
    told = max((fact for fact in person.facts if fact.field == field), key=order_key, default=None)
    return "" if told is None else str(told.value)


def _address(person: Person) -> str:
    """Return what somebody is called of whom no name is known: a rep must call them something."""
    mails = [str(fact.value) for fact in person.facts if fact.field == EMAIL]
    names = [identity.partition(":")[2] for identity in sorted(person.identities) if not identity.startswith(VISITOR)]
    return clean_name(next(iter([*mails, *names]), ""))


def _keep_identities(tx: Transaction, persons: Iterable[Person]) -> None:
    """Write down the new names of leads; whoever was a visitor is none any more."""
    new = [(identity, person.lead) for person in persons for identity in sorted(person.identities - person.stored)]
    if new:
        # An import may have given a visitor's other name to somebody else meanwhile: they keep it.
        taken = keys.leads_of(tx, [identity for identity, _ in new])
        keys.add(tx, ((name, number) for name, number in new if number is not None and name not in taken))
    for person in persons:
        if person.visitors and person.lead is not None:
            unknown_events.move_to_lead(tx, person.visitors, person.lead)
            visitor_links.move_to_lead(tx, person.identities, person.lead)
            visitors.forget(tx, person.visitors)


def _news(tx: Transaction, persons: Sequence[tuple[StoredLead, Person]], *, setup: Setup) -> list[News]:
    told = {
        lead.id: [
            *(fact for fact in person.facts if fact.field not in (NAME, LANGUAGE, BY_KEY)),
            *_audience(lead, person, setup),
        ]
        for lead, person in persons
    }
    known = histories.facts_of(tx, [number for number, facts in told.items() if facts])
    return [_news_of(lead, person, told[lead.id], known.get(lead.id, ())) for lead, person in persons]


def _news_of(lead: StoredLead, person: Person, facts: list[Fact], known: Collection[Fact]) -> News:
    items = in_order([*facts, *[item.signal for item in person.signals]])
    if (name := _about(person, NAME)) and (not lead.name or "@" in lead.name):
        lead = replace(lead, name=name)
    if not facts:
        return News(lead, items)
    # What they have told later themselves stands: the order of instants counts, not that of arrival.
    latest: dict[str, AnswerValue] = {
        fact.field: fact.value for fact in sorted([*known, *facts], key=attrgetter("at", "id"))
    }
    return News(lead, items, latest)


def _audience(lead: StoredLead, person: Person, setup: Setup) -> list[Fact]:
    """Return the audience of a lead of whom none is known: by the key, by the pages they saw, or the only one there is.

    It holds since before all that is known, so that whatever they say of it themselves stands.
    """
    if lead.audience is not None or any(fact.field == AUDIENCE for fact in person.facts):
        return []
    seen = sorted((item for item in person.signals if item.audience), key=lambda item: order_key(item.signal))
    by_pages = seen[0].audience if seen else None
    audience = _about(person, BY_KEY) or by_pages or setup.playbooks.only_audience
    if audience is None:
        return []
    at = min(lead.created_at, person.first_at or lead.created_at) - _SHORTEST
    return [Fact(f"lead:{lead.id}:{AUDIENCE}", at, AUDIENCE, audience)]


def _tell_sales(
    tx: Transaction, learnt: Iterable[Learnt], persons: dict[int, Person], *, setup: Setup, now: datetime
) -> None:
    """Tell sales of leads who are with them, or are worth a call; of the many others there is nothing to say."""
    with_sales = handoffs.open_of_many(tx, persons)
    for each in learnt:
        is_worth_it = each.model is not None and is_worth_a_call(each.model, each.standing.tier)
        if each.lead.id in with_sales or is_worth_it:
            chat = leads.by_id(tx, each.lead.id)
            assert chat is not None
            deeds = [(item.signal.name, item.signal.properties) for item in persons[each.lead.id].signals]
            tell_sales(tx, each, chat, deeds, setup=setup, now=now)
