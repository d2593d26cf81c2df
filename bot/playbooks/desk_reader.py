"""What ``desk.yaml`` says: when a desk is open, within what time it answers, who hears then, and whom it takes."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.conditions import Condition
from bot.desk.hours import DAY_MINUTES, Hours, Span
from bot.desk.routing import Desk
from bot.desk.rules import DAILY, NO_DIGEST, WEEKLY, DeskRules, Reminders
from bot.playbooks.condition_reader import ConditionError, read_condition
from scoring.document_reader import Path, Reader, Section, nearest
from scoring.errors import Problem
from scoring.model import RANK
from scoring.values import is_number

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DESKS, CHAT, WHEN = "desks", "chat", "when"
KEYS = ("timezone", "hours", "holidays", "response_time", "reminders", "head", "morning", "take_over_after", "digest")
LONGEST_WAIT = timedelta(days=30)
MOST_HOLIDAYS = 1000
NEVER = ("none", "no", "never", "off", False)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*[-–]\s*{_TIME}")
_DESK_NAME = re.compile(r"[^\W_][\w-]{0,31}")
_NAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{1,31}")
_EXPECTED_HOURS = "hours such as 9:00-18:00, or 9:00-12:00, 13:00-18:00, or closed"
_EXPECTED_DAYS = "a day such as mon, or days such as mon-fri"


def read_desk(content: Mapping[object, object]) -> tuple[DeskRules, tuple[Desk, ...], list[Problem]]:
    """Return the rules that hold for every desk, the desks that have a rule of their own, and the mistakes."""
    reader = _DeskReader()
    section = reader.section(content, (), optional=(*KEYS, DESKS))
    rules = reader.rules(section, DeskRules())
    return rules, section.read(DESKS, partial(reader.desks, usual=rules), ()), reader.problems


class _DeskReader(Reader):
    def rules(self, section: Section, usual: DeskRules) -> DeskRules:
        """Return the rules that a section gives; what it leaves out is as usual."""
        zone = section.read("timezone", self.zone, usual.zone)
        holidays = section.read("holidays", self.holidays, usual.hours)
        week = section.read("hours", self.week, usual.hours.week)
        return DeskRules(
            zone=zone,
            hours=Hours(zone or "UTC", week, holidays.holidays, holidays.yearly),
            response_time=section.read("response_time", self.response_time, usual.response_time),
            reminders=section.read("reminders", self.reminders, usual.reminders),
            head=section.read("head", self.head, usual.head),
            morning=section.read("morning", self.time, usual.morning),
            take_over_after=section.read("take_over_after", self.wait, usual.take_over_after),
            digest=section.read("digest", self.digest, usual.digest),
        )

    def desks(self, value: object, path: Path, *, usual: DeskRules) -> tuple[Desk, ...]:
        """Return the desks in the order in which their rules are asked."""
        found: dict[int, Desk] = {}
        for key, said, place in self.pairs(value, path, expected="a line for each desk, by its name"):
            name = self.desk_name(key, place)
            section = self.section(said, place, required=(CHAT,), optional=(WHEN, *KEYS))
            chat = section.read(CHAT, self.chat, None)
            desk = Desk(name, chat or 0, section.read(WHEN, self.when, None), self.rules(section, usual))
            if name.casefold() in {desk.name.casefold() for desk in found.values()}:
                self.note(place, name, expected="each name once, whether in capitals or not")
            if chat is not None and chat in found:
                section.note(CHAT, expected=f"each chat once (it is that of {found[chat].name}: join rules by or)")
            elif chat is not None:
                found[chat] = desk
        return tuple(found.values())

    def desk_name(self, key: object, path: Path) -> str:
        if isinstance(key, str) and _DESK_NAME.fullmatch(key):
            return key
        self.note(path, key, expected="the name of a desk: letters, digits, - and _, such as nordic")
        return str(key)

    def chat(self, value: object, path: Path) -> int | None:
        if is_number(value) and value == int(value) and 0 < abs(value) <= 2**52:
            return int(value)
        self.note(path, value, expected="the id of a chat in LEADBOT_SALES_CHAT; a group's begins with -")
        return None

    def when(self, value: object, path: Path) -> Condition | None:
        try:
            return read_condition(value)
        except ConditionError as wrong:
            self.problems.append(Problem(path, wrong.found, wrong.expected, wrong.suggestion))
            return None

    def zone(self, value: object, path: Path) -> str:
        if value is None:
            return ""
        try:
            return ZoneInfo(str(value)).key
        except (KeyError, ValueError, OSError):
            self.note(path, value, expected="a time zone such as Europe/Stockholm")
            return ""

    def digest(self, value: object, path: Path) -> str:
        if value is None or value in NEVER:
            return NO_DIGEST
        return self.word(str(value).lower(), path, allowed=(WEEKLY, DAILY, NO_DIGEST))

    def week(self, value: object, path: Path) -> tuple[tuple[Span, ...], ...] | None:
        if value is None or value == "always":
            return None
        expected = "always, or a line for each day or days, such as mon-fri: 9:00-18:00"
        found: dict[int, tuple[Span, ...]] = {}
        for key, said, place in self.pairs(value, path, expected=expected):
            spans = self.spans(said, place)
            for day in self.days(key, place):
                if day in found:
                    self.note(place, key, expected=f"each day once ({DAYS[day]} stands above)")
                found[day] = spans
        return tuple(found.get(day, ()) for day in range(len(DAYS)))

    def days(self, key: object, path: Path) -> list[int]:
        """Return the days that a key names: ``fri-mon`` goes on over the weekend."""
        days: list[int] = []
        for part in str(key).lower().split(","):
            first, _, last = (word.strip() for word in part.replace("–", "-").partition("-"))
            names = (first, last or first)
            wrong = next((name for name in names if name not in DAYS), None)
            if wrong is not None:
                self.note(path, key, expected=_EXPECTED_DAYS, suggestion=nearest(wrong[:3], DAYS))
                continue
            begins, ends = (DAYS.index(name) for name in names)
            days += [(begins + offset) % 7 for offset in range((ends - begins) % 7 + 1)]
        return days

    def spans(self, value: object, path: Path) -> tuple[Span, ...]:
        if value is None or value in ("closed", *NEVER):
            return ()
        parts = value if isinstance(value, list) else str(value).split(",")
        spans = [self.span(part, path) for part in parts]
        found = [span for span in spans if span is not None]
        if any(before.closes > after.opens for before, after in pairwise(found)):
            self.note(path, value, expected="hours in the order of the day, none of them twice")
        return tuple(found)

    def span(self, value: object, path: Path) -> Span | None:
        match = _SPAN.fullmatch(str(value).strip())
        times = [_minutes(match[hour], match[hour + 1]) for hour in (1, 3)] if match else []
        opens, closes = times if match else (None, None)
        if opens is None or closes is None or opens == DAY_MINUTES:
            self.note(path, value, expected=_EXPECTED_HOURS)
            return None
        # What ends before it begins ends on the next day.
        return Span(opens, closes if closes > opens else closes + DAY_MINUTES)

    def holidays(self, value: object, path: Path) -> Hours:
        """Return the days of a list: ``2026-12-24`` once, ``12-25`` every year, ``2026-07-06 to 2026-07-31`` all."""
        days: set[date] = set()
        yearly: set[tuple[int, int]] = set()
        expected = "a day such as 2026-12-24, every year such as 12-25, or days such as 2026-07-06 to 2026-07-31"
        for each, place in self.items(value or [], path, expected="a list of days", most=MOST_HOLIDAYS):
            first, _, last = (part.strip() for part in str(each).partition(" to "))
            begins, ends = _day(first), _day(last or first)
            if begins is not None and ends is not None and 0 <= (ends - begins).days < MOST_HOLIDAYS:
                days |= {begins + timedelta(days=offset) for offset in range((ends - begins).days + 1)}
            elif not last and (day := _day(f"2000-{first}")) is not None:
                yearly.add((day.month, day.day))
            else:
                self.note(place, each, expected=expected)
        return Hours(holidays=frozenset(days), yearly=frozenset(yearly))

    def response_time(self, value: object, path: Path) -> Mapping[str, timedelta]:
        if value is None or value in NEVER:
            return {}
        if not isinstance(value, Mapping):
            return dict.fromkeys(RANK, self.wait(value, path))
        section = self.section(value, path, optional=tuple(RANK))
        return {tier: self.wait(section.entries[tier], (*path, tier)) for tier in section.entries}

    def reminders(self, value: object, path: Path) -> Reminders | None:
        if value in NEVER:
            return None
        usual = Reminders()
        if value is None:
            return usual
        section = self.section(value, path, optional=("group", "head", "owner", "release"))
        return Reminders(
            group=section.read("group", self.wait, usual.group),
            head=section.read("head", self.wait, usual.head),
            owner=section.read("owner", self.wait, usual.owner),
            release=section.read("release", self.wait, usual.release),
        )

    def wait(self, value: object, path: Path) -> timedelta:
        """Return a stretch of working time that somebody waits for."""
        wait = self.duration(value, path)
        if wait <= LONGEST_WAIT:
            return wait
        self.note(path, value, expected="at most 30d")
        return LONGEST_WAIT

    def head(self, value: object, path: Path) -> str | int | None:
        if value is None or value in NEVER:
            return None
        if isinstance(value, str) and _NAME.fullmatch(value):
            return value
        if is_number(value) and value == int(value) and abs(value) <= 2**52:
            return int(value)
        self.note(path, value, expected='a user name in quotes such as "@ada", or the id of a person or a chat')
        return None

    def time(self, value: object, path: Path) -> int | None:
        if value is None:
            return None
        match = re.fullmatch(_TIME, str(value))
        minutes = _minutes(match[1], match[2]) if match else None
        if minutes is None or minutes == DAY_MINUTES:
            self.note(path, value, expected="a time of day such as 8:30")
            return None
        return minutes


def _minutes(hour: str, minute: str | None) -> int | None:
    """Return a time of day in minutes from midnight; 24:00 is one, too."""
    minutes = int(hour) * 60 + int(minute or 0)
    return minutes if minutes <= DAY_MINUTES and int(minute or 0) < 60 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
