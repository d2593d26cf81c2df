"""What a playbook allows but its author can hardly mean: idle questions, rules that never count, tiers out of reach.

These are warnings: they stop nothing. What the model alone gives away is found by `scoring.doubts`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from difflib import get_close_matches
from itertools import pairwise

from bot.contexts import Answers, variables
from bot.playbooks.conditional import conditions_of, conditions_of_topics, most_asked
from bot.playbooks.languages import language_called
from bot.playbooks.problems import FileProblem
from bot.playbooks.texts import Text
from bot.playbooks.yaml_files import Document, KeyPath
from bot.script import MOST_QUESTIONS, OWN_WORDS, Ask, Kind, Question, Script, Vocabulary
from bot.signal_kinds import KNOWN_SIGNALS
from bot.understanding.lexicon.own_words import ANYTHING_ELSE
from bot.understanding.sensitive import sensitive_matter
from scoring.document_reader import describe, nearest
from scoring.doubts import doubts
from scoring.durations import format_duration
from scoring.model import Model
from scoring.rules import BySteps, ByTest, Condition, EngagementRule, FitRule, Labels, is_shape
from scoring.values import ANY, AnyOf, Contains, FactTest, Glob, NoneOf, OneOf, Value, alike, is_number, show

MOST_WARNINGS = 100
"""Of one kind and file: each looks for the nearest right word among all."""
KNOWN_FACTS = ("audience", "source", "language", "country")
CLOSE = 0.85
"""How near a word must be to one that we know, where words of the author's own are right as well."""

_SOONEST_NUDGE = timedelta(minutes=10)


def lint_script(document: Document, script: Script, model: Model) -> Iterator[FileProblem]:
    """Warn of questions that decide nothing, and of more questions than people bear."""
    for question in script.questions:
        if question.ask is Ask.DECISIVE and question.field not in model.fields:
            found = "asked to decide, but no rule of model.yaml uses it"
            yield warning(document, ("questions", question.field), found, "a rule, or ask: always")
        named = [option for option in question.options if option in ANYTHING_ELSE and question.other]
        if named and OWN_WORDS not in named:
            found = f'an option called "{named[0]}", which is an answer as any other'
            expected = f"{OWN_WORDS}: its button asks for words of their own"
            yield warning(document, ("questions", question.field, "options"), found, expected)
        yield from _lint_order(document, question)
        yield from _lint_thousands(document, question, model)
    if script.nudge_after < _SOONEST_NUDGE:
        found = "a nudge while they may still be writing"
        yield warning(document, ("nudge_after",), found, f"at least {format_duration(_SOONEST_NUDGE)}")
    before = [question for question in script.questions if question.ask is not Ask.AFTER]
    asked = most_asked(script)
    most = MOST_QUESTIONS.get(script.audience, asked)
    if asked > most:
        late = ", ".join(question.field for question in before[most:]) if not script.widest_first else "the rest"
        found = f"{asked} questions before something is given back, of which nobody is asked more than {most}"
        yield warning(document, ("questions",), found, f"ask: after for {late}, or fewer")
    for question in [question for question in before if question.kind is Kind.TEXT][1:]:
        found = "a second question that must be answered by writing"
        yield warning(document, ("questions", question.field), found, "at most one, the others with ask: after")


def _lint_order(document: Document, question: Question) -> Iterator[FileProblem]:
    """Warn of an option that neither rises nor falls with those around it: two were mixed up, or a digit lost."""
    numbers = [(option, number) for option, number in question.options.items() if number is not None]
    steps = [(option, after > before, after < before) for (_, before), (option, after) in pairwise(numbers)]
    rises = sum(up for _, up, _ in steps) * 2 >= len(steps)
    astray = [option for option, up, down in steps if not (up if rises else down)]
    if astray and len(steps) > 1:
        found = f"{astray[0]} is out of order: the options before it {'rise' if rises else 'fall'}"
        expected = "numbers that go one way from the first option to the last"
        yield warning(document, ("questions", question.field, "options", astray[0]), found, expected)


def _lint_thousands(document: Document, question: Question, model: Model) -> Iterator[FileProblem]:
    """Warn where an amount that a rule of the model names would be taken for thousands if somebody typed it."""
    named = {number for rule in model.by_field.get(question.field, ()) for number in rule.scale.named_values()}
    amounts = [number for number in named if is_number(number) and 0 < number < question.thousands_below]
    if amounts:
        found = f"{show(min(amounts))}, which model.yaml names, would be read as {show(min(amounts) * 1000)}"
        yield warning(
            document, ("questions", question.field, "thousands_below"), found, f"at most {show(min(amounts))}"
        )


def lint_model(
    document: Document, script: Script, model: Model, *, languages: Sequence[str] = ()
) -> Iterator[FileProblem]:
    """Warn of rules that no answer or signal can meet, of what cannot matter, and of gaps in the labels."""
    known = (*(question.field for question in script.questions), *model.imported, *KNOWN_FACTS)
    for index, rule in enumerate(model.fit):
        yield from _lint_field(document, ("fit", index), rule.field, known=known)
        yield from _lint_scale(document, ("fit", index), rule, question=script.question(rule.field))
    for index, condition in enumerate(model.unfit):
        yield from _lint_field(document, ("unfit", index), condition.field, known=known)
        yield from _lint_test(document, ("unfit", index), condition.test, question=script.question(condition.field))
    for index, engagement in enumerate(model.engagement):
        for condition in engagement.facts:
            yield from _lint_field(document, ("engagement", index, "all"), condition.field, known=known)
            asked = script.question(condition.field)
            yield from _lint_test(document, ("engagement", index, "all"), condition.test, question=asked)
        unsure = [deed.signal for deed in engagement.deeds or (engagement,) if not is_shape(deed.signal)]
        for signal in unsure:
            if not (likely := meant(signal, KNOWN_SIGNALS)):
                continue
            found = f'unknown signal "{signal}"'
            yield warning(document, ("engagement", index, "signal"), found, suggestion=likely)
    if languages:
        yield from _lint_labels(document, model, languages=languages)
    for doubt in doubts(model):
        yield replace(document.located(doubt), warning=True)


def lint_words(document: Document, vocabulary: Vocabulary) -> Iterator[FileProblem]:
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
                    told = warning(document, ("questions", field, *part), found, "words of one option only")
                    reads_alike = not index and phrases[0].casefold() == options[other][0].casefold()
                    yield replace(told, slip=reads_alike)


def lint_sensitive(document: Document, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of questions about health, religion and the like, of which the law wants more than consent by a button."""
    for key, text in texts.items():
        path = tuple(key.split("."))
        is_asked = path[0] == "questions" and path[-1] == "ask" and path in document.lines
        if is_asked and (matter := sensitive_matter(text.source)):
            expected = "another question: the law (GDPR, articles 8 and 9) lets few ask this"
            yield warning(document, path, f"asks about {matter}", expected)


_NAMED = re.compile(r"\{\{-?\s*(\w+)([^}]*)")
_TESTED = re.compile(r"\{%-?\s*(?:el)?if\b([^%]*)%")


def lint_named_answers(document: Document, script: Script, texts: Mapping[str, Text]) -> Iterator[FileProblem]:
    """Warn of answers that a text names though nobody has to have given them: it would be read with a hole in it."""
    fields = {question.field for question in script.questions} - {*variables(Answers)} if script.audience else set()
    sure_of = {f"{'.'.join(map(str, path[:-1]))}": when.names for path, when in conditions_of(script)}
    sure_of |= {".".join(map(str, path[:-1])): when.names for path, when in conditions_of_topics(script)}
    for key, text in texts.items():
        named = _named_in(text.source) & fields
        if not named or tuple(key.split(".")) not in document.lines:
            continue
        begins = (key, key.rpartition(".")[0], key.replace("closing.", "closings.", 1))
        known = frozenset[str]().union(*(sure_of.get(begin, frozenset()) for begin in begins))
        for name in sorted(named - known):
            found, expected = f"{name} may be unknown", f"{{% if {name} %}}...{{% endif %}} around it"
            yield warning(document, tuple(key.split(".")), found, expected)


def _named_in(source: str) -> set[str]:
    """Return the variables that are shown whether or not there is anything to show."""
    tested = " ".join(_TESTED.findall(source))
    shown = {name for name, rest in _NAMED.findall(source) if "default" not in rest}
    return {name for name in shown if not re.search(rf"\b{name}\b", tested)}


def warning(
    document: Document, path: KeyPath, found: str, expected: str = "", *, suggestion: str | None = None
) -> FileProblem:
    """Return a warning at a key path."""
    return document.problem(path, found, expected, suggestion=suggestion, warning=True)


def _lint_field(document: Document, path: KeyPath, name: str, *, known: Sequence[str]) -> Iterator[FileProblem]:
    if name not in known:
        found, expected = f'no question asks for "{name}"', f"{', '.join(known)}, or imported: [{name}]"
        yield warning(document, (*path, "field"), found, expected, suggestion=meant(name, known))


def meant(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that a word of the author's own resembles, None if it is known itself."""
    close = [] if word in known else get_close_matches(word, known, n=1, cutoff=CLOSE)
    return close[0] if close else None


def _lint_scale(
    document: Document, path: KeyPath, rule: FitRule, *, question: Question | None
) -> Iterator[FileProblem]:
    if isinstance(rule.scale, ByTest):
        yield from _lint_test(document, path, rule.scale.test, question=question)
    elif isinstance(rule.scale, BySteps):
        yield from _lint_numbers(document, (*path, "steps"), question=question)
    else:
        for value, _ in rule.scale.points:
            yield from _lint_value(
                document, (*path, "points", value if isinstance(value, str) else show(value)), value, question=question
            )


def _lint_test(
    document: Document, path: KeyPath, test: FactTest, *, question: Question | None
) -> Iterator[FileProblem]:
    if isinstance(test, OneOf | AnyOf | NoneOf | Contains):
        for place, value in _listed(document, path, test):
            yield from _lint_value(document, place, value, question=question)
    elif test.named_values():
        yield from _lint_numbers(document, path, question=question)


def _listed(
    document: Document, path: KeyPath, test: OneOf | AnyOf | NoneOf | Contains
) -> Iterator[tuple[KeyPath, Value]]:
    """Yield what a test lists, shapes as they are written, and the place of each."""
    if isinstance(test, Contains):
        several = (*path, "contains", 0) in document.lines
        yield from (
            ((*path, "contains", at) if several else (*path, "contains"), f"{ANY}{text}{ANY}")
            for at, text in enumerate(test.texts)
        )
        return
    key, lists = ("not_in", test.test) if isinstance(test, NoneOf) else ("in", test)
    parts = lists.tests if isinstance(lists, AnyOf) else (lists,)
    values = [value for part in parts for value in (part.values if isinstance(part, OneOf) else (part.pattern,))]
    yield from (((*path, key, at), value) for at, value in enumerate(values))


def _lint_numbers(document: Document, path: KeyPath, *, question: Question | None) -> Iterator[FileProblem]:
    if question and not _accepts_numbers(question):
        answers = f"the options of {question.field} stand for none" if question.options else "its answers are texts"
        compared = "steps compare" if path[-1] == "steps" else "a range compares"
        yield warning(document, path, f"{compared} numbers, but {answers}", "points by option")


def _lint_value(document: Document, path: KeyPath, value: Value, *, question: Question | None) -> Iterator[FileProblem]:
    if question and not _may_be(question, value):
        values = [question.value_of(option) for option in question.options]
        words = [word for word in values if isinstance(word, str)]
        expected = ", ".join(words) or ("numbers" if _accepts_numbers(question) else "texts")
        found = f"{describe(value)} is no answer of {question.field}"
        yield warning(document, path, found, expected, suggestion=nearest(value, words))


def _may_be(question: Question, value: Value) -> bool:
    """Return whether an answer may be this value: people may type any number, but no other option."""
    if is_number(value):
        return _accepts_numbers(question)
    if question.has_options:
        options = [question.value_of(option) for option in question.options]
        # Where they may answer in words of their own, a shape can mean these.
        shaped = is_shape(value) and (question.other or any(map(Glob(value).holds, options)))
        return shaped or alike(value) in map(alike, options)
    return isinstance(value, str) and not _accepts_numbers(question)


def _accepts_numbers(question: Question) -> bool:
    if question.has_options:
        return any(number is not None for number in question.options.values())
    return question.kind in (Kind.MONEY, Kind.NUMBER)


def _lint_labels(document: Document, model: Model, *, languages: Sequence[str]) -> Iterator[FileProblem]:
    """Warn of labels that lack a language, and once of each language that there is none of."""
    told = set[str]()
    for path, labels in _labels(model):
        given = [language for language, _ in labels]
        if not given or given == [""]:
            continue
        unknown = [language for language in given if language not in languages]
        for language in unknown:
            if language not in told:
                found, expected = f'"{language}" is no language of these texts', ", ".join(languages)
                likely = nearest(language, languages)
                yield warning(document, (*path, language), found, expected, suggestion=likely)
        told.update(unknown)
        missing = [language_called(language) for language in languages if language not in given]
        if missing and not unknown:
            yield warning(document, path, f"missing in {', '.join(missing)}")


def _labels(model: Model) -> Iterator[tuple[KeyPath, Labels]]:
    rules: Mapping[str, Sequence[Condition | FitRule | EngagementRule]]
    rules = {"unfit": model.unfit, "fit": model.fit, "engagement": model.engagement}
    for kind, labelled in rules.items():
        for index, rule in enumerate(labelled):
            yield (kind, index, "label"), rule.labels
    for index, engagement in enumerate(model.engagement):
        yield ("engagement", index, "label_if"), engagement.labels_if
