"""`leadbot webhooks`: which other systems are told what happens with leads, and how that is going."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.channels.webhooks.addresses import AddressError, checked
from bot.channels.webhooks.posting import letter, new_session, post
from bot.channels.webhooks.signing import new_secret
from bot.commands.lead_table import print_table
from bot.commands.plurals import counted
from bot.commands.since import begun
from bot.errors import DeliveryError, LeadbotError, UnreachableError
from bot.json_text import to_json
from bot.orders.writing import writing
from bot.processes.writer import ADD_WEBHOOK, REMOVE_WEBHOOK, REPLAY_EVENTS, Writer
from bot.settings import Settings
from bot.usecases.webhooks.announce import event_told
from bot.usecases.webhooks.receivers import EVENTS, address_of, host_of, state_of
from scoring.instants import iso, microseconds
from storage import deliveries, webhooks
from storage.place import place_of
from storage.snapshots import snapshot
from storage.webhooks import StoredWebhook

Json = dict[str, object]

TEST = "webhook.test"
_COLUMNS = ("webhook", "address", "state", "owed", "last arrived", "events")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A webhook as listed, with how much it is owed, and since when the oldest of that."""

    webhook: StoredWebhook
    owed: int
    oldest: datetime | None

    def to_json(self) -> Json:
        """Return it as `leadbot webhooks list --json` prints it."""
        webhook = self.webhook
        told: Json = {"number": webhook.id, "url": webhook.url, "events": webhook.events, "state": state_of(webhook)}
        instants = {
            "added_at": webhook.added_at,
            "delivered_at": webhook.delivered_at,
            "failing_since": webhook.failing_since,
            "disabled_at": webhook.disabled_at,
            "owed_since": self.oldest,
        }
        told |= {name: at and iso(at) for name, at in instants.items()}
        return told | {"owed": self.owed, "given_up": webhook.given_up, "failure": webhook.failure}

    def row(self) -> tuple[str, ...]:
        """Return its row of the table."""
        webhook = self.webhook
        arrived = f"{webhook.delivered_at:%Y-%m-%d %H:%M} UTC" if webhook.delivered_at else ""
        kinds = "all" if webhook.events == EVENTS else " ".join(webhook.events)
        return str(webhook.id), webhook.url, _told(webhook), str(self.owed), arrived, kinds


async def add(settings: Settings, url: str, *, events: Sequence[str], as_json: bool) -> None:
    """Register an address and print its secret."""
    target = checked(url, allowed=settings.webhook_hosts)
    kinds, secret = _kinds(events), new_secret()
    body = {"url": str(target), "events": kinds, "secret": secret}
    async with writing(place_of(settings.database_url)) as writer:
        told = await writer.perform(ADD_WEBHOOK, body)
    if as_json:
        print(json.dumps({"number": told["number"], **body}))
        return
    print(f"Webhook {told['number']} is told of {', '.join(kinds)}.")
    print(f"Its secret, by which the receiver verifies deliveries, is shown this once: {secret}")
    print(f"Try it: leadbot webhooks test {told['number']}")


def _kinds(events: Sequence[str]) -> Sequence[str]:
    asked = [name.strip() for each in events for name in each.split(",") if name.strip()]
    if unknown := [name for name in asked if name not in EVENTS]:
        raise LeadbotError(f"--events: found {', '.join(unknown)}, expected some of {', '.join(EVENTS)}")
    return [name for name in EVENTS if name in asked] if asked else list(EVENTS)


def show(settings: Settings, *, as_json: bool) -> None:
    """List the webhooks."""
    with snapshot(place_of(settings.database_url)) as tx:
        owed = deliveries.owed_to(tx)
        listed = [_Listed(each, *owed.get(address_of(each.id), (0, None))) for each in webhooks.registered(tx)]
    if as_json:
        print(json.dumps([each.to_json() for each in listed], indent=2))
    elif not print_table(_COLUMNS, [[each.row() for each in listed]] if listed else []):
        print("There is no webhook. `leadbot webhooks add URL` registers one.")


def _told(webhook: StoredWebhook) -> str:
    state = state_of(webhook)
    if webhook.failing_since is None or state == "gone":
        return state
    given_up = f", {webhook.given_up} given up" if webhook.given_up else ""
    return f"failing since {webhook.failing_since:%Y-%m-%d %H:%M} UTC ({webhook.failure}){given_up}"


async def try_out(settings: Settings, number: int, *, as_json: bool) -> None:
    """Send an event of no lead to a webhook, from here, and print what its server answers."""
    with snapshot(place_of(settings.database_url)) as tx:
        webhook, secret = webhooks.by_number(tx, number), webhooks.secret_of(tx, number)
    if webhook is None or secret is None:
        raise _unknown([number])
    began, now, allowed = clock.elapsed(), clock.utc_now(), settings.webhook_hosts
    event = to_json(event_told(TEST, {"webhook": number}, now=now))
    async with new_session(allowed) as session:
        try:
            status = await post(session, letter(webhook.url, secret, event), allowed=allowed, now=now)
        except DeliveryError as error:
            if isinstance(error.__cause__, AddressError):
                raise error.__cause__ from None
            raise UnreachableError(f"webhook {number} ({host_of(webhook.url)}): {error.reason}") from error
    took = round(clock.elapsed() - began, 3)
    if as_json:
        print(json.dumps({"number": number, "status": status, "seconds": took}))
    else:
        print(f"Webhook {number} ({host_of(webhook.url)}) answered HTTP {status} after {took} seconds.")


async def replay(
    settings: Settings, event: str | None, *, since: str | None, webhook: int | None, as_json: bool
) -> None:
    """Owe one event again, or all since an instant."""
    if (event is None) == (since is None):
        raise LeadbotError("say what to send again: the id of one event, or --since with a day or an instant")
    begins = begun(since, settings.timezone)
    at = microseconds(begins) if begins else None
    with snapshot(place_of(settings.database_url)) as tx:
        known = [each.id for each in webhooks.registered(tx)]
    if webhook is not None and webhook not in known:
        raise _unknown([webhook], known=known)
    body: Json = {"event": event, "since": at}
    owed: dict[int, int] = {}
    async with writing(place_of(settings.database_url)) as writer:
        for number in known if webhook is None else [webhook]:
            owed[number] = await _replay(writer, body | {"webhook": number})
    if as_json:
        print(json.dumps({"owed": [{"webhook": number, "events": count} for number, count in owed.items()]}))
        return
    for number, count in owed.items():
        if count:
            print(f"Webhook {number} gets {counted(count, 'event')} again.")
    if not any(owed.values()):
        print("There is nothing to send again: events are kept for seven days, and erased with their leads.")


async def _replay(writer: Writer, body: Json) -> int:
    """Have all slices of what one webhook was told looked through, and return how much of it is owed again."""
    owed, after = 0, 0
    while after is not None:
        told = await writer.perform(REPLAY_EVENTS, body | {"after": after})
        owed, after = owed + told["owed"], told["after"]
    return owed


async def remove(settings: Settings, number: int, *, as_json: bool) -> None:
    """Forget a webhook."""
    async with writing(place_of(settings.database_url)) as writer:
        told = removed = await writer.perform(REMOVE_WEBHOOK, {"number": number})
        while told["more"]:
            told = await writer.perform(REMOVE_WEBHOOK, {"number": number})
    if not removed["removed"]:
        with snapshot(place_of(settings.database_url)) as tx:
            raise _unknown([number], known=[each.id for each in webhooks.registered(tx)])
    if as_json:
        print(json.dumps({"number": number, "removed": True}))
    else:
        print(f"Webhook {number} is removed, with what waited for it.")


def _unknown(numbers: Iterable[int], *, known: Sequence[int] = ()) -> LeadbotError:
    there = f" (there are {', '.join(map(str, known))})" if known else ""
    return LeadbotError(
        f"there is no webhook {', '.join(map(str, numbers))}{there}: `leadbot webhooks list` shows them"
    )
