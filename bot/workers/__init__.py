"""What works by itself: the courier delivers what is owed, the timekeeper does what has fallen due."""
