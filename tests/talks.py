"""A conversation held through pure functions alone: heard, folded, gone on with, as one turn does it in the bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bot.conversation.engine import hear, hear_kept, may_hear_kept, proceed
from bot.conversation.planner import still_asked
from bot.conversation.replies import Done, Effect, Heard, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, State
from bot.messages import Act, Commanded, Edited, Outgoing, Said, SharedContact, Tap, Tapped, What
from bot.playbooks import Playbooks
from bot.script import AnswerValue, Script
from bot.understanding.interpretation import Interpretation
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from scoring.engine import Standing, fold, replay, start
from scoring.history import Fact, Item, Signal
from scoring.model import Model
from tests.builders import MONDAY, SALES, answer, shipped


@dataclass(frozen=True, slots=True)
class Answered:
    """What one message led to."""

    heard: Heard
    before: State
    after: State
    replies: tuple[Reply, ...]

    @property
    def notice(self) -> Notice | None:
        return self.heard.notice

    @property
    def effects(self) -> frozenset[Effect]:
        return self.heard.effects

    @property
    def keys(self) -> list[str]:
        """The keys of every line said."""
        return [line.key for reply in self.replies for line in reply.lines]


@dataclass(slots=True, repr=False)
class Talk:
    """One prospect's conversation. ``scripts`` replaces the shipped scripts, as publishing other ones does."""

    playbooks: Playbooks = field(default_factory=shipped)
    locale: str = "en"
    now: datetime = MONDAY
    state: State = field(default=State(locale="en"))
    facts: dict[str, AnswerValue] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    standing: Standing = field(default_factory=start)
    scripts: Mapping[str, Script] = field(default_factory=dict)
    buttons: dict[int, tuple[Tap, ...]] = field(default_factory=dict)
    said_in: dict[int, tuple[str, ...]] = field(default_factory=dict)
    messages: int = 0
    diary: list[What] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"Talk({self.locale}, {self.diary})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show a failing talk by what was said: hypothesis would print all the playbooks."""
        printer.text(repr(self))

    def __post_init__(self) -> None:
        self.state = replace(self.state, locale=self.locale)

    @property
    def audience(self) -> str | None:
        return str(self.facts[AUDIENCE]) if AUDIENCE in self.facts else self.playbooks.only_audience

    @property
    def script(self) -> Script | None:
        if self.audience is None:
            return None
        return self.scripts.get(self.audience) or self.playbooks.audiences[self.audience].script

    @property
    def model(self) -> Model | None:
        return self.playbooks.audiences[self.audience].model if self.audience else None

    def situation(self, what: What | None = None) -> Situation:
        said_in = self.said_in.get(what.message_id, ()) if isinstance(what, Edited) else ()
        situation = Setup(self.playbooks, SALES).situation(
            self.state,
            audience=self.audience,
            facts=self.facts,
            now=self.now,
            said_in=said_in,
            tier=self.standing.tier,
        )
        return replace(situation, script=self.script)

    def hear(self, what: What, *, found: Interpretation | None = None) -> Answered:
        """Hear one message, save what it says, and go on; ``found`` is what an interpreter made of it."""
        self.diary.append(what)
        before = self.state
        heard = hear(self.situation(what), what, found=found)
        self._learn(heard, what)
        if may_hear_kept(heard, script=self.script):
            more = hear_kept(self.situation(), heard)
            self._learn(more, what)
            heard = replace(
                more,
                answers=(*heard.answers, *more.answers),
                lines=(*heard.lines, *more.lines),
                replies=(*heard.replies, *more.replies),
                notice=heard.notice,
                effects=heard.effects,
            )
        turn = proceed(self.situation(), heard, model=self.model, standing=self.standing)
        self.state = turn.state
        for reply in turn.replies:
            self._show(reply)
        self.now += timedelta(seconds=20)
        return Answered(heard, before, turn.state, turn.replies)

    def _learn(self, heard: Heard, what: What) -> None:
        answers = heard.answers
        if self.playbooks.only_audience and AUDIENCE not in self.facts:
            answers = ((AUDIENCE, self.playbooks.only_audience), *answers)
        fresh: list[Item] = [Fact(self._id(), self.now, *told) for told in answers]
        fresh += [self._signal(done) for done in heard.signals]
        self.items += fresh
        known = self.audience
        self.facts |= dict(answers)
        self.state = heard.state
        if isinstance(what, Said | Edited) and heard.answers:
            told = tuple(name for name, _ in heard.answers)
            self.said_in[what.message_id] = tuple(dict.fromkeys((*self.said_in.get(what.message_id, ()), *told)))
        if self.model is None:
            return
        if known != self.audience:
            self.standing = replay(self.model, self.items, self.now).standing
            return
        for item in fresh:
            self.standing = fold(self.model, self.standing, item).standing

    def _id(self) -> str:
        self.messages += 1
        return f"{self.messages:06d}"

    def _signal(self, done: Done) -> Signal:
        return Signal(self._id(), self.now, done.name, dict(done.properties))

    def _show(self, reply: Reply) -> None:
        self.messages += 1
        choices = [*reply.options, *(choice for row in reply.rows for choice in row)]
        number = reply.replaces if reply.replaces is not None else self.messages
        self.buttons.pop(number, None)
        self.buttons[number] = tuple(choice.tap for choice in choices if choice.tap)

    def start(self, audience: str | None = None) -> Answered:
        begun = self.hear(Commanded("start", "", 1))
        return begun if audience is None else self.tap(AUDIENCE, audience)

    def tap(self, field_name: str, option: str) -> Answered:
        return self.hear(answer(field_name, option, message_id=max(self.buttons, default=1)))

    def press(self, tap: Tap, message_id: int | None = None) -> Answered:
        return self.hear(Tapped(tap, "tap", message_id))

    def say(self, text: str) -> Answered:
        self.messages += 1
        return self.hear(Said(text, 100_000 + self.messages))

    def share(self, phone: str, *, own: bool = True) -> Answered:
        return self.hear(SharedContact(phone, own, 1))

    def words(self, reply: Reply) -> Outgoing:
        """Return the message that says a reply, in marketing's words; the last one, where there are two."""
        return self.all_words(reply)[-1]

    def all_words(self, reply: Reply) -> tuple[Outgoing, ...]:
        """Return the messages that say a reply."""
        texts = (
            self.playbooks.audiences[self.audience].texts[self.state.locale]
            if self.audience
            else self.playbooks.opening[self.state.locale]
        )
        facts = still_asked(self.script, self.facts, self.situation().scope) if self.script else {}
        return Phrasing(texts, self.script, self.playbooks.business, "Quentin", "Bo", facts).messages(reply)

    def finish(self, *, most: int = 20) -> int:
        """Answer or pass over what is asked until the closing, and return how many messages that took."""
        for count in range(most):
            if self.state.closed:
                return count
            question = self.situation().question(self.state.open) if self.state.open else None
            if question is None:
                self.hear(Commanded("start", "", 1))
            elif question.options:
                self.tap(question.field, next(iter(question.options)))
            else:
                self.press(Tap(Act.SKIP, (question.field,)))
        raise AssertionError(f"no closing within {most} messages: {self.state}")
