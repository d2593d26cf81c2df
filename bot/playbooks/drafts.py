"""One model by itself, outside a folder of templates: a file, or what was once published."""

from dataclasses import dataclass
from pathlib import Path

from bot.playbooks.problems import FileProblem, PlaybookError, in_order
from bot.playbooks.yaml_files import Document, read, read_source
from scoring.errors import ModelError
from scoring.model import Model
from scoring.parse import parse_model


@dataclass(frozen=True, slots=True)
class Draft:
    """A model, and its file as it was written."""

    model: Model
    source: str


def load_model(path: Path) -> Model:
    """Return the model in a file; raise PlaybookError with all its mistakes, by line."""
    return load_draft(path).model


def load_draft(path: Path) -> Draft:
    """Return the model in a file, with the file's text; raise PlaybookError with all its mistakes, by line."""
    return _draft(*read(path, path.name))


def draft_of(source: str, *, name: str) -> Draft:
    """Return the model that a text describes; mistakes are reported under the name given."""
    return _draft(*read_source(name, source))


def _draft(document: Document | None, problems: tuple[FileProblem, ...]) -> Draft:
    if document is None or problems:
        raise PlaybookError(in_order(problems))
    try:
        return Draft(parse_model(document.content), document.source)
    except ModelError as error:
        raise PlaybookError(in_order(document.located(mistake) for mistake in error.problems)) from error
