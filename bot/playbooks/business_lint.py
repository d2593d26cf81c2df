"""What in ``business.yaml`` would be read as nobody means it: prospects read the name and the address in every chat."""

import re
from collections.abc import Iterator

from bot.playbooks.business import Business
from bot.playbooks.cut_texts import Written, lint_cut_texts
from bot.playbooks.problems import FileProblem
from bot.playbooks.slips import lint_slips
from bot.playbooks.texts import Label, Text
from bot.playbooks.yaml_files import Document

_NO_LANGUAGE = ""
_HALF_AN_ADDRESS = re.compile(r"@(?!\S+\.\w{2,})|(?<!\S)@")


def lint_business(document: Document, business: Business) -> Iterator[FileProblem]:
    """Warn of slips, of what is cut off, of variables, which are not filled in here, and of half an address."""
    texts: dict[str, Text] = {"name": Label(business.name), "contact": Label(business.contact)}
    found = [*lint_slips(document, texts), *lint_cut_texts({_NO_LANGUAGE: Written(document, texts, {})})]
    told = {problem.key: problem for problem in reversed(found)}
    yield from told.values()
    for key, text in texts.items():
        if key not in told and "{{" in text.source:
            seen = f'"{text.source}" would be read'
            yield document.problem(
                (key,), seen, "the words themselves: nothing is filled in here", warning=True, slip=True
            )
    if "contact" not in told and _HALF_AN_ADDRESS.search(business.contact):
        seen = f'"{business.contact}" is half an address'
        yield document.problem(("contact",), seen, "one such as ada@example.com", warning=True, slip=True)
