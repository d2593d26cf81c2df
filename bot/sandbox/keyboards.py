"""The shapes of `reply_markup` that Telegram accepts, and its words for those that it refuses."""

from bot.html import checked_link, utf16_length
from bot.sandbox.entities import JSON
from bot.sandbox.errors import bad_request

STYLES = ("danger", "success", "primary")
INLINE_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    ]
)
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
}
MOST_BUTTONS = 100
MOST_BYTES = 64


def check_markup(markup: object, *, private: bool) -> JSON | None:
    """Return the markup as the messenger keeps it; None for none."""
    if markup is None or markup == {} or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard")
        return {"inline_keyboard": [[check_inline_button(button) for button in row] for row in rows]}
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard")
        kept = [[check_reply_button(button, private=private) for button in row] for row in rows]
        return {**markup, "keyboard": kept}
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return markup
    raise bad_request("can't parse reply keyboard markup JSON object")


def require_inline(markup: JSON | None) -> JSON | None:
    """Refuse anything but an inline keyboard, where only that makes sense."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup and any(markup["inline_keyboard"]) else None


def check_inline_button(button: object) -> JSON:
    """Return the button; it must have a text and exactly one action."""
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    _check_text(button, "inline keyboard button")
    actions = INLINE_ACTIONS.intersection(name for name, value in button.items() if value is not None)
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    _check_action(button, next(iter(actions)))
    return {name: value for name, value in button.items() if value is not None}


def check_reply_button(button: object, *, private: bool) -> JSON:
    """Return the button as an object; a plain string is a button, too."""
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: expected an Object")
    _check_text(button, "keyboard button")
    for name, refusal in PRIVATE_ONLY.items():
        if button.get(name) and not private:
            raise bad_request(refusal)
    return {name: value for name, value in button.items() if value is not None}


def _rows(rows: object, what: str) -> list[list[object]]:
    if not isinstance(rows, list):
        raise bad_request(f'can\'t parse {what}: Field "{what.replace(" ", "_")}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: expected an Array of Array of buttons")
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _check_text(button: JSON, what: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise bad_request(f"{what} text must be non-empty")
    if "style" in button and button["style"] not in (*STYLES, None):
        raise bad_request(f"can't parse {what}: invalid button style specified")


def _check_action(button: JSON, action: str) -> None:
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode(errors="replace")) <= MOST_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or checked_link(value) is None:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL specified")
        button["url"] = checked_link(value)
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action == "disabled" and not isinstance(value, dict):
        raise bad_request('can\'t parse inline keyboard button: Field "disabled" must be of type Object')
