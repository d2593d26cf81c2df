"""How the webhooks are doing, for whoever watches the bot: a receiver that is down is no fault of the bot's."""

from bot.usecases.webhooks.receivers import address_of, host_of, state_of
from scoring.instants import iso
from storage import deliveries, webhooks
from storage.statements import Transaction
from storage.store import Store

Json = dict[str, object]

READ_WITHIN_SECONDS = 2.0


async def webhook_states(database: Store) -> list[Json]:
    """Return the state of each webhook, and how much it is owed since when; without its address, which is a secret."""
    return await database.read(_states, within=READ_WITHIN_SECONDS)


def _states(tx: Transaction) -> list[Json]:
    registered = webhooks.registered(tx)
    owed = deliveries.owed_to(tx) if registered else {}
    states = []
    for each in registered:
        count, since = owed.get(address_of(each.id), (0, None))
        state: Json = {"number": each.id, "host": host_of(each.url), "state": state_of(each), "owed": count}
        more = {"owed_since": since and iso(since), "failing_since": each.failing_since and iso(each.failing_since)}
        states.append(state | more | {"failure": each.failure, "given_up": each.given_up})
    return states
