"""Leadbot: a self-hosted Telegram bot that qualifies leads by talking with them."""
