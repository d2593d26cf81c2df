"""Who writes for a command, as work over all leads knows them, and the names of the orders that they carry out."""

from typing import Any, Protocol

PUBLISH, REFOLD, REVIEWED, MERGE, FORGET = "publish", "refold", "reviewed", "merge", "forget"
ADD_KEY, REVOKE_KEY = "add_key", "revoke_key"
SET_SENDER, REMOVE_SENDER = "set_sender", "remove_sender"
ADD_WEBHOOK, REMOVE_WEBHOOK, REPLAY_EVENTS = "add_webhook", "remove_webhook", "replay_events"
MAKE_LINK = "make_link"
IMPORT_HISTORY, IMPORT_OUTCOMES = "import_history", "import_outcomes"


class Writer(Protocol):
    """Carries out orders, each in a transaction."""

    async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
        """Carry out an order and return what came of it once that is safely on disk."""
