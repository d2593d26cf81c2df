"""Rules of rendering: whatever marketing writes and whoever reads it, nothing unacceptable is ever sent."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from bot.contexts import Answers, Card, CardAnswer, Person, Reason, TextError, sample
from bot.html import parse
from bot.rendering import Text, compile_text, money, number, plain
from bot.rendering.templates import MAX_CHARS

unhurried = settings(deadline=None)

# As text enters: without surrogates, NUL and direction overrides.
entered = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
nasty = st.sampled_from(
    [
        "",
        "<b>",
        "</b>",
        "{{ business }}",
        "{% if x %}",
        "&amp;",
        "&#xD800;",
        "#xD800;",
        "lt;",
        '"',
        "'>",
        "👩‍👩‍👧",
        "مرحبا",
        "None",
    ]
)
names = st.builds("".join, st.lists(entered | nasty, max_size=3))
lists = st.lists(names, max_size=3).map(tuple)

# What templates are made of, so that many of them are right and most are nearly so.
pieces = st.sampled_from(
    [
        "Hi ",
        "\n",
        "{{ name }}",
        "{{ company | upper }}",
        "{{ number }}",
        "{{ not_asked | join(', ') }}",
        "{{ need or company }}",
        "{{ loop.index }}",
        "{{ item }}",
        "{{ item.label }}",
        "{{ name ~ number }}",
        "{{ name if answering else need }}",
        "{% if link %}",
        "{% if not link %}",
        "{% if link and company %}",
        "{% if number > 7 %}",
        "{% if loop.last %}",
        "{% elif company %}",
        "{% else %}",
        "{% endif %}",
        "{% for item in why %}",
        "{% for item in not_asked %}",
        "{% endfor %}",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        '<a href="',
        '">',
        "</a>",
        "{{ link }}",
        "&",
        "&amp;",
        "&#",
        "<",
        ">",
    ]
)
templates = st.lists(pieces, max_size=12).map("".join)
cards = st.builds(
    replace,
    st.just(sample(Card)),
    name=names,
    link=st.sampled_from(["", "tg://user?id=1"]) | names,
    company=names,
    need=names,
    number=st.integers(0, 10_000),
    answering=st.booleans(),
    why=st.lists(st.builds(Reason, names, names), max_size=2).map(tuple),
    answers=st.lists(st.builds(CardAnswer, names, names), max_size=2).map(tuple),
    not_asked=lists,
)


def compiled(source: str, context: type) -> Text | None:
    try:
        return compile_text(source, context)
    except TextError as error:
        problems = error.problems
    assert problems
    assert all(problem.found and problem.line >= 1 for problem in problems)
    return None


@unhurried
@given(st.text(max_size=80), names)
def test_any_text_whatsoever_renders_acceptably_or_is_refused(source: str, name: str) -> None:
    """Any text given to compile_text either compiles and renders to HTML that Telegram accepts, or raises TextError."""
    text = compiled(source, Person)
    if text:
        parse(text.render(Person(name, "Northwind")))


@settings(unhurried, max_examples=400)
@given(templates, cards)
def test_what_compiles_is_acceptable_for_every_lead(source: str, card: Card) -> None:
    """What compiles renders for any values of its context, and Telegram accepts the result."""
    text = compiled(source, Card)
    if text:
        parse(text.render(card))


@settings(unhurried, max_examples=300)
@given(templates, cards)
def test_tags_that_fit_are_not_refused(source: str, card: Card) -> None:
    """A text without conditions or loops is refused exactly where Telegram refuses it."""
    if any(sign in source for sign in ("{", "&")):
        return
    try:
        acceptable = bool(parse(source).text.strip())
    except ValueError:
        acceptable = False
    assert (compiled(source, Card) is not None) == acceptable


_SET_APART = dict.fromkeys(map(ord, "\u2068\u2069"))


@unhurried
@given(names, lists)
def test_any_name_is_shown_as_it_is(name: str, answers: tuple[str, ...]) -> None:
    """What people are called and say is never taken for formatting."""
    text = compile_text("<b>Hi</b> {{ first_name }}: <i>{{ answers | join(' · ') }}</i>.", Answers)
    shown = plain(text.render(Answers(name, "Northwind", answers)))
    # What runs from right to left is set apart, and is itself as it was.
    assert shown.translate(_SET_APART) == f"Hi {name}: {' · '.join(answers)}.".translate(_SET_APART)


@pytest.mark.parametrize(
    "source", ["{{ name }}!", "{{ company or 'x' }}!", "{{ not_asked | first }}!", "{{ need | title }}!"]
)
@given(card=cards)
def test_nothing_reads_undefined_or_none(source: str, card: Card) -> None:
    """Rendering never yields "undefined" or "None" of itself."""
    plainly = replace(card, name="", company="", need="", not_asked=())
    assert plain(compile_text(source, Card).render(plainly)).strip("x") == "!"


@unhurried
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.sampled_from([1, 100, 205, 300]),
)
def test_nothing_is_ever_too_long_to_send(words: str, times: int) -> None:
    """Output is bounded: at most 4096 UTF-16 code units after formatting."""
    text = compile_text("<b>{{ name }}</b>\n{{ last_words }}", Card)
    shown = plain(text.render(replace(sample(Card), last_words=words * times)))
    assert len(shown.encode("utf-16-le")) // 2 <= MAX_CHARS


@given(
    st.integers(-(10**12), 10**12), st.sampled_from(["en", "fr", "es", "sv"]), st.sampled_from(["EUR", "SEK", "JPY"])
)
def test_whole_amounts_keep_all_their_digits_and_have_no_cents(amount: int, locale: str, currency: str) -> None:
    """Formatting a whole amount changes nothing but how it is written."""
    assert "".join(filter(str.isdigit, money(amount, currency, locale))) == str(abs(amount))
    assert "".join(filter(str.isdigit, number(amount, locale))) == str(abs(amount))


said = st.sampled_from(
    [
        "Hi ",
        "\n",
        " ",
        "é",
        "%",
        "%s",
        "{ ",
        "&amp;",
        "{# x #}",
        "{{ name }}",
        "{{ number }}",
        "{{ link }}",
        "<b>{{ need }}</b>",
    ]
)
asked = st.sampled_from(
    [
        *("name", "why", "answering", "not company", "1"),
        *(f"number {sign} 7" for sign in ("==", "!=", "<", "<=", ">", ">=")),
        *("'a' in name", "need not in name", "name == need", "company != 'Acme'", "(name or need) == ''"),
    ]
)
conditions = st.recursive(
    asked,
    lambda inner: (
        inner.map("not ({})".format) | st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
    ),
    max_leaves=4,
)
plain_texts = st.recursive(
    said,
    lambda inner: (
        st.lists(inner, max_size=4).map("".join)
        | st.builds("{{% if {} %}}{}{{% endif %}}".format, conditions, inner)
        | st.builds(
            "{{% if {} %}}{}{{% elif {} %}}{}{{% else %}}{}{{% endif %}}".format,
            conditions,
            inner,
            conditions,
            inner,
            inner,
        )
    ),
    max_leaves=12,
)
jinja = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


@settings(unhurried, max_examples=300)
@given(plain_texts, cards, st.integers(6, 8))
def test_a_text_of_values_under_conditions_reads_as_jinja_itself_writes_it(
    source: str, card: Card, number: int
) -> None:
    """What is written without a template of Jinja2's says the same, to the last character."""
    card, text = replace(card, number=number), compiled(f"Well, {source}", Card)
    assert text
    values = {each.name: getattr(card, each.name) for each in fields(card)}
    expected = jinja.from_string(f"Well, {source}".rstrip()).render(values).strip()
    assert text.written(card).translate(_SET_APART) == expected.translate(_SET_APART)
