"""From Telegram's updates to ours."""

from typing import Any

import pytest

from bot.channels.telegram.incoming import translate
from bot.channels.telegram.update_schema import MOST_GUESTS
from bot.messages import (
    Act,
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    MembersChanged,
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
        ("/Claim@our_bot 12", Commanded("claim", "12", 9, addressed=True)),
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
    assert _what(_message(photo=photo)) == SentOther(9, "photo")
    assert _what(_message(chat=GROUP, photo=photo)) is None
    assert _what(_message(chat=GROUP, new_chat_title="Sales!")) is None
    assert _what(_message(delete_chat_photo=True)) is None


def _replied(text: str = "<b>#12 Quentin</b>", *, is_bot: bool = True, **more: Any) -> dict[str, Any]:
    return {"message_id": 4, "from": {"id": 1, "is_bot": is_bot, "first_name": "B"}, "text": text} | more


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"photo": []}, "photo"),
        ({"animation": {}, "document": {}}, "animation"),
        ({"venue": {}, "location": {}}, "venue"),
        ({"contact": {"phone_number": "+4670", "first_name": "K"}}, "contact"),
        ({"voice": {}, "caption": " listen\u202e "}, "voice"),
    ],
)
def test_in_a_group_what_is_sent_in_reply_is_told_with_its_words(content: dict[str, Any], media: str) -> None:
    what = _what(_message(chat=GROUP, reply_to_message=_replied(), **content))
    assert what == SentOther(9, media, "listen" if media == "voice" else "", 4, "", 12)


def test_an_album_is_told_by_its_name_and_a_changed_caption_as_words() -> None:
    assert _what(_message(chat=GROUP, photo=[], media_group_id="77")) == SentOther(9, "photo", album="77")
    changed = _message(kind="edited_message", photo=[], caption="new", media_group_id="77")
    assert _what(changed) == Edited("new", 9, is_caption=True, album="77")
    assert _what(_message(kind="edited_message", photo=[])) is None
    assert _what(_message(kind="edited_message", chat=GROUP, photo=[])) == Edited("", 9, is_caption=True)


@pytest.mark.parametrize(
    ("replied", "names"),
    [
        (_replied(), 12),
        (_replied("", caption="#7 Pia sent this:"), 7),
        (_replied(is_bot=False), None),
        (_replied("nobody"), None),
        (_replied("#" + "9" * 30), None),
        (_replied(None), None),  # type: ignore[arg-type]
    ],
)
def test_what_a_bots_message_names_is_told_with_a_reply_to_it(replied: dict[str, Any], names: int | None) -> None:
    assert _what(_message(chat=GROUP, text="ok", reply_to_message=replied)) == Said("ok", 9, 4, names)


@pytest.mark.parametrize(("by", "names"), [("Our_bot", 12), ("other_bot", None), (None, 12)])
def test_what_another_bots_message_names_is_none_of_ours(by: str | None, names: int | None) -> None:
    author = {"id": 1, "is_bot": True, "first_name": "B", "username": by}
    told = translate(
        _message(chat=GROUP, text="ok", reply_to_message=_replied() | {"from": author}), own_name="our_bot"
    )
    assert told is not None
    assert told.what == Said("ok", 9, 4, names)


def test_a_group_that_moved_says_where_to() -> None:
    assert _what(_message(chat=GROUP, migrate_to_chat_id=-1005)) == ChatMoved(-1005)


def test_the_new_group_says_where_it_came_from() -> None:
    incoming = translate(_message(chat=GROUP | {"id": -1005}, migrate_from_chat_id=-5))
    assert incoming is not None
    assert (incoming.chat_id, incoming.what) == (-5, ChatMoved(-1005))


@pytest.mark.parametrize(
    ("chat", "moved"),
    [
        (GROUP, {"migrate_to_chat_id": 501}),
        (GROUP, {"migrate_to_chat_id": 0}),
        (GROUP, {"migrate_from_chat_id": 501}),
        (PRIVATE, {"migrate_to_chat_id": -1005}),
        (PRIVATE, {"migrate_from_chat_id": -5}),
    ],
)
def test_only_a_group_moves_and_only_to_a_group(chat: dict[str, Any], moved: dict[str, Any]) -> None:
    assert _what(_message(chat=chat, **moved)) is None


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


@pytest.mark.parametrize(
    "text",
    [
        "/claim@other_bot 3",
        "/start@other_bot",
        "/start@OTHER_BOT b2b",
        "/@other_bot",
        "/claim_3@other_bot",
        "/x@our_bot2",
    ],
)
def test_what_is_meant_for_another_bot_is_left_alone_also_where_it_is_edited(text: str) -> None:
    for chat in (PRIVATE, GROUP):
        assert translate(_message(chat=chat, text=text), own_name="our_bot") is None
        assert translate(_message(kind="edited_message", chat=chat, text=text), own_name="our_bot") is None


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/claim@our_bot 3", "claim", "3"),
        ("/claim_3@Our_Bot", "claim_3", ""),
        ("/CLAIM@OUR_BOT\t3", "claim", "3"),
        ("/outcome@our_bot\n3 won", "outcome", "3 won"),
    ],
)
def test_our_own_name_is_known_whatever_its_case(text: str, name: str, argument: str) -> None:
    incoming = translate(_message(chat=GROUP, text=text), own_name="our_bot")
    assert incoming is not None
    assert incoming.what == Commanded(name, argument, 9, addressed=True)


ODD_DETAILS: list[Any] = [None, 5, 2**70, True, [], ["x"], {}, {"id": 1}, 1.5]


@pytest.mark.parametrize("detail", ODD_DETAILS, ids=repr)
def test_what_only_describes_somebody_never_costs_their_words(detail: Any) -> None:
    """Servers of other makers write null where Telegram writes nothing."""
    update = _message(text="hello")
    for name in ("first_name", "last_name", "username", "language_code", "is_bot"):
        update["message"]["from"] = FROM | {name: detail}
        incoming = translate(update)
        assert (incoming is None) == (name == "is_bot" and detail is True)
        assert incoming is None or incoming.what == Said("hello", 9)
    nameless = _message(text="hello")
    nameless["message"]["from"] = {"id": 501}
    incoming = translate(nameless)
    assert incoming is not None
    assert incoming.sender.full_name == "501"
    shown = {"message_id": 4, "date": 1, "chat": PRIVATE}
    query = {"id": "q1", "from": FROM, "data": detail, "message": shown}
    assert _what({"update_id": 1, "callback_query": query}) == Tapped(None, "q1", 4)


def test_of_a_crowd_that_comes_at_once_no_more_are_noted_than_telegram_tells_of() -> None:
    crowd = [{"id": number, "is_bot": False} for number in range(1, 100_000)]
    what = _what(_message(chat=GROUP, new_chat_members=crowd))
    assert isinstance(what, MembersChanged)
    assert len(what.joined) == MOST_GUESTS
    assert _what(_message(chat=GROUP, new_chat_members=None, text="hello")) == Said("hello", 9)


def _written_by(sender: dict[str, Any] | None, **more: Any) -> Sender | None:
    update = _message(chat=GROUP, text="/claim 1", **more)
    update["message"]["from"] = sender
    incoming = translate(update)
    return incoming.sender if incoming else None


def test_an_administrator_who_remains_anonymous_is_nobody_in_particular() -> None:
    nameless = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    for sender, more in ((nameless, {}), (nameless, {"sender_chat": GROUP}), (FROM, {"sender_chat": GROUP})):
        found = _written_by(sender, **more)
        assert found is not None
        assert found.anonymous
    shown = {"message_id": 4, "date": 1, "chat": GROUP}
    tap = {"update_id": 1, "callback_query": {"id": "1", "from": nameless, "data": "claim:1", "message": shown}}
    incoming = translate(tap)
    assert incoming is not None
    assert incoming.sender.anonymous


def test_other_bots_and_posts_of_channels_are_nobody() -> None:
    channel = {"id": -1009, "type": "channel", "title": "News"}
    linked = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    as_channel = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    bot = {"id": 8, "is_bot": True, "first_name": "Other bot"}
    assert _written_by(linked, sender_chat=channel, is_automatic_forward=True) is None
    assert _written_by(as_channel, sender_chat=channel) is None
    assert _written_by(bot) is None
    assert _written_by(None, sender_chat=channel) is None
    assert _written_by(FROM) == Sender(501, "Quen tin", "<Q>", "q", "fr")


def test_who_comes_to_the_group_and_who_goes_is_told_but_for_bots() -> None:
    bot = {"id": 8, "is_bot": True, "first_name": "Bot"}
    assert _what(_message(chat=GROUP, new_chat_members=[FROM, bot])) == MembersChanged(joined=(501,))
    assert _what(_message(chat=GROUP, left_chat_member=FROM)) == MembersChanged(left=501)
    assert _what(_message(chat=GROUP, new_chat_members=[bot])) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"username": "\ud83d", "language_code": "\ud83d"}, ("", "")),
        ({"username": "q q", "language_code": "en\x00"}, ("", "")),
        ({"username": "q/../x", "language_code": "e" * 99}, ("", "")),
        ({"username": "x" * 99, "language_code": "pt-BR"}, ("", "pt-BR")),
        ({"username": "q\u202e", "language_code": "svenska språket"}, ("", "")),
        ({"username": "Quentin_1", "language_code": "sv"}, ("Quentin_1", "sv")),
    ],
)
def test_a_user_name_or_language_that_can_be_none_is_none(given: dict[str, str], kept: tuple[str, str]) -> None:
    update = _message(text="hello")
    update["message"]["from"] = FROM | given
    incoming = translate(update)
    assert incoming is not None
    assert (incoming.sender.username, incoming.sender.language) == kept


@pytest.mark.parametrize(
    ("data", "tap"),
    [
        ("claim:\ud83d", Tap(Act.CLAIM, ("",))),
        ("answer:need:" + "x" * 999, None),
        ("\ud83d\udc00", None),
        ("claim:²", Tap(Act.CLAIM, ("²",))),
    ],
)
def test_what_a_tap_carries_is_cleaned_and_bounded(data: str, tap: Tap | None) -> None:
    shown = {"message_id": 4, "date": 1, "chat": PRIVATE}
    query = {"id": "q\ud83d" + "1" * 999, "from": FROM, "data": data, "message": shown}
    what = _what({"update_id": 1, "callback_query": query})
    assert isinstance(what, Tapped)
    assert what.tap == tap
    assert what.tap_id == "q" + "1" * 63
