"""A local messenger that speaks Telegram's Bot API over HTTP, with a page for people and a client for tests."""
