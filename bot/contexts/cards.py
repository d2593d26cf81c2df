"""The card of a lead that was passed to sales, and the labels on and below it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Static


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a lead is worth a call: ``label`` says what it is ("sales director"), ``points`` its weight ("+20")."""

    label: str
    points: str


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """One answer on a card: ``label`` is the question's short noun ("Role"), ``answer`` is ready to read."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic that a lead has asked about: ``label`` is its short name ("Prices"), ``count`` how often."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of a rep's about a lead: when (``at``), which ``rep``, and the ``text``."""

    at: str
    rep: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """The card that sales reads about a lead; whatever is unknown is empty.

    ``number`` is the handoff's number, ``lead`` the lead's; ``name`` is the prospect's, ``link`` opens a chat with
    them, ``username`` is theirs without @, ``company`` and ``need`` are what they said. ``tier`` is the tier's name
    to read, ``tier_name`` its name in the rules (hot, lukewarm, cold, unfit), ``score`` the score. ``asked_person``
    says whether they asked for a person. ``why`` lists the strongest reasons, each with label and points;
    ``answers`` what they said, each with label and answer; ``not_asked`` the labels of what they were not asked;
    ``asked`` what they asked us, each with label and count; ``summary`` the lines, three at most, in which a language
    model sums them up, where one is switched on.
    ``source`` is where they came from, ``language`` the name of their language, ``last_words`` the last thing they
    wrote; ``answering`` says whether they are still in the questions. ``claimed_by`` is the rep's name,
    ``claimed_after`` how long that took ("38 seconds"), ``outcome`` what the rep reported. ``claim`` is the command
    that claims, to be tapped where there is no button ("/claim_1042"). ``outcome_by`` is who reported the outcome where
    that was another rep than the one who has the lead; ``reason`` is why it came to that, ``amount`` what was won.
    ``passed`` are the reps who have had the lead before, in order; ``was_with`` is who had it last, where
    it was given back and nobody has it. Of a lead who has come back, ``was_rep`` is who had them before, whom
    ``was_link`` calls, ``was_outcome`` what was reported then, ``was_ago`` how long ago ("21 days") and ``was_reason``
    why; all are empty of one who is new. ``notes`` are the newest that reps have noted, each with at, rep and text.
    ``meeting`` is when a rep meets them, empty where none does.
    ``todo`` is what to do about them ("call now"), empty once somebody has written to them; ``since`` is the day on
    which they first came. ``their_time`` is what their clock showed when the alert came ("16:42"), empty where it is
    not known where they are; ``apart`` by how much it differs from the desk's ("−6 h"), empty where it does not.
    ``reach`` is e-mail and phone of who has no chat with the bot; empty of everybody else.
    """

    number: int
    name: str
    link: str
    username: str
    company: str
    need: str
    tier: str
    tier_name: str
    asked_person: bool
    why: tuple[Reason, ...]
    answers: tuple[CardAnswer, ...]
    not_asked: tuple[str, ...]
    source: str
    language: str
    answering: bool
    claimed_by: str
    claimed_after: str
    outcome: str
    last_words: str
    lead: int
    score: str
    claim: str
    asked: tuple[Asked, ...] = ()
    summary: tuple[str, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    meeting: str = ""
    outcome_by: str = ""
    reason: str = ""
    amount: str = ""
    passed: tuple[str, ...] = ()
    was_with: str = ""
    was_rep: str = ""
    was_link: str = ""
    was_outcome: str = ""
    was_ago: str = ""
    was_reason: str = ""
    todo: str = ""
    since: str = ""
    their_time: str = ""
    apart: str = ""
    reach: str = ""


CARD: Mapping[str, type] = {
    "card": Card,
    **same(Static, "hot lukewarm cold unfit", "tiers."),
    **same(Static, "reached no_answer meeting won lost not_a_fit", "outcomes."),
    **same(Static, "claim not_a_fit reached no_answer meeting won lost write why", "buttons."),
    **same(Static, "undo reopen other_reason skip give take nobody wrote", "buttons."),
    **same(Static, "hot lukewarm person", "todo."),
}
"""The context of each of these texts, by key."""
