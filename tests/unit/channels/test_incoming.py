"""From Telegram's updates to ours."""

from typing import Any

import pytest

from bot.channels.telegram.incoming import translate
from bot.messages import (
    Act,
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    Said,
    Sender,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    Unblocked,
    What,
)

FROM = {
    "id": 501,
    "is_bot": False,
    "first_name": "Quen\ntin",
    "last_name": "<Q>",
    "username": "q",
    "language_code": "fr",
}
PRIVATE = {"id": 501, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "Sales"}


def _message(*, kind: str = "message", chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    body = {"message_id": 9, "date": 1772442000, "chat": chat, "from": FROM, **more}
    return {"update_id": 1, kind: body}


def _what(update: dict[str, Any]) -> What | None:
    incoming = translate(update)
    return incoming.what if incoming else None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hello", Said("hello", 9)),
        ("  200\u202e people ", Said("200 people", 9)),
        ("/start", Commanded("start", "", 9)),
        ("/start b2b-spring", Commanded("start", "b2b-spring", 9)),
        ("/Claim@our_bot 12", Commanded("claim", "12", 9)),
        ("/outcome\n12 won", Commanded("outcome", "12 won", 9)),
        ("/", Commanded("", "", 9)),
        ("/start " + "x" * 999, Commanded("start", "x" * 200, 9)),
    ],
)
def test_a_typed_message_is_words_or_a_command(text: str, what: What) -> None:
    assert _what(_message(text=text)) == what


def test_the_sender_is_as_the_messenger_describes_them_on_one_line() -> None:
    incoming = translate(_message(text="hello"))
    assert incoming is not None
    assert incoming.sender == Sender(501, "Quen tin", "<Q>", "q", "fr")
    assert (incoming.update_id, incoming.chat_id, incoming.private) == (1, 501, True)


def test_an_edited_message_is_a_correction_even_where_it_begins_with_a_slash() -> None:
    assert _what(_message(kind="edited_message", text="founder", edit_date=1)) == Edited("founder", 9)
    assert _what(_message(kind="edited_message", text="/start", edit_date=1)) == Edited("/start", 9)


@pytest.mark.parametrize(("user_id", "own"), [(501, True), (7, False), (None, False)])
def test_a_contact_is_ones_own_only_if_telegram_says_so(user_id: int | None, own: bool) -> None:
    contact = {"phone_number": "+4670", "first_name": "Q", "user_id": user_id}
    assert _what(_message(contact=contact)) == SharedContact("+4670", own, 9)


def test_a_photo_is_something_else_and_a_service_message_is_nothing() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert _what(_message(photo=photo)) == SentOther(9)
    assert _what(_message(chat=GROUP, photo=photo)) is None
    assert _what(_message(chat=GROUP, new_chat_title="Sales!")) is None
    assert _what(_message(delete_chat_photo=True)) is None


def test_a_group_that_moved_says_where_to() -> None:
    assert _what(_message(chat=GROUP, migrate_to_chat_id=-1005)) == ChatMoved(-1005)


@pytest.mark.parametrize(
    ("data", "tap"),
    [("answer:need:sales", Tap(Act.ANSWER, ("need", "sales"))), ("old-button", None), ("", None)],
)
def test_a_tap_is_its_meaning_or_an_old_button(data: str, tap: Tap | None) -> None:
    shown = {"message_id": 4, "date": 1772442000, "chat": PRIVATE}
    query = {"id": "q1", "from": FROM, "chat_instance": "1", "data": data, "message": shown}
    assert _what({"update_id": 1, "callback_query": query}) == Tapped(tap, "q1", 4)


def test_a_tap_below_a_message_too_old_to_be_shown_is_a_tap_all_the_same() -> None:
    gone = {"message_id": 4, "date": 0, "chat": PRIVATE}
    query = {"id": "q1", "from": FROM, "chat_instance": "1", "data": "menu", "message": gone}
    update = {"update_id": 1, "callback_query": query}
    assert _what(update) == Tapped(Tap(Act.MENU), "q1", 4)


@pytest.mark.parametrize(("status", "what"), [("kicked", Blocked()), ("left", Blocked()), ("member", Unblocked())])
def test_blocking_and_coming_back_are_noticed(status: str, what: What) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "Bot"}
    until = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": PRIVATE,
        "from": FROM,
        "date": 1772442000,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": status, **until},
    }
    assert _what({"update_id": 1, "my_chat_member": change}) == what


def test_what_is_of_no_use_to_us_is_nothing() -> None:
    assert translate({"update_id": 1}) is None
