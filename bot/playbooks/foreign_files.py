"""The files that say what other systems tell us: signals.yaml, senders and imports."""

from collections.abc import Iterator, Mapping

from bot.import_mapping import ImportMapping
from bot.playbooks.files import Files
from bot.playbooks.imports_lint import lint_mapping
from bot.playbooks.imports_reader import read_import_mapping
from bot.playbooks.playbook import Playbook
from bot.playbooks.problems import FileProblem
from bot.playbooks.senders_reader import read_sender
from bot.playbooks.signals_lint import lint_signals
from bot.playbooks.signals_reader import read_signals
from bot.senders import Sender
from bot.signal_mapping import NO_MAPPING, SignalMapping

_SIGNALS = "signals.yaml"
IMPORTS = "imports"


def read_mapping_of_signals(files: Files) -> tuple[SignalMapping, bool]:
    """Read what other systems' events become, nothing where no layer has it; and say whether all was right."""
    document = files.read(_SIGNALS) if files.templates.has(_SIGNALS) else None
    if document is None:
        return NO_MAPPING, not files.templates.has(_SIGNALS)
    mapping, mistakes = read_signals(document.content)
    files.note(document, mistakes)
    return mapping, not mistakes


def read_senders(files: Files) -> dict[str, Sender]:
    """Read which systems report by webhook, and how each of them signs."""
    found = {}
    for file in files.templates.names("senders"):
        if file.endswith(".yaml") and (document := files.read(f"senders/{file}")):
            sender, mistakes = read_sender(file.removesuffix(".yaml"), document.content)
            files.note(document, mistakes)
            found[sender.name] = sender
    return found


def read_imports(files: Files) -> dict[str, ImportMapping]:
    """Read how other systems' tables become ours."""
    found = {}
    for file in files.templates.names(IMPORTS):
        if file.endswith(".yaml") and (document := files.read(f"{IMPORTS}/{file}")):
            mapping, mistakes = read_import_mapping(file.removesuffix(".yaml"), document.content)
            files.note(document, mistakes)
            found[mapping.name] = mapping
    return found


def lint_foreign(
    files: Files, signals: SignalMapping, imports: Mapping[str, ImportMapping], audiences: Mapping[str, Playbook]
) -> Iterator[FileProblem]:
    """Yield warnings about those of these files that marketing edits."""
    if _SIGNALS in files.own:
        yield from lint_signals(files.documents[_SIGNALS], signals, audiences)
    for name, mapping in imports.items():
        if (file := f"{IMPORTS}/{name}.yaml") in files.own:
            yield from lint_mapping(files.documents[file], mapping, audiences)
