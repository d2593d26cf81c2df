"""What ``signals.yaml`` says: which signal each event of another system is, and what it tells of a lead."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bot.foreign_events import Plain
from bot.signal_kinds import KNOWN_SIGNALS
from bot.signal_mapping import CLICK_IDS, KEEP_ANONYMOUS, EventRule, Labelled, SignalMapping, Tests
from scoring.document_reader import Path, Section, nearest
from scoring.errors import Problem
from scoring.model_reader import AUDIENCES
from scoring.rule_reader import RuleReader
from scoring.values import AnyOf, Glob, OneOf, Test

Taken = TypeVar("Taken")

KEYS = ("keep_anonymous", "events", "channels", "audiences", "traits", "leave_out")
OF_LINK = {name: f"utm_{name}" for name in ("source", "medium", "campaign")}
"""What marketers call the marks of a link when they talk of channels."""
OF_PAGE = ("path", "url", "referrer", "title", *OF_LINK, *CLICK_IDS)
OF_WHOM = (*OF_PAGE, "event", "email", "user_agent")
ALL = "all"
LONGEST_ANONYMOUS = timedelta(days=400)
MOST_RULES = 500
MOST_KEPT = 20
_OURS_ALONE = ("chat.", "outcome.")
_SIGNAL = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_PROPERTY = re.compile(r"[^\W_][\w.]{0,63}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}")


def read_signals(content: Mapping[object, object]) -> tuple[SignalMapping, list[Problem]]:
    """Return the mapping, and the mistakes in its file."""
    reader = _SignalsReader()
    return reader.mapping(content), reader.problems


class _SignalsReader(RuleReader):
    def mapping(self, content: object) -> SignalMapping:
        section = self.section(content, (), optional=KEYS)
        return SignalMapping(
            keep_anonymous=section.read("keep_anonymous", self.kept, KEEP_ANONYMOUS),
            events=tuple(section.read("events", partial(self.rules, read=self.event), ())),
            channels=tuple(section.read("channels", partial(self.rules, read=self.channel), ())),
            audiences=tuple(section.read("audiences", partial(self.rules, read=self.audience), ())),
            traits=section.read("traits", self.traits, ()),
            leave_out=tuple(section.read("leave_out", partial(self.rules, read=self.tests), ())),
        )

    def kept(self, value: object, path: Path) -> timedelta:
        noted = len(self.problems)
        kept = self.duration(value, path)
        if len(self.problems) > noted:
            return KEEP_ANONYMOUS
        if timedelta(days=1) <= kept <= LONGEST_ANONYMOUS:
            return kept
        self.note(path, value, expected=f"a duration from 1d to {LONGEST_ANONYMOUS.days}d")
        return KEEP_ANONYMOUS

    def rules(self, value: object, path: Path, *, read: Callable[[object, Path], Taken | None]) -> Iterator[Taken]:
        """Yield the rules of a list that can be read."""
        expected = f"a list of at most {MOST_RULES} rules"
        found = (read(*item) for item in self.items(value, path, expected=expected, most=MOST_RULES))
        yield from (rule for rule in found if rule is not None)

    def event(self, value: object, path: Path) -> EventRule | None:
        """Read what an event becomes."""
        section = self.section(value, path, required=("event",), optional=("signal", "where", "keep", "with"))
        if "event" not in section:
            return None
        event = section.read("event", self.texts, OneOf(()))
        if "signal" not in section:
            self.is_ours_already(event, section)
        keep = section.entries.get("keep")
        return EventRule(
            event,
            section.read("signal", self.signal, None),
            section.read("where", self.where, ()),
            () if keep == ALL else section.read("keep", self.keep, ()),
            keeps_all=keep == ALL,
            adds=section.read("with", self.adds, ()),
        )

    def is_ours_already(self, event: OneOf | Glob | AnyOf, section: Section) -> None:
        """Note where a rule without a signal is for events that are not called as a signal of ours may be."""
        names = event.values if isinstance(event, OneOf) else ("*",)
        if not all(isinstance(name, str) and _is_signal(name) for name in names):
            section.note("signal", expected="signal: what it becomes, such as cart.added")

    def signal(self, value: object, path: Path) -> str | None:
        """Read the name of a signal."""
        if isinstance(value, str) and _is_signal(value):
            return value
        ours = isinstance(value, str) and value.startswith(_OURS_ALONE)
        expected = "another signal (these are the bot's own)" if ours else "the name of a signal, such as cart.added"
        self.note(path, value, expected=expected, suggestion=None if ours else nearest(value, MAY_COME_IN))
        return None

    def keep(self, value: object, path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Read by which names of ours which of theirs are kept."""
        expected = "all, or our names and theirs, such as {value: price | total}"
        pairs = self.pairs(value, path, expected=expected, least=1)
        if len(pairs) > MOST_KEPT:
            self.note(path, value, expected=f"at most {MOST_KEPT} properties")
        return tuple((self.property(key, p), self.theirs(part, p)) for key, part, p in pairs)

    def theirs(self, value: object, path: Path) -> tuple[str, ...]:
        """Read their names for one property, the first that is there counts."""
        names = tuple(part.strip() for part in value.split("|")) if isinstance(value, str) else ()
        if names and all(names):
            return names
        self.note(path, value, expected="their name, or several with | between them, such as price | total")
        return ()

    def adds(self, value: object, path: Path) -> tuple[tuple[str, Plain], ...]:
        """Read what is added to a signal."""
        pairs = self.pairs(value, path, expected="properties and their values, such as {funnel: bofu}", least=1)
        return tuple((self.property(key, p), self.value(part, p)) for key, part, p in pairs)

    def property(self, value: object, path: Path) -> str:
        """Read the name that we give a property."""
        if isinstance(value, str) and _PROPERTY.fullmatch(value):
            return value
        self.note(path, value, expected="the name of a property: letters, digits, _ and .")
        return ""

    def channel(self, value: object, path: Path) -> Labelled | None:
        """Read which visits come by a channel."""
        section = self.section(value, path, required=("channel",), optional=OF_PAGE)
        word = section.read("channel", partial(self.name, expected="a channel, such as paid or organic"), "")
        return self.labelled(section, word.strip(), OF_PAGE)

    def audience(self, value: object, path: Path) -> Labelled | None:
        """Read what is done by whom."""
        section = self.section(value, path, required=("audience",), optional=(*OF_PAGE, "event"))
        word = section.read("audience", partial(self.word, allowed=AUDIENCES), "")
        return self.labelled(section, word, (*OF_PAGE, "event"))

    def labelled(self, section: Section, word: str, names: Sequence[str]) -> Labelled | None:
        """Return the word for what fits the tests beside it."""
        tests = self.tested(section, names)
        return Labelled(word, tests) if word and tests else None

    def tests(self, value: object, path: Path) -> Tests | None:
        """Read whose events are left out."""
        return self.tested(self.section(value, path, optional=OF_WHOM), OF_WHOM) or None

    def tested(self, section: Section, names: Sequence[str]) -> Tests:
        """Read the tests of a rule that has them beside its word; without any it would fit everything."""
        given = [name for name in names if name in section]
        if not given and section.sound:
            self.note(section.path, section.entries, expected=f"at least one of {', '.join(names)}")
        return tuple((OF_LINK.get(name, name), section.read(name, self.test, _NEVER)) for name in given)

    def test(self, value: object, path: Path) -> Test:
        """Read one test; a list says the same as one_of."""
        return self.any_of(value, path) if isinstance(value, list) else super().test(value, path)

    def texts(self, value: object, path: Path) -> OneOf | Glob | AnyOf:
        """Read the name of an event, or several."""
        for item, place in self.items(value, path) if isinstance(value, list) else [(value, path)]:
            self.name(item, place, expected="the name of an event, such as Product Added")
        if isinstance(value, list):
            return self.any_of(value, path)
        return self._shape(value, path) if isinstance(value, str) else _NEVER

    def traits(self, value: object, path: Path) -> tuple[tuple[str, str], ...]:
        """Read the fields of ours by their names for them."""
        pairs = self.pairs(value, path, expected="their traits and our fields, such as {employees: company_size}")
        return tuple((self.name(key, p, expected="the name of a trait"), self.field(part, p)) for key, part, p in pairs)

    def field(self, value: object, path: Path) -> str:
        """Read the name of a field."""
        if isinstance(value, str) and _FIELD.fullmatch(value):
            return value
        self.note(path, value, expected="the name of a field, as a question of script.yaml has it")
        return ""


def _is_signal(name: str) -> bool:
    return bool(_SIGNAL.fullmatch(name)) and not name.startswith(_OURS_ALONE)


MAY_COME_IN = tuple(name for name in KNOWN_SIGNALS if _is_signal(name))
"""The signals that the rules shipped know, without those that only the conversation and sales bring about."""
_NEVER = OneOf(())
