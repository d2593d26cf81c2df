"""One model file by itself, outside a folder of templates."""

from pathlib import Path

from bot.playbooks.files import read
from bot.playbooks.problems import PlaybookError, in_order
from scoring.errors import ModelError
from scoring.model import Model
from scoring.parse import parse_model


def load_model(path: Path) -> Model:
    """Return the model in a file; raise PlaybookError with all its mistakes, by line."""
    document, problems = read(path.parent, path.name)
    if document is None or problems:
        raise PlaybookError(in_order(problems))
    try:
        return parse_model(document.content)
    except ModelError as error:
        raise PlaybookError(in_order(document.located(mistake) for mistake in error.problems)) from error
