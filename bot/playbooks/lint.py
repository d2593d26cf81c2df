"""What a playbook allows but its author can hardly mean: idle questions, rules that never count, tiers out of reach.

These are warnings: they stop nothing.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from math import inf

from bot.contexts import CONTEXTS
from bot.conversation.script import Ask, Kind, Question, Script, Vocabulary
from bot.playbooks.files import Document, KeyPath
from bot.playbooks.problems import Problem
from scoring.model import Model
from scoring.reading import nearest
from scoring.rules import BySteps, ByTest, EngagementRule, FitRule
from scoring.values import OneOf, Value, show

KNOWN_FACTS = ("audience", "source", "language", "country")
MOST_QUESTIONS = {"b2b": 5, "b2c": 3}
SIGNALS = tuple(key.removeprefix("signals.") for key in CONTEXTS["desk"] if key.startswith("signals."))


def lint_script(document: Document, script: Script, model: Model) -> Iterator[Problem]:
    """Warn of questions that decide nothing, and of more questions than people bear."""
    for question in script.questions:
        if question.ask is Ask.DECISIVE and question.field not in model.fields:
            found = "asked to decide, but no rule of model.yaml uses it"
            yield _warning(document, ("questions", question.field), found, "a rule, or ask: always")
    before = [question for question in script.questions if question.ask is not Ask.AFTER]
    most = MOST_QUESTIONS.get(script.audience, len(before))
    if len(before) > most:
        found = f"{len(before)} questions before something is given back"
        yield _warning(document, ("questions",), found, f"at most {most} (ask: after for the others)")
    for question in [question for question in before if question.kind is Kind.TEXT][1:]:
        found = "a second question that must be answered by writing"
        yield _warning(document, ("questions", question.field), found, "at most one, the others with ask: after")


def lint_model(document: Document, script: Script, model: Model) -> Iterator[Problem]:
    """Warn of rules that no answer or signal can meet, and of tiers out of reach."""
    for index, rule in enumerate(model.fit):
        yield from _lint_field(document, ("fit", index), rule.field, script=script, imported=model.imported)
        yield from _lint_values(document, ("fit", index), rule, script=script)
    for index, condition in enumerate(model.unfit):
        yield from _lint_field(document, ("unfit", index), condition.field, script=script, imported=model.imported)
        if isinstance(condition.test, OneOf):
            for at, value in enumerate(condition.test.values):
                yield from _lint_value(
                    document, ("unfit", index, "in", at), value, question=script.question(condition.field)
                )
    for index, engagement in enumerate(model.engagement):
        meant = get_close_matches(engagement.signal, SIGNALS, n=1, cutoff=0.85)
        if meant and engagement.signal not in SIGNALS:
            found = f'unknown signal "{engagement.signal}"'
            yield _warning(document, ("engagement", index, "signal"), found, suggestion=meant[0])
    yield from _lint_tiers(document, model)


def lint_words(document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Warn of words that stand for two options of one question."""
    for field, options in vocabulary.phrases.items():
        taken: dict[str, str] = {}
        for option, phrases in options.items():
            for index, phrase in enumerate(phrases):
                other = taken.setdefault(phrase.casefold(), option)
                if other != option:
                    # The label comes first in a vocabulary, and stands elsewhere in the file.
                    part: KeyPath = ("words", option, index - 1) if index else ("options", option)
                    found = f'"{phrase}" stands for {other} as well'
                    yield _warning(document, ("questions", field, *part), found, "words of one option only")


def _warning(
    document: Document, path: KeyPath, found: str, expected: str = "", *, suggestion: str | None = None
) -> Problem:
    return document.problem(path, found, expected, suggestion=suggestion, warning=True)


def _lint_field(
    document: Document, path: KeyPath, name: str, *, script: Script, imported: tuple[str, ...]
) -> Iterator[Problem]:
    known = (*(question.field for question in script.questions), *imported, *KNOWN_FACTS)
    if name not in known:
        found = f'no question asks for "{name}"'
        yield _warning(document, (*path, "field"), found, ", ".join(known), suggestion=nearest(name, known))


def _lint_values(document: Document, path: KeyPath, rule: FitRule, *, script: Script) -> Iterator[Problem]:
    question = script.question(rule.field)
    if isinstance(rule.scale, BySteps):
        if question and question.options and all(number is None for number in question.options.values()):
            found = f"steps compare numbers, but the options of {rule.field} stand for none"
            yield _warning(document, (*path, "steps"), found, "points by option")
        return
    for at, value in enumerate(rule.scale.named_values()):
        place: KeyPath = ("in", at) if isinstance(rule.scale, ByTest) else ("points", show(value))
        yield from _lint_value(document, (*path, *place), value, question=question)


def _lint_value(document: Document, path: KeyPath, value: Value, *, question: Question | None) -> Iterator[Problem]:
    """People may type any number, so only words can be wrong."""
    if question and question.kind is Kind.CHOICE and isinstance(value, str):
        values = [question.value_of(option) for option in question.options]
        if value not in values:
            words = [word for word in values if isinstance(word, str)]
            found = f'"{value}" is no answer of {question.field}'
            expected = ", ".join(words) or "numbers"
            yield _warning(document, path, found, expected, suggestion=nearest(value, words))


def _lint_tiers(document: Document, model: Model) -> Iterator[Problem]:
    fit = model.limits.fit.hold(sum(_most_points(model, name) for name in model.fields))
    engagement = model.limits.engagement.hold(sum(map(_most_engagement, model.engagement)))
    for tier in model.tiers:
        for name, most, needed in (
            ("enter", fit + engagement, tier.enter),
            ("fit", fit, tier.fit),
            ("engagement", engagement, tier.engagement),
        ):
            if most < needed:
                found = f"out of reach: all rules together give {show(most)}"
                yield _warning(
                    document, ("tiers", tier.name, name), found, f"at least {show(needed)}, or a lower bound"
                )


def _most_points(model: Model, name: str) -> float:
    values = {value for rule in model.fit if rule.field == name for value in rule.scale.named_values()}
    return max((0.0, *(model.fit_points(name, value) for value in values)))


def _most_engagement(rule: EngagementRule) -> float:
    if rule.points <= 0:
        return 0.0
    return inf if rule.cap is None else rule.cap
