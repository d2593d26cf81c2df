"""A smallest tree of templates in which nothing is wrong, to be spoilt one file at a time."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.contexts import CONTEXTS, Words
from bot.playbooks import Playbooks, load
from bot.rendering import compile_text

SCRIPT = """\
order: listed
nudge_after: 20h
questions:
  need: {kind: choice, ask: always, options: [leads, sales], other: true}
  role:
    kind: choice
    options: [founder, student]
  company_size: {kind: choice, options: {small: 10, large: 500}}
  budget: {kind: money, currency: EUR}
  email: {kind: email, ask: after, when: "tier == 'hot'"}
contents:
  pricing: {funnel: bofu, url: "https://example.com/pricing"}
"""
MODEL = """\
audience: b2b
handoff: lukewarm
tiers:
  lukewarm: {enter: 20, leave: 15}
  hot: {enter: 40, leave: 30, fit: 10}
unfit:
  - {field: role, in: [student]}
fit:
  - {field: role, points: {founder: 20}}
  - {field: company_size, steps: [[50, 10]]}
  - {field: budget, steps: [[1000, 10]]}
engagement:
  - {signal: page.viewed, points: 10, cap: 30, half_life: 21d}
"""
TEXTS = """\
questions:
  need:
    ask: "What would help you most, {{ first_name }}?"
    why: "So that the right person answers."
    label: Need
    options: {leads: More leads, sales: Better follow-up}
    words: {leads: [customers], sales: [follow-up, inbound]}
  role:
    ask: |
      What do you do
      at <b>work</b>?
    why: Because.
    label: Role
    options: {founder: Founder, student: Student}
  company_size:
    ask: How many are you?
    why: Because.
    label: Size
    options: {small: About ten, large: Hundreds}
    said: about {{ value }} people
  budget:
    ask: What is your budget?
    why: Because.
    label: Budget
  email:
    ask: And your e-mail?
    why: Because.
    label: E-mail
closing:
  hot: "Thank you: {{ answers | join(', ') }}."
  lukewarm: Thank you!
  cold: Thank you!
  unfit: Thank you!
nudge: Still there?
contents:
  pricing:
    button: Prices
    text: What it costs.
"""
BUSINESS = """\
name: Northwind
contact: privacy@northwind.example
keep_months: 24
"""


def from_contract(kind: str) -> str:
    """Write every text that the contract asks of a kind of file, a line each where keys nest no deeper."""
    lines: list[str] = []
    above: list[str] = []
    for pattern, context in sorted(CONTEXTS[kind].items(), key=_place):
        path = _path(pattern)
        if "*" in path or path[0] in ("got_it_again", "read_back"):
            continue
        shared = next((at for at, key in enumerate(above) if path[at : at + 1] != [key]), len(above))
        lines += ["  " * depth + f"{key}:" for depth, key in enumerate(path[:-1]) if depth >= shared]
        text = f"[{path[-1]}]" if context is Words else "'{{ value }}'" if pattern == "quoted" else f"Say {path[-1]}"
        lines.append("  " * (len(path) - 1) + f"{path[-1]}: {text}")
        above = path[:-1]
    return "\n".join(lines) + "\n"


def _place(entry: tuple[str, object]) -> tuple[bool, list[str]]:
    """Return where a text stands: the card first, so that tests can name its line whatever else is added."""
    return entry[0] != "card", _path(entry[0])


def _path(pattern: str) -> list[str]:
    first, dot, rest = pattern.partition(".")
    return [first, rest] if first == "signals" else [first, *rest.split(".")] if dot else [first]


FILES: Mapping[str, str] = {
    "business.yaml": BUSINESS,
    "chat/texts/en.yaml": from_contract("chat"),
    "desk/texts/en.yaml": f"# What sales reads\n{from_contract('desk')}",
    "playbooks/b2b/script.yaml": SCRIPT,
    "playbooks/b2b/model.yaml": MODEL,
    "playbooks/b2b/texts/en.yaml": TEXTS,
    "playbooks/b2c/script.yaml": SCRIPT.replace("[leads, sales], other: true}", "[leads, sales]}").replace(
        "{kind: money, currency: EUR}", "{kind: money, ask: after}"
    ),
    "playbooks/b2c/model.yaml": MODEL.replace("b2b", "b2c"),
    "playbooks/b2c/texts/en.yaml": TEXTS,
}


def write(directory: Path, files: Mapping[str, str | bytes | None] = FILES) -> Path:
    """Write the good tree with some files replaced, or left out where None."""
    return write_only(directory, {**FILES, **files})


def loaded(files: Mapping[str, str]) -> Playbooks:
    """Return the playbooks of a tree of its own."""
    with TemporaryDirectory() as folder:
        return load(write_only(Path(folder), files), compile_text=compile_text)


def write_only(directory: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write a tree of its own, without the files that are None."""
    for file, content in files.items():
        if content is not None:
            path = directory / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return directory


def spoilt(file: str, old: str, new: str) -> dict[str, str]:
    """Return a file of the good tree with one place changed."""
    assert FILES[file].count(old) == 1, f"{old!r} is not exactly once in {file}"
    return {file: FILES[file].replace(old, new)}
