"""Generates the histories of the three example businesses: `python -m tests.stories` rewrites their files."""
