"""Lets a `leadbot` process wait a minute for the interpreter, where stories are told on a machine that does much else.

That nobody is kept waiting for more than three seconds is tested in tests/integration/workers/test_interpreting.py.
Python imports this before anything else where this folder is on its path.
"""

from bot.workers import second_opinions

second_opinions.WITHIN_SECONDS = 60.0
