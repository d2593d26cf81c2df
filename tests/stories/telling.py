"""From arcs to histories: who the leads are, what each did and when, and what imported lists know of them.

Nothing here knows a scoring model: what people do does not depend on our points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scoring.values import Value

from .dice import Dice
from .people import Crowd, Person
from .plot import Arc, Beat, Mailing, Source, Step, Story
from .rhythm import TODAY, ZONES, later, moment, workday

Line = dict[str, Any]
"""A fact or a signal as in a history file, without its lead and id."""

BACK_AFTER = timedelta(days=1)
GIVES_ADDRESS = ("newsletter.subscribed", "account.registered", "purchase.made")


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead, told: `lines` by instant up to today, `imported` what lists know (None: nothing)."""

    key: str
    arc: Arc
    person: Person
    source: str
    created_at: datetime
    lines: tuple[Line, ...]
    imported: dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A lead before it has a number: its arc, who it is among the arc's leads, where it came from, and when."""

    arc: Arc
    dice: Dice
    source: str
    zone: ZoneInfo
    country: str
    language: str
    begun_at: datetime

    @property
    def works(self) -> bool:
        return self.arc.audience == "b2b"


def tell(story: Story) -> list[Lead]:
    """Return the leads of a business, numbered in the order in which they came."""
    plans = sorted(_plans(story), key=lambda plan: plan.begun_at)
    crowd = Crowd(story.trades)
    return [_told(story, plan, crowd, f"{story.key}-{number:04}") for number, plan in enumerate(plans, start=1)]


def _plans(story: Story) -> Iterator[Plan]:
    for arc in story.arcs:
        for number in range(arc.leads):
            dice = Dice(story.key, arc.name, number)
            source = dice.weighted(arc.sources)
            homes = {(language, home): share for language, of in story.languages.items() for home, share in of.items()}
            language, country = dice.weighted(homes)
            zone = ZoneInfo(ZONES[country])
            begun_at = _begin(story, arc, story.sources[source], dice=dice, zone=zone)
            if begun_at < TODAY:
                yield Plan(arc, dice, source, zone, country, language, begun_at)


def _begin(story: Story, arc: Arc, source: Source, *, dice: Dice, zone: ZoneInfo) -> datetime:
    first, last = arc.begins or (source.first, source.last)
    most = (last - first).days
    day = first + timedelta(days=dice.early(most) if source.is_campaign and not arc.begins else dice.whole(0, most))
    if story.quiet and story.quiet[0] <= day <= story.quiet[1] and dice.chance(0.7):
        day = min(day + timedelta(days=45), last)
    works = arc.audience == "b2b"
    begun_at = moment(dice, day, zone, works=works)
    while begun_at >= TODAY and workday(day) == day:
        day -= timedelta(days=1)
        begun_at = moment(dice, day, zone, works=works)
    return begun_at


def _told(story: Story, plan: Plan, crowd: Crowd, key: str) -> Lead:
    at_company = plan.works and bool(story.trades)
    person = crowd.person(plan.dice, plan.language, plan.country, at_company=at_company)
    telling = _Telling(story, plan, person)
    lines = _with_returns(telling.lines())
    told = {line["field"] for line in lines if line["kind"] == "fact"}
    imported = {column: None if column in told else telling.imported(column) for column in story.columns}
    return Lead(key, plan.arc, person, plan.source, plan.begun_at, tuple(lines), imported)


@dataclass(slots=True)
class _Telling:
    """One lead's story under way."""

    story: Story
    plan: Plan
    person: Person
    said: dict[str, Value] = field(default_factory=dict)
    heard: list[Line] = field(default_factory=list)
    cart: Value = 0
    is_listed: bool = False

    def __post_init__(self) -> None:
        dice, arc = self.plan.dice, self.plan.arc
        self.said = {name: dice.weighted(options) for name, options in arc.who.items()}
        self.said |= {"company": self.person.company, "email": self.person.email}
        self.is_listed = dice.chance(arc.named)

    def imported(self, column: str) -> Value | None:
        """Return what a list knows of the lead in a column."""
        if column in self.plan.arc.listed:
            return self.plan.dice.weighted(self.plan.arc.listed[column]) or None
        if column == "country":
            return self.person.country if self.is_listed or self.plan.dice.chance(0.4) else None
        knows = self.is_listed or (column == "email" and self._gave_address())
        return (self.said.get(column) or None) if knows else None

    def _gave_address(self) -> bool:
        return any(self._instant_of(signal) is not None for signal in GIVES_ADDRESS)

    def lines(self) -> list[Line]:
        """Return all that the lead did up to today, in order."""
        self._act()
        self._read_mail()
        self.heard = sorted((line for line in self.heard if line["at"] <= TODAY), key=lambda line: line["at"])
        return self.heard

    def _act(self) -> None:
        at, dice = self.plan.begun_at, self.plan.dice
        for place, beat in enumerate(self.plan.arc.beats):
            for _ in range(dice.whole(*beat.often)):
                starts_at = self._start(beat, at, is_first=place == 0)
                if starts_at is not None and starts_at > TODAY:
                    return
                if starts_at is None or not dice.chance(beat.chance):
                    if beat.or_gone:
                        return
                    continue
                at = self._sit(beat, starts_at, is_first=place == 0)

    def _start(self, beat: Beat, at: datetime, *, is_first: bool) -> datetime | None:
        dice = self.plan.dice
        if beat.on:
            upcoming = [on for on in beat.on if on > at]
            if not upcoming or beat.after == (0, 0):
                return upcoming[0] + timedelta(seconds=dice.whole(0, 900)) if upcoming else None
            at = upcoming[0]
        elif is_first and not self.heard:
            return at
        return later(dice, at, dice.between(*beat.after), self.plan.zone, works=self.plan.works)

    def _sit(self, beat: Beat, at: datetime, *, is_first: bool) -> datetime:
        """Take the beat's steps one after the other, and return when the last was taken."""
        channel = beat.by or (self.story.sources[self.plan.source].channel if is_first else "web")
        for number, step in enumerate(beat.steps):
            if number:
                at += timedelta(seconds=self._pause(step))
            self._take(step, at, channel)
        return at

    def _pause(self, step: Step) -> int:
        return self.plan.dice.whole(9, 55) if step.tells else self.plan.dice.whole(20, 260)

    def _take(self, step: Step, at: datetime, channel: str) -> None:
        if step.tells:
            if step.anew:
                others = [value for value in step.anew if value != self.said[step.tells]]
                if not others:
                    return  # nothing to correct: this is what they said
                self.said[step.tells] = self.plan.dice.one_of(others)
            self.heard.append({"kind": "fact", "at": at, "field": step.tells, "value": self.said[step.tells]})
        properties = {name: self._chosen(name, value) for name, value in step.properties}
        if step.comes:
            properties["channel"] = channel
        source = self.story.sources[self.plan.source]
        if step.signal == "chat.started" and source.is_campaign:
            properties["campaign"] = self.plan.source
        self.heard.append({"kind": "signal", "at": at, "signal": step.signal, "properties": properties})

    def _chosen(self, name: str, value: Value) -> Value:
        if isinstance(value, str) and "|" in value:
            value = self.plan.dice.one_of(value.split("|"))
        if name != "value":
            return int(value) if name == "minutes" else value
        if value != "cart":
            self.cart = float(value) if "." in str(value) else int(value)
        return self.cart

    def _read_mail(self) -> None:
        """Let the lead open and click our mailings, from when it subscribed until it left."""
        arc, dice = self.plan.arc, self.plan.dice
        joined_at, left_at = self._instant_of("newsletter.subscribed"), self._instant_of("newsletter.unsubscribed")
        for mailing in self.story.mailings:
            if mailing.audience not in ("", arc.audience):
                continue
            if joined_at and joined_at < mailing.at and (not left_at or mailing.at < left_at):
                opens, clicks = dice.chance(arc.opens), dice.chance(arc.clicks)
                at = mailing.at + timedelta(seconds=dice.whole(60, 15_000))
                self._open(mailing, at, opens=opens, clicks=clicks)

    def _instant_of(self, signal: str) -> datetime | None:
        return next((line["at"] for line in self.heard if line.get("signal") == signal), None)

    def _open(self, mailing: Mailing, at: datetime, *, opens: bool, clicks: bool) -> None:
        campaign: dict[str, Value] = {"campaign": mailing.name, "channel": "email"}
        reads: Sequence[tuple[str, int, dict[str, Value]]] = (
            ("email.opened", 0, campaign),
            ("email.clicked", 25, campaign),
            ("page.viewed", 28, {"path": mailing.path, "channel": "email"}),
        )
        for signal, seconds, properties in reads[: 3 if clicks else 1 if opens else 0]:
            done_at = at + timedelta(seconds=seconds)
            self.heard.append({"kind": "signal", "at": done_at, "signal": signal, "properties": properties})


def _is_message(line: Line) -> bool:
    if line["kind"] == "fact" or line["signal"].startswith("chat."):
        return True
    return bool(line["properties"].get("channel") == "telegram")


def _with_returns(lines: list[Line]) -> list[Line]:
    """Return the lines with `chat.returned` wherever somebody wrote again a day or more after the time before."""
    returned, before = list[Line](), None
    for line in lines:
        if _is_message(line):
            if before and line["at"] - before >= BACK_AFTER:
                returned.append({"kind": "signal", "at": line["at"], "signal": "chat.returned", "properties": {}})
            before = line["at"]
        returned.append(line)
    return returned
