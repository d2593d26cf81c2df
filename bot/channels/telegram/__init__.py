"""Telegram: the only place that knows aiogram and the Bot API."""
