"""With a webhook nobody but Telegram knows whether updates can be brought: it is asked, and believed."""

from datetime import timedelta
from typing import Any

import pytest

from bot.channels.telegram.session import ApiError, JsonSession
from bot.channels.telegram.webhook_watch import WebhookWatch
from bot.errors import DeliveryError
from bot.update_feed import UpdateFeed
from tests.builders import MONDAY

URL = "https://bot.example.com/telegram/webhook"
SET_AGAIN: list[str] = []


class Telegram(JsonSession):
    """Telegram as far as it is asked for the webhook."""

    def __init__(self, says: object) -> None:
        super().__init__("http://127.0.0.1:1")
        self.says = says

    async def raw(self, token: str, method: str, payload: dict[str, Any], *, seconds: float = 30.0) -> Any:
        assert method == "getWebhookInfo"
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


async def _set_again() -> None:
    SET_AGAIN.append(URL)


async def _after(says: object) -> UpdateFeed:
    feed = UpdateFeed()
    await WebhookWatch(Telegram(says), "1:a", URL, feed=feed, now=lambda: MONDAY, set_again=_set_again).ask()
    return feed


def _ago(**length: float) -> int:
    return int((MONDAY - timedelta(**length)).timestamp())


@pytest.mark.parametrize(
    "says",
    [
        {"url": URL, "pending_update_count": 0},
        {"url": URL, "pending_update_count": 7},
        {"url": URL, "pending_update_count": 0, "last_error_date": _ago(seconds=5), "last_error_message": "503"},
        {"url": URL, "pending_update_count": 3, "last_error_date": _ago(hours=9), "last_error_message": "503"},
    ],
)
async def test_updates_that_are_brought_are_heard(says: dict[str, object]) -> None:
    feed = await _after(says)
    assert feed.heard_at is not None
    assert (feed.failing_since, feed.trouble) == (None, "")


@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        (
            {
                "url": URL,
                "pending_update_count": 2,
                "last_error_date": _ago(seconds=9),
                "last_error_message": "timeout",
            },
            "Telegram cannot bring updates: timeout",
        ),
        ({"url": URL, "pending_update_count": 2, "last_error_date": _ago(seconds=9)}, "no reason given"),
        ({"url": "https://elsewhere.example.com", "pending_update_count": 0}, "another address"),
        ({"url": "", "pending_update_count": 5}, "another address"),
        (DeliveryError("getWebhookInfo: TimeoutError"), "does not say"),
        (ApiError("getWebhookInfo: Unauthorized", code=401), "does not say"),
        ({"url": URL, "pending_update_count": "many"}, "unknown"),
        ({"url": URL, "pending_update_count": 1, "last_error_date": 10**18}, "unknown"),
        (None, "unknown"),
        ([1], "unknown"),
    ],
)
async def test_what_keeps_updates_from_coming_is_told(says: object, trouble: str) -> None:
    feed = await _after(says)
    assert feed.failing_since is not None
    assert trouble in feed.trouble


async def test_a_webhook_that_somebody_else_has_taken_away_is_set_again() -> None:
    for url, times in ((URL, 0), ("", 1), ("https://elsewhere.example.com", 1)):
        SET_AGAIN.clear()
        feed = await _after({"url": url, "pending_update_count": 0})
        assert len(SET_AGAIN) == times
        assert (feed.contested_at is not None) == bool(times)
