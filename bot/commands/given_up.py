"""What a folder no longer has of what is in force: languages that were spoken, audiences that were served."""

from pathlib import Path

from bot import playbooks
from bot.playbooks import FileProblem
from storage import templates
from storage.errors import StorageError
from storage.place import Place
from storage.snapshots import snapshot


def given_up(place: Place, folder: Path) -> list[FileProblem]:
    """Return a warning for each of them; none where the database cannot tell, or the folder has no playbook at all."""
    try:
        with snapshot(place) as tx:
            kept = templates.kept_of(tx, str(folder.absolute()))
    except StorageError:
        return []
    before = [Path(file) for file in kept[0].files if file.startswith("playbooks/")] if kept else []
    now = [path.relative_to(folder) for path in folder.glob("playbooks/*/**/*.yaml")]
    if not now:
        return []
    audiences = {path.parts[1] for path in before} - {path.parts[1] for path in now}
    languages = _languages(before) - _languages(now)
    gone = [(f"playbooks/{audience}", f"{audience} was an audience") for audience in sorted(audiences)]
    gone += [(f"*/texts/{code}.yaml", f"{playbooks.language_called(code)} was spoken") for code in sorted(languages)]
    return [_warning(file, what) for file, what in gone]


def _languages(files: list[Path]) -> set[str]:
    return {path.stem for path in files if path.parts[2:3] == ("texts",)}


def _warning(file: str, what: str) -> FileProblem:
    return FileProblem(file, 1, "", f"no longer there: {what} in the version in force", warning=True)
