"""What is wrong with several desks together: chats that are none of ours, and rules that nobody fits."""

from collections.abc import Iterator, Sequence

from bot.conditions import Condition, comparisons
from bot.desk.routing import COUNTRY, LOOKED_AT, SOURCE, Desk, never_reached
from bot.playbooks.condition_reader import Names
from bot.playbooks.conditional import check_conditions
from bot.playbooks.problems import FileProblem
from bot.playbooks.yaml_files import Document, KeyPath
from scoring.document_reader import nearest

_EQUAL = ("==", "!=", "in", "not in")


def check_desks(
    document: Document, desks: Sequence[Desk], *, chats: Sequence[int], names: Names
) -> Iterator[FileProblem]:
    """Yield what is wrong with the desks of a file; ``chats`` are those of the setting, empty where it is not known."""
    asked = [(("desks", desk.name, "when"), desk.when) for desk in desks if desk.when is not None]
    known = ((path, when) for path, when in asked if when.names <= {*LOOKED_AT})
    wrong = [*_names(document, desks), *check_conditions(document, known, names), *_signs(document, asked)]
    yield from wrong
    if not wrong:
        yield from _reached(document, desks, names)
    if chats:
        yield from _chats(document, desks, chats)


def _names(document: Document, desks: Sequence[Desk]) -> Iterator[FileProblem]:
    for desk in desks:
        for name in sorted(desk.when.names - {*LOOKED_AT}) if desk.when is not None else ():
            path, suggestion = ("desks", desk.name, "when"), nearest(name, LOOKED_AT)
            yield document.problem(path, f'a desk cannot look at "{name}"', ", ".join(LOOKED_AT), suggestion=suggestion)


def _signs(document: Document, asked: Sequence[tuple[KeyPath, Condition]]) -> Iterator[FileProblem]:
    """Yield the comparisons of a country or source by size, which the alphabet alone could decide."""
    for path, when in asked:
        for compared in comparisons(when):
            name, sign = compared.name, compared.sign
            if name in (COUNTRY, SOURCE) and sign not in _EQUAL:
                yield document.problem(path, f"{name} {sign}", f"{name} ==, or {name} in [...]")


def _reached(document: Document, desks: Sequence[Desk], names: Names) -> Iterator[FileProblem]:
    for desk in never_reached(desks, audiences=names.audiences, languages=names.languages):
        if never_reached([desk], audiences=names.audiences, languages=names.languages):
            found, expected = "no lead can fit this rule", "one that somebody fits"
        else:
            found, expected = "the desks above take every lead that fits this rule", "another order, or rule"
        yield document.problem(("desks", desk.name, "when"), found, expected)


def _chats(document: Document, desks: Sequence[Desk], chats: Sequence[int]) -> Iterator[FileProblem]:
    known = ", ".join(map(str, chats))
    for desk in desks:
        if desk.chat not in chats:
            yield document.problem(
                ("desks", desk.name, "chat"), f"{desk.chat} is not in LEADBOT_SALES_CHAT", f"one of {known}"
            )
        elif desk.when is None and desk.chat != chats[0]:
            expected = "a rule, such as when: \"language == 'sv'\""
            yield document.problem(("desks", desk.name), "no lead is sent to this desk", expected, warning=True)
    named = {desk.chat for desk in desks}
    for chat in chats[1:]:
        if chat not in named:
            found = f"no desk has the chat {chat} of LEADBOT_SALES_CHAT: no lead is sent there"
            yield document.problem(("desks",), found, "a desk with this chat, and when it takes a lead", warning=True)
