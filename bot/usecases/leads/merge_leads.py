"""Two leads turn out to be one person: their histories are united and folded anew (rule 9 of scoring). Quietly."""

from datetime import datetime
from operator import attrgetter

from msgspec.structs import replace

from bot.conversation.state import AUDIENCE, State
from bot.json_text import to_json
from bot.usecases.leads.refold import together
from bot.usecases.leads.update_score import OUTGROWN, learn
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_merge
from scoring.history import Fact, order_key
from storage import conversations, handoffs, histories, leads, meetings, merging, tier_changes
from storage.handoffs import StoredHandoff
from storage.leads import StoredChat, StoredLead
from storage.statements import Transaction


def merge_leads(tx: Transaction, kept_id: int, gone_id: int, *, setup: Setup, now: datetime) -> bool:
    """Unite two leads under the first one's number; False if one of them is not there, or both are the same.

    Of two open handoffs the one that a rep has claimed stays open, else the older.
    """
    kept, gone = leads.by_id(tx, kept_id), leads.by_id(tx, gone_id)
    if kept is None or gone is None or kept_id == gone_id:
        return False
    closed = _close_one(tx, kept_id, gone_id, now=now)
    both = [learn(tx, chat.lead, (), playbooks=setup.playbooks, now=now).lead for chat in (kept, gone)]
    records = {lead.id: tier_changes.of_lead(tx, lead.id) for lead in both}
    merging.move_everything(tx, gone_id, kept_id)
    leads.erase(tx, gone_id)
    united = replace(_united(tx, *both), locale=_talking(kept, gone).lead.locale)
    # What was recorded under another audience's rules is none of theirs.
    recorded = together(
        records[lead.id] for lead in sorted(both, key=attrgetter("id")) if lead.audience == united.audience
    )
    tier_changes.drop(tx, kept_id, since=None)
    tier_changes.add(tx, kept_id, recorded)
    learnt = learn(tx, united, (), playbooks=setup.playbooks, now=now).lead
    leads.save(tx, learnt)
    leads.find_anew(tx, learnt)
    conversations.save(tx, kept_id, state=_state(tx, kept, gone).to_json(), nudge_at=None)
    still_open = handoffs.open_of(tx, kept_id)
    for handoff in (closed, still_open):
        if handoff is not None:
            redraw_card(tx, handoff.number, setup=setup, now=now)
    announce_merge(tx, kept_id, gone_id, setup=setup, now=now)
    return True


def unite_leads(tx: Transaction, one: int, other: int, *, setup: Setup, now: datetime) -> int:
    """Make one lead of two who turn out to be one, and return their number: that of the one with a chat, or the older.

    Both must be there.
    """
    in_chats, both = leads.with_chat(tx, (one, other)), leads.by_ids(tx, (one, other))
    kept, gone = sorted((one, other), key=lambda number: (number not in in_chats, both[number].created_at, number))
    merge_leads(tx, kept, gone, setup=setup, now=now)
    return kept


def _close_one(tx: Transaction, kept_id: int, gone_id: int, *, now: datetime) -> StoredHandoff | None:
    """Close one of two open handoffs, and return it."""
    found = [handoffs.open_of(tx, kept_id), handoffs.open_of(tx, gone_id)]
    both = [handoff for handoff in found if handoff is not None]
    if len(both) < len(found):
        return None
    left, closed = sorted(both, key=lambda handoff: (handoff.claimed_by is None, handoff.number))
    handoffs.close(tx, closed.number, now)
    # They still meet: it is arranged with the person, whoever of the desk has them now.
    meetings.move(tx, closed.number, left.number)
    return closed


def _united(tx: Transaction, kept: StoredLead, gone: StoredLead) -> StoredLead:
    """Return the row of both in one, to be folded anew; under another audience's rules it has had no tier yet."""
    facts = sorted((item for item in histories.history(tx, kept.id) if isinstance(item, Fact)), key=order_key)
    known = {fact.field: fact.value for fact in facts}
    audience = str(known[AUDIENCE]) if AUDIENCE in known else None
    first, second = sorted((kept, gone), key=lambda lead: lead.created_at)
    folded = next((lead for lead in (kept, gone) if lead.model_version and lead.audience == audience), None)
    return replace(
        kept,
        audience=audience,
        name=kept.name or gone.name,
        username=kept.username or gone.username,
        source=first.source or second.source,
        created_at=first.created_at,
        last_seen_at=max(kept.last_seen_at, gone.last_seen_at),
        facts=to_json(known),
        standing=folded.standing if folded else kept.standing,
        model_version=OUTGROWN if folded else "",
    )


def _talking(kept: StoredChat, gone: StoredChat) -> StoredChat:
    """Return the one whose conversation goes on: the lead with a chat."""
    return gone if kept.id is None and gone.id is not None else kept


def _state(tx: Transaction, kept: StoredChat, gone: StoredChat) -> State:
    """Return the state of the conversation: that of the lead with a chat, and with sales if either is."""
    state = State.from_json(_talking(kept, gone).state)
    still_open = handoffs.open_of(tx, kept.lead.id)
    both = [State.from_json(chat.state) for chat in (kept, gone)]
    stopped, state = (
        any(each.stopped for each in both),
        replace(state, subscribed=any(each.subscribed for each in both)),
    )
    if still_open is None:
        return replace(state, handoff=None, rep="", stopped=stopped)
    return replace(state, handoff=still_open.number, rep=still_open.rep or "", stopped=stopped)
