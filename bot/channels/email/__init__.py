"""Mail as a channel of what is owed."""
