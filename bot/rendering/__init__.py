"""From a text and its values to Telegram's HTML, and values as a language writes them.

The only place that knows Jinja2. It knows no files: ``bot.playbooks`` finds the texts and says which context each has.
"""

from bot.rendering.formats import (
    appointment,
    date_told,
    day,
    day_and_month,
    duration,
    language_name,
    listed,
    moment,
    money,
    number,
    short_day,
    weekday,
    weekday_name,
)
from bot.rendering.templates import Text, compile_text, plain

__all__ = [
    "Text",
    "appointment",
    "compile_text",
    "date_told",
    "day",
    "day_and_month",
    "duration",
    "language_name",
    "listed",
    "moment",
    "money",
    "number",
    "plain",
    "short_day",
    "weekday",
    "weekday_name",
]
