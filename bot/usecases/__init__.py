"""What Leadbot does, one verb per file: synchronous functions over one transaction that never touch the network."""
