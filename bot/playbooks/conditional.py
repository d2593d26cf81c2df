"""What a playbook makes depend on conditions: whether they can be meant, and how many questions one person gets."""

from collections.abc import Iterator
from itertools import islice, product

from bot.conditions import Condition
from bot.playbooks.condition_reader import Names
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath
from bot.script import Ask, Question, Script

_MOST_WAYS = 5000


def conditions_of(script: Script) -> Iterator[tuple[KeyPath, Condition]]:
    """Yield the conditions of a script's own file, and where they stand in it."""
    whole = (
        *((("questions", question.field), question.when) for question in script.questions),
        *((("contents", content.name), content.when) for content in script.contents),
        *((("closings", closing.name), closing.when) for closing in script.closings),
    )
    yield from (((*path, "when"), when) for path, when in whole if when)


def conditions_of_topics(script: Script) -> Iterator[tuple[KeyPath, Condition]]:
    """Yield the conditions of a script's topics, and where they stand in their file."""
    yield from ((("topics", topic.name, "when"), topic.when) for topic in script.topics if topic.when)


def check_conditions(
    document: Document, conditions: Iterator[tuple[KeyPath, Condition]], names: Names
) -> Iterator[FileProblem]:
    """Yield the names and values in conditions that cannot be meant."""
    for path, condition in conditions:
        for wrong in names.mistakes(condition):
            yield document.problem(path, wrong.found, wrong.expected, suggestion=wrong.suggestion)


def check_circles(document: Document, script: Script) -> Iterator[FileProblem]:
    """Yield the questions that are asked only once they have been answered."""
    fields = {question.field for question in script.questions}
    # "not company" holds as long as nobody has said anything: it waits for nothing.
    waiting = [question for question in script.questions if question.when and not question.when.holds({})]
    hangs_on = {question.field: question.when.names & fields for question in waiting if question.when}
    for field in hangs_on:
        reached: set[str] = set()
        beyond: set[str] = {*hangs_on[field]}
        while beyond - reached:
            reached |= beyond
            beyond = {name for each in beyond for name in hangs_on.get(each, ())}
        if field in reached:
            found, expected = "asked only once it is answered itself", "a condition on other answers"
            yield document.problem(("questions", field, "when"), found, expected)


def check_order(document: Document, script: Script) -> Iterator[FileProblem]:
    """Warn of questions before the closing that hang on what is only asked after it."""
    after = {question.field for question in script.questions if question.ask is Ask.AFTER}
    fields = {question.field for question in script.questions}
    for question in script.questions:
        if question.ask is Ask.AFTER or question.when is None or question.when.holds({}):
            continue
        hangs_on = question.when.names & fields
        if hangs_on and hangs_on <= after:
            found = f"hangs on {', '.join(sorted(hangs_on))}, which is asked after the closing"
            path = ("questions", question.field, "when")
            yield document.problem(path, found, "ask: after here, too", warning=True)


def most_asked(script: Script) -> int:
    """Return how many questions one person can be asked before the closing, whatever they answer.

    Where conditions hang on what has no options, both ways count.
    """
    before = [question for question in script.questions if question.ask is not Ask.AFTER]
    looked_at = {name for question in before if question.when for name in question.when.names}
    choices = [q for q in script.questions if q.field in looked_at and q.options and not q.other]
    if not looked_at:
        return len(before)
    return max(_asked(script, before, choices, ways) for ways in islice(_ways(choices), _MOST_WAYS))


def _ways(choices: list[Question]) -> Iterator[tuple[str, ...]]:
    yield from product(*(question.options for question in choices))


def _asked(script: Script, before: list[Question], choices: list[Question], ways: tuple[str, ...]) -> int:
    facts = {question.field: question.value_of(option) for question, option in zip(choices, ways, strict=True)}
    # The tier may become any other, and so may the language; nobody's source is known.
    scope = {**facts, "audience": script.audience}
    return sum(question.when is None or question.when.holds(scope) is not False for question in before)
