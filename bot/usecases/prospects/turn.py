"""A prospect's turn: who they are, what is known, and in which words they are spoken to."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import is_

from msgspec.structs import replace

from bot.conversation.kept_words import MAX_KEPT_CHARS
from bot.conversation.languages import spoken_to
from bot.conversation.planner import may_be_withdrawn, still_asked
from bot.conversation.situation import Situation, scope_of
from bot.conversation.state import State
from bot.conversation.typed_words import as_typed
from bot.desk.promise import Promise, promise
from bot.messages import Commanded, Edited, Incoming, Said, words_of
from bot.script import AnswerValue, Script
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Typed
from bot.usecases.leads.standing_text import pack
from bot.usecases.leads.update_score import known_facts
from bot.usecases.leads.weigh_updates import item_prefix
from bot.usecases.links.continue_in_chat import came_from_website
from bot.usecases.links.links import NOWHERE, CameBy, came_by
from bot.usecases.links.open_content import link_of_content
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_lead
from scoring.engine import start
from storage import histories, leads
from storage.handoffs import Past
from storage.leads import StoredChat, StoredLead
from storage.statements import Transaction

_NOT_STORED = 0


@dataclass(slots=True)
class Turn:
    """One turn under way: the lead, their facts and the state of the conversation as they are so far.

    ``stored`` is the lead as they were, ``reads`` the language that they were spoken to until now, ``came`` what the
    link tells by which they come with this turn. ``had_by`` is the closed handoff whose rep gets their words,
    ``newsletter`` the event that they have subscribed to it or left it, and their address. ``past`` is what was looked
    up to see whether sales is called.
    """

    tx: Transaction
    incoming: Incoming
    setup: Setup
    now: datetime
    lead: StoredLead
    facts: Mapping[str, AnswerValue]
    state: State
    stored: StoredLead
    reads: str
    came: CameBy = NOWHERE
    items: int = 0
    had_by: int | None = None
    newsletter: tuple[str, str] | None = None
    past: Past | None = None
    _looked_at: tuple[tuple[object, ...], Situation] | None = None

    @property
    def audience(self) -> str | None:
        """Return the audience as which they are spoken to; it is not yet theirs where it was not learnt."""
        return self.setup.audience_of(self.lead.audience, linked=self.came.audience)

    def next_id(self) -> str:
        """Return an id for one more fact or signal of this update; ids sort in the order they are given."""
        self.items += 1
        return f"{item_prefix(self.incoming.update_id)}{self.items:02d}"

    def situation(self) -> Situation:
        """Return the situation that the conversation looks at; the last one again while nothing has changed."""
        made_of = (self.setup, self.lead, self.facts, self.state)
        if self._looked_at is not None and all(map(is_, made_of, self._looked_at[0])):
            return self._looked_at[1]
        situation = self.setup.situation(
            self.state,
            audience=self.audience,
            facts=self.facts,
            now=self.now,
            said_in=self._said_in(),
            tier=self.lead.tier,
        )
        self._looked_at = made_of, situation
        return situation

    def typed(self) -> Typed | None:
        """Return what was typed, with where the conversation is and what rules make of it; None where nothing was."""
        what = words_of(self.incoming.what)
        if what is None:
            return None
        typed = self._typed(what)
        if not self.follow(typed.found):
            return typed
        # Read anew in its own language; it is told again, for whoever handles it later.
        again = self._typed(what)
        return dataclasses.replace(again, found=replace(again.found, locale=self.state.locale))

    def _typed(self, what: Said | Edited) -> Typed:
        situation, held = self.situation(), self.state.held
        typed = as_typed(situation, what.text, is_edit=isinstance(what, Edited))
        if isinstance(what, Said) and held and self.now < held.until and held.words and not typed.found.says_anything:
            # One answer, cut into pieces: neither says anything alone.
            together = as_typed(situation, f"{held.words} {what.text}"[:MAX_KEPT_CHARS])
            return together if together.found.says_anything else typed
        return typed

    def follow(self, found: Interpretation) -> bool:
        """Go on in the language of what was said, if it is to be answered in that one; return whether it is another."""
        before = self.state.locale
        if isinstance(words_of(self.incoming.what), Said):
            self.state = spoken_to(self.state, found, tuple(self.setup.playbooks.chat))
        return self.state.locale != before

    def phrasing(self, locale: str | None = None) -> Phrasing:
        """Return the words for this prospect, in the language that they are spoken to where none is given."""
        audience = self.audience
        script = self.setup.script(audience)
        return Phrasing(
            texts=self.setup.texts(audience, locale or self.state.locale),
            script=script,
            business=self.setup.playbooks.business,
            first_name=self.incoming.sender.first_name,
            rep=self.state.rep,
            facts=self._still_asked(script) if script else {},
            consulted=self.setup.consulted_model,
            receivers=self.setup.receivers.hosts,
            promised=self._promised,
            link_to=self._link_to if self.setup.public_url and self.lead.id != _NOT_STORED else None,
            newsletter=self.setup.newsletter,
        )

    def _link_to(self, content: str) -> str:
        return f"{self.setup.public_url}{link_of_content(self.tx, self.lead.id, content)}"

    def _promised(self) -> Promise:
        return promise(self.setup.desk, self.lead.tier, self.now)

    def _still_asked(self, script: Script) -> Mapping[str, AnswerValue]:
        if not may_be_withdrawn(script, self.facts):
            return self.facts
        scope = scope_of(self.facts, self.state, audience=script.audience, tier=self.lead.tier)
        return still_asked(script, self.facts, scope)

    def _said_in(self) -> tuple[str, ...]:
        what = self.incoming.what
        if not isinstance(what, Edited):
            return ()
        said = histories.facts_said_in(self.tx, self.lead.id, what.message_id)
        return tuple(dict.fromkeys(fact.field for fact in said))


def begin_turn(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> Turn:
    """Return the turn of somebody we know, by the name they have now, or of somebody new, who is not stored yet."""
    chat = leads.by_chat(tx, incoming.chat_id) or _newcomer(incoming, setup=setup, now=now)
    state = State.from_json(chat.state)
    if state.locale not in setup.playbooks.chat:
        state = replace(state, locale="en")
    lead, sender = chat.lead, incoming.sender
    if (lead.name, lead.username) != (sender.full_name, sender.username):
        lead = replace(lead, name=sender.full_name, username=sender.username)
    if lead.audience and setup.playbook(lead.audience) is None:
        # Their playbook is gone: what was open in it is not asked any more, and its closing was not ours.
        state = replace(state, open=None, own_words=False, preface=(), misses=0, closed=False)
    came = _came_by(tx, incoming, now=now)
    if came.campaign and not lead.source:
        lead, state = replace(lead, source=came.campaign), replace(state, medium=came.medium)
    if state.source != lead.source:
        state = replace(state, source=lead.source)
    return Turn(tx, incoming, setup, now, lead, known_facts(lead), state, chat.lead, state.locale, came)


def welcome(turn: Turn) -> None:
    """Store whoever the turn is of, if they are new."""
    if turn.lead.id == _NOT_STORED:
        state = turn.state.to_json()
        turn.lead = turn.stored = leads.add(turn.tx, turn.lead, chat_id=turn.incoming.chat_id, state=state)
        announce_lead(turn.tx, turn.lead, setup=turn.setup, now=turn.now)


def _came_by(tx: Transaction, incoming: Incoming, *, now: datetime) -> CameBy:
    """Return what the link tells by which they come, where they do."""
    what = incoming.what
    if not isinstance(what, Commanded) or what.name != "start":
        return NOWHERE
    return came_from_website(tx, what.argument, now=now) or came_by(tx, what.argument)


def _newcomer(incoming: Incoming, *, setup: Setup, now: datetime) -> StoredChat:
    sender = incoming.sender
    locale = setup.locale_for(sender.language)
    new = StoredLead(
        id=_NOT_STORED,
        audience=None,
        locale=locale,
        name=sender.full_name,
        username=sender.username,
        source="",
        created_at=now,
        last_seen_at=now,
        facts="{}",
        standing=pack(start()),
        tier="cold",
        model_version="",
        next_change_at=None,
    )
    return StoredChat(incoming.chat_id, None, State(locale=locale).to_json(), new)
