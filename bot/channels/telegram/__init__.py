"""Telegram: the only place that knows aiogram and the Bot API."""

# Before anything else of aiogram is imported.
from bot.channels.telegram.models_on_use import Bot

__all__ = ["Bot"]
