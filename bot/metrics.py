"""Counters and gauges that an operator can watch."""

from prometheus_client import CollectorRegistry, Counter, Gauge

REGISTRY = CollectorRegistry()
UPDATES = Counter("leadbot_updates", "Updates handled", registry=REGISTRY)
DEAD_UPDATES = Counter("leadbot_dead_updates", "Updates that could not be handled", registry=REGISTRY)
DELIVERED = Counter("leadbot_messages_delivered", "Messages delivered", registry=REGISTRY)
RETRIED = Counter("leadbot_messages_retried", "Deliveries that failed and are tried again", registry=REGISTRY)
REFUSED = Counter("leadbot_messages_refused", "Messages refused for good", registry=REGISTRY)
OWED = Gauge("leadbot_messages_owed", "Messages that wait to be delivered", registry=REGISTRY)
LEADS = Gauge("leadbot_leads", "Leads by audience and tier", ["audience", "tier"], registry=REGISTRY)
OPEN_HANDOFFS = Gauge("leadbot_handoffs_open", "Handoffs that nobody has closed", ["claimed"], registry=REGISTRY)
