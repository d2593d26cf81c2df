"""Updates as a broken or hostile server might bring them: whole ones, in which anything may stand anywhere."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

NUMBERS: tuple[Any, ...] = (
    *(0, -1, 1, 501, 2**31, 2**53, 2**62, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**30),
    *(1.5, 1e300, float("nan"), float("inf"), True, False, None, "5", "five", "²", "١٢", "", [], {}, [5], {"id": 5}),
)
TEXTS: tuple[Any, ...] = (
    *("", "hello", "/start b2b", "/start \ud83d", "/claim 1", "/claim_²", "/claim_" + "9" * 400, "/outcome_1_won"),
    *("/try", "/try b2b", "/done", "/stop", "/human", "/mydata", "/forget"),
    *("/claim@other_bot 1", "/@", "/", "200 people", "ada@example.com", "\ud83d", "\udc00\ud800", "\x00\x01", "\u3164"),
    *(
        "\u202e\u2066x",
        "x" * 5_000,
        "\u0301" * 3_000,
        "🦊" * 2_000,
        "answer:need:sales",
        "claim:²",
        "claim:" + "9" * 50,
    ),
    *("outcome:1:won", "why:", ":", "answer:need:\ud800", None, 5, 5.5, True, [], {}, ["x"], {"text": "x"}),
)
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "of_a_kind_to_come")


def odd_updates(seed: int, count: int) -> Iterator[str]:
    """Give updates as JSON texts, the same ones for the same seed; the number of each is good, to be confirmed by."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        update = {"update_id": number, chance.choice(KINDS): _event(chance, number)}
        if chance.random() < 0.3:
            _spoil(chance, update)
        yield json.dumps(update)


def _event(chance: random.Random, number: int) -> Any:
    who, message_id = chance.randrange(1, 400), number
    chat = {"id": who, "type": "private"} if chance.random() < 0.7 else {"id": -1001000, "type": "supergroup"}
    sender = {"id": who, "is_bot": False, "first_name": "Q", "username": "q", "language_code": "en"}
    message: dict[str, Any] = {"message_id": message_id, "date": 1, "chat": chat, "from": sender}
    text = deepcopy(chance.choice(TEXTS))
    match chance.randrange(5):
        case 0:
            return {"id": f"q{number}", "from": sender, "data": text, "message": message}
        case 1:
            return message | {"contact": {"phone_number": text, "user_id": deepcopy(chance.choice(NUMBERS))}}
        case 2:
            return {"chat": chat, "from": sender, "new_chat_member": {"status": chance.choice(["kicked", "member", 5])}}
        case 3:
            more = {"new_chat_members": [sender], "left_chat_member": sender, "sender_chat": chat, "photo": [1]}
            return message | dict(chance.sample(sorted(more.items()), k=2))
        case _:
            return message | {"text": text}


def _spoil(chance: random.Random, update: dict[str, Any]) -> None:
    """Put something odd in a place within an update; its own number stays."""
    place: Any = update
    while True:
        key = chance.choice([name for name in place if name != "update_id"] or ["x"])
        inner = place.get(key)
        if not isinstance(inner, dict) or not inner or chance.random() < 0.2:
            break
        place = inner
    match chance.randrange(4):
        case 0:
            place[key] = deepcopy(chance.choice(NUMBERS))
        case 1:
            place[key] = deepcopy(chance.choice(TEXTS))
        case 2:
            place.pop(key, None)
        case _:
            place[key] = _nested(chance.randrange(1, 300))


def _nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = {"x": value} if level % 2 else [value]
    return value
