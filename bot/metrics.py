"""Counters and gauges that an operator can watch."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
BUILD = Gauge("leadbot_build_info", "Always 1; its labels say what runs", ["version"], registry=REGISTRY)
UPDATES = Counter("leadbot_updates", "Updates handled", registry=REGISTRY)
DEAD_UPDATES = Counter("leadbot_dead_updates", "Updates that could not be handled", registry=REGISTRY)
WAITING = Gauge("leadbot_updates_waiting", "Updates that wait to be interpreted, or behind one", registry=REGISTRY)
WAITING_SECONDS = Gauge(
    "leadbot_updates_waiting_oldest_seconds", "For how long the oldest of them has waited", registry=REGISTRY
)
INTERPRETATIONS = Counter(
    "leadbot_interpretations", "Second opinions on typed words, by how they ended", ["outcome"], registry=REGISTRY
)
LANGUAGE_MODEL = Counter(
    "leadbot_language_model_calls", "Requests to the language model, by how they ended", ["outcome"], registry=REGISTRY
)
LANGUAGE_MODEL_AWAY = Gauge(
    "leadbot_language_model_away",
    "Whether the language model is left alone because it does not answer",
    registry=REGISTRY,
)
DELIVERED = Counter("leadbot_messages_delivered", "Messages delivered", registry=REGISTRY)
RETRIED = Counter("leadbot_messages_retried", "Deliveries that failed and are tried again", registry=REGISTRY)
REFUSED = Counter("leadbot_messages_refused", "Messages refused for good", registry=REGISTRY)
SET_ASIDE = Counter("leadbot_alerts_set_aside", "Alerts refused for good and told as a plain line", registry=REGISTRY)
OWED = Gauge("leadbot_messages_owed", "Messages that wait to be delivered", registry=REGISTRY)
OWED_SECONDS = Gauge(
    "leadbot_messages_owed_oldest_seconds", "For how long the oldest of them has been due", registry=REGISTRY
)
DELIVERY_DELAY = Histogram(
    "leadbot_delivery_delay_seconds",
    "From when a message was owed to when Telegram had it",
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
    registry=REGISTRY,
)
CLAIM_DELAY = Histogram(
    "leadbot_claim_delay_seconds",
    "From when sales heard of a lead to when a rep claimed it",
    buckets=(10, 30, 60, 120, 300, 600, 1800, 3600, 14400, 86400),
    registry=REGISTRY,
)
OUTCOMES = Counter("leadbot_outcomes", "Outcomes that reps reported", ["outcome"], registry=REGISTRY)
UNCLAIMED_SECONDS = Gauge(
    "leadbot_handoffs_unclaimed_oldest_seconds",
    "For how long the longest waiting lead has been claimed by nobody",
    registry=REGISTRY,
)
OWED_ELSEWHERE = Gauge("leadbot_webhook_events_owed", "Events that wait for webhooks", registry=REGISTRY)
LEADS = Gauge("leadbot_leads", "Leads by audience and tier", ["audience", "tier"], registry=REGISTRY)
OPEN_HANDOFFS = Gauge("leadbot_handoffs_open", "Handoffs that nobody has closed", ["claimed"], registry=REGISTRY)
LEADS_COUNTED_AGO = Gauge(
    "leadbot_leads_counted_seconds_ago", "How old the numbers of leads and handoffs are", registry=REGISTRY
)
POLL_FAILURES = Counter("leadbot_poll_failures", "Times that updates could not be had", ["code"], registry=REGISTRY)
LAST_HEARD = Gauge(
    "leadbot_last_updates_timestamp_seconds",
    "When Telegram last gave updates, said that there are none, or brought some",
    registry=REGISTRY,
)
SINCE_HEARD = Gauge(
    "leadbot_seconds_since_updates_could_be_had", "Since updates could last be had from Telegram", registry=REGISTRY
)
WEBHOOK_WAITING = Gauge("leadbot_webhook_updates_waiting", "Updates that Telegram holds for us", registry=REGISTRY)
SALES_FAILED = Counter("leadbot_sales_deliveries_failed", "Deliveries to the sales chat that failed", registry=REGISTRY)
DESKS_LOST = Gauge("leadbot_desks_unreachable", "Sales chats that take nothing from us", registry=REGISTRY)
DISK_FREE = Gauge("leadbot_disk_free_bytes", "Room that is left for the database", registry=REGISTRY)
LOG_BYTES = Gauge("leadbot_database_log_bytes", "Size of the database's write-ahead log", registry=REGISTRY)
REPORTS_ACCEPTED = Counter("leadbot_reports_accepted", "Reports of other systems taken", registry=REGISTRY)
REPORTS_REPEATED = Counter("leadbot_reports_repeated", "Reports that had come before", registry=REGISTRY)
REPORTS_UNKNOWN = Counter("leadbot_reports_unknown", "Events that no line of signals.yaml knows", registry=REGISTRY)
REPORTS_LATE = Counter("leadbot_reports_late", "Reports too old to be taken", registry=REGISTRY)
REPORTS_LEFT_OUT = Counter("leadbot_reports_left_out", "Reports left out by signals.yaml", registry=REGISTRY)
REPORTS_REFUSED = Counter("leadbot_reports_refused", "Reports refused, by reason", ["reason"], registry=REGISTRY)
REPORTS_LAG = Histogram(
    "leadbot_reports_lag_seconds",
    "From when something happened to when it was taken, the oldest report of each batch",
    buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 3600, 86400),
    registry=REGISTRY,
)
REQUESTS_REFUSED = Counter(
    "leadbot_signal_requests_refused",
    "Requests with reports that were refused whole",
    ["dialect", "reason"],
    registry=REGISTRY,
)
