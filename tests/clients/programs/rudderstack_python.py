"""A shop's server with RudderStack's library for Python."""

import sys

import rudderstack.analytics as analytics
from line_by_line import report

analytics.dataPlaneUrl, analytics.write_key = sys.argv[1:]
analytics.on_error = lambda error, events: print(f"{len(events)} events given up: {error}")
report(analytics)
