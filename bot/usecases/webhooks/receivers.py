"""Who is told of what: the webhooks as every transaction needs them, known in memory so that asking costs nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from storage.webhooks import StoredWebhook

CHANNEL = "webhook"

LEAD_CREATED, TIER_CHANGED, LEAD_MERGED, LEAD_FORGOTTEN = (
    "lead.created",
    "tier.changed",
    "lead.merged",
    "lead.forgotten",
)
HANDOFF_OPENED, HANDOFF_CLAIMED = "handoff.opened", "handoff.claimed"
OUTCOME_REPORTED, OUTCOME_WITHDRAWN = "outcome.reported", "outcome.withdrawn"
NEWSLETTER_SUBSCRIBED, NEWSLETTER_UNSUBSCRIBED = "newsletter.subscribed", "newsletter.unsubscribed"
EVENTS = (
    *(LEAD_CREATED, TIER_CHANGED, HANDOFF_OPENED, HANDOFF_CLAIMED, NEWSLETTER_SUBSCRIBED, NEWSLETTER_UNSUBSCRIBED),
    *(OUTCOME_REPORTED, OUTCOME_WITHDRAWN, LEAD_MERGED, LEAD_FORGOTTEN),
)
"""Everything that a webhook can be told of."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """The addresses that are told of each kind of event, and the hosts where they are."""

    by_event: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()

    def of(self, event: str) -> tuple[str, ...]:
        """Return the addresses that are told of a kind of event."""
        return self.by_event.get(event, ())


def receivers_of(webhooks: Iterable[StoredWebhook]) -> Receivers:
    """Return who is told of what; a webhook that is gone is told of nothing."""
    alive = [webhook for webhook in webhooks if webhook.disabled_at is None]
    by_event = {event: tuple(address_of(each.id) for each in alive if event in each.events) for event in EVENTS}
    hosts = dict.fromkeys(host_of(each.url) for each in alive)
    return Receivers({event: addresses for event, addresses in by_event.items() if addresses}, tuple(hosts))


def address_of(number: int) -> str:
    """Return the address under which the outbox knows a webhook.

    >>> address_of(3)
    'webhook:3'
    """
    return f"{CHANNEL}:{number}"


def number_of(address: str) -> int:
    """Return the number of the webhook at an address.

    >>> number_of("webhook:3")
    3
    """
    return int(address.removeprefix(f"{CHANNEL}:"))


def state_of(webhook: StoredWebhook) -> str:
    """Return how a webhook is doing: new, working, failing, or gone."""
    if webhook.disabled_at:
        return "gone"
    return "failing" if webhook.failing_since else "working" if webhook.delivered_at else "new"


def host_of(url: str) -> str:
    """Return the host of a webhook, as people may be told of it: what follows it may be a secret.

    >>> host_of("https://hooks.example.com:8443/services/T0/B1?key=2")
    'hooks.example.com:8443'
    """
    return urlsplit(url).netloc.rpartition("@")[2]
