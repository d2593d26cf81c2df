"""Everything the conversation looks at when a message comes in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from bot.at_hand import at_hand
from bot.conditions import Condition, Scope
from bot.conversation.state import AUDIENCE, State
from bot.script import AnswerValue, Ask, Content, Kind, Question, Script, Topic, Vocabulary
from scoring.model import COLD

AUDIENCE_QUESTION = Question(AUDIENCE, Kind.CHOICE, ask=Ask.ALWAYS, options={"b2b": None, "b2c": None}, required=True)

AWAY_FOR = timedelta(days=1)
"""Whoever writes after so long has come back."""

_OPENING = (AUDIENCE_QUESTION,)


class Situation(Struct, frozen=True):
    """The conversation as it stands.

    ``script`` is None until the audience is known; ``vocabulary`` holds the words for the questions that can be
    answered now. ``said_in`` names the fields that an edited message had given, the one it was asked for first.
    With ``one_audience`` there is nothing to ask, or to correct, about the audience. ``topics`` are those that can be
    answered, by what an interpretation calls them. ``tier`` is theirs, ``unfit`` the fields that make them unfit. With
    ``tracks_links`` it is known when a content is opened; else it counts as opened when it is given. ``newsletter``
    says that there is one that can be subscribed to.
    """

    state: State
    facts: Mapping[str, AnswerValue]
    script: Script | None
    vocabulary: Vocabulary
    now: datetime
    locales: tuple[str, ...] = ("en",)
    said_in: tuple[str, ...] = ()
    one_audience: bool = False
    topics: Mapping[str, Topic] = {}
    tier: str = COLD
    unfit: tuple[str, ...] = ()
    tracks_links: bool = False
    newsletter: bool = False

    @property
    def is_return(self) -> bool:
        """Return whether this is the first message after a long time."""
        last = self.state.last_at
        return last is not None and self.now - last >= AWAY_FOR

    @property
    def is_unmet(self) -> bool:
        """Return whether nothing but the audience was asked yet: nobody told them what their answers are for."""
        state = self.state
        return self.script is not None and not (state.consented or state.closed or {*state.asked} - {AUDIENCE})

    @property
    def scope(self) -> Scope:
        """Return what conditions may look at."""
        audience = self.script.audience if self.script else ""
        return scope_of(self.facts, self.state, audience=audience, tier=self.tier, unfit=self.unfit)

    def applies(self, when: Condition | None) -> bool:
        """Return whether a condition holds for them, by what is known now."""
        return when is None or when.holds(self.scope) is True

    @property
    def contents(self) -> tuple[Content, ...]:
        """Return what can be offered to them."""
        contents = self.script.contents if self.script else ()
        return tuple(content for content in contents if self.applies(content.when))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions that can be answered now."""
        if self.script is None:
            return _OPENING
        if self.state.open == AUDIENCE and not self.one_audience:
            return _with_audience(self.script)
        return self.script.questions

    def question(self, field: str) -> Question | None:
        """Return the question for a field, the opening one included."""
        if field == AUDIENCE:
            return None if self.one_audience else AUDIENCE_QUESTION
        return None if self.script is None else self.script.question(field)


@at_hand
def _with_audience(script: Script) -> tuple[Question, ...]:
    return (AUDIENCE_QUESTION, *script.questions)


def scope_of(
    facts: Mapping[str, AnswerValue], state: State, *, audience: str, tier: str, unfit: tuple[str, ...] = ()
) -> Scope:
    """Return what the conditions of a playbook may look at: answers, and what we know besides."""
    # Answers first: a question that somebody has called "tier" does not change what the word means.
    ours: dict[str, AnswerValue | tuple[str, ...]] = {
        "tier": tier,
        "language": state.locale,
        "unfit": unfit,
        "source": state.source,
    }
    return {**facts, **ours, "audience": audience} if audience else {**facts, **ours}
