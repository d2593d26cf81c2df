"""What the texts that sales reads may use."""

from dataclasses import dataclass


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
    which they first came.
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


@dataclass(frozen=True, slots=True)
class Number:
    """Answers about one handoff: ``number`` is the handoff's number."""

    number: int


@dataclass(frozen=True, slots=True)
class Unclaimed(Number):
    """When a rep reports of what nobody has: ``number`` of the handoff, and ``claim``, the command that claims it."""

    claim: str


@dataclass(frozen=True, slots=True)
class Named(Number):
    """What is said of a lead in a sentence: ``number`` of the handoff, and their ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Waiting(Named):
    """When sales is reminded of a lead: ``number`` of the handoff, their ``name``, and how long they have ``waited``.

    ``claim`` is the command that claims. ``who`` is the rep or the head that is meant, ``who_link`` calls them; both
    are empty where it is the whole group, and the link where calling them takes none.
    """

    waited: str
    claim: str
    who: str = ""
    who_link: str = ""


@dataclass(frozen=True, slots=True)
class WaitsForSales(Named):
    """A line of the morning list: ``number``, ``name``, ``link`` to their card (may be empty), ``tier``, ``score``.

    ``waited`` is how long ago it came, ``asked_person`` says whether they asked for a person, ``claim`` is the command
    that claims.
    """

    link: str
    tier: str
    score: str
    waited: str
    asked_person: bool
    claim: str


@dataclass(frozen=True, slots=True)
class CalledRep:
    """A rep who is called by name: ``rep`` is that name, ``link`` calls them."""

    rep: str
    link: str


@dataclass(frozen=True, slots=True)
class DutyCall(Named):
    """When somebody hot comes out of hours: ``number``, ``name``, and ``on_duty``, the reps called, with rep and link.

    ``claim`` is the command that claims.
    """

    on_duty: tuple[CalledRep, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class Until:
    """What a rep reads who is away: ``until`` is the day and time when they are back, empty where that is open."""

    until: str


@dataclass(frozen=True, slots=True)
class DeskReport:
    """The answer to /test: ``is_open`` now; when it ``opens`` or ``closes`` next, either may be empty.

    ``within`` is the time within which prospects are promised an answer, or empty; ``reminds`` says whether anybody is
    reminded, ``head`` who hears when nobody acts (or empty). ``on_duty`` and ``away`` list names. ``is_group`` says
    whether this is a group.
    """

    is_open: bool
    opens: str
    closes: str
    within: str
    reminds: bool
    head: str
    on_duty: tuple[str, ...]
    away: tuple[str, ...]
    is_group: bool


@dataclass(frozen=True, slots=True)
class MorningList:
    """What waits in the morning: ``unclaimed`` lists the hottest first, each with number, name and more.

    ``count`` is how many there are in all, ``more`` how many are not listed.
    """

    unclaimed: tuple[WaitsForSales, ...]
    count: int
    more: int


@dataclass(frozen=True, slots=True)
class Wrote(Named):
    """When a prospect who was handed over writes again: ``number`` of the handoff, their ``name`` and ``text``.

    ``rep`` is who has them, and ``rep_link`` calls that rep; both are empty where nobody has. ``edited`` says that they
    have changed it since. ``reopen`` is the command that takes up again what is closed; empty of what is open.
    """

    text: str
    rep: str = ""
    rep_link: str = ""
    edited: bool = False
    reopen: str = ""


@dataclass(frozen=True, slots=True)
class OthersReply(Named):
    """When a rep writes to another one's lead: ``number``, ``name``, ``rep`` who wrote, ``owner`` who has the lead.

    ``owner_link`` calls the owner.
    """

    rep: str
    owner: str
    owner_link: str


@dataclass(frozen=True, slots=True)
class Undelivered(Named):
    """When a rep's words do not arrive: ``number`` and ``name`` of the lead, the ``reason`` as Telegram says it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused(Number):
    """When Telegram refuses a message about a lead: ``number`` of the handoff, the ``reason`` as Telegram says it.

    ``claim`` is the command that claims.
    """

    reason: str
    claim: str


@dataclass(frozen=True, slots=True)
class Claimed(Number):
    """What a rep reads when claiming: ``number`` of the handoff, and the ``rep`` who has it."""

    rep: str


@dataclass(frozen=True, slots=True)
class Outcome(Number):
    """What a rep reads after reporting: ``number`` of the handoff, the ``outcome`` and the ``rep`` who reported it."""

    outcome: str
    rep: str


@dataclass(frozen=True, slots=True)
class Reported(Outcome):
    """What is asked, or told others, after a report: as in ``Outcome``, with the ``name`` of the lead."""

    name: str


@dataclass(frozen=True, slots=True)
class ReportedByOther(Reported):
    """When a rep reports of another one's lead: as in ``Reported``, with the ``owner``, whom ``owner_link`` calls."""

    owner: str
    owner_link: str


@dataclass(frozen=True, slots=True)
class Undone(Outcome):
    """What a rep reads who takes an outcome back: ``rep`` is who has the lead now, empty for nobody.

    ``closed`` says that an earlier outcome stands, which has closed it.
    """

    closed: bool


@dataclass(frozen=True, slots=True)
class Passing(Named):
    """When a lead is passed on: ``number`` and ``name`` of the lead, ``rep`` who did it.

    ``owner`` is the other rep who had it until now, whom ``owner_link`` calls; both are empty where nobody else had.
    ``to`` is who gets it, whom ``to_link`` calls, empty for nobody. ``claim`` is the command that claims.
    """

    rep: str
    owner: str
    owner_link: str
    to: str
    to_link: str
    claim: str


@dataclass(frozen=True, slots=True)
class Whom(Number):
    """When it is not clear to whom a lead shall go: what was ``said``, and the ``names`` of the reps to choose from."""

    said: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotUndone(Number):
    """Why an outcome stays: ``other`` is the number of another open handoff of the same lead, or 0.

    ``reopen`` is the command that takes an outcome back at any time.
    """

    other: int
    reopen: str


@dataclass(frozen=True, slots=True)
class Signal:
    """What a lead did: ``count`` times, on the page ``path`` (or empty); ``name`` is the content's or signal's.

    ``would`` says that they have not done it, but would get a better score if they did.
    """

    count: int
    path: str
    name: str
    would: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that share a cap: ``name`` is what the rules call the group."""

    name: str


@dataclass(frozen=True, slots=True)
class Others:
    """What is too small to be listed: ``count`` is how many lines."""

    count: int


@dataclass(frozen=True, slots=True)
class Lead:
    """Answers about a lead that is not there: ``lead`` is the number that was asked for."""

    lead: int


@dataclass(frozen=True, slots=True)
class About(Lead):
    """Whom an explanation is about: the handoff's ``number`` (0 if the lead was asked for), ``name`` (or empty)."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Points:
    """One line of an explanation: ``label`` says what gave points, ``points`` what they are worth now ("+10.2").

    ``last`` is the day it last happened (empty for an answer). Where a cap or time has taken some, ``given`` says what
    it gave in all ("+20"), ``capped`` what the cap took of it ("−5") and ``faded`` what time took ("−4.8"), or empty:
    together they are the points.
    """

    label: str
    points: str
    last: str = ""
    given: str = ""
    capped: str = ""
    faded: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """What would lift a lead: ``what`` they would have to say or do, and the ``tier`` it would bring them into."""

    tier: str
    what: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a lead out of ``tier``.

    ``side`` is score or, where that would do, fit (who they are) or engagement (what they did); ``has`` is what it is
    worth now, ``needs`` the least that would do.
    """

    tier: str
    side: str
    has: str
    needs: str


@dataclass(frozen=True, slots=True)
class MissingAnswer(CardAnswer):
    """What a lead would have to say; ``otherwise``: they gave an answer that is in the way. An empty answer: any.

    ``others`` lists the answers that would not do, where any other would.
    """

    otherwise: bool
    others: str = ""


@dataclass(frozen=True, slots=True)
class Explanation(About):
    """Why a lead has its score, in numbers that add up; whom it is about is as in ``About``, with their ``company``.

    ``tier`` is the tier's name to read, ``unfit`` lists what makes them unfit. ``fit`` is the sum of ``fit_lines`` (who
    they are), ``engagement`` that of ``engagement_lines`` (what they did), ``score`` that of both; each line has label,
    points, last, given, capped and faded. ``as_of`` is the day and time of it all. ``missing`` lists what
    keeps them out of the next tier, the score or else minima, each with tier, side, has and needs. ``lifts`` lists
    what would lift them, each with tier and what; ``falls_to`` is the tier they fall to at ``falls_at`` if nothing
    happens, or empty.
    """

    company: str
    tier: str
    unfit: tuple[str, ...]
    fit: str
    fit_lines: tuple[Points, ...]
    engagement: str
    engagement_lines: tuple[Points, ...]
    score: str
    as_of: str
    missing: tuple[Missing, ...]
    lifts: tuple[Lift, ...]
    falls_to: str
    falls_at: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in one unit: ``number`` is how many of it."""

    number: int


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """That rules should be looked at: ``audience`` is B2B or B2C, ``days`` how many ago that was done, ``by`` whom.

    ``by`` is empty if nobody has looked at them since the first start.
    """

    audience: str
    days: int
    by: str


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with the templates: ``problems`` lists the first, with file and line, ``more`` counts the rest."""

    problems: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FilesGone:
    """Which files of the templates are no longer there: ``files`` lists the first ones, ``more`` counts the rest.

    ``needed`` says that without them the business would speak under a name, or ask questions, that are not its own.
    """

    files: tuple[str, ...]
    more: int
    needed: bool


@dataclass(frozen=True, slots=True)
class Webhook(Number):
    """What marketing reads about a webhook that is told no more: its ``host``, and the ``reason`` as it was last."""

    host: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfTier:
    """How many leads were passed on in one tier: ``tier`` is its name to read, ``count`` how many."""

    tier: str
    count: int


@dataclass(frozen=True, slots=True)
class OfOutcome:
    """How many handoffs came to one outcome: ``outcome`` is its name to read, ``count`` how many."""

    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """The figures of one rep, source, campaign or tier: ``name`` (empty where unknown), ``handoffs``, ``won``.

    ``median`` is the time within which half of them heard from a person, ``amount`` what was won; both may be empty.
    """

    name: str
    handoffs: int
    median: str
    won: int
    amount: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """What sales did in a period, beside an earlier one.

    ``period`` is week (so far), last_week or days, ``days`` how many these are, ``since`` and ``until`` its first and
    last day. ``handoffs`` were opened (``handoffs_before`` in the earlier period), in ``tiers`` (each with tier and
    count). ``claimed`` of them have been taken, ``soon`` within five minutes (``soon_before``), and ``waiting`` have
    not heard from a person yet. Half of the others did within ``median`` (``median_before``), nine of ten within
    ``p90`` (``p90_before``), in working hours within ``working_median`` and ``working_p90``: empty where nobody has.
    ``won`` were reported as won in the period (``won_before``), worth ``won_amount``; the other ``outcomes`` have
    outcome and count. ``by`` says what ``lines`` are: rep, source, campaign or tier, each with name, handoffs, median,
    won and amount; ``more`` counts those left out. ``others`` are commands for the same by something else.
    """

    period: str
    days: int
    since: str
    until: str
    handoffs: int
    handoffs_before: int
    tiers: tuple[OfTier, ...]
    claimed: int
    soon: int
    soon_before: int
    waiting: int
    median: str
    median_before: str
    p90: str
    p90_before: str
    working_median: str
    working_p90: str
    won: int
    won_before: int
    won_amount: str
    outcomes: tuple[OfOutcome, ...]
    by: str
    lines: tuple[StatisticsLine, ...]
    more: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What stands below a file that a rep asked for: ``table`` is handoffs or outcomes, of the last ``days``.

    ``since`` is the first of them.
    """

    table: str
    days: int
    since: str
