"""HTTP: health, metrics, and Telegram's webhook."""
