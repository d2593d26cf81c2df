"""What ``signals.yaml`` allows but its author can hardly mean: signals without points, lines that nothing reaches.

These are warnings: they stop nothing.
"""

from collections.abc import Iterator, Mapping

from bot.playbooks.lint import KNOWN_FACTS
from bot.playbooks.playbook import Playbook
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath
from bot.signal_kinds import KNOWN_SIGNALS
from bot.signal_mapping import EventRule, SignalMapping
from scoring.document_reader import nearest
from scoring.values import OneOf


def lint_signals(
    document: Document, mapping: SignalMapping, audiences: Mapping[str, Playbook]
) -> Iterator[FileProblem]:
    """Warn of signals without a rule, fields and audiences that no playbook has, and lines that nothing reaches."""
    yield from _unscored(document, mapping, audiences)
    yield from _unreached(document, mapping)
    fields = tuple(dict.fromkeys(field for playbook in audiences.values() for field in _fields(playbook)))
    for theirs, ours in mapping.traits:
        if ours and ours not in fields:
            found, expected = f'no question or rule has "{ours}"', "a field of a script.yaml"
            yield _warning(document, ("traits", theirs), found, expected, nearest(ours, fields))
    for index, labelled in enumerate(mapping.audiences):
        if labelled.word not in audiences:
            found, expected = f"no playbook for {labelled.word}", " or ".join(sorted(audiences))
            yield _warning(document, ("audiences", index, "audience"), found, expected)


def _fields(playbook: Playbook) -> Iterator[str]:
    yield from (question.field for question in playbook.script.questions)
    yield from playbook.model.fields
    yield from (*playbook.model.imported, *KNOWN_FACTS)


def _unscored(document: Document, mapping: SignalMapping, audiences: Mapping[str, Playbook]) -> Iterator[FileProblem]:
    rules = [rule for playbook in audiences.values() for rule in playbook.model.engagement]
    for index, rule in enumerate(mapping.events):
        signal = rule.signal
        if signal and signal not in KNOWN_SIGNALS and not any(each.is_named(signal) for each in rules):
            found = f'no rule of a model.yaml gives points for "{signal}"'
            yield _warning(document, ("events", index, "signal"), found, "", nearest(signal, KNOWN_SIGNALS))


def _unreached(document: Document, mapping: SignalMapping) -> Iterator[FileProblem]:
    """Warn of lines for events that a line above takes whatever their properties."""
    before: list[tuple[int, EventRule]] = []
    for index, rule in enumerate(mapping.events):
        names = rule.event.values if isinstance(rule.event, OneOf) else ()
        taken = [number for name in names for number, each in before if each.event.holds(name)]
        if names and len({name for name in names for _, each in before if each.event.holds(name)}) == len(names):
            line = document.line(("events", taken[0]))
            found, expected = f"never reached: line {line} takes this event", "this line above it"
            yield _warning(document, ("events", index), found, expected)
        if not rule.where:
            before.append((index, rule))


def _warning(
    document: Document, path: KeyPath, found: str, expected: str, suggestion: str | None = None
) -> FileProblem:
    return document.problem(path, found, expected, suggestion=suggestion, warning=True)
