"""A shop's server with PostHog's library for Python."""

import json
import sys
from typing import Any

from posthog import Posthog

host, key = sys.argv[1:]
posthog = Posthog(
    key,
    host=host,
    flush_interval=0.5,
    max_retries=10,
    on_error=lambda error, events: print(f"{len(events)} events given up: {error}"),
)
for line in sys.stdin:
    told: dict[str, Any] = json.loads(line)
    match told["did"]:
        case "identify":
            posthog.set(distinct_id=told["user"], properties=told["traits"])
            if "visitor" in told:
                posthog.alias(previous_id=told["visitor"], distinct_id=told["user"])
        case "page":
            posthog.capture("$pageview", distinct_id=told["user"], properties={"$current_url": told["url"]})
        case "track":
            posthog.capture(told["event"], distinct_id=told["user"], properties=told["properties"])
posthog.shutdown()
