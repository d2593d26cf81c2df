"""What a start loads of the messenger's library, and that all we send can be built from it."""

import json
import subprocess
import sys
from typing import Any

from bot.channels.telegram.outgoing import call_for
from bot.messages import AnswerTap, Button, DeleteMessage, EditText, Outgoing, SendFile, SendText

KEYBOARD = ((Button("Go", "menu", style="primary"), Button("Prices", url="https://example.com/prices")),)
ALL: tuple[Outgoing, ...] = (
    SendText("<b>Hi</b>", KEYBOARD, reply_to=7),
    SendText("Hi", contact_label="Share", skip_label="Skip"),
    SendText("Hi", hide_contact=True),
    EditText("Hi", KEYBOARD, message_id=3),
    AnswerTap("q", "Done", alert=True),
    DeleteMessage(4),
    SendFile("my-data.json", "{}", "All"),
)
AT_A_START = """
import json, sys, bot.app
from aiogram import types
built = [name for name in types.__all__ if getattr(getattr(types, name), "__pydantic_complete__", False)]
print(json.dumps({"built": built, "loaded": [name for name in ("alembic", "dateparser") if name in sys.modules]}))
from tests.unit.channels.test_models_on_use import calls
print(json.dumps(calls()))
"""


def calls() -> list[dict[str, Any]]:
    """Return what is sent for each kind of message, as plain values."""
    several = [call_for(5, message).model_dump(warnings=False, exclude_none=True) for message in ALL]
    plain: list[dict[str, Any]] = json.loads(json.dumps(several, default=lambda value: type(value).__name__))
    return plain


def test_a_start_builds_one_model_and_what_is_sent_is_built_when_it_is_sent() -> None:
    program = [sys.executable, "-c", AT_A_START]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=60, check=True)
    at_the_start, sent = map(json.loads, ended.stdout.splitlines())
    assert at_the_start == {"built": ["LinkPreviewOptions"], "loaded": []}  # the same for every message
    assert sent == calls()
    assert sent[0]["reply_markup"]["inline_keyboard"][0][1]["url"] == "https://example.com/prices"
