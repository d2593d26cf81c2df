"""Worker processes for work over all leads, and what a command and the bot agree on."""
