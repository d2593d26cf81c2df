"""Marketing's own chat, as Telegram knows it at the start."""

from typing import Any

import pytest

from bot.channels.telegram.registration import is_there
from bot.channels.telegram.session import ApiError, JsonSession
from bot.errors import DeliveryError


class Telegram(JsonSession):
    """A Bot API that gives one answer, or refuses in one way."""

    def __init__(self, says: object) -> None:
        super().__init__("http://127.0.0.1:1")
        self.says = says

    async def raw(self, token: str, method: str, payload: dict[str, Any], *, seconds: float = 30.0) -> Any:
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.mark.parametrize(
    ("says", "is_known"),
    [
        ({"id": -7, "type": "group"}, True),
        (ApiError("getChat: Bad Request", code=400), False),
        (ApiError("getChat: Forbidden", code=403), False),
        (ApiError("getChat: Too Many Requests", code=429), True),
        (ApiError("getChat: Bad Gateway", code=502), True),
        (DeliveryError("getChat: TimeoutError"), True),
    ],
)
async def test_only_a_chat_that_is_refused_is_given_up_for_that_of_sales(says: object, is_known: bool) -> None:
    assert await is_there(Telegram(says), "token", -7) is is_known
