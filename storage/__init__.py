"""Everything that survives a restart, and the only SQL."""
