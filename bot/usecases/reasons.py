"""What a line of the ledger is called in the words of sales."""

from bot import contexts, rendering
from bot.playbooks import Texts
from bot.usecases.phrasing import Phrasing
from scoring.ledger import Line


def reason_label(line: Line, phrasing: Phrasing, texts: Texts) -> str:
    """Return what gave a line's points: an answer, or what the lead did. Plain text."""
    if line.field is not None and line.value is not None:
        return phrasing.answer(line.field, line.value)
    if line.signal is None:
        return line.rule
    where = dict(line.where or {})
    # A rule may name pages by a pattern: "/pricing*" reads as "/pricing".
    path = where.get("path", "").strip('"').rstrip("*")
    key = f"signals.{line.signal}"
    signal = contexts.Signal(line.count, path=path, name=line.signal)
    return rendering.plain(texts.render(key if texts.has(key) else "signals.other", signal))
