"""The entities that Telegram finds in a text by itself: commands, links, addresses, mentions, numbers."""

import re

from bot.html import utf16_length
from bot.sandbox.entities import JSON

_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("url", re.compile(r"(?<![\w@./])https?://[^\s<>\"«»]+[^\s<>\"«».,:;!?)'\]]", re.IGNORECASE)),
    ("url", re.compile(r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|dev|eu|fr|se|es|de|uk)\b(?:/[^\s<>]*)?")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+[0-9](?:[ \-()]{0,2}[0-9]){7,14}(?!\w)")),
)


def detect(text: str, given: list[JSON]) -> list[JSON]:
    """Return the given entities and those found in what no link or code covers, in the order of the text."""
    closed = [entity for entity in given if entity["type"] in ("code", "pre", "text_link", "text_mention")]
    found: list[JSON] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, length = utf16_length(text[: match.start()]), utf16_length(match.group())
            entity = {"type": kind, "offset": start, "length": length}
            if not any(_overlap(entity, other) for other in [*closed, *found]):
                found.append(entity)
    return sorted([*given, *found], key=lambda each: (each["offset"], -each["length"]))


def _overlap(one: JSON, other: JSON) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
