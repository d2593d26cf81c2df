"""Shortens how long a `leadbot` process waits before it calls trouble by its name: some tenths for tens of seconds.

The real limits are tested with a clock that is set, in tests/integration/web/test_health.py. Python imports this before
anything else where this folder is on its path.
"""

from datetime import timedelta

from bot import update_feed
from bot.channels.telegram import desk_watch, polling
from bot.web import health
from bot.workers import database_watch
from storage.sqlite import database

polling.POLL_SECONDS = 1
polling.LONGEST_PAUSE = 0.05
health.CUT_OFF_AFTER = timedelta(seconds=1.5)
health.TROUBLED_SECONDS = 0.0
update_feed.QUARREL_PROVEN_SECONDS = 0.1
update_feed.QUARREL_SECONDS = 0.5
desk_watch.ASK_EVERY_SECONDS = 0.1
database_watch.PROBE_EVERY_SECONDS = 0.1
database._PRAGMAS = (*database._PRAGMAS[:-1], "PRAGMA busy_timeout = 1")
