"""What a line of the ledger, and what would lift a lead, is called in the words of sales."""

from collections.abc import Mapping

from bot import contexts, rendering
from bot.playbooks import Texts
from bot.usecases.phrasing import Phrasing
from scoring.ledger import Line
from scoring.lifts import Lift
from scoring.model import Model
from scoring.rules import EngagementRule, Labels
from scoring.values import Value, show

MAX_REASON_CHARS = 80


def reason_label(line: Line, phrasing: Phrasing, texts: Texts) -> str:
    """Return what gave a line's points: the rule's own label, an answer, or what the lead did. Plain text."""
    own = _own_label(line.labels, texts.locale)
    if own:
        label = _often(own, line.count if line.signal else 1)
    elif line.field is not None and line.value is not None:
        label = _fact(line.field, line.value, phrasing)
    elif line.signal is not None:
        label = _deed(line.signal, line.where or {}, texts, times=line.count)
    else:
        label = _limit(line.rule, texts)
    return _short(label)


def answer_label(field: str, value: Value | None, phrasing: Phrasing, *, texts: Texts, known: bool) -> str:
    """Return what a lead would have to say, None for anything; ``known`` if they have answered already. Plain text."""
    asked = phrasing.question(field) is not None
    answer = "" if value is None else phrasing.answer(field, value) if asked else show(value)
    saying = contexts.Saying(phrasing.label(field) if asked else field, answer, otherwise=known)
    return _short(rendering.plain(texts.render("lifts.says", saying)))


def deed_label(lift: Lift, model: Model, texts: Texts) -> str:
    """Return what a lead would have to do. Plain text."""
    rule = next(rule for rule in model.engagement if rule.points > 0 and rule.signal_about == lift.signal)
    own = "" if _tells_more_than_the_deed(rule) else _own_label(rule.labels, texts.locale)
    if own:
        return _short(_often(own, lift.times))
    where = {name: str(test).removeprefix("=") for name, test in rule.where}
    return _short(_deed(rule.signal, where, texts, times=lift.times, would=True))


def _short(label: str) -> str:
    return label if len(label) <= MAX_REASON_CHARS else f"{label[: MAX_REASON_CHARS - 1]}…"


def _own_label(labels: Labels, locale: str) -> str:
    by_language = dict(labels)
    return by_language.get(locale) or by_language.get("", "")


def _tells_more_than_the_deed(rule: EngagementRule) -> bool:
    """Return whether the rule is about a row of deeds or a pause ("three pages in a week"), not about one."""
    return rule.times is not None or rule.first or rule.returning_after is not None


def _often(label: str, times: int) -> str:
    return f"{label} ×{times}" if times > 1 else label


def _fact(field: str, value: Value, phrasing: Phrasing) -> str:
    # What no question asks for (an imported country) is told with its field: "true" alone says nothing.
    return phrasing.answer(field, value) if phrasing.question(field) else f"{field}: {show(value)}"


def _deed(name: str, where: Mapping[str, str], texts: Texts, *, times: int, would: bool = False) -> str:
    # A rule may name pages by a pattern: "/pricing*" reads as "/pricing".
    path = where.get("path", "").strip('"').rstrip("*")
    key = f"signals.{name}"
    signal = contexts.Signal(times, path=path, name=name, would=would)
    return rendering.plain(texts.render(key if texts.has(key) else "signals.other", signal))


def _limit(rule: str, texts: Texts) -> str:
    kind, _, name = rule.partition(".")
    if kind == "group":
        return rendering.plain(texts.render("limits.group", contexts.Group(name)))
    return texts.static(f"limits.{name}")
