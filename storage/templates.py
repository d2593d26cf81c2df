"""Templates that were in force, so that the bot can start where the folder is broken; what marketing was told of them.

Files are kept once by their content; of each folder the newest few versions are kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables.templates import TemplateFile, TemplateNotice, TemplateVersion

TOPIC = "templates"
"""What changes when templates come into force."""
MOST_KEPT = 10
_ONLY_ROW = 1

_files, _versions, _notices = table_of(TemplateFile), table_of(TemplateVersion), table_of(TemplateNotice)


@dataclass(frozen=True, slots=True)
class KeptTemplates:
    """The files that a folder itself had when its templates came into force, as they were written."""

    version: str
    at: datetime
    files: Mapping[str, str]


_KEEP_FILE = Statement(
    insert(_files).values(hash=bindparam("hash"), content=bindparam("content")).on_conflict_do_nothing()
)
_KEEP = Statement(_versions.insert(), column_keys=["folder", "version", "at", "files"])
_OF_FOLDER = Statement(
    select(_versions.c.id, _versions.c.version, _versions.c.at, _versions.c.files)
    .where(_versions.c.folder == bindparam("folder"))
    .order_by(_versions.c.id.desc())
)
_NEWEST = Statement(
    select(_versions.c.version, _versions.c.at, _versions.c.files).order_by(_versions.c.id.desc()).limit(1)
)
_DROP = Statement(delete(_versions).where(_versions.c.id == bindparam("number")))
_MANIFESTS = Statement(select(_versions.c.files))
_HASHES = Statement(select(_files.c.hash))
_CONTENT = Statement(select(_files.c.content).where(_files.c.hash == bindparam("hash")))
_DROP_FILE = Statement(delete(_files).where(_files.c.hash == bindparam("hash")))
_told = insert(_notices).values(id=_ONLY_ROW, state=bindparam("state"), at=bindparam("at"))
_TELL = Statement(
    _told.on_conflict_do_update(index_elements=["id"], set_={"state": _told.excluded.state, "at": _told.excluded.at})
)
_TOLD = Statement(select(_notices.c.state))


def keep(tx: Transaction, *, folder: str, version: str, files: Mapping[str, str], now: datetime) -> bool:
    """Keep the files that came into force; False if they are a folder's newest already."""
    kept = tx.all(_OF_FOLDER, folder=folder)
    if kept and kept[0][1] == version:
        return False
    hashes = {file: sha256(content.encode()).hexdigest() for file, content in files.items()}
    for file, content in files.items():
        tx.run(_KEEP_FILE, hash=hashes[file], content=content)
    tx.touch(TOPIC)
    tx.run(_KEEP, folder=folder, version=version, at=now, files=json.dumps(hashes))
    for number, *_ in kept[MOST_KEPT - 1 :]:
        tx.run(_DROP, number=number)
    _drop_unused(tx)
    return True


def _drop_unused(tx: Transaction) -> None:
    used = {each for (manifest,) in tx.all(_MANIFESTS) for each in json.loads(manifest).values()}
    for (unused,) in tx.all(_HASHES):
        if unused not in used:
            tx.run(_DROP_FILE, hash=unused)


def kept_of(tx: Transaction, folder: str) -> list[KeptTemplates]:
    """Return the kept versions of a folder, the newest first."""
    return [_kept(tx, version, at, files) for _, version, at, files in tx.all(_OF_FOLDER, folder=folder)]


def newest(tx: Transaction) -> KeptTemplates | None:
    """Return the templates that came into force last, of whichever folder; None where there are none yet."""
    row = tx.first(_NEWEST)
    return None if row is None else _kept(tx, *row)


def _kept(tx: Transaction, version: str, at: datetime, files: str) -> KeptTemplates:
    return KeptTemplates(version, at, {file: _content(tx, hash_) for file, hash_ in json.loads(files).items()})


def _content(tx: Transaction, hash_: str) -> str:
    row = tx.first(_CONTENT, hash=hash_)
    return str(row[0]) if row else ""


def told_state(tx: Transaction) -> str:
    """Return the state of the templates that marketing knows of; empty where all is well."""
    row = tx.first(_TOLD)
    return str(row[0]) if row else ""


def note_told(tx: Transaction, state: str, *, now: datetime) -> None:
    """Record that marketing knows of a state of the templates."""
    tx.run(_TELL, state=state, at=now)
