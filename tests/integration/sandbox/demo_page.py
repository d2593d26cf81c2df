"""The page as a test has it open: its two chats, and what went wrong in it."""

from collections.abc import Mapping

from playwright.async_api import Page


class Demo:
    """A seeded sandbox with a bot, an open page, and what the website has recorded."""

    def __init__(self, url: str, page: Page) -> None:
        self.url = url
        self.page = page
        self.signals: list[tuple[int, str]] = []
        self.errors: list[str] = []
        self.prospect = page.locator("#prospect")
        self.sales = page.locator("#sales")

    async def record(self, chat_id: int, name: str, _: Mapping[str, object]) -> None:
        self.signals.append((chat_id, name))
