"""Subscribing to the newsletter in the chat, confirmed by a code that is mailed."""
