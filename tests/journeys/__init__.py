"""The whole bot as a process of its own, in stories."""
