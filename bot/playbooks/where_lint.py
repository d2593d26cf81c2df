"""What ``where`` asks of a signal though no signal can have it: rules that never fire. These are warnings."""

from collections.abc import Iterator, Mapping, Sequence

from bot.playbooks.lint import meant, warning
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath
from bot.script import Script
from bot.signal_kinds import FUNNEL, PROPERTIES, USUAL_PROPERTIES
from scoring.document_reader import describe, nearest
from scoring.model import Model
from scoring.rules import EngagementRule, Happened, is_shape
from scoring.values import Test, alike, folded


def lint_where(document: Document, script: Script, model: Model) -> Iterator[FileProblem]:
    """Warn of properties that a signal of ours does not have, of slips in others' names, and of unknown values."""
    known = {
        "funnel": FUNNEL,
        "field": tuple(question.field for question in script.questions),
        "content": tuple(content.name for content in script.contents),
    }
    for index, rule in enumerate(model.engagement):
        for deed in rule.deeds or (rule,):
            for name, test in deed.where:
                path = ("engagement", index, "where", name)
                yield from _lint_name(document, path, deed, name)
                yield from _lint_values(document, path, name, test, known=known)


def _lint_name(document: Document, path: KeyPath, deed: EngagementRule | Happened, name: str) -> Iterator[FileProblem]:
    has = PROPERTIES.get(folded(deed.signal))
    if has is not None and name not in has:
        expected = " or ".join(has) if has else "no where"
        yield warning(document, path, f'{deed.signal} never has "{name}"', expected, suggestion=nearest(name, has))
    elif has is None and (likely := meant(name, USUAL_PROPERTIES)):
        yield warning(document, path, f'no signal is known to have "{name}"', suggestion=likely)


def _lint_values(
    document: Document, path: KeyPath, name: str, test: Test, *, known: Mapping[str, Sequence[str]]
) -> Iterator[FileProblem]:
    words = known.get(name)
    if not words:
        return
    for value in test.named_values():
        if not is_shape(value) and alike(value) not in map(alike, words):
            found = f"no signal has the {name} {describe(value)}"
            yield warning(document, path, found, ", ".join(words), suggestion=nearest(value, words))
