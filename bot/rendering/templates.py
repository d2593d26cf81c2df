"""From the source of a text to something that renders, or to all its mistakes.

A text that compiles renders for any values of its context, and Telegram accepts the result: values are escaped, only
known variables are used, tags fit together, and what grows too long is sent without formatting.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from operator import attrgetter
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from bot.cleaning import shows_something
from bot.contexts import TextError, TextProblem, largest, sample, variables
from bot.html import HtmlError, parse, utf16_length
from bot.rendering import plain_texts, render_limits, tags, template_checker
from bot.rendering.directions import isolated, runs_from_right
from scoring.document_reader import nearest

MAX_CHARS = 4096
MAX_SOURCE_CHARS = 8192

Values = Callable[[object], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is known to render; ``source`` is what marketing wrote, ``always`` what it says to all alike."""

    source: str
    _write: Callable[[object], str]
    always: str | None = None

    def render(self, context: object) -> str:
        """Return the text as Telegram's HTML, with the values of a context; raise TextError where it cannot be."""
        html = self.written(context)
        # A character is at most two of the units that Telegram counts.
        return html if len(html) <= MAX_CHARS // 2 else _bounded(html)

    def written(self, context: object) -> str:
        """Return the text before it is cut to what a message may hold; raise TextError."""
        try:
            html = self._write(context)
        except TextError:
            raise
        except (ArithmeticError, MemoryError, RecursionError, TemplateError, ValueError) as error:
            raise TextError([TextProblem(1, f"it cannot be written: {type(error).__name__}")]) from error
        if len(html) > render_limits.MOST_CHARS:
            raise render_limits.too_long()
        return html


def compile_text(source: str, context: type) -> Text:
    """Return the text that ``source`` says, written for this context; raise TextError with all its mistakes."""
    return _text(source.rstrip(), context)


@lru_cache(4096)
def _text(source: str, context: type) -> Text:
    if len(source) > MAX_SOURCE_CHARS:
        raise TextError([TextProblem(1, f"{len(source)} characters", f"at most {MAX_SOURCE_CHARS}")])
    try:
        text = Text(source, _compiled(source, context), always=None if "{" in source else source.strip())
    except TemplateSyntaxError as error:
        raise TextError([_syntax_problem(error, source)]) from error
    except TextError:
        raise
    except (RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as error:
        raise TextError([TextProblem(1, "a text too involved to be read", "a simpler text")]) from error
    _try(text, context)
    return text


@lru_cache(2048)
def plain(html: str) -> str:
    """Return a rendered text as it reads where formatting is not shown, as in a pop-up.

    >>> plain("<b>R&amp;D</b>")
    'R&D'
    """
    return parse(html).text


def _bounded(html: str) -> str:
    """Return a rendered text within Telegram's limit; what is too long is cut and loses its formatting."""
    if utf16_length(html) <= MAX_CHARS or utf16_length(text := plain(html)) <= MAX_CHARS:
        return html
    cut = text.encode("utf-16-le")[: 2 * (MAX_CHARS - 1)].decode("utf-16-le", "ignore")
    return f"{escape(cut)}…"


def _compiled(source: str, context: type) -> Callable[[object], str]:
    if "{" not in source:
        _refuse(tags.mistakes(nodes.Template([nodes.Output([nodes.TemplateData(source, lineno=1)], lineno=1)])))
        whole = source.strip()
        return lambda _: whole
    parsed = _ENVIRONMENT.parse(source)
    _refuse(template_checker.mistakes(parsed, context))
    plain_text = plain_texts.plain_text(parsed)
    if plain_text is None:
        _refuse(render_limits.mistakes(parsed))
    _refuse(tags.mistakes(parsed))
    used = {name.name for name in parsed.find_all(nodes.Name)}
    values = _values(name for name in variables(context) if name in used)
    if plain_text is not None:
        return _in_order(values, plain_text)
    if not render_limits.may_grow(parsed):
        template = Template.from_code(_ENVIRONMENT, _ENVIRONMENT.compile(parsed), {})
        return _in_order(values, lambda named: "".join(_pieces(template, named)))
    counting = Template.from_code(_COUNTING, _COUNTING.compile(render_limits.metered(parsed)), {})
    return _in_order(values, lambda named: render_limits.bounded(_pieces(counting, named)))


def _in_order(values: Values, write: Callable[[dict[str, object]], str]) -> Callable[[object], str]:
    """Return a function that writes a text so that a name from right to left leaves what stands around it in order."""

    def written(context: object) -> str:
        html = write(values(context))
        if runs_from_right(html):
            html = write({name: isolated(value) for name, value in values(context).items()})
        return html.strip()

    return written


def _pieces(template: Template, values: dict[str, object]) -> Iterator[str]:
    # Template.render copies the values twice; nobody else holds these.
    return template.root_render_func(template.new_context(values, shared=True))


def _values(names: Iterable[str]) -> Values:
    """Return a function that takes the named variables from a context."""
    match tuple(names):
        case ():
            return lambda _: {}
        case (name,):
            return lambda context: {name: getattr(context, name)}
        case several:
            take = attrgetter(*several)
            return lambda context: dict(zip(several, take(context), strict=True))


def _refuse(problems: list[TextProblem]) -> None:
    if problems:
        raise TextError(dict.fromkeys(problems))


def _try(text: Text, context: type) -> None:
    """Render with usual values and with the largest: what is left to find is an empty text and one that is too long."""
    text.written(largest(context))
    html = text._write(sample(context))
    try:
        shown = plain(html)
    except HtmlError as error:
        raise TextError([TextProblem(1, f"Telegram refuses this: {error.reason}")]) from error
    length = utf16_length(shown)
    if not shows_something(shown) and not shows_something(unescape(_MARKUP.sub("", text.source))):
        raise TextError([TextProblem(1, "an empty text", "something to say")])
    if length > MAX_CHARS:
        raise TextError([TextProblem(1, f"{length} characters", f"at most {MAX_CHARS}")])


_MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
_OFFSET = re.compile(r" at \d+$")
_UNCLOSED_BLOCK = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_CURVED = re.compile(r"unexpected char '([‘’‚‛“”„‟«»‹›])'")
_TAGS = ("if", "elif", "else", "endif", "for", "endfor", "raw", "endraw")


def _syntax_problem(error: TemplateSyntaxError, source: str) -> TextProblem:
    message = _OFFSET.sub("", error.message or "").rstrip(".")
    if "unknown tag" in message:
        tag = message.split("'")[1]
        known = ", ".join(f"{{% {name} %}}" for name in _TAGS[:-2])
        return TextProblem(error.lineno, f'unknown "{{% {tag} %}}"', known, nearest(tag, _TAGS))
    if block := _UNCLOSED_BLOCK.search(message):
        return TextProblem(error.lineno, f"{{% {block[1]} %}} is not closed", f"{{% end{block[1]} %}}")
    if curved := _CURVED.search(message):
        return TextProblem(error.lineno, f"the curved quotation mark {curved[1]} inside braces", "a straight one: '")
    if source.count("{{") > source.count("}}"):
        return TextProblem(error.lineno, "the braces of a variable are not closed", "{{ variable }}")
    return TextProblem(error.lineno, f"unreadable: {message[:1].lower()}{message[1:]}")


def _first(items: tuple[str, ...]) -> str:
    return items[0] if items else ""


def _last(items: tuple[str, ...]) -> str:
    return items[-1] if items else ""


def _default(value: str, fallback: str = "", _even_if_empty: bool = True) -> str:
    return value or fallback


def _join(items: tuple[str, ...], between: str = "") -> str:
    return between.join(items)


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "capitalize": str.capitalize,
    "default": _default,
    "first": _first,
    "join": _join,
    "last": _last,
    "length": len,
    "lower": str.lower,
    "title": str.title,
    "upper": str.upper,
}


def _environment(context_class: type[Context]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(_FILTERS)
    environment.filters.update(
        {render_limits.COUNTED: render_limits.counted, render_limits.MEASURED: render_limits.measured}
    )
    environment.context_class = context_class
    return environment


_ENVIRONMENT, _COUNTING = _environment(Context), _environment(render_limits.Meter)
