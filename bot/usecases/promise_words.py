"""Puts into a prospect's language when they hear from a person."""

from bot import contexts, rendering
from bot.desk.promise import Day, Moment, Promise
from bot.playbooks import Texts


def words_for(promised: Promise, texts: Texts) -> tuple[str, str]:
    """Return from when somebody writes, while nobody works, and within what time, while somebody does; or nothing."""
    if promised.within is not None:
        seconds = promised.within.total_seconds()
        for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
            if seconds % size == 0:
                return "", _said(texts, f"when.within_{unit}", contexts.Duration(int(seconds // size)))
        return "", _said(texts, "when.within_minutes", contexts.Duration(int(seconds // 60) + 1))
    opens = _said(texts, "when.opens", _context(promised.opens, texts)) if promised.opens else ""
    if promised.closes is None:
        return opens, ""
    closes = promised.closes
    before = contexts.BeforeClosing(closes.hour, f"{closes.minute:02}", later=opens)
    return "", _said(texts, "when.before_closing", before)


def _context(moment: Moment, texts: Texts) -> contexts.Opening:
    name = ""
    if moment.called is Day.WEEKDAY:
        name = rendering.weekday_name(moment.day, texts.locale)
    elif moment.called is Day.DATE:
        name = rendering.day_and_month(moment.day, texts.locale)
    return contexts.Opening(moment.called.value, name, moment.hour, f"{moment.minute:02}")


def _said(texts: Texts, key: str, context: object) -> str:
    return rendering.plain(texts.render(key, context))
