"""What a mapping of an import allows but its author can hardly mean: fields and options that no playbook has.

These are warnings: they stop nothing.
"""

from collections.abc import Iterator, Mapping

from bot.import_mapping import FIRST_NAME, LAST_NAME, ImportMapping, folded
from bot.playbooks.lint import KNOWN_FACTS
from bot.playbooks.playbook import Playbook
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath
from scoring.document_reader import nearest

ROW_COLUMNS = ("lead", "name", "username", "audience", "language", "source", "created_at", "at", "outcome")
"""What a column may be besides a field."""


def lint_mapping(
    document: Document, mapping: ImportMapping, audiences: Mapping[str, Playbook]
) -> Iterator[FileProblem]:
    """Warn of fields that no question asks for and no rule reads, and of values that are no option."""
    known = (*ROW_COLUMNS, FIRST_NAME, LAST_NAME, *dict.fromkeys(_fields(audiences)))
    # Whatever the reader took no columns from, such as a file whose "columns" has nothing below it, has been told.
    written = document.content["columns"] if mapping.columns else ()
    headings = {folded(str(theirs)): theirs for theirs in written}
    for column, fields in mapping.columns:
        for name in fields:
            if name not in known:
                path = ("columns", headings[column])
                yield _warning(document, path, f'no question or rule has "{name}"', nearest(name, known))
    for section, names in (("values", mapping.values), ("always", mapping.always)):
        for name in names:
            if name not in known:
                yield _warning(document, (section, name), f'no question or rule has "{name}"', nearest(name, known))
    for name, values in mapping.values.items():
        options = _options(name, audiences)
        for ours in dict.fromkeys(values.values()) if options else ():
            if ours and ours not in options:
                yield _warning(document, ("values", name), f'no option is called "{ours}"', nearest(ours, options))


def _fields(audiences: Mapping[str, Playbook]) -> Iterator[str]:
    for playbook in audiences.values():
        yield from (question.field for question in playbook.script.questions)
        yield from (*playbook.model.fields, *playbook.model.imported, *KNOWN_FACTS)


def _options(name: str, audiences: Mapping[str, Playbook]) -> list[str]:
    """Return the options of the questions for a field; none where one may be answered by anything else."""
    if name == "audience":
        return sorted(audiences)
    questions = [q for playbook in audiences.values() if (q := playbook.script.question(name))]
    free = any(not q.has_options or q.other or any(n is not None for n in q.options.values()) for q in questions)
    return [] if free else [option for q in questions for option in q.options]


def _warning(document: Document, path: KeyPath, found: str, near: str | None) -> FileProblem:
    return document.problem(path, found, "a field or an option of a script.yaml", suggestion=near, warning=True)
