"""What happens at a shop, a line of JSON each, reported by a library that has the words of Segment's."""

import json
import sys
from types import ModuleType
from typing import Any


def report(analytics: ModuleType) -> None:
    """Report each line by the library's own calls, and let it empty its queue at the end of the input."""
    for line in sys.stdin:
        told: dict[str, Any] = json.loads(line)
        who = {"user_id": told["user"], "anonymous_id": told.get("visitor")}
        match told["did"]:
            case "identify":
                analytics.identify(traits=told["traits"], **who)
            case "page":
                analytics.page(properties={"url": told["url"]}, **who)
            case "track":
                analytics.track(event=told["event"], properties=told["properties"], **who)
    analytics.shutdown()
