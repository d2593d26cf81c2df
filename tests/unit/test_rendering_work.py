"""No text stops the others: how much work one can make is bounded before it goes live, and while it is written."""

import time
from dataclasses import replace

import pytest
from jinja2 import Environment

from bot.contexts import (
    CONTEXTS,
    LONGEST_LIST,
    Answers,
    Card,
    Person,
    Privacy,
    Reason,
    TextError,
    Wrote,
    largest,
    sample,
)
from bot.playbooks import Texts
from bot.rendering import compile_text, plain, render_limits, tags
from tests.unit.test_rendering import refused

PIA = Person("Pia", "Northwind")
AT_ONCE = 3.0
"""Seconds: what is found here took minutes, or for ever."""


def loops(depth: int, body: str = "", *, over: str = "answers") -> str:
    return f"{{% for each in {over} %}}" * depth + body + "{% endfor %}" * depth


def told(source: str, context: type) -> str:
    problem = refused(source, context)[0]
    return f"{problem.line}  {problem.found}, expected {problem.expected}"


def test_loops_stand_inside_one_another_at_most_twice() -> None:
    assert told("x\n" + loops(16), Answers) == "2  3 loops inside one another, expected at most 2"
    assert told(loops(3, "{{ each }}"), Answers) == "1  3 loops inside one another, expected at most 2"
    assert told("{% if number %}" + loops(3, over="not_asked") + "{% endif %}", Card).startswith("1  3 loops")
    assert told("{% for one in answers %}{% else %}" * 3 + "x" + "{% endfor %}" * 3, Answers).startswith("1  3 loops")
    compile_text(loops(2, "{% if each == first_name %}x{% endif %}") + "y", Answers)


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("x" + loops(2, "{% if need in not_asked %}{% endif %}" * 9, over="why"), Card),
        ("x" + loops(2, "{{ each | upper | lower | title }}" * 60), Answers),
        ("{% if need %}" + loops(2, "{% if 'q' in need %}{% endif %}" * 20, over="why") + "{% endif %}x", Card),
    ],
)
def test_loops_with_much_inside_are_counted_for_long_lists(source: str, context: type) -> None:
    assert f"for lists of {LONGEST_LIST}, expected at most {render_limits.MOST_STEPS}" in told(source, context)


@pytest.mark.parametrize(
    ("source", "context"),
    [
        (loops(2, "{{ each }}"), Answers),
        (loops(1, "{{ each | upper }}" * 300), Answers),
        ("{{ text }}" * 800, Wrote),
        ("{{ " + " ~ ".join(["text"] * 800) + " }}", Wrote),
        (loops(1, "{{ asked | join('" + "x" * 7000 + "') }}", over="asked"), Privacy),
    ],
)
def test_what_grows_beyond_any_message_is_refused(source: str, context: type) -> None:
    assert "can grow beyond 100000 characters" in told(source, context) or "too long to write" in told(source, context)


@pytest.mark.parametrize(
    ("source", "context"),
    [
        (loops(16), Answers),
        ("{{ 0x" + "f" * 8000 + " }}", Wrote),
        ("{{ number + " + "9" * 4000 + " }}", Wrote),
        ("{% if " + " or ".join(["name"] * 1000) + " %}x{% endif %}", Wrote),
        ("{{ name" + " | upper" * 1000 + " }}", Wrote),
        ("{{ " + "(" * 1000 + "name" + ")" * 1000 + " }}", Wrote),
        ("{% if name %}x" + "{% elif text %}y" * 500 + "{% endif %}", Wrote),
        (" ".join(f"{{{{ frist_name{number} }}}}" for number in range(350)), Card),
    ],
)
def test_what_could_take_for_ever_is_refused_at_once(source: str, context: type) -> None:
    began = time.thread_time()
    assert refused(source, context)
    assert time.thread_time() - began < AT_ONCE


def test_tags_under_conditions_inside_loops_are_walked_within_bounds() -> None:
    """Five conditions around a loop, and that again inside: the walk took a quarter of an hour at four levels."""
    names = ("link", "company", "need", "username", "source")
    opened = "".join(f"{{% if {name} %}}<b>{{% endif %}}" for name in names)
    closed = "".join(f"{{% if {name} %}}</b>{{% endif %}}" for name in names)
    source = "x"
    for _ in range(4):
        source = f"{opened}{{% for each in why %}}{source}{{% endfor %}}{closed}"
    began = time.thread_time()
    (problem,) = tags.mistakes(Environment(autoescape=True).parse(source))
    assert problem.found == "too many conditions with tags inside"
    assert time.thread_time() - began < AT_ONCE


def test_a_text_that_is_right_for_usual_values_is_tried_with_the_largest_ones() -> None:
    assert len(largest(Card).why) == len(largest(Card).answers) == LONGEST_LIST
    assert len(largest(Wrote).text) == 4096
    for patterns in CONTEXTS.values():
        for context in set(patterns.values()):
            assert largest(context)


def test_a_loop_over_more_than_lists_ever_hold_ends_itself() -> None:
    text = compile_text(loops(2, "{% if each == first_name %}x{% endif %}") + "y", Answers)
    assert text.render(sample(Answers)) == "y"
    began = time.thread_time()
    with pytest.raises(TextError, match="takes too long to write"):
        text.render(Answers("Pia", "Northwind", ("answer",) * 100_000))
    assert time.thread_time() - began < AT_ONCE


def test_a_text_ends_itself_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    text = compile_text(loops(1, "x"), Answers)
    monkeypatch.setattr(render_limits, "MOST_SECONDS", -1.0)
    monkeypatch.setattr(render_limits, "UNTIMED_STEPS", 0)
    with pytest.raises(TextError, match="takes too long to write"):
        text.render(sample(Answers))


def test_texts_that_are_put_together_are_paid_for_by_their_length() -> None:
    text = compile_text("{% for each in why %}{% if each.label ~ need == need %}x{% endif %}{% endfor %}y", Card)
    long = replace(sample(Card), why=(Reason("x" * 2_000_000, "+1"),) * 50)
    with pytest.raises(TextError, match="takes too long to write"):
        text.render(long)


def test_what_cannot_be_written_is_said_in_the_bases_words_and_remembered_once() -> None:
    own = compile_text("{% for one in answers %}{% for two in answers %}{% endfor %}{% endfor %}Own words.", Answers)
    shipped = compile_text("Thanks, {{ first_name }}.", Answers)
    texts = Texts("en", {"got_it": own}, {"got_it": shipped}, {"got_it": "chat/texts/en.yaml:7"})
    many = Answers("Pia", "Northwind", ("answer",) * 100_000)
    assert texts.render("got_it", sample(Answers)) == "Own words."
    assert texts.unwritten == {}
    assert [texts.render("got_it", many) for _ in range(3)] == ["Thanks, Pia."] * 3
    assert list(texts.unwritten.values()) == ["chat/texts/en.yaml:7  got_it: a text that takes too long to write"]


@pytest.mark.parametrize("name", ["", " ", "\u3164", "\u200b"])
def test_what_shows_nothing_with_the_values_it_has_is_said_in_other_words(name: str) -> None:
    shipped = compile_text("Hello {{ first_name }}!", Person)
    for source in ("{{ first_name }}", "<b>{{ first_name }}</b>", "{% if first_name == 'Pia' %}Hi{% endif %}"):
        own = compile_text(source, Person)
        texts = Texts("en", {"greeting": own}, {"greeting": shipped}, {"greeting": "chat/texts/en.yaml:7"})
        assert texts.render("greeting", PIA) == own.render(PIA)
        assert texts.unwritten == {}
        assert texts.render("greeting", replace(PIA, first_name=name)) == f"Hello {name}!"
        assert texts.unwritten == {"greeting": "chat/texts/en.yaml:7  greeting: nothing to say with the values it had"}
    assert Texts("en", {"nudge": compile_text("{{ first_name }}", Person)}).render(
        "nudge", replace(PIA, first_name=name)
    )


def test_without_other_words_a_text_says_what_it_can_without_its_values() -> None:
    own = compile_text("<b>Hi {{ text }}</b> &amp; &lt;you&gt;", Wrote)
    shown = Texts("en", {"wrote": own}).render("wrote", Wrote(7, "Pia", "x" * 200_000))
    assert plain(shown) == "Hi & <you>"
    bare = Texts("en", {"wrote": compile_text("{{ text }}", Wrote)})
    assert bare.render("wrote", Wrote(7, "Pia", "x" * 200_000)) == "…"
