"""What only SQLite needs: the file, its lock, its log, copies of it."""
