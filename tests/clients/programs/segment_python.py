"""A shop's server with Segment's library for Python."""

import sys

import segment.analytics as analytics
from line_by_line import report

analytics.host, analytics.write_key = sys.argv[1:]
analytics.on_error = lambda error, events: print(f"{len(events)} events given up: {error}")
report(analytics)
