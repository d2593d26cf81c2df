"""The words that stories are told in: an arc is a row of beats, a beat a few steps in one sitting. Plain values only.

A text with bars means one of its parts: `"/machines/lyra|/grinders/ode"`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from scoring.values import Value

Options = Mapping[Any, float]
"""What a lead may be or say, and how often each."""
Days = tuple[float, float]
"""At least and at most so many days."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: a signal and, if it `tells` a field, a fact at the same instant.

    `anew` holds what the field is corrected to. `comes`: the signal's channel is how the lead got here this time.
    """

    signal: str
    properties: tuple[tuple[str, Value], ...] = ()
    tells: str = ""
    anew: tuple[Value, ...] = ()
    comes: bool = False


Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Beat:
    """One sitting: its steps, and how long after the sitting before.

    `on`: at the next of these dates instead, or so long after it (a webinar, a mailing); if there is none, never.
    `by`: the channel that they come by this time. `or_gone`: if it does not happen, nothing more is heard of them.
    `often`: so many sittings like this one.
    """

    steps: Steps
    after: Days = (0, 0)
    chance: float = 1
    on: tuple[datetime, ...] = ()
    by: str = ""
    or_gone: bool = False
    often: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where leads come from, from when to when, and the channel of the first visit. A campaign begins with a burst."""

    channel: str
    first: date
    last: date
    is_campaign: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """So many leads with one kind of story.

    `who`: what they would answer; `listed`: what imported lists know of them. `named`: how many of them a form or a
    list knows by company and e-mail. `begins`: from when to when, instead of the source's days. `opens`, `clicks`: of
    our mailings while they are subscribed. `buys`: how ready they are to sign with a rep, who wins so much more often;
    below 0: the rep finds that they are no fit.
    """

    name: str
    leads: int
    sources: Mapping[str, float]
    beats: tuple[Beat, ...] = ()
    audience: str = "b2b"
    who: Mapping[str, Options] = field(default_factory=dict)
    listed: Mapping[str, Options] = field(default_factory=dict)
    named: float = 0
    begins: tuple[date, date] | None = None
    opens: float = 0.35
    clicks: float = 0.06
    buys: float = 1


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mail to the subscribers of an audience (none: to all), and the page that it leads to."""

    at: datetime
    name: str
    path: str
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """How sales works an audience's leads: days to the final outcome, and how often a rep wins, by the best tier.

    Without odds it is the shop that sells: a purchase after the call wins.
    """

    final: Days
    odds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One business: its leads' arcs, and the world around them."""

    pack: str
    key: str
    arcs: tuple[Arc, ...]
    sources: Mapping[str, Source]
    languages: Mapping[str, Mapping[str, float]]
    columns: tuple[str, ...]
    desks: Mapping[str, Desk]
    mailings: tuple[Mailing, ...] = ()
    trades: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quiet: tuple[date, date] | None = None


def day(text: str) -> date:
    """Return a day, such as 2026-03-09."""
    return date.fromisoformat(text)


def beat(
    *steps: Steps,
    after: Days = (0, 0),
    chance: float = 1,
    on: Iterable[datetime] = (),
    by: str = "",
    or_gone: bool = False,
    often: tuple[int, int] = (1, 1),
) -> Beat:
    """Return a sitting of these steps, in this order."""
    return Beat(tuple(step for some in steps for step in some), after, chance, tuple(on), by, or_gone, often)


def does(signal: str, **properties: Value) -> Steps:
    """Return a step by the way the lead came."""
    return (Step(signal, tuple(properties.items()), comes=True),)


def sees(*paths: str) -> Steps:
    return tuple(step for path in paths for step in does("page.viewed", path=path))


def starts() -> Steps:
    return (Step("chat.started", (("channel", "telegram"),)),)


def answers(*fields: str) -> Steps:
    return tuple(Step("chat.answered", (("field", name),), tells=name) for name in fields)


def corrects(name: str, *anew: Value) -> Steps:
    return (Step("chat.corrected", (("field", name),), tells=name, anew=anew),)


def skips(*fields: str) -> Steps:
    return tuple(Step("chat.skipped", (("field", name),)) for name in fields)


def opens(**contents: str) -> Steps:
    """Return taps in the content menu: content=funnel."""
    return tuple(
        Step("content.opened", (("content", content), ("funnel", funnel), ("channel", "telegram")))
        for content, funnel in contents.items()
    )


def asks(channel: str = "telegram") -> Steps:
    return (Step("question.asked", (("channel", channel),)),)


def asks_person() -> Steps:
    return (Step("chat.asked_person", (("channel", "telegram"),)),)


def downloads(content: str, funnel: str) -> Steps:
    return does("content.downloaded", content=content, funnel=funnel)


def registers() -> Steps:
    return does("account.registered")


def subscribes() -> Steps:
    return (Step("newsletter.subscribed", (("channel", "web"),)),)


def unsubscribes() -> Steps:
    return (Step("newsletter.unsubscribed", (("channel", "email"),)),)


def bounces() -> Steps:
    return (Step("email.bounced", (("channel", "email"),)),)


def likes() -> Steps:
    return (Step("social.engaged", (("channel", "social"),)),)


def attends(**properties: Value) -> Steps:
    return (Step("webinar.attended", (*properties.items(), ("channel", "web"))),)


def fills_cart(*values: float) -> Steps:
    """Return a step that puts something for one of these values into the cart."""
    return (Step("cart.added", (("value", "|".join(map(str, values))),), comes=True),)


def pays() -> Steps:
    """Return a step that buys what was put into the cart last."""
    return (Step("purchase.made", (("value", "cart"), ("channel", "web"))),)
