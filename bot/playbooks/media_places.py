"""Where the pictures and documents lie that go with answers and contents."""

from dataclasses import replace

from bot.playbooks.files import Files
from bot.playbooks.media import FOLDER, mistake_in
from bot.playbooks.yaml_files import Document, KeyPath
from bot.script import Media
from scoring.document_reader import nearest


def placed(files: Files, media: Media | None, document: Document, owner: KeyPath) -> Media | None:
    """Return where a picture or document lies that goes with something; note what Telegram will not take."""
    if media is None:
        return None
    kind, places = "picture" if media.is_picture else "document", []
    for language, place in media.places:
        at = (*owner, kind, *([language] if language else []))
        if language and language not in files.languages:
            expected = ", ".join(files.languages)
            meant = nearest(language, files.languages)
            files.problems.append(document.problem(at, f'"{language}" is no language', expected, suggestion=meant))
        places.append(
            (language, place if place.startswith("https://") else _file_of(files, place, document, at, kind=kind))
        )
    return replace(media, places=tuple(places))


def _file_of(files: Files, name: str, document: Document, at: KeyPath, *, kind: str) -> str:
    """Return where a file of the folder for media lies; note what is wrong with it."""
    file = f"{FOLDER}/{name}"
    base, folder = files.templates.base, files.templates.folder
    layer = base if base is not None and base.has(file) and not folder.has(file) else folder
    path = layer.path_of(file)
    if path is not None and layer.is_edited and (wrong := mistake_in(path, is_picture=kind == "picture")):
        near = nearest(name, folder.names(FOLDER))
        files.problems.append(document.problem(at, f"{name}: {wrong[0]}", wrong[1], suggestion=near))
    return str(path) if path else name
