"""Measurements of Leadbot, printed as tables by ``python -m tests.bench``."""
