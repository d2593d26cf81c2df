"""What happens when a prospect does something, or falls silent."""
