"""`leadbot signals try`: what events of other systems become, and by which line; the very code that the bot runs."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot import playbooks, rendering
from bot.clock import utc_now
from bot.commands.exit_codes import CONTENT, USAGE
from bot.commands.histories import DONE
from bot.foreign_events import ForeignEvent, Report
from bot.json_text import to_json
from bot.playbooks import Playbooks
from bot.playbooks.template_sources import UnreadableError, content_of
from bot.playbooks.yaml_files import Document, read_source
from bot.settings import SHIPPED_TEMPLATES
from bot.signal_mapping import LeftOut, Mapped, audience_of, facts_of, left_out_by, signal_of
from bot.web.signals.dialects import parse_any
from bot.web.signals.parsed import NotJsonError, Parsed
from scoring.values import show as shown

FILE = "signals.yaml"
STANDARD_INPUT = "-"


def show_try(folder: Path, file: str, *, as_json: bool) -> int:
    """Print what each event of a file becomes by a folder's mapping, and return the exit code.

    Raises PlaybookError with every mistake in the templates.
    """
    loaded = playbooks.load(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    try:
        body = sys.stdin.buffer.read() if file == STANDARD_INPUT else content_of(Path(file), piped=True)
        dialect, parsed = parse_any(body, at=utc_now())
    except UnreadableError as error:
        return _refused(f"{file}: {error.found}, expected a file with an event in JSON", code=USAGE)
    except NotJsonError as error:
        return _refused(f"{file}: no event of Segment's or PostHog's: {error}", code=CONTENT)
    told = what_becomes(parsed, loaded, dialect=dialect)
    if as_json:
        print(to_json(told))
    else:
        print_lines(told)
    return CONTENT if told["mistakes"] else DONE


def what_becomes(parsed: Parsed, loaded: Playbooks, *, dialect: str) -> dict[str, Any]:
    """Return what each report becomes by a mapping, and the mistakes, as JSON has them."""
    document = _document(loaded)
    told = [{"dialect": dialect, **_told(report, loaded, document)} for report in parsed.reports]
    wrong = [{"index": each.index, "reason": each.reason, "told": each.told} for each in parsed.mistakes]
    return {"reports": told, "mistakes": wrong}


def print_lines(told: Mapping[str, Any]) -> None:
    """Print what becomes of reports for people to read."""
    for each in told["reports"]:
        print("\n".join(_lines(each)))
    for mistake in told["mistakes"]:
        print(f"event {mistake['index']}: refused ({mistake['told']})")


def _refused(sentence: str, *, code: int) -> int:
    print(f"leadbot: {sentence}", file=sys.stderr)
    return code


def _document(loaded: Playbooks) -> Document | None:
    """Return the file that the mapping was read from, for its lines."""
    own = loaded.own.get(FILE)
    source = own if own is not None else (SHIPPED_TEMPLATES / FILE).read_text(encoding="utf-8")
    return read_source(FILE, source)[0]


def _told(report: Report, loaded: Playbooks, document: Document | None) -> dict[str, Any]:
    """Return what a report becomes and why, as JSON has it."""
    told: dict[str, Any] = {"id": report.id, "at": report.at, "identities": report.identities}
    out = left_out_by(report, loaded.signals)
    if not isinstance(report, ForeignEvent):
        facts = facts_of(report, loaded.signals) if out is None else {}
        told |= {"kind": "identification", "traits": report.traits, "facts": facts}
        return told | _by("leave_out", out, document, becomes="left out" if out is not None else "facts")
    told |= {"kind": "event", "name": report.name, "properties": report.properties, "context": report.context}
    found = signal_of(report, loaded.signals)
    if isinstance(found, LeftOut):
        return told | _by("leave_out", found.rule, document, becomes="left out")
    if isinstance(found, Mapped):
        told |= {"signal": found.name, "signal_properties": found.properties}
        audience = audience_of(report, loaded.signals)
        if audience is not None:
            told["audience"] = audience
        return told | _by("events", found.rule, document, becomes="signal")
    return told | {"becomes": "unknown"}


def _by(section: str, rule: int | None, document: Document | None, *, becomes: str) -> dict[str, Any]:
    line = {} if rule is None or document is None else {"line": document.line((section, rule))}
    return {"becomes": becomes, **line}


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    who, line = ", ".join(told["identities"]), f"  ({FILE}:{told['line']})" if "line" in told else ""
    what = f'"{told["name"]}"' if told["kind"] == "event" else "who they are"
    yield f"{what}, by {who}  ({told['dialect']})"
    if told["becomes"] == "left out":
        yield f"  is left out{line}"
    elif told["becomes"] == "unknown":
        yield "  is unknown: no line of events has this name and fits it"
    elif told["kind"] == "event":
        yield f"  is {told['signal']}{_with(told['signal_properties'])}{line or '  (every page view is)'}"
        if "audience" in told:
            yield f"  tells the audience: {told['audience']}"
    else:
        yield f"  tells{_with(told['facts']) or ' nothing of the fields under traits'}"


def _with(values: Mapping[str, Any]) -> str:
    told = ", ".join(f"{name}: {shown(value)}" for name, value in values.items())
    return f" {{{told}}}" if told else ""
