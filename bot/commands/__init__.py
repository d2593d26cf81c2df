"""What the commands of `leadbot` do, each in its own module."""
