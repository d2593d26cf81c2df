"""Kills: whatever the moment, nothing is lost and nothing happens twice."""
