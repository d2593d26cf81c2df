"""A message as the sandbox's client shows it to a test, and a chat told as text."""

from dataclasses import dataclass

from bot.sandbox.entities import JSON

MEDIA = (
    *("animation", "photo", "document", "voice", "audio", "video", "video_note"),
    *("sticker", "location", "contact"),
)


@dataclass(frozen=True, slots=True)
class Received:
    """A message; `body` is all of it."""

    body: JSON

    @property
    def id(self) -> int:
        """Its number within the chat."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """What it says, as text or as the caption of a file."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def media(self) -> str:
        """What it is beside text: photo, voice, document ...; empty where it is but text."""
        return next((kind for kind in MEDIA if kind in self.body), "")

    @property
    def reactions(self) -> list[str]:
        """The emoji below it."""
        return [str(one["emoji"]) for one in self.body["reactions"]]

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.body["from"]["is_bot"])

    @property
    def sender(self) -> str:
        """Who sent it."""
        return str(self.body["from"]["first_name"])

    @property
    def edits(self) -> int:
        """How often it was edited."""
        return int(self.body["edits"])

    @property
    def version(self) -> int:
        """The chat's version at its last change."""
        return int(self.body["version"])

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return bool(self.body["deleted"])

    @property
    def is_service(self) -> bool:
        """Whether it is a notice of the messenger."""
        return bool(self.body["service"])

    @property
    def entities(self) -> list[JSON]:
        """Its formatting."""
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def rows(self) -> list[list[JSON]]:
        """Its inline buttons, row by row."""
        return list(self.body.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[str]:
        """The texts of its inline buttons."""
        return [button["text"] for row in self.rows for button in row]

    def button(self, text: str) -> JSON:
        """Return the inline button with this text."""
        for row in self.rows:
            for button in row:
                if button["text"] == text:
                    return dict(button)
        raise AssertionError(f"No button {text!r}; there is: {', '.join(self.buttons) or 'none'}.")

    def has_button(self, text: str | None, data: str | None) -> bool:
        """Tell whether a button with this text, or this data, can be tapped."""
        tappable = [button for row in self.rows for button in row if "callback_data" in button]
        if data is not None:
            return any(button["callback_data"] == data for button in tappable)
        return any(button["text"] == text for button in tappable)


def transcript(title: str, messages: list[Received]) -> str:
    """Tell a chat line by line, as a failing test shows it."""
    lines = [f"--- {title} ---", *(_told(message) for message in messages)]
    return "\n".join(lines if messages else [*lines, "(nothing was said)"])


def _told(message: Received) -> str:
    marks = [f"(edited {message.edits}x)"] if message.edits else []
    marks += ["(deleted)"] if message.deleted else []
    plain = ("message_id", "from", "chat", "date", "edits", "version", "deleted", "service", "reactions")
    what = message.text or f"<{', '.join(name for name in message.body if name not in plain)}>"
    buttons = "".join("\n     " + "".join(f" [{one['text']}]" for one in row) for row in message.rows)
    return f"#{message.id} {message.sender}{' '.join(['', *marks])}: {what}{buttons}"
