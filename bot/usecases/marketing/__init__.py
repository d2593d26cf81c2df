"""What marketing hears of its files, and which of them the bot starts with."""
