"""Raw updates as Telegram sends them: prospects who answer by tap and by typing, and learn something at each turn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

Raw = dict[str, Any]

FIRST_CHAT = 20_000_000
OPENING = ("/start", "answer:audience:b2b")
TURNS = (
    "answer:need:leads",
    "about 60 people",
    "answer:role:manager",
    "answer:timeline:year",
    "1500 euros",
    "Acme",
)
"""Three taps, three typed messages; each tells one fact more, and the fifth reaches the closing."""
MIX = "3 taps and 3 typed answers per lead, each a new fact: need, company size, role, start, budget, company"
CORRECTIONS = ("answer:need:sales", "more leads", "answer:need:service", "more leads")
"""What a chat that never ends goes on with: the same answer, changed at each turn."""

_updates, _chats = count(700_000_001), count(FIRST_CHAT)


@dataclass(frozen=True, slots=True)
class Prospect:
    """A fresh lead: the updates before the measured turns, and those of the turns, in order."""

    chat_id: int
    opening: tuple[Raw, ...]
    turns: tuple[Raw, ...]


def fresh(number: int) -> list[Prospect]:
    """Return so many prospects that no database has seen."""
    return [_prospect(next(_chats)) for _ in range(number)]


def _prospect(chat_id: int) -> Prospect:
    return Prospect(chat_id, tuple(said(chat_id, OPENING)), tuple(said(chat_id, TURNS)))


def said(chat_id: int, words: Iterable[str]) -> Iterator[Raw]:
    """Return an update for each: a tap where it is a button's data, else a message."""
    for text in words:
        number = next(_updates)
        yield _tap(number, chat_id, text) if text.startswith("answer:") else _message(number, chat_id, text)


def openings(prospects: Sequence[Prospect]) -> list[Raw]:
    """Return what comes before the measured turns, of all prospects."""
    return [raw for prospect in prospects for raw in prospect.opening]


def _message(number: int, chat_id: int, text: str) -> Raw:
    command = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    message: Raw = {
        "message_id": number % 100_000,
        "from": _user(chat_id),
        "chat": _chat(chat_id),
        "date": 1_767_600_000,
    }
    return {"update_id": number, "message": message | {"text": text} | ({"entities": command} if command else {})}


def _tap(number: int, chat_id: int, data: str) -> Raw:
    field = data.split(":")[1]
    rows = [[{"text": f"Option {index}", "callback_data": f"answer:{field}:option{index}"}] for index in range(4)]
    small = [{"text": "Skip", "callback_data": f"skip:{field}"}, {"text": "Why?", "callback_data": f"why:{field}"}]
    shown = {
        "message_id": number % 100_000,
        "from": {"id": 7_000_001, "is_bot": True, "first_name": "Northwind", "username": "northwind_bot"},
        "chat": _chat(chat_id),
        "date": 1_767_600_000,
        "text": "What would help you most? You can also just tell me.",
        "reply_markup": {"inline_keyboard": [*rows, small]},
    }
    query = {"id": str(number), "from": _user(chat_id), "message": shown, "chat_instance": "7", "data": data}
    return {"update_id": number, "callback_query": query}


def _user(chat_id: int) -> Raw:
    return {"id": chat_id, "is_bot": False, "first_name": "Quentin", "last_name": "Marsh", "language_code": "en"}


def _chat(chat_id: int) -> Raw:
    return {"id": chat_id, "type": "private", "first_name": "Quentin", "last_name": "Marsh"}
