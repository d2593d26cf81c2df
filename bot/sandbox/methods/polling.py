"""Methods by which a bot receives: long polling, webhooks, and answers to taps."""

import re
from urllib.parse import urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.updates import TAP_KEPT
from bot.sandbox.webhooks import Webhook

LONGEST_POLL = 50
MOST_UPDATES = 100
LOCAL_HOSTS = frozenset(["localhost", "127.0.0.1", "::1"])
SECRET = re.compile(r"[A-Za-z0-9_-]*")
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
ANOTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def get_updates(call: Call) -> list[JSON]:
    """Wait for updates; of two who wait at once the first is sent away."""
    queue, world = call.bot.updates, call.world
    if queue.webhook is not None:
        raise ApiError(409, WEBHOOK_IS_SET)
    _remember_allowed(call)
    queue.poller = mine = object()
    queue.pulse.beat()
    queue.confirm(call.integer("offset", 0) or 0, world.clock())
    seconds = min(max(call.integer("timeout", 0) or 0, 0), LONGEST_POLL)
    await queue.pulse.wait_for(lambda: bool(queue.alive(world.clock())) or queue.poller is not mine, seconds)
    if queue.poller is not mine:
        raise ApiError(409, ANOTHER_POLLER)
    most = min(max(call.integer("limit", MOST_UPDATES) or MOST_UPDATES, 1), MOST_UPDATES)
    return [update.body for update in queue.alive(world.clock())[:most]]


async def set_webhook(call: Call) -> bool:
    """Have updates sent to an address; an empty one means polling again."""
    url = call.text("url").strip()
    if not url:
        return await delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    _remember_allowed(call)
    await _stop(call)
    call.bot.updates.poller = None
    call.bot.updates.pulse.beat()
    call.bot.updates.webhook = Webhook(url, secret, queue=call.bot.updates, clock=call.world.clock)
    return True


async def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    await _stop(call)
    return True


async def get_webhook_info(call: Call) -> JSON:
    """Return the state of deliveries to the webhook."""
    queue = call.bot.updates
    pending = len(queue.alive(call.world.clock()))
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": pending}
    if queue.webhook is not None:
        info |= queue.webhook.described()
    if queue.allowed:
        info["allowed_updates"] = sorted(queue.allowed)
    return info


async def answer_callback_query(call: Call) -> bool:
    """Answer a tap, once, within 150 seconds."""
    query = call.world.queries.get(call.text("callback_query_id"))
    if query is None or query.answer is not None or call.world.clock() - query.at > TAP_KEPT:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": text, "show_alert": call.flag("show_alert"), "url": call.text("url")}
    query.chat.pulse.beat()
    return True


def _remember_allowed(call: Call) -> None:
    allowed = call.object("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list) or not all(isinstance(kind, str) for kind in allowed):
        raise bad_request("can't parse allowed updates JSON object")
    call.bot.updates.allowed = frozenset(allowed)


async def _stop(call: Call) -> None:
    queue = call.bot.updates
    if queue.webhook is not None:
        await queue.webhook.stop()
        queue.webhook = None
    if call.flag("drop_pending_updates"):
        queue.drop(lambda _: True)


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
}
