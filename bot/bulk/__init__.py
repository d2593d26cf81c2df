"""Work over all leads at once: refolds, forecasts, reviews, imports. Reads beside the bot, writes through it."""
