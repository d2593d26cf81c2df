"""Files that bots and people send: kept in memory, named by ids, fetched by path."""

import hashlib
import mimetypes

from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON, File
from bot.sandbox.errors import bad_request
from bot.sandbox.world import World


def keep_file(world: World, data: bytes, *, name: str, mime_type: str) -> File:
    """Store the bytes and give them an id; the same bytes share their unique id."""
    digest = hashlib.sha256(data).hexdigest()
    number = len(world.files) + 1
    file = File(f"BQACAgIAAx{number:08d}{digest[:24]}", f"AgAD{digest[:12]}", name, mime_type, data)
    world.files[file.id] = file
    return file


def uploaded_file(call: Call, field: str) -> File:
    """Return the file that a call sends: uploaded, attached under another name, or known by its id."""
    value = call.params.get(field)
    attached = value.removeprefix("attach://") if isinstance(value, str) else None
    upload = call.uploads.get(field) or (call.uploads.get(attached) if attached is not None else None)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        kind = mimetypes.guess_type(upload.name)[0] or upload.mime_type
        return keep_file(call.world, upload.data, name=upload.name, mime_type=kind)
    if value in (None, ""):
        raise bad_request(f"there is no {field} in the request")
    if attached in call.world.files:
        return call.world.files[str(attached)]
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    raise bad_request("wrong file identifier/HTTP URL specified")


def file_json(file: File) -> JSON:
    """Write a document."""
    return {
        "file_name": file.name,
        "mime_type": file.mime_type,
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
    }


def photo_json(file: File) -> list[JSON]:
    """Write a picture in its one size."""
    size = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    return [{**size, "width": 800, "height": 600}]


def file_path(file: File) -> str:
    """Return the path under which a bot fetches the bytes."""
    return f"documents/{file.unique_id}/{file.name}"
