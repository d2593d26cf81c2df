"""What people say in each language, as plain tables."""
