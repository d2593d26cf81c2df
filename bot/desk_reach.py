"""Which desks cannot be reached in their chats, and why: kept by the channel, read by whoever watches us."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class DeskReach:
    """The desks that take nothing from us, by the id of their chat in the settings: since when, and Telegram's reason.

    Instants are seconds that pass (``clock.elapsed``).
    """

    lost: dict[int, tuple[float, str]] = field(default_factory=dict)

    def lose(self, desk: int, elapsed: float, reason: str) -> bool:
        """Note that a desk cannot be reached; return whether that is news."""
        since, _ = self.lost.get(desk, (elapsed, ""))
        is_news = desk not in self.lost
        self.lost[desk] = (since, reason)
        return is_news

    def regain(self, desk: int) -> bool:
        """Note that a desk can be reached; return whether that is news."""
        return self.lost.pop(desk, None) is not None

    def problems(self, elapsed: float) -> Iterator[str]:
        """Yield a sentence about each desk that cannot be reached."""
        for desk, (since, reason) in sorted(self.lost.items()):
            yield (
                f"The sales chat {desk} cannot be reached since {elapsed - since:.0f} seconds ({reason}): "
                "add the bot to it again (a person: press Start)"
            )
