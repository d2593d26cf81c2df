"""What only an SQLite file needs."""
