"""What a bot may write: parse modes, entities, emptiness and length, as Telegram checks them."""

from collections.abc import Callable
from dataclasses import asdict

from bot.html import Entity, HtmlError, parse, utf16_length
from bot.sandbox.detect import detect
from bot.sandbox.entities import JSON
from bot.sandbox.errors import bad_request

UserOf = Callable[[int], JSON | None]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
SPACES = " \t\r\n\v"
GIVEN_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


def format_text(source: str, *, parse_mode: str, entities: object, user_of: UserOf) -> tuple[str, list[JSON]]:
    """Return the text as people read it, and its entities; refuse what Telegram refuses."""
    if any("\ud800" <= character <= "\udfff" for character in source):
        raise bad_request("strings must be encoded in UTF-8")
    mode = parse_mode.lower()
    if mode == "html":
        text, found = _from_html(source, user_of)
    elif mode in ("", "none"):
        text, found = source, _given(entities, source)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("the sandbox knows parse_mode HTML only; use HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    text, found = _trimmed(text, found)
    return text, detect(text, found)[:ENTITY_LIMIT]


def require_text(text: str) -> None:
    """Refuse an empty text and one that is too long."""
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def require_caption(text: str) -> None:
    """Refuse a caption that is too long."""
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def _from_html(source: str, user_of: UserOf) -> tuple[str, list[JSON]]:
    try:
        formatted = parse(source)
    except HtmlError as error:
        raise bad_request(str(error)) from error
    written = [as_json(entity, user_of) for entity in formatted.entities]
    return formatted.text, [entity for entity in written if entity is not None]


def as_json(entity: Entity, user_of: UserOf) -> JSON | None:
    """Write an entity as the Bot API does; None for a mention of somebody whom nobody knows."""
    found = {name: value for name, value in asdict(entity).items() if value is not None}
    if entity.user_id is not None:
        del found["user_id"]
        found["user"] = user_of(entity.user_id)
    return found if found.get("user", True) else None


def _given(entities: object, text: str) -> list[JSON]:
    if not entities:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array")
    size = utf16_length(text)
    return [_checked(entity) for entity in entities if _fits(entity, size)]


def _checked(entity: JSON) -> JSON:
    if entity.get("type") not in GIVEN_TYPES:
        raise bad_request(f'can\'t parse MessageEntity: unsupported type "{entity.get("type")}" specified')
    return entity


def _fits(entity: object, size: int) -> bool:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    return offset >= 0 and length > 0 and offset + length <= size


def _trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Cut white space at both ends, as Telegram does before it counts."""
    cut = len(text) - len(text.lstrip(SPACES))
    text = text.strip(SPACES)
    size, kept = utf16_length(text), []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(size, entity["offset"] + entity["length"] - cut)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept
