"""What only PostgreSQL needs; loaded where a database of it is used, and nowhere else."""
