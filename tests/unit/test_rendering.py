"""Compiling and rendering one text, and values as each language writes them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.contexts import Answers, Card, Person, Profile, Reason, TextError, TextProblem, sample
from bot.html import parse
from bot.rendering import compile_text, day, duration, language_name, moment, money, number, plain

QUENTIN = Person("Quentin", "Northwind")


def rendered(source: str, context: object) -> str:
    return compile_text(source, type(context)).render(context)


def refused(source: str, context: type) -> tuple[TextProblem, ...]:
    with pytest.raises(TextError) as error:
        compile_text(source, context)
    return error.value.problems


def test_variables_are_filled_in() -> None:
    assert rendered("Hi {{ first_name }}, this is {{ business }}.", QUENTIN) == "Hi Quentin, this is Northwind."


def test_what_people_are_called_is_never_taken_for_formatting() -> None:
    nasty = replace(QUENTIN, first_name="<b>{{ business }}</b> & _Co_")
    assert plain(rendered("<i>{{ first_name }}</i>", nasty)) == nasty.first_name


def test_a_text_says_one_thing_or_another() -> None:
    source = "Hi{% if first_name %} {{ first_name }}{% else %} there{% endif %}!"
    assert rendered(source, QUENTIN) == "Hi Quentin!"
    assert rendered(source, replace(QUENTIN, first_name="")) == "Hi there!"


def test_lines_with_nothing_but_a_condition_leave_no_empty_line() -> None:
    source = "One\n{% if first_name %}\ntwo\n  {% endif %}\nthree\n"
    assert rendered(source, QUENTIN) == "One\ntwo\nthree"


def test_lists_are_joined_or_walked_through() -> None:
    answers = Answers("Quentin", "Northwind", ("founder", "R&D"))
    assert rendered("{{ answers | join(' · ') }}", answers) == "founder · R&amp;D"
    walked = "{% for answer in answers %}{{ loop.index }}. {{ answer }}{% if not loop.last %}, {% endif %}{% endfor %}"
    assert rendered(walked, answers) == "1. founder, 2. R&amp;D"
    assert rendered("{{ answers | first }} to {{ answers | last }}", answers) == "founder to R&amp;D"
    assert rendered("x{{ answers | first }}{{ answers | last }}", replace(answers, answers=())) == "x"


def test_parts_of_a_list_are_named() -> None:
    card = replace(sample(Card), why=(Reason("founder", "+20"), Reason("pricing page", "+10")))
    source = "{% for reason in why %}{{ reason.label }} {{ reason.points }} {% endfor %}"
    assert rendered(source, card) == "founder +20 pricing page +10"


def test_default_stands_in_for_what_is_empty() -> None:
    source = "Hi {{ first_name | default('there') }} or {{ first_name or 'you' }}"
    assert rendered(source, replace(QUENTIN, first_name="")) == "Hi there or you"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ first_name | upper }}", "QUENTIN"),
        ("{{ first_name | lower }}", "quentin"),
        ("{{ first_name | lower | capitalize }}", "Quentin"),
        ("{{ (first_name ~ ' at ' ~ business) | title }}", "Quentin At Northwind"),
        ("{{ first_name | length + 1 }}", "8"),
        ("{{ first_name if first_name != business else 'we' }}", "Quentin"),
        ("{% if 'uent' in first_name and not first_name == business %}yes{% endif %}", "yes"),
        ("{% if 1 < first_name | length <= 7 %}yes{% endif %}", "yes"),
        ("{% raw %}{{ first_name }}{% endraw %}", "{{ first_name }}"),
        ("{# for translators #}Hi", "Hi"),
    ],
)
def test_expressions_that_a_text_may_use(source: str, text: str) -> None:
    assert rendered(source, QUENTIN) == text


def test_a_text_keeps_what_marketing_wrote() -> None:
    assert compile_text("Hi {{ first_name }}", Person).source == "Hi {{ first_name }}"


def test_a_tag_may_be_opened_and_closed_under_the_same_condition() -> None:
    source = '{% if link %}<a href="{{ link }}">{% endif %}{{ name }}{% if link %}</a>{% endif %}'
    card = replace(sample(Card), name="Quentin", link="tg://user?id=7")
    assert rendered(source, card) == '<a href="tg://user?id=7">Quentin</a>'
    assert rendered(source, replace(card, link="")) == "Quentin"


@pytest.mark.parametrize(
    "source",
    [
        "{% if link %}<b>{% endif %}{{ name }}{% if username %}</b>{% endif %}",
        "{% if link %}<b>{% else %}<i>{% endif %}{{ name }}</b>",
        "{% if link and company %}<b>{% endif %}{{ name }}{% if link %}</b>{% endif %}",
        "{% for reason in why %}{% if loop.first %}<b>{% endif %}{% endfor %}{{ name }}</b>",
        "{% if number > 9000 %}<blink>{{ name }}</blink>{% endif %}x",
        "{% if number > 9000 %}&#xD800;{% endif %}x",
        "{% if number > 9000 %}<a href='nowhere'>x</a>{% endif %}x",
        "<a>Acme</a>",
        "R&{{ name }}",
        "<b id={{ name }}>x</b>",
        "{% if (link or name) and (need or company) and (source or language) and (tier or outcome)"
        " and (username or last_words) and (claimed_by or claimed_after) %}x{% endif %}y",
    ],
)
def test_tags_that_fit_only_for_some_values_are_refused(source: str) -> None:
    assert refused(source, Card)


def test_the_address_of_a_link_may_be_filled_in() -> None:
    card = replace(sample(Card), link="tg://user?id=7", username="pia", company="acme.example")
    assert rendered("<a href='{{ link }}'>x</a>", card) == "<a href='tg://user?id=7'>x</a>"
    assert rendered('<a href="https://t.me/{{ username }}">x</a>', card) == '<a href="https://t.me/pia">x</a>'
    assert rendered('<a href="https://{{ company }}">x</a>', card) == '<a href="https://acme.example">x</a>'


def test_tags_under_conditions_that_are_decided_together_fit() -> None:
    source = (
        "{% if link and company %}<b>{% elif username %}<i>{% endif %}{{ name }}"
        "{% if link and company %}</b>{% elif username %}</i>{% endif %}"
    )
    assert rendered(source, replace(sample(Card), name="Pia", link="")) == "<i>Pia</i>"


def test_a_tangle_of_conditions_is_refused_and_not_followed_for_ever() -> None:
    names = ("link", "username", "company", "need", "source", "language", "outcome", "last_words", "claimed_by")
    opened = "".join(f"{{% if {name} %}}<b>{{% endif %}}" for name in names)
    (problem,) = refused(opened + "x", Card)
    assert problem.found == "too many conditions with tags inside"


def test_mistakes_are_told_all_at_once_with_their_lines() -> None:
    problems = refused("Hi {{ frist_name }}\n\n{{ busines | uper }}", Person)
    assert [(problem.line, problem.suggestion) for problem in problems] == [(1, "first_name"), (3, "upper")]


@pytest.mark.parametrize(
    "source",
    [
        "{{ first_name.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ first_name.format(business) }}",
        "{{ first_name | attr('x') }}",
        "{{ cycler }}{{ range }}{{ self }}{{ loop }}",
        "{% for x in 'abc' %}{{ x }}{% endfor %}",
        "{{ 'a' * 100000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%0999999999d' % 1 }}",
        "{% macro m() %}{% endmacro %}",
        "{% import 'x' as y %}",
        "{% block b %}{% endblock %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
        "{{ first_name is defined }}",
        "{{ none }}",
        "{{ 1.5 }}",
        "{{ [1, 2] }}",
        "{{ -1 }}",
        "{{ first_name if business }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{% if first_name %}" * 400,
        "x" * 8193,
        "  \n",
        "{# nothing #}",
    ],
)
def test_what_a_text_may_not_do_is_refused(source: str) -> None:
    assert refused(source, Person)


def test_a_context_without_a_name_has_no_name() -> None:
    (problem,) = refused("Hi {{ first_name }}", Profile)
    assert (problem.found, problem.expected) == ('unknown variable "first_name"', "business")


def test_what_grows_too_long_is_cut_and_sent_without_formatting() -> None:
    card = replace(sample(Card), last_words="<&>😀" * 2000)
    html = rendered("<b>{{ name }}</b>: {{ last_words }}", card)
    shown = parse(html)
    assert len(shown.text.encode("utf-16-le")) // 2 <= 4096
    assert shown.entities == ()
    assert shown.text.endswith("…")


def test_what_is_long_only_by_its_markup_is_left_alone() -> None:
    name = "&" * 1500
    assert plain(rendered("<b>{{ first_name }}</b>", Person(name, "Northwind"))) == name


@pytest.mark.parametrize(
    ("locale", "whole", "broken"),
    [
        ("en", "€15,000", "€1,234.50"),
        ("fr", "15\u202f000\xa0€", "1\u202f234,50\xa0€"),
        ("es", "15.000\xa0€", "1.234,50\xa0€"),
        ("sv", "15\xa0000\xa0€", "1\xa0234,50\xa0€"),
    ],
)
def test_money_is_written_as_each_language_does(locale: str, whole: str, broken: str) -> None:
    assert money(15000, "EUR", locale) == money(15000.0, "EUR", locale) == whole
    assert money(1234.5, "EUR", locale) == broken


def test_money_of_other_currencies() -> None:
    assert money(500, "SEK", "sv") == "500\xa0kr"
    assert money(1000, "JPY", "en") == "¥1,000"


def test_numbers_are_written_as_each_language_does() -> None:
    assert [number(12000, locale) for locale in ("en", "fr", "es", "sv")] == [
        "12,000",
        "12\u202f000",
        "12.000",
        "12\xa0000",
    ]
    assert number(200.0, "en") == "200"
    assert number(0.333333, "fr") == "0,33"


def test_lengths_of_time_are_rounded_to_their_largest_unit() -> None:
    assert duration(timedelta(seconds=38), "en") == "38 seconds"
    assert duration(timedelta(minutes=75), "fr") == "1\xa0heure"


def test_languages_are_called_as_the_reader_calls_them() -> None:
    assert [language_name("fr", locale) for locale in ("en", "fr", "es", "sv")] == [
        "French",
        "français",
        "francés",
        "franska",
    ]
    assert language_name("xx", "en") == "xx"


@pytest.mark.parametrize(
    ("locale", "this_year", "last_year"),
    [
        ("en", "Mar 4, 23:30", "Dec 31, 2025, 23:30"),
        ("fr", "4 mars, 23:30", "31 déc. 2025, 23:30"),
        ("es", "4 mar, 23:30", "31 dic 2025, 23:30"),
        ("sv", "4 mars, 23:30", "31 dec. 2025, 23:30"),
    ],
)
def test_a_moment_is_told_by_the_readers_clock_with_the_year_if_it_is_another(
    locale: str, this_year: str, last_year: str
) -> None:
    now = datetime(2026, 3, 9, tzinfo=UTC)
    told = [
        moment(at, "Europe/Stockholm", now=now, locale=locale)
        for at in (datetime(2026, 3, 4, 22, 30, tzinfo=UTC), datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    ]
    assert told == [this_year, last_year]


def test_the_day_and_the_year_are_those_of_the_zone() -> None:
    new_year = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert day(new_year, "Europe/Stockholm", now=new_year, locale="en") == "Jan 1"
    assert day(new_year, "UTC", now=new_year, locale="en") == "Dec 31"
    assert moment(new_year, "UTC", now=new_year, locale="en") == "Dec 31, 23:30 UTC"


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_ends_of_time_can_be_told_in_any_zone(at: datetime, zone: str) -> None:
    assert moment(at, zone, now=datetime(2026, 3, 9, tzinfo=UTC), locale="en")


@pytest.mark.parametrize("name", ["נועה", "نور (12)", "Noa נ.", "𐤀𐤁"])
def test_a_name_that_runs_from_right_to_left_leaves_what_stands_around_it_in_its_order(name: str) -> None:
    told = replace(QUENTIN, first_name=name)
    assert rendered("Not sent to {{ first_name }} (#12).", told) == f"Not sent to \u2068{name}\u2069 (#12)."


def test_it_is_set_apart_in_lists_and_line_by_line_and_never_within_a_link() -> None:
    said = Answers("Noa", "Northwind", ("Acme", "נ", "b"))
    assert rendered("{{ answers | join(', ') }}", said) == "Acme, \u2068נ\u2069, b"
    assert rendered("{{ first_name }}", replace(QUENTIN, first_name="hi\nשלום!")) == "hi\n\u2068שלום!\u2069"
    card = replace(sample(Card), link="https://example.com/נ", name="נ", why=(Reason("<i>נ</i>", "+1"),))
    html = rendered('<a href="{{ link }}">{{ name }}</a>: {% for one in why %}{{ one.label }}{% endfor %}', card)
    assert html == '<a href="https://example.com/נ">\u2068נ\u2069</a>: \u2068&lt;i&gt;נ&lt;/i&gt;\u2069'
