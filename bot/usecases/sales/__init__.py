"""What reps are told, and what they do with it."""
