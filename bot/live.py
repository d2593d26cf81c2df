"""The house in force: replaced as a whole when templates change or the sales group moves, never changed in place."""

from dataclasses import dataclass, field, replace

from bot.messages import Incoming
from bot.usecases.house import House


@dataclass(slots=True)
class Live:
    """What every worker looks at anew for each message.

    ``moved`` maps the old id of a group that became a supergroup to its new one. The use cases know the sales chat by
    the id that the settings give; only the door to the messenger uses the present one.
    """

    house: House
    moved: dict[int, int] = field(default_factory=dict)

    def address(self, chat_id: int) -> int:
        """Return the id that a chat has now."""
        for _ in range(len(self.moved)):
            if chat_id not in self.moved:
                break
            chat_id = self.moved[chat_id]
        return chat_id

    def as_known(self, incoming: Incoming) -> Incoming:
        """Return an update of the sales chat under the id that the settings give."""
        known = self.house.sales_chat
        if incoming.private or incoming.chat_id == known or incoming.chat_id != self.address(known):
            return incoming
        return replace(incoming, chat_id=known)
