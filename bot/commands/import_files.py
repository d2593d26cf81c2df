"""The files of `leadbot import`, opened with the mapping that makes their tables ours."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import LeadbotError
from bot.import_mapping import ImportMapping
from bot.imports.files import ImportFile, open_file
from bot.imports.lines import WINDOWS
from bot.imports.tables import listed
from bot.playbooks import load_import_mappings
from bot.settings import SHIPPED_TEMPLATES, Settings
from scoring.document_reader import nearest


def open_files(settings: Settings, paths: Sequence[Path], mapped: str | None) -> list[ImportFile]:
    """Return the files to import; raise UnreadableFileError where one cannot be read, before any is."""
    mapping = None if mapped is None else mapping_called(settings, mapped)
    files = [open_file(path, mapping) for path in paths]
    for file in files:
        _say_what_is_found_out(file)
    return files


def mapping_called(settings: Settings, name: str) -> ImportMapping:
    """Return the mapping of a name; raise LeadbotError with those that there are."""
    mappings = load_import_mappings(settings.templates_path, base=SHIPPED_TEMPLATES)
    if name not in mappings:
        near = nearest(name, mappings)
        hint = f" (did you mean {near}?)" if near else ""
        raise LeadbotError(f"--map: there is no mapping {name}{hint}: templates/imports has {', '.join(mappings)}")
    return mappings[name]


def _say_what_is_found_out(file: ImportFile) -> None:
    """Tell what the mapping does not say of a table, and was taken for granted."""
    table = file.table
    if table is None or table.mapping is None:
        return
    if table.left_out:
        print(
            f"{file.path}: left out, as {table.mapping.name}.yaml does not name them: {listed(table.left_out)}",
            file=sys.stderr,
        )
    if table.encoding == WINDOWS and not table.mapping.encoding:
        print(
            f"{file.path}: no UTF-8, so read as Windows' ({WINDOWS}); else say its encoding in the mapping",
            file=sys.stderr,
        )
