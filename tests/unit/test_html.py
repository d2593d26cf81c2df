"""Telegram's HTML: what it becomes, where it is refused, and that no text whatsoever does anything else."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.html import TYPES, Entity, Formatted, HtmlError, checked_link, parse, utf16_length

PIECES = (
    "< > </ / = \" ' & ; # x \n \0 😀 é a b <b> </b> <i> </i> <a_href= </a> <code> </code> <pre> </pre> &lt; &#128512; "
    "&#xD800; <code_class='language-py'> <blockquote_expandable> </blockquote> <tg-time_unix='1'> </tg-time> </> "
    "\ud800 https://example.com tg://user?id=1 <span_class='tg-spoiler'> </span> _"
)
MARKUP = st.sampled_from([piece.replace("_", " ") for piece in PIECES.split(" ")])


@pytest.mark.parametrize(("name", "kind"), sorted(TYPES.items()))
def test_every_tag_becomes_its_entity(name: str, kind: str) -> None:
    needed = {
        "a": ' href="https://example.com/x"',
        "span": ' class="tg-spoiler"',
        "tg-emoji": ' emoji-id="5368324170671202286"',
        "tg-time": ' unix="1647531900" format="wDT"',
    }
    (entity,) = parse(f"a <{name}{needed.get(name, '')}>b</{name}>").entities
    assert (entity.type, entity.offset, entity.length) == (kind, 2, 1)


@pytest.mark.parametrize(
    ("html", "reason", "at"),
    [
        ("a <p>b</p>", 'Unsupported start tag "p" at byte offset 2', 2),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2', 1),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"', 0),
        ("a</b>", "Unexpected end tag at byte offset 1", 1),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"', 7),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2', 2),
        ("a <b", "Unclosed start tag at byte offset 2", 2),
        ("<a href='x", "Unclosed start tag at byte offset 0", 0),
        ("<b></b", "Unclosed end tag at byte offset 3", 3),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0', 0),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0', 0),
        ("<a href=http://x>x</a>", "Unexpected end of name token at byte offset 8", 8),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', 0),
        ("<tg-emoji emoji-id='x'>x</tg-emoji>", "Invalid custom emoji identifier specified", 0),
        ("<tg-time unix='soon'>x</tg-time>", "Invalid date and time specified", 0),
        ("<tg-time unix='1' format='rd'>x</tg-time>", "Invalid date and time specified", 0),
        ("a\udc00", "strings must be encoded in UTF-8", 1),
    ],
)
def test_a_mistake_is_refused_in_telegrams_words_with_its_place(html: str, reason: str, at: int) -> None:
    with pytest.raises(HtmlError) as refused:
        parse(html)
    assert (str(refused.value), refused.value.at) == (f"can't parse entities: {reason}", at)


def test_offsets_count_utf_16_code_units() -> None:
    assert parse("😀 <b>é😀</b>").entities == (Entity("bold", 3, 3),)


def test_only_four_named_references_and_numbers_are_understood() -> None:
    assert parse("&lt;&gt;&amp;&quot; &nbsp; &#233;&#xe9; &amp").text == '<>&" &nbsp; éé &'


def test_a_code_block_keeps_its_language_whichever_way_round() -> None:
    block = (Entity("pre", 0, 1, language="python"),)
    assert parse('<pre><code class="language-python">x</code></pre>').entities == block
    assert parse('<code class="language-python"><pre>x</pre></code>').entities == block
    assert parse('<code class="language-python">x</code>').entities == (Entity("code", 0, 1),)


def test_a_link_to_a_person_is_a_mention() -> None:
    assert parse('<a href="tg://user?id=42">Bo</a>').entities == (Entity("text_mention", 0, 2, user_id=42),)


def test_a_link_that_leads_nowhere_stays_as_text() -> None:
    assert parse('<a href="javascript:alert(1)">Bo</a>') == Formatted("Bo", ())


def test_a_link_without_an_address_leads_to_its_own_text() -> None:
    assert parse("<a>example.com</a>").entities == (Entity("text_link", 0, 11, url="http://example.com/"),)


def test_nothing_is_nested_in_code_and_no_quote_in_a_quote() -> None:
    assert parse("<code>a <b>b</b></code>").entities == (Entity("code", 0, 3),)
    quoted = parse("<blockquote>a<blockquote expandable>b</blockquote></blockquote>")
    assert quoted.entities == (Entity("blockquote", 0, 2),)


def test_an_empty_tag_leaves_nothing() -> None:
    assert parse("a<b></b>b") == Formatted("ab", ())


@pytest.mark.parametrize(
    ("given_link", "completed"),
    [
        ("https://example.com", "https://example.com/"),
        ("example.com/a?b=c", "http://example.com/a?b=c"),
        ("http://127.0.0.1:8080/t/1", "http://127.0.0.1:8080/t/1"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("http://localhost/", None),
        ("ftp://example.com", None),
        ("mailto:ada@example.com", None),
        ("a b.com", None),
        ("", None),
    ],
)
def test_links_are_completed_or_refused(given_link: str, completed: str | None) -> None:
    assert checked_link(given_link) == completed


@given(st.lists(MARKUP).map("".join) | st.text())
def test_any_text_parses_or_raises_html_error(html: str) -> None:
    """Any text whatsoever either parses, with entities inside it, or is refused at a place inside it."""
    place = 0
    try:
        formatted = parse(html)
    except HtmlError as refused:
        place = refused.at
    else:
        size = utf16_length(formatted.text)
        assert all(0 <= one.offset < one.end <= size for one in formatted.entities)
    assert 0 <= place <= len(html)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_read_back_unchanged(text: str) -> None:
    """`&lt; &gt; &amp; &quot;` are all that has to be escaped."""
    assert parse(escape(text, {'"': "&quot;"})) == Formatted(text, ())


@given(st.lists(st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), unique=True), st.text("ab é😀", min_size=1))
def test_nested_tags_all_cover_what_they_enclose(tags: list[str], text: str) -> None:
    """Bold, italic, underline, strikethrough and spoiler may contain one another."""
    html = "".join(f"<{tag}>" for tag in tags) + text + "".join(f"</{tag}>" for tag in reversed(tags))
    found = parse(html).entities
    assert sorted(one.type for one in found) == sorted(TYPES[tag] for tag in tags)
    assert all((one.offset, one.length) == (0, utf16_length(text)) for one in found)
