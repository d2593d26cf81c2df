"""What is the same for every message at this moment: the playbooks in force, and where sales is."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.at_hand import at_hand
from bot.conditions import Condition
from bot.conversation.replies import Heard
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, State
from bot.desk.hours import is_open
from bot.desk.routing import names_of
from bot.desk.rules import DeskRules
from bot.messages import Incoming
from bot.playbooks import Playbook, Playbooks, Texts, without_topics
from bot.script import AnswerValue, Script, Topic, Vocabulary
from bot.usecases.webhooks.receivers import Receivers
from scoring.model import COLD, UNFIT

OnHeard = Callable[[Incoming, Heard], None]


@dataclass(frozen=True, slots=True)
class ConsultedModel:
    """The language model that is shown what prospects type, if one is: its name, and the host on which it runs."""

    name: str
    host: str

    @property
    def is_ours(self) -> bool:
        """Return whether it runs on this very machine."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")


@dataclass(frozen=True, slots=True)
class Setup:
    """The playbooks in force, the sales chat (a group's or a person's id), and the language that sales reads.

    ``several_chats`` are those of all desks where there are several: then ``sales_chat`` is that of the desk at hand,
    which ``at`` changes; without more said it is the first.
    ``time_zone`` is the name of the zone whose clock sales goes by, such as Europe/Stockholm; ``bot_name`` is the bot's
    user name, by which a command in a group is sure to reach it. ``chat_of_marketing`` is None where marketing has no
    chat of its own. ``asks_interpreter`` says whether there is somebody to ask where rules are in doubt,
    and ``consulted_model`` which language model is among them, None where none is; ``gathers_for`` how long a
    reply to typed words waits for more of them.
    ``on_heard`` is told within the transaction of each message of a prospect and what was heard in it,
    once more where that is tried again: it may keep that to show it, and must not fail. ``receivers`` are the webhooks.
    ``public_url`` is where prospects' browsers reach us, empty where they do not: there are no links of ours then.
    ``newsletter`` says whether one can be subscribed to: there is a server that takes our mail.
    """

    playbooks: Playbooks
    sales_chat: int
    sales_locale: str = "en"
    time_zone: str = "UTC"
    bot_name: str = ""
    chat_of_marketing: int | None = None
    asks_interpreter: bool = False
    on_heard: OnHeard | None = None
    gathers_for: timedelta = timedelta()
    consulted_model: ConsultedModel | None = None
    receivers: Receivers = field(default_factory=Receivers)
    several_chats: tuple[int, ...] = ()
    public_url: str = ""
    newsletter: bool = False

    @property
    def chats(self) -> tuple[int, ...]:
        """Return the chats of all desks; the first takes whoever fits nowhere."""
        return self.several_chats or (self.sales_chat,)

    def at(self, chat: int | None) -> "Setup":
        """Return the setup as the desk of a chat sees it; as the first one does where that is none of a desk."""
        if not self.several_chats:
            return self
        chat = chat if chat in self.several_chats else self.several_chats[0]
        return self if chat == self.sales_chat else dataclasses.replace(self, sales_chat=chat)

    @property
    def desk_names(self) -> Mapping[int, str]:
        """Return the names of all desks by their chats, the first one first; for one without a name its chat's id."""
        return names_of(self.playbooks.desks, self.chats)

    def desk_called(self, chat: int | None = None) -> str:
        """Return the name of the desk of a chat, of the one at hand where none is given; empty where it has none."""
        chat = self.sales_chat if chat is None else chat
        return next((desk.name for desk in self.playbooks.desks if desk.chat == chat), "")

    @property
    def sales_is_group(self) -> bool:
        """Return whether alerts go to a group; else to one person."""
        return self.sales_chat < 0

    def command(self, words: str) -> str:
        """Return a command of reps as a messenger makes one link of it, and as it reaches us in a group."""
        to = f"@{self.bot_name}" if self.bot_name and self.sales_is_group else ""
        return f"/{words}{to}"

    def claim_command(self, number: int) -> str:
        """Return the words that claim a handoff."""
        return self.command(f"claim_{number}")

    def look_command(self, number: int | None, lead_id: int, *, in_group: bool) -> str:
        """Return the words that show a lead, by the number of their handoff if they have one; as ``claim_command``."""
        to = f"@{self.bot_name}" if self.bot_name and in_group else ""
        return f"/lead_{number}{to}" if number else f"/lead_lead_{lead_id}{to}"

    @property
    def marketing_chat(self) -> int:
        """Return the chat where marketing hears what is wrong with the templates: their own, else that of sales."""
        return self.chats[0] if self.chat_of_marketing is None else self.chat_of_marketing

    @property
    def desk_texts(self) -> Texts:
        """Return the texts that sales reads, in English where their language is not there."""
        return self.playbooks.desk.get(self.sales_locale) or self.playbooks.desk["en"]

    @property
    def desk(self) -> DeskRules:
        """Return the rules of the desk at hand, by the clock that it goes by."""
        own = (desk.rules for desk in self.playbooks.desks if desk.chat == self.sales_chat)
        rules = next(own, self.playbooks.desk_rules)
        if rules.zone:
            return rules
        return _by_clock_of(rules, self.time_zone)

    def is_silent(self, now: datetime) -> bool:
        """Return whether what nobody at the desk has asked for arrives without a sound: nobody works now."""
        return not is_open(self.desk.hours, now)

    def playbook(self, audience: str | None) -> Playbook | None:
        """Return an audience's playbook; None while the audience is unknown, or where it has no playbook any more."""
        return self.playbooks.audiences.get(audience) if audience else None

    def script(self, audience: str | None) -> Script | None:
        """Return an audience's script; None where there is no playbook."""
        playbook = self.playbook(audience)
        return playbook.script if playbook else None

    def audience_of(self, known: str | None, *, linked: str | None = None) -> str | None:
        """Return the audience as which somebody is spoken to; None where they must be asked.

        What we know of them, else what their link says, where there is a playbook for it; else the only one there is.
        """
        for audience in (known, linked):
            if audience in self.playbooks.audiences:
                return audience
        return self.playbooks.only_audience

    def texts(self, audience: str | None, locale: str) -> Texts:
        """Return the texts that a prospect reads, in English where their language is not there."""
        playbook = self.playbook(audience)
        texts = playbook.texts if playbook else self.playbooks.opening
        return texts.get(locale) or texts["en"]

    def situation(
        self,
        state: State,
        *,
        audience: str | None,
        facts: Mapping[str, AnswerValue],
        now: datetime,
        said_in: tuple[str, ...] = (),
        tier: str = COLD,
    ) -> Situation:
        """Return the situation that the conversation looks at, with somebody of a tier, spoken to as this audience."""
        playbook, topics = self.playbook(audience), self.topics(audience)
        situation = Situation(
            state=state,
            facts=facts,
            script=playbook.script if playbook else None,
            vocabulary=self._vocabulary(playbook, state),
            now=now,
            locales=tuple(self.playbooks.chat),
            said_in=said_in,
            one_audience=self.playbooks.only_audience is not None,
            topics=topics,
            tier=tier,
            unfit=playbook.model.unfit_by(facts) if playbook and tier == UNFIT else (),
            tracks_links=bool(self.public_url),
            newsletter=self.newsletter,
        )
        conditions = _conditions(topics)
        withheld = [name for name, when in conditions if not situation.applies(when)] if conditions else ()
        if not withheld:
            return situation
        return replace(situation, vocabulary=without_topics(situation.vocabulary, frozenset(withheld)))

    def topics(self, audience: str | None) -> Mapping[str, Topic]:
        """Return what can be answered to somebody who is spoken to as this audience."""
        playbook = self.playbook(audience)
        return playbook.topics if playbook else self.playbooks.topics

    def _vocabulary(self, playbook: Playbook | None, state: State) -> Vocabulary:
        locale, opening = state.locale, self.playbooks.chat_vocabularies
        if playbook is None:
            return opening[locale]
        if state.open != AUDIENCE:
            return playbook.vocabularies[locale]
        return _with_opening(playbook.vocabularies[locale], opening[locale])

    def locale_for(self, language: str) -> str:
        """Return the language we speak to somebody whose messenger is set to ``language`` (IETF tag)."""
        locale = language.split("-")[0].lower()
        return locale if locale in self.playbooks.chat else "en"


@at_hand
def _by_clock_of(rules: DeskRules, zone: str) -> DeskRules:
    return dataclasses.replace(rules, hours=dataclasses.replace(rules.hours, zone=zone))


@at_hand
def _conditions(topics: Mapping[str, Topic]) -> tuple[tuple[str, Condition], ...]:
    """Return the topics that not everybody hears of, each with who does."""
    return tuple((name, topic.when) for name, topic in topics.items() if topic.when)


@at_hand
def _with_opening(own: Vocabulary, opening: Vocabulary) -> Vocabulary:
    """Return a playbook's words with those for the audience."""
    return Vocabulary(own.locale, {**opening.phrases, **own.phrases}, own.asks, own.asked)
