"""Files that bots and people send: kept in memory, named by ids, fetched by path."""

import hashlib
import mimetypes
from urllib.parse import urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON, File
from bot.sandbox.errors import bad_request
from bot.sandbox.world import World

# The smallest picture there is: one dot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63b83d730300045101fce67c8a290000000049454e44ae426082"
)


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
        return _stand_in(call.world, value, field)
    raise bad_request("wrong file identifier/HTTP URL specified")


def _stand_in(world: World, address: str, field: str) -> File:
    """Return something in place of a file on the web: nothing here goes out to fetch it. Of .invalid there is none."""
    found = urlsplit(address)
    if not found.hostname or found.hostname.endswith(".invalid"):
        raise bad_request("failed to get HTTP URL content")
    name = found.path.rpartition("/")[2] or field
    data = PICTURE if field == "photo" else address.encode()
    return keep_file(world, data, name=name, mime_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


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
