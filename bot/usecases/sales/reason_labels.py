"""What a line of the ledger, and what would lift a lead, is called in the words of sales."""

from collections.abc import Iterable, Mapping

from bot import contexts, rendering
from bot.playbooks import Texts
from bot.usecases.phrasing import Phrasing
from scoring.history import Signal
from scoring.ledger import LedgerLine
from scoring.lifts import Lift
from scoring.model import Model
from scoring.rules import EngagementRule, Happened, Labels
from scoring.values import NoneOf, Value, show

MAX_REASON_CHARS = 80


def reason_label(line: LedgerLine, phrasing: Phrasing, texts: Texts) -> str:
    """Return the name of a line's reason: the rule's own label, an answer, or what the lead did. Plain text."""
    own = _own_label(line.labels, texts.locale)
    if own:
        label = _often(own, line.count if line.signal else 1)
    elif line.field is not None:
        label = (
            _fact(line.field, line.value, phrasing) if line.value is not None else _unknown(line.field, phrasing, texts)
        )
    elif line.signal is not None:
        facts = [_fact(field, value, phrasing) for field, value in line.facts or ()]
        label = " + ".join([*facts, _deed(line.signal, line.where or {}, texts, times=line.count)])
    else:
        label = _limit(line.rule, texts)
    return _short(label)


def answer_label(lift: Lift, phrasing: Phrasing, *, texts: Texts, known: bool) -> str:
    """Return the answer that would lift a lead; ``known`` if they have answered already. Plain text."""
    field = lift.field or ""
    others = ", ".join(_answer(field, value, phrasing) for value in lift.other_than)
    answer = "" if lift.value is None else _answer(field, lift.value, phrasing)
    saying = contexts.MissingAnswer(_name(field, phrasing), answer, otherwise=known, others=others)
    return _short(rendering.plain(texts.render("lifts.says", saying)))


def _name(field: str, phrasing: Phrasing) -> str:
    return phrasing.label(field) if phrasing.question(field) else field


def _answer(field: str, value: Value, phrasing: Phrasing) -> str:
    return phrasing.answer(field, value) if phrasing.question(field) else show(value)


def _unknown(field: str, phrasing: Phrasing, texts: Texts) -> str:
    missing = contexts.MissingAnswer(_name(field, phrasing), "", otherwise=False)
    return rendering.plain(texts.render("not_known", missing))


def deed_label(lift: Lift, model: Model, texts: Texts) -> str:
    """Return the deed that would lift a lead, in the rules' own words for it, or those of the texts. Plain text.

    Where the texts tell less than the rule means, its label is quoted beside them: it says what was done, and would be
    wrong by itself.
    """
    given = [rule for rule in model.engagement if rule.points > 0]
    rules = [rule for rule in given if not rule.deeds and rule.signal_about == lift.signal]
    would = _first_label((rule.labels_if for rule in rules), texts.locale)
    if would:
        return _short(_often(would, lift.times))
    deeds = [deed for rule in given for deed in rule.deeds if deed.signal_about == lift.signal]
    meant: EngagementRule | Happened = rules[0] if rules else deeds[0]
    where = {name: str(test).removeprefix("=") for name, test in meant.where}
    deed = _deed(meant.signal, where, texts, times=lift.times, would=True)
    did = "" if _tell_all(meant, texts) else _first_label((rule.labels for rule in rules), texts.locale)
    return _short(f'{deed} ("{did}")' if did else deed)


def signal_label(signal: Signal, texts: Texts) -> str:
    """Return what a lead did, once, in the words of the texts. Plain text."""
    path = signal.properties.get("path")
    return _deed(signal.name, {"path": path} if isinstance(path, str) else {}, texts, times=1)


def _short(label: str) -> str:
    return label if len(label) <= MAX_REASON_CHARS else f"{label[: MAX_REASON_CHARS - 1]}…"


def _own_label(labels: Labels, locale: str) -> str:
    by_language = dict(labels)
    return by_language.get(locale) or by_language.get("", "")


def _first_label(labels: Iterable[Labels], locale: str) -> str:
    return next((own for each in labels if (own := _own_label(each, locale))), "")


def _tell_all(rule: EngagementRule | Happened, texts: Texts) -> bool:
    """Return whether the texts can tell which signals the rule means: they know of signals and of pages."""
    tells = [name == "path" and not isinstance(test, NoneOf) for name, test in rule.where]
    return texts.has(f"signals.{rule.signal}") and all(tells)


def _often(label: str, times: int) -> str:
    return f"{label} ×{times}" if times > 1 else label


def _fact(field: str, value: Value, phrasing: Phrasing) -> str:
    # What no question asks for (an imported country) is told with its field: "true" alone says nothing.
    return phrasing.answer(field, value) if phrasing.question(field) else f"{field}: {show(value)}"


def _deed(name: str, where: Mapping[str, str], texts: Texts, *, times: int, would: bool = False) -> str:
    # A rule may name pages by patterns: "/machines*|/grinders*" reads as "/machines, /grinders".
    said = where.get("path", "")
    path = "" if said.startswith("!") else ", ".join(pattern.strip("*") for pattern in said.split("|"))
    key = f"signals.{name}"
    signal = contexts.Signal(times, path=path, name=name, would=would)
    return rendering.plain(texts.render(key if texts.has(key) else "signals.other", signal))


def _limit(rule: str, texts: Texts) -> str:
    kind, _, name = rule.partition(".")
    if kind == "group":
        return rendering.plain(texts.render("limits.group", contexts.Group(name)))
    return texts.static(f"limits.{name}")
